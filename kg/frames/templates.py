"""Whole turns of phrase: what no single word asks for (让 X 用户转到 Y, X 是 Y 的一员), as patterns over noun groups.

A row of words/templates.tsv: predicate, pattern, options. The pattern is a regular expression over the sentence in which S and O stand for
noun groups of the predicate's domain and range, A for any group, … for up to twelve characters of one clause and ~ for up to thirty across
commas. (?P<V>…) marks the words that a sign of modality stands before; without it they are the last ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.clauses import Parsed, Signal
from kg.frames.lexicon import Frame, Slot, read_options
from kg.frames.matching import Match
from kg.frames.needs import Needs, needed
from kg.frames.roles import Context, Filled, take, topic
from kg.frames.told import Stronger
from kg.model import Entity
from ontology import Ontology
from ontology.schema import read_schema

GROUP = "\ue000-\uf8ff"  # one private character stands for a noun group
PARTS = {
    "S": f"(?P<S>[{GROUP}])",
    "O": f"(?P<O>[{GROUP}])",
    "A": f"[{GROUP}]",
    "…": f"(?:[^，。；{GROUP}]{{0,12}}?)",
    "~": f"(?:[^。；{GROUP}]{{0,30}}?)",
}
QUOTES = "“”‘’\"'《》「」 "
DENIED = re.compile(r"(?:并未|尚未|从未|没有|未能|未曾|未)(?=.)")


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern with the frame of what it states."""

    frame: Frame
    pattern: re.Pattern[str]
    needed: frozenset[str]  # one of these stands in every sentence that it fits


@dataclass(frozen=True, slots=True)
class Phrases:
    """All templates in the order of their files, and a finder of the words that they need."""

    templates: tuple[Template, ...]
    needs: Needs


@lru_cache(maxsize=4)
def read_templates(ontology: Ontology) -> Phrases:
    """All rows of words/templates.tsv, in their order; raises the file's fault for what is no pattern."""
    schema = read_schema(ontology)
    found = []
    for row in (*ontology.rows("words", "templates.tsv"), *ontology.rows("words", "templates-deals.tsv")):
        predicate = schema.predicates.get(row.cells[0])
        if predicate is None or len(row.cells) not in (2, 3):
            raise row.fault("needs a predicate of schema.ttl, a pattern and perhaps options (name=value; …)")
        options = read_options(row)
        said = dict(options)
        who, what = (tuple(said[o].split(",")) if o in said else classes for o, classes in (("who", predicate.domain), ("what", predicate.range)))
        frame = Frame(predicate, (Slot("S", (), who),), (Slot("O", (), what),), options, place=f"{Path(row.file).name}:{row.line}")
        try:
            found.append(Template(frame, re.compile("".join(PARTS.get(char, char) for char in row.cells[1])), needed(row.cells[1])))
        except re.error as error:
            raise row.fault(f"is no pattern: {error}") from error
    return Phrases(tuple(found), Needs(word for template in found for word in template.needed))


def find_templates(context: Context, phrases: Phrases) -> Iterator[Match]:
    """All that whole phrases of the sentence state; one template for each predicate and place."""
    text, places = grouped(context.parsed)
    seen: set[tuple[str, object, object]] = set()
    words = phrases.needs.find(text)
    for template in phrases.templates:
        if template.needed and words.isdisjoint(template.needed):
            continue
        for found in template.pattern.finditer(text):
            for match in fill(context, template.frame, found, places):
                key = (template.frame.predicate.name, match.subject and match.subject.entity, match.object and match.object.entity)
                if key not in seen:
                    seen.add(key)
                    yield match


def grouped(parsed: Parsed) -> tuple[str, list[int]]:
    """The sentence with one character for each noun group, without brackets, quotes and spaces, and where each character came from."""
    chars: list[str] = []
    places: list[int] = []
    starts = {chunk.start: chunk for chunk in parsed.chunks}
    ends = dict(parsed.brackets)
    at = 0
    while at < len(parsed.text):
        chunk = starts.get(at)
        if chunk is not None:
            chars.append(chr(0xE000 + chunk.number))
            places.append(at)
        elif at not in ends and parsed.text[at] not in QUOTES:
            chars.append(parsed.text[at])
            places.append(at)
        at = max(chunk.end if chunk is not None else ends.get(at, 0), at + 1)
    return "".join(chars), places


