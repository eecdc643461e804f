"""公司, 该模型, 其, 前者, 后者, 双方 -> the mentions they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.clauses.signals import Signal
from kg.mentions import Mention, Read
from kg.sentences import fold_name
from ontology import Ontology

Fits = Callable[[str, Iterable[str]], bool]
JOINED = re.compile(r"(?:\([^)]*\))?(?:系列|公司|模型|芯片|以及|[^，。；、与和及]{0,3})?(?:、|与|和|及|以及)[^，。；]{0,14}")
POINTERS = ("该", "这款", "这一", "这台", "这颗", "这枚", "这座", "这家", "这项", "这套", "该款", "这个", "这辆", "这部", "这份", "这座")
WIDER = {
    "Hardware": ("Product",),
    "Software": ("Product",),
    "AIModel": ("Product",),
    "Chip": ("Product",),
    "Company": ("Organization",),
    "Organization": ("Agent",),
}
REMEMBERED = 40  # mentions that later words may refer to


@dataclass(frozen=True, slots=True)
class Reference:
    classes: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A mention that later words may refer to: how much of a subject it was, and in which paragraph it stood."""

    mention: Mention
    rank: int  # 0 the sentence's first subject, 1 another clause's, 2 no subject
    block: int


@dataclass(slots=True)
class Discourse:
    """What the text has named so far."""

    block: int = -1
    heading: list[Mention] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    pair: tuple[Mention, ...] = ()  # the last coordinated group of two or three: 前者, 后者
    default: Mention | None = None  # whom the report is about

    def enter(self, block: int) -> None:
        self.block = block

    def remember(self, mention: Mention, rank: int) -> None:
        self.traces.append(Trace(mention, rank, self.block))
        del self.traces[:-REMEMBERED]

    def candidates(self) -> list[Mention]:
        """Subjects of this paragraph, its other mentions, the heading's, what stood before: the nearest first."""
        here = [t for t in reversed(self.traces) if t.block == self.block]
        before = [t for t in reversed(self.traces) if t.block != self.block]
        ordered = [t.mention for rank in range(3) for t in here if t.rank == rank]
        return ordered + self.heading + [t.mention for rank in range(3) for t in before if t.rank == rank]


def reference_words(ontology: Ontology) -> dict[str, Reference]:
    found = {}
    for row in ontology.rows("words", "references.tsv"):
        if len(row.cells) != 3 or row.cells[2] not in ("last", "former", "latter", "both", "three"):
            raise row.fault("needs three columns: words (|), classes (|), last / former / latter / both / three")
        for word in row.cells[0].split("|"):
            found[fold_name(word)] = Reference(tuple(row.cells[1].split("|")), row.cells[2])
    for row in ontology.rows("words", "mention-types.tsv"):
        for word in row.cells[1].split("|"):
            for pointer in POINTERS:
                found.setdefault(pointer + fold_name(word), Reference((row.cells[0], *WIDER.get(row.cells[0], ())), "last"))
    return found


def resolve(read: Read, signals: list[Signal], words: dict[str, Reference], discourse: Discourse, fits: Fits) -> list[Mention]:
    """The mentions that the sentence's references stand for, each at the place of its word."""
    found: list[Mention] = []
    for signal in signals:
        if "ref" in signal.kinds and free(read, signal, signals):
            reference = words[signal.text]
            seen = [m for m in read.mentions if m.end <= signal.start] + found
            for mention in choose(read, signal, reference, seen, discourse, fits):
                found.append(replace(mention, start=signal.start, end=signal.end, text=signal.text, sure=True))
    return found


def free(read: Read, signal: Signal, signals: list[Signal]) -> bool:
    """A word such as 公司 refers only where nothing before it makes it a common noun (芯片公司) or continues it (公司名)."""
    text = read.sentence.text
    if any(m.start == signal.end for m in read.mentions) and signal.text[0] not in "该这其":
        return False
    if signal.text[0] in "该这其它他她前后双两二三此":
        return True
    if signal.start == 0 or text[signal.start - 1] in "，。；：、(“—!?·●◆":
        return True
    ends = {s.end for s in signals if s.kinds and not s.kinds <= {"of", "title"} and "ref" not in s.kinds} | {t.end for t in read.times}
    return signal.start in ends


