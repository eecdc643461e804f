"""Mentions and signals of a sentence -> noun groups: coordination, modifiers, the preposition that governs each, the clause it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.clauses.signals import Signal
from kg.mentions import Mention, Read

LONGEST_COMPOUND = 10  # characters between two names of one noun group: 芯片创业公司, 首席执行官
LONGEST_MODIFIER = 16  # characters between a conjunction and the next name: 与一款新的推理芯片 X
NO_PLACE = 10**9
STRUCTURAL = frozenset({"prep", "and", "of", "comma", "verb", "speech", "metric", "noun", "break"})

Branch = Callable[[str], str]


@dataclass(slots=True)
class Chunk:
    """Coordinated names (`mentions`) as one noun group. `prep` governs it ("" for none); `modifies` is the number of the group that it
    stands before as a modifier (with 的 where `of`); `split` is where 与/和 parts the group, for predicates between its halves."""

    mentions: tuple[Mention, ...]
    clause: int
    aside: bool = False
    reference: bool = False
    of: bool = False
    modifies: int | None = None
    prep: str = ""
    prep_start: int = NO_PLACE
    split: int = 0
    number: int = 0

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def end(self) -> int:
        return self.mentions[-1].end


@dataclass(slots=True)
class Parsed:
    """One sentence, parsed: its signals, noun groups in order (those in brackets apart), the borders of its clauses."""

    read: Read
    signals: list[Signal]
    chunks: list[Chunk] = field(default_factory=list)
    asides: list[Chunk] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)  # start of each clause
    brackets: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.read.sentence.text

    def clause_of(self, place: int) -> int:
        number = 0
        for index, border in enumerate(self.borders):
            if border <= place:
                number = index
        return number

    def clause_end(self, clause: int) -> int:
        return self.borders[clause + 1] if clause + 1 < len(self.borders) else len(self.text)

    def in_brackets(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.brackets)

    def between(self, start: int, end: int, outside: bool = True) -> list[Signal]:
        """Signals that lie in start:end, those in brackets left out."""
        return [s for s in self.signals if start <= s.start and s.end <= end and not (outside and self.in_brackets(s.start))]


def find_brackets(signals: Sequence[Signal], length: int) -> list[tuple[int, int]]:
    found, opened = [], []
    for signal in signals:
        if "open" in signal.kinds:
            opened.append(signal.start)
        elif "close" in signal.kinds and opened:
            start = opened.pop()
            if not opened:
                found.append((start, signal.end))
    if opened and length - opened[0] < 40:
        found.append((opened[0], length))
    return found


def parse_chunks(read: Read, signals: list[Signal], references: Sequence[Mention], branch: Branch) -> Parsed:
    """Group the mentions (and the references that resolved) of one sentence."""
    parsed = Parsed(read, signals, brackets=find_brackets(signals, len(read.sentence.text)))
    parsed.borders = [0] + [s.end for s in signals if "comma" in s.kinds and not parsed.in_brackets(s.start) and s.end < len(parsed.text)]
    resolved = {(m.start, m.end) for m in references}
    mentions = sorted([*read.mentions, *references], key=lambda m: m.start)
    inline = [m for m in mentions if not parsed.in_brackets(m.start)]
    relations = [relation(parsed, a, b) for a, b in pairwise(inline)]
    parsed.chunks = group(parsed, inline, relations, resolved, branch)
    parsed.asides = [Chunk((m,), parsed.clause_of(m.start), aside=True) for m in mentions if parsed.in_brackets(m.start)]
    for chunk in parsed.chunks:
        govern(parsed, chunk)
    return parsed


def relation(parsed: Parsed, a: Mention, b: Mention) -> str:
    """How name a relates to the next name b: and, of, compound (a modifies b) or "" for none."""
    if a.start == b.start:
        return "and"  # 三者: one word for several names
    between = [s for s in parsed.between(a.end, b.start) if s.kinds & STRUCTURAL and not s.kinds <= {"adverb", "metric", "noun"}]
    brackets = sum(end - start for start, end in parsed.brackets if a.end <= start < b.start)
    gap = b.start - a.end - brackets
    kinds = [s.kinds for s in between]
    if not between:
        busy = any(a.end <= q.start < b.start and not parsed.in_brackets(q.start) for q in parsed.read.figures())
        return "compound" if gap <= LONGEST_COMPOUND and not busy else ""
    joints = [k for k in kinds if "and" in k]
    commas = [k for k in kinds if "comma" in k]
    if joints and gap <= LONGEST_MODIFIER + 6 and (not commas or (len(commas) == 1 and len(kinds) == 2 and "comma" in kinds[0])):
        first = next(s for s in between if "and" in s.kinds)
        before = [s for s in between if s.end <= first.start and "comma" not in s.kinds]
        after = [s for s in between if s.start >= first.end]
        if "verb" in first.kinds and any("verb" in s.kinds for s in after):
            return ""
        if (
            not before
            and len([s for s in after if "of" not in s.kinds and "and" not in s.kinds]) <= 1
            and not any("prep" in s.kinds for s in after[:1])
        ):
            return "and"
        return ""
    if "of" in kinds[0] and between[0].start - a.end <= 6 and all("of" in k or k == frozenset({"verb"}) for k in kinds[1:]) and gap <= 24:
        return "of"
    return ""


def group(parsed: Parsed, inline: Sequence[Mention], relations: Sequence[str], resolved: set[tuple[int, int]], branch: Branch) -> list[Chunk]:
    chunks: list[Chunk] = []
    current: list[Mention] = []
    modifiers: list[int] = []  # numbers of the groups that wait for the name they modify

    def branches(mention: Mention) -> set[str]:
        return {branch(c) for c in mention.classes}

    def close(split: int) -> Chunk:
        chunk = Chunk(tuple(current), parsed.clause_of(current[0].start), split=split, number=len(chunks))
        chunk.reference = any((m.start, m.end) in resolved for m in current)
        for number in modifiers:
            chunks[number].modifies = chunk.number
        chunks.append(chunk)
        return chunk

    split = 0
    index = 0
    while index < len(inline):
        current = current or []
        current.append(inline[index])
        link = relations[index] if index < len(relations) else ""
        origin = (
            link == "and" and relations[index + 1 : index + 2] == ["compound"] and inline[index + 1].classes[0] == "Place" != inline[index].classes[0]
        )
        if link == "and" and not origin and branches(inline[index]) & branches(inline[index + 1]):
            joint = parsed.text[inline[index].end : inline[index + 1].start]
            if any(word in joint for word in ("与", "和", "同", "跟", "及")):
                split = len(current)
            index += 1
            continue
        chunk = close(split)
        modifiers = [chunk.number] if link in ("of", "compound") else []
        chunk.of = link == "of" or followed_by_of(parsed, chunk.end)
        current, split = [], 0
        index += 1
    return chunks


def followed_by_of(parsed: Parsed, end: int) -> bool:
    """Whether 的 follows a name, a bracket or a few characters apart."""
    for start, stop in parsed.brackets:
        if start == end:
            end = stop
    return (
        next((s.start - end <= 3 for s in parsed.signals if s.start >= end), False)
        and "of" in next(s for s in parsed.signals if s.start >= end).kinds
    )


def govern(parsed: Parsed, chunk: Chunk) -> None:
    """Find the preposition before a noun group, over its modifiers and a short relative clause (为 开发 A 的 B)."""
    inside = [(c.start, c.end) for c in parsed.chunks if len(c.mentions) > 1]
    free = [s for s in parsed.signals if s.end <= chunk.start and not parsed.in_brackets(s.start)]
    items: list[Signal | Chunk] = [s for s in free if not any(start < s.start < end for start, end in inside)]
    items += [c for c in parsed.chunks if c.number < chunk.number]
    passed_of = passed_verb = False
    for item in sorted(items, key=lambda i: i.start, reverse=True):
        if isinstance(item, Chunk):
            if passed_verb or not is_modifier(parsed, item, chunk):
                return
        elif item.kinds & {"prep", "tail"}:
            if passed_of and "attributive" in item.kinds:
                return  # 面向 AI 的 X, 基于 A 的 X: the preposition governs what stands before 的
            chunk.prep, chunk.prep_start = item.text if "prep" in item.kinds else item.text[-1], item.start
            return
        elif not item.kinds & STRUCTURAL:
            continue
        elif passed_verb or not item.kinds & STRUCTURAL <= {"of", "verb", "metric", "noun"} or ("verb" in item.kinds and not passed_of):
            return
        else:
            passed_of |= "of" in item.kinds
            passed_verb |= "verb" in item.kinds


def is_modifier(parsed: Parsed, other: Chunk, chunk: Chunk) -> bool:
    number = other.modifies
    while number is not None and number != chunk.number:
        number = parsed.chunks[number].modifies
    return number is not None
