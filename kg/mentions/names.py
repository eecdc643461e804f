"""The names data -> a finder of known names in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.sentences import fold_name
from ontology import Ontology
from ontology.schema import read_schema

SPLIT = re.compile("国家|中国|美国|市场|科技|公司|大学|人民")  # words that may begin where a shorter name ends
DAY = re.compile(r"月(?!活)|日(?![活均前常益渐])")  # 小米11|月21日: the number is not the name's
SHORT = 4  # Latin names of so many letters or fewer are found in their own case only
UNNAMED = ("MarketIndex", "Bond", "CurrencyPair", "Industry")  # classes of tables and ratings, no arguments of the news


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of the names data: canonical name, class, all names, the security's code; guarded where it is an ordinary word too."""

    name: str
    class_: str
    names: tuple[str, ...]
    guarded: bool
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at start:end of a folded text; more than one entry where it is ambiguous."""

    start: int
    end: int
    entries: tuple[Known, ...]


class Names:
    """All known names, found at once: the longest at each place, whole Latin words only."""

    def __init__(self, entries: tuple[Known, ...]) -> None:
        by_form: dict[str, list[tuple[str, Known]]] = {}
        for entry in entries:
            for name in dict.fromkeys((entry.name, *entry.names)):
                form = fold_name(name)
                if len(form) > 1:
                    by_form.setdefault(form.lower(), []).append((form, entry))
        self._forms = sorted(by_form)
        self._entries = [tuple(by_form[form]) for form in self._forms]
        self._index = {form: number for number, form in enumerate(self._forms)}
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[Hit]:
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        at: int | None = 0
        while at is not None:
            hits, at = self._scan(text, lower, at)
            yield from hits

    def _scan(self, text: str, lower: str, at: int) -> tuple[list[Hit], int | None]:
        """The names from here on, and where to go on behind a match that was no whole word (None at the end)."""
        hits: list[Hit] = []
        for number, first, last in self._automaton.find_matches_as_indexes(lower[at:]):
            number, start, end = self._split(text, lower, number, at + first, at + last)
            entries = self._fitting(number, text[start:end])
            if entries and whole(text, start, end):
                hits.append(Hit(start, end, entries))
                continue
            shorter = self._shorter(text, start, end)
            if shorter is not None:
                hits.append(shorter)
            return hits, border(text, shorter.end - 1 if shorter else start)
        return hits, None

    def _split(self, text: str, lower: str, number: int, start: int, end: int) -> tuple[int, int, int]:
        """联合|国家发改委: of two names of which the one begins within the other, the longer one."""
        if SPLIT.match(text, end - 1):
            for later, first, last in self._automaton.find_matches_as_indexes(lower[start + 1 : end + 20]):
                first, last = start + 1 + first, start + 1 + last
                return (later, first, last) if first < end < last and last - first > end - start else (number, start, end)
        return number, start, end

    def _shorter(self, text: str, start: int, end: int) -> Hit | None:
        """Of a match that is no whole word, the longest beginning that is one."""
        for stop in range(end - 1, start + 1, -1):
            found = self.lookup(text[start:stop])
            if found and whole(text, start, stop):
                return Hit(start, stop, found)
        return None

    def _fitting(self, number: int, form: str) -> tuple[Known, ...]:
        return tuple(dict.fromkeys(entry for name, entry in self._entries[number] if same_case(name, form)))

    def lookup(self, form: str) -> tuple[Known, ...]:
        """The entries that bear this (folded) name."""
        number = self._index.get(form.lower())
        return self._fitting(number, form) if number is not None else ()


def same_case(name: str, form: str) -> bool:
    """Short Latin names keep their case (Arm is not ARM of a robot, META may stand for Meta)."""
    letters = sum(c.isascii() and c.isalpha() for c in name)
    return letters > SHORT or name == form or (letters == SHORT and form == name.upper())


def whole(text: str, start: int, end: int) -> bool:
    """No Latin word or number goes on before or after it, and its number belongs to no date."""
    first, last = text[start], text[end - 1]
    if latin(first) and start and latin(text[start - 1]):
        return False
    if last.isdigit() and DAY.match(text, end) and not latin(text[start:end].rstrip("0123456789")[-1:] or "1"):
        return False
    return not (latin(last) and end < len(text) and latin(text[end]))


def border(text: str, at: int) -> int:
    """The next place after this one where a name may begin."""
    at += 1
    while at < len(text) and latin(text[at]) and latin(text[at - 1]):
        at += 1
    return at


def latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@lru_cache(maxsize=4)
def read_names(ontology: Ontology) -> Names:
    """names/*.tsv: canonical name, class, aliases (|), guard. A user's row takes over the entries of ours that it names; `not` parts names."""
    schema = read_schema(ontology)
    found: dict[tuple[str, str], Known] = {}
    parted: list[tuple[str, Known]] = []
    for row in ontology.rows("names"):
        name, class_, aliases, guard = (*row.cells, "", "", "")[:4]
        if not name or len(row.cells) > 4:
            raise row.fault("needs name, class, aliases (|), guard")
        if class_ not in schema.parents:
            raise row.fault(f"unknown class {class_}: schema.ttl has {', '.join(list(schema.parents)[:6])}, …")
        if guard not in ("", "word", "not"):
            raise row.fault(f"unknown guard {guard}: leave it empty, or give word (an ordinary word too) or not (these names are not the same)")
        names = tuple(a.strip() for a in aliases.split("|") if a.strip())
        codes = [a for a in names if is_code(a)]
        known = Known(name, class_, tuple(a for a in names if not is_code(a)), guard == "word", codes[0] if codes else None)
        branch = schema.branch(class_)
        if guard == "not":
            parted.append((branch, known))
        elif class_ not in UNNAMED:
            users = not row.file.startswith(str(ontology.folders[0]))
            found[branch, name] = take_over(found, branch, known, {name, *known.names} if users else {name})
    for branch, known in parted:
        part(found, branch, known)
    return Names(tuple(found.values()))


def take_over(found: dict[tuple[str, str], Known], branch: str, known: Known, named: set[str]) -> Known:
    """The entry with the names of those before it that it names, which are gone."""
    before = [found.pop((branch, name)) for name in sorted(named) if (branch, name) in found]
    names = dict.fromkeys((*known.names, *(name for each in before for name in (each.name, *each.names) if name != known.name)))
    return Known(known.name, known.class_, tuple(names), known.guarded, known.code or next((each.code for each in before if each.code), None))


def part(found: dict[tuple[str, str], Known], branch: str, row: Known) -> None:
    """Each of the row's names is an entry of its own, and an alias of none of the others."""
    apart = {row.name, *row.names}
    for key, entry in list(found.items()):
        if key[0] == branch and not apart.isdisjoint((entry.name, *entry.names)):
            own = {entry.name} if entry.name in apart else {next(name for name in entry.names if name in apart)}
            found[key] = replace(entry, names=tuple(name for name in entry.names if name not in apart - own))
    held = {name for (place, _), entry in found.items() if place == branch for name in (entry.name, *entry.names)}
    for name in sorted(apart - held):
        found[branch, name] = Known(name, row.class_, (), False)


def is_code(name: str) -> bool:
    """A security's code: 688111.SH, 0700.HK, NVDA.O."""
    head, dot, tail = name.rpartition(".")
    return (
        bool(dot)
        and 1 <= len(tail) <= 3
        and tail.isalpha()
        and tail.isupper()
        and head.replace("-", "").isalnum()
        and (head.isdigit() or head.isupper())
    )
