"""Whose a title is: the person right after it, X 出任 … title, title 一职由 X …, and who had it before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Parsed
from kg.mentions import Mention
from ontology import Ontology

KINDS = ("holding", "seat", "handing", "appointing", "announcing", "replacing")
NAMED = re.compile(r"(?:\([^)]*\))?(?:：|——?|(?:，|；)?(?:系|乃|仍?是|则?以|获任?|履新|出任|担任))[^，。；：]{0,16}")  # X：title, X 系 title
AFTER = re.compile(r"[、兼暨和及]?[^，。；：]{0,14}?[\"“(]?")
FROM = re.compile(r"(?:之)?手中|手里|手上|处")  # 从 X 手中接过
LONGEST_GAP = 40  # characters between a person and the title


@dataclass(frozen=True, slots=True)
class Holding:
    """words/posts.tsv as patterns of what stands between person and title."""

    holding: re.Pattern[str]
    handing: re.Pattern[str]
    appointing: re.Pattern[str]
    appointed: re.Pattern[str]
    announced: re.Pattern[str]
    replacing: re.Pattern[str]


@lru_cache(maxsize=4)
def read_holding(ontology: Ontology) -> Holding:
    words: dict[str, str] = {}
    for row in ontology.rows("words", "posts.tsv"):
        if len(row.cells) != 2 or row.cells[0] not in KINDS:
            raise row.fault(f"needs two columns: one of {', '.join(KINDS)}, words (|)")
        words[row.cells[0]] = "(?:" + "|".join(map(re.escape, sorted(row.cells[1].split("|"), key=lambda w: (-len(w), w)))) + ")"
    name = words["appointing"]
    return Holding(
        re.compile(rf"(?:{words['holding']}|\()[^，。；]{{0,22}}$"),
        re.compile(rf"{words['seat']}?[^，。；：]{{0,6}}?{words['handing']}[^，。；：]{{0,20}}"),
        re.compile(rf"(?P<at>{name})了?[^，。；：]{{0,14}}$"),
        re.compile(rf"(?:获|被|受|经)[^，。；]{{0,6}}(?:{name}|任)(?:为|担任|出任|任)?[^，。；]{{0,14}}$"),
        re.compile(rf"{words['announcing']}(?:[^。；]*?(?:，|同时|并|将|宣布|决定|同意))?(?P<at>由)[^，。；：]{{0,20}}$"),
        re.compile(rf"{words['replacing']}(?:前任|原)?$"),
    )


def person_of(parsed: Parsed, holding: Holding, found: re.Match[str], persons: list[Mention]) -> Mention | None:
    """The person right after the title (a list of titles may stand between), X 为/任/出任 … title, X(title), title 由 X 担任."""
    for person in persons:
        gap = parsed.text[found.end() : person.start]
        if person.start >= found.end() and AFTER.fullmatch(gap) and (not gap or only_titles(parsed, found.end(), person.start)):
            return person
    for person in reversed(persons):
        gap = parsed.text[person.end : found.start()]
        if person.end <= found.start() and (NAMED.fullmatch(gap) or (len(gap) <= LONGEST_GAP and holding.holding.search(gap))):
            return person
    return next((p for p in persons if p.start > found.end() and holding.handing.fullmatch(parsed.text, found.end(), p.start)), None)


def only_titles(parsed: Parsed, start: int, end: int) -> bool:
    """Between title and person stands only another body's title: 华为常务董事、华为云CEO 张平安."""
    between = parsed.text[start:end]
    return len(between) <= 2 or (between[0] in "、兼暨和" and any(start <= s.start and s.end <= end and "title" in s.kinds for s in parsed.signals))


def appointed_at(parsed: Parsed, holding: Holding, found: re.Match[str], person: Mention) -> int | None:
    """任命 X 为 title, X 获聘为 title, 宣布由 X 出任 title: where who named the person stands before; None where nobody is said to."""
    if found.start() < person.start or holding.replacing.search(parsed.text, 0, person.start):
        return None
    start = parsed.borders[parsed.clause_of(person.start)]
    named = holding.appointing.search(parsed.text, start, person.start) or holding.announced.search(parsed.text, 0, person.start)
    if named:
        return named.start("at")
    return person.start if holding.appointed.search(parsed.text[person.end : found.start()]) else None


def predecessors(parsed: Parsed, holding: Holding, found: re.Match[str], persons: list[Mention]) -> Iterator[Mention]:
    """接替 Y 出任 title, 从 Y 手中接过 title: who had the post before."""
    clause = parsed.clause_of(found.start())
    for person in persons:
        if person.end <= found.start() and parsed.clause_of(person.start) == clause:
            before = parsed.text[parsed.borders[clause] : person.start]
            taken = before.endswith(("从", "自")) and FROM.match(parsed.text, person.end)
            if taken or holding.replacing.search(before):
                yield person


__all__ = ["Holding", "appointed_at", "person_of", "predecessors", "read_holding"]