def fill(context: Context, frame: Frame, found: re.Match[str], places: list[int]) -> list[Match]:
    """One match for each member of the groups that the pattern took, where they are of the right classes."""
    named = found.groupdict()
    subject = group_of(context, head_of(context, named.get("S"), named.get("O"), found, places), frame.left[0])
    clause = context.parsed.clause_of(places[found.start()])
    head = head_of(context, named.get("O"), named.get("S"), found, places)
    thing = group_of(context, head, frame.right[0]) if head else topic(context, frame.right[0], clause)
    if thing is None or (named.get("S") and subject is None):
        return []
    if subject is None:
        subject = topic(context, frame.left[0], clause)
        if subject is not None and subject.how == "earlier":
            subject = None
        if subject is None and not context.schema.is_a("Company", frame.left[0].classes):
            return []
    verb = last_words(found, places)
    subjects = subject.mentions if subject else (None,)
    each = "分别" in found[0] and len(subjects) == len(thing.mentions)
    couples = list(zip(subjects, thing.mentions, strict=True)) if each else [(s, o) for s in subjects for o in thing.mentions]
    return [Match(frame, context.parsed, verb, s, o, how="template") for s, o in couples if s is None or s.entity != o.entity]


def last_words(found: re.Match[str], places: list[int]) -> Signal:
    """The last words of the phrase that are no group: what is said of a plan or denied stands before them."""
    if "V" in found.groupdict() and found["V"]:
        return Signal(places[found.start("V")], places[found.end("V") - 1] + 1, found["V"], frozenset())
    denied = DENIED.search(found[0])
    if denied:
        return Signal(places[found.start() + denied.end()], places[found.start() + denied.end()] + 1, found[0], frozenset())
    at = next((i for i in range(found.end() - 1, found.start(), -1) if not "\ue000" <= found.string[i] <= "\uf8ff"), found.start())
    return Signal(places[at], places[at] + 1, found[0], frozenset())


def head_of(context: Context, char: str | None, other: str | None, found: re.Match[str], places: list[int]) -> str | None:
    """清华大学旗下的 X 是 …: of a group that modifies a later one of the same phrase, the later one."""
    chunk = context.parsed.chunks[ord(char) - 0xE000] if char else None
    head = context.parsed.chunks[chunk.modifies] if chunk is not None and chunk.modifies is not None else None
    if head is None or head.prep or head.end > places[found.end() - 1] or other == chr(0xE000 + head.number):
        return char
    return chr(0xE000 + head.number) if head.mentions[0].classes[0] not in ("Place", "Person") else char


def group_of(context: Context, char: str | None, slot: Slot) -> Filled | None:
    return take(context, context.parsed.chunks[ord(char) - 0xE000], slot) if char else None


def without_echoes(matches: Iterable[Match], whole: list[Match], stronger: Stronger) -> Iterator[Match]:
    """The matches of words that no whole phrase about the same thing explains, then those of whole phrases that no word tells as well."""
    matches = list(matches)
    worded = {triple(m) for m in matches}
    whole_triples = {triple(m) for m in whole}
    told = {(m.frame.predicate.name, e.entity) for m in whole for e in (m.object, m.subject) if e is not None}
    things = [(m.frame.predicate.name, {e.entity for e in (m.subject, m.object) if e is not None}) for m in whole]
    for match in matches:
        name, thing = match.frame.predicate.name, match.object.entity if match.object else None
        excluded = any(other in stronger.get((name, "whole"), ()) and thing in entities for other, entities in things)
        if not excluded and ((name, thing) not in told or triple(match) in whole_triples):
            yield match
    yield from (m for m in whole if triple(m) not in worded)


def triple(match: Match) -> tuple[str, Entity | None, Entity | None]:
    return match.frame.predicate.name, match.subject.entity if match.subject else None, match.object.entity if match.object else None


__all__ = ["find_templates", "read_templates", "without_echoes"]
