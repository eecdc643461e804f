"""The words about a name that say what it is: 芯片 X, X 平台; and names that say it themselves: X 科技, X 大学."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from kg.sentences import fold_name
from ontology import Ontology

LONGEST = 12  # characters of a type word
NAMELIKE = ("ns", "nr", "nrt", "nz", "nt", "nrfg", "j")  # tags of words that may begin a name


@dataclass(frozen=True, slots=True)
class Types:
    """Type words with their classes; patterns that match one right after, right before a name; ends of Chinese names."""

    classes: dict[str, str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    suffixes: dict[str, tuple[str, bool]]
    suffix: re.Pattern[str]
    common: frozenset[str]
    surnames: frozenset[str]
    given: frozenset[str]
    elements: re.Pattern[str]
    titles: re.Pattern[str]
    slots: dict[str, frozenset[str]]
    named_kinds: dict[str, tuple[str, str]]
    named_kind: re.Pattern[str]
    kind: re.Pattern[str]
    ending: re.Pattern[str]
    cues: dict[str, tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]
    ordinary: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    goods: frozenset[str]
    trade: re.Pattern[str]
    firm_word: re.Pattern[str]
    body_ends: dict[str, dict[str, str]]
    by_end: dict[str, tuple[str, ...]]
    by_start: dict[str, tuple[str, ...]]

    def title_words(self, ending: str) -> tuple[str, ...]:
        """The titles and roles that end as these two characters do."""
        return self.by_end.get(ending, ())

    def doings(self, first: str) -> tuple[str, ...]:
        """What people do, by the first character."""
        return self.by_start.get(first, ())

    def is_name(self, text: str, start: int, end: int) -> bool:
        """Whether an ordinary word that is nearly always a name (苹果) is none of its ordinary uses here (苹果汁)."""
        before, behind = self.ordinary.get(text[start:end], (None, ()))
        return before is not None and not (before and text.endswith(before, 0, start)) and not (behind and text.startswith(behind, end))

    def kind_after(self, text: str, end: int) -> int:
        """How long the word is that stands right after a name and says its kind, or that it is a series; 0 for none."""
        found = self.kind.match(text, end)
        return len(found[0]) if found else 0

    def class_after(self, text: str, end: int) -> str | None:
        found = self.after.match(text, end)
        return self.classes[found[1]] if found else None

    def class_before(self, text: str, start: int) -> str | None:
        found = self.before.search(text, max(0, start - LONGEST), start)
        return self.classes[found[1]] if found else None


@lru_cache(maxsize=4)
def read_types(ontology: Ontology) -> Types:
    classes: dict[str, str] = {}
    for row in ontology.rows("words", "mention-types.tsv"):
        if len(row.cells) != 2:
            raise row.fault("needs class, words (|)")
        for word in row.cells[1].split("|"):
            classes.setdefault(fold_name(word), row.cells[0])
    suffixes: dict[str, tuple[str, bool]] = {}
    for row in ontology.rows("words", "mention-suffixes.tsv"):
        class_, _, weak = row.cells[0].partition(" ")
        suffixes.update((word, (class_, weak == "weak")) for word in row.cells[1].split("|"))
    common = {word for row in ontology.rows("words", "mention-common.tsv") for word in row.cells[0].split("|")}
    common |= {
        fold_name(word) for row in ontology.rows("words", "mention-units.tsv") if row.cells[0] != "currency" for word in row.cells[1].split("|")
    }
    surnames = {
        name for row in ontology.rows("words", "reading-surnames.tsv") for cell in row.cells for name in cell.split("|") if 0 < len(name) <= 2
    }
    titles = sorted({fold_name(t) for row in ontology.rows("words", "titles.tsv") for t in row.cells[0].split("|")}, key=lambda t: (-len(t), t))
    given = {name for row in ontology.rows("words", "mention-given-names.tsv") for name in row.cells[0].split("|")}
    elements = {name for row in ontology.rows("words", "mention-elements.tsv") for name in row.cells[0].split("|")}
    ordinary = {}
    for row in ontology.rows("words", "mention-ordinary.tsv"):
        name, before, behind = (*row.cells, "", "")[:3]
        ordinary[fold_name(name)] = (tuple(w for w in before.split("|") if w), tuple(w for w in behind.split("|") if w))
    goods, trade = (row.cells[0] for row in ontology.rows("words", "mention-goods.tsv"))
    cues = {}
    for row in ontology.rows("words", "mention-cues.tsv"):
        if len(row.cells) != 4:
            raise row.fault("needs class, words before (|), words after (|), words near (|)")
        before, behind, about = (alternatives(cell.split("|")) for cell in row.cells[1:])
        cues[row.cells[0]] = (re.compile(f"(?:{before})$"), re.compile(behind), re.compile(about))
    named_kinds: dict[str, tuple[str, str]] = {}
    for row in ontology.rows("words", "mention-kinds.tsv"):
        if len(row.cells) != 2:
            raise row.fault("needs class (city or firm behind it where they may stand before), ends (|)")
        class_, _, behind = row.cells[0].partition(" ")
        named_kinds.update((end, (class_, behind)) for end in row.cells[1].split("|"))
    body_ends: dict[str, dict[str, str]] = {}
    for row in ontology.rows("words", "mention-bodies.tsv"):
        if len(row.cells) != 3:
            raise row.fault("needs class, what stands before, ends (|)")
        body_ends.setdefault(row.cells[1], {}).update(dict.fromkeys(row.cells[2].split("|"), row.cells[0]))
    types = alternatives(classes)
    slots = {row.cells[0]: frozenset(row.cells[1].split("|")) for row in ontology.rows("words", "mention-slots.tsv") if len(row.cells) == 2}
    return Types(
        classes, re.compile(rf"(?:系列|全新|旗舰|”)?({types})(?![版化型级性师者员])"), re.compile(rf"({types})[“《(]?$"),
        suffixes, re.compile(alternatives(suffixes)),
        frozenset(common), frozenset(surnames), frozenset(given), re.compile(alternatives(elements)), re.compile(alternatives(titles)),
        {kind: words | frozenset(titles) if kind in ("before", "after") else words for kind, words in slots.items()},
        named_kinds, re.compile(alternatives(named_kinds)),
        re.compile(rf"系列(?:{types})?|{types}"), re.compile(rf"(?:{types})$"),
        cues, ordinary, frozenset(fold_name(word) for word in goods.split("|")), re.compile(alternatives(trade.split("|"))),
        re.compile(alternatives(slots["firms"])), body_ends,
        grouped({*titles, *slots["roles"]}, slice(-2, None)), grouped(slots["doings"], slice(0, 1)),
    )  # fmt: skip


def grouped(words: Iterable[str], part: slice) -> dict[str, tuple[str, ...]]:
    """Words by that part of them."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(word[part], []).append(word)
    return {key: tuple(group) for key, group in found.items()}


def alternatives(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


@lru_cache(maxsize=1)
def dictionary() -> tuple[dict[str, str], dict[str, int]]:
    cells = files("jieba").joinpath("dict.txt").read_text("utf-8").split()  # word, count, part of speech
    return dict(zip(cells[::3], cells[2::3], strict=True)), dict(zip(cells[::3], map(int, cells[1::3]), strict=True))


def word_tags() -> dict[str, str]:
    """The words of the language with their parts of speech, from jieba's dictionary."""
    return dictionary()[0]


def word_counts() -> dict[str, int]:
    """How often the words stand in the texts that jieba's dictionary was made from."""
    return dictionary()[1]


@lru_cache(maxsize=4096)
def segment(text: str) -> tuple[str, ...]:
    """The words of a run of Chinese characters."""
    return tuple(tokenizer().lcut(text, HMM=False))


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """jieba's, which writes no messages."""
    import jieba

    jieba.setLogLevel(60)
    return jieba.dt