def choose(read: Read, signal: Signal, reference: Reference, seen: list[Mention], discourse: Discourse, fits: Fits) -> list[Mention]:
    seen = sorted(seen, key=lambda m: m.start)
    narrow = [c for c in reference.classes if c not in ("Agent",)]
    if discourse.default is not None and signal.text in ("公司", "该公司", "集团", "上市公司", "本公司"):
        return [discourse.default]
    if reference.how == "last":
        text = read.sentence.text
        clause = max((text.rfind(mark, 0, signal.start) for mark in "，；：。"), default=-1)
        if signal.text not in ("其", "它", "他", "她"):  # 支付宝已登陆该系统: not a name of its own clause
            seen = [m for m in seen if m.end <= clause + 1] or ([] if signal.start - clause > 1 and discourse.traces else seen)
        subjects = leading(read.sentence.text, signal.start, [m for m in seen if starts_clause(read.sentence.text, m, seen)])
        line = [*subjects, *discourse.candidates(), *reversed(seen)] if signal.start < 2 else [*subjects, *reversed(seen), *discourse.candidates()]
        for doubtful in (False, True):
            for wanted in preferences(signal.text, reference):
                found = next((m for m in line if is_doubtful(m) == doubtful and fits(m.classes[0], wanted)), None)
                if found is not None:
                    return [found]
        return []
    size = 3 if reference.how == "three" else 2
    text = read.sentence.text
    start = max((text.rfind(mark, 0, signal.start) for mark in "，；：。"), default=-1)
    before = [m for m in seen if m.end <= start] if reference.how in ("former", "latter") else seen
    if reference.how in ("former", "latter"):
        group = joined_pair(text, before) or list(discourse.pair)
        if reference.how == "former":
            discourse.pair = tuple(group)
        if len(group) == size:
            return group[:1] if reference.how == "former" else group[-1:]
    line = [*reversed(before or seen), *discourse.candidates()]
    group = last_group(line, narrow, size, fits)
    if len(group) < size:
        return []
    return {"former": group[:1], "latter": group[-1:]}.get(reference.how, group)


def is_doubtful(mention: Mention) -> bool:
    """Whether the name may be of so many kinds that it is hardly what a word refers to: an unknown one, or a company named as a platform."""
    return len(mention.classes) > 3 or (mention.classes[0] == "Company" and "Software" in mention.classes)


def preferences(word: str, reference: Reference) -> tuple[tuple[str, ...], ...]:
    """The classes to try, in their order: 它 is rather a thing, 其 is whatever is nearest."""
    if word == "它":
        return ("Product", "Programme", "Technology"), reference.classes
    return (reference.classes,) if word == "其" else (reference.classes[:1], reference.classes)


def leading(text: str, place: int, subjects: list[Mention]) -> list[Mention]:
    """Subjects before `place`: the first of its part of the sentence (between semicolons), then those of the parts before."""
    ordered: list[Mention] = []
    stop = place
    while stop > 0:
        start = max(text.rfind(mark, 0, stop - 1) for mark in "；。") + 1
        ordered += [m for m in subjects if start <= m.start < stop and m not in ordered]
        stop = start
    return ordered


def joined_pair(text: str, seen: list[Mention]) -> list[Mention]:
    """The last two names that 与, 和, 、 or 及 join."""
    for a, b in reversed(list(pairwise(seen))):
        if a.text != b.text and JOINED.fullmatch(text[a.end : b.start]):
            return [a, b]
    return []


def last_group(line: list[Mention], classes: Iterable[str], size: int, fits: Fits) -> list[Mention]:
    """The last `size` different entities of one kind, in the order of the text."""
    for kind in (("Agent",), ("Product", "Programme"), ("Technology",)):
        found: list[Mention] = []
        for mention in line[:8]:
            if fits(mention.classes[0], kind) and all(m.entity != mention.entity for m in found):
                found.append(mention)
            if len(found) == size:
                break
        if len(found) == size and fits(line[0].classes[0], kind):
            return found[::-1]
    return []


def starts_clause(text: str, mention: Mention, seen: list[Mention]) -> bool:
    """Nothing but a few characters and no other name between the clause's start and the mention."""
    start = max((text.rfind(mark, 0, mention.start) for mark in "，；：。"), default=-1) + 1
    return (
        not any(start <= m.start < mention.start and m.classes[0] != "Place" for m in seen)
        and not text.startswith("其中", start)
        and not set(text[start : mention.start]) & set("由被对向为与和在据比较把将以从用")
    )
