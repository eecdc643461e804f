"""Acts of government told in many wordings (出口须经许可, 被加进实体清单): patterns of a clause -> the body that acts, and what it acts on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Chunk, Parsed, Signal
from kg.frames.lexicon import Frame
from kg.frames.matching import Match
from kg.frames.roles import Context, as_class, fits
from kg.mentions import Mention
from ontology import Ontology
from ontology.schema import read_schema

AGENT = ("被", "由", "遭", "遭到", "受到", "获", "获得", "经", "得到")
ABOUT = ("", "将", "把", "对", "就", "针对", "至于", "为", "让", "使", "面向", "和", "与", "包括", "如", "含", "给", "向", "对于")  # prepositions of what is acted on
LISTED = re.compile(r"在[其此]?列|在内|在其中|名列其中|上榜|入列|榜上有名")
BODY = "GovernmentBody"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A pattern within one clause and the frame of what it states."""

    pattern: re.Pattern[str]
    frame: Frame


@lru_cache(maxsize=4)
def read_rulings(ontology: Ontology) -> tuple[Ruling, ...]:
    """words/rulings.tsv: predicate, pattern (a regular expression in which … is some characters of the clause), modality or nothing."""
    schema, found = read_schema(ontology), []
    for row in ontology.rows("words", "rulings.tsv"):
        if len(row.cells) not in (2, 3) or row.cells[0] not in schema.predicates:
            raise row.fault("needs a predicate of schema.ttl, a pattern and perhaps a modality")
        options = (("modality", row.cells[2]),) if len(row.cells) > 2 and row.cells[2] else ()
        pattern = re.compile(row.cells[1].replace("…", r"[^，。；：]{0,18}?"))
        found.append(Ruling(pattern, Frame(schema.predicates[row.cells[0]], (), (), options, "", f"rulings.tsv:{row.line}")))
    return tuple(found)


def find_rulings(context: Context, rulings: tuple[Ruling, ...]) -> Iterator[Match]:
    """What the patterns find in a sentence that names a government body, or follows one that does."""
    parsed, done = context.parsed, set[tuple[str, int]]()
    for ruling in rulings:
        for found in ruling.pattern.finditer(parsed.text):
            clause = parsed.clause_of(found.start())
            name = ruling.frame.predicate.name
            if (name, clause) in done or parsed.in_brackets(found.start()):
                continue
            things = objects(context, ruling.frame.predicate.range, clause, found.end())
            who = bodies(context, clause, found.start(), things) if things else []
            if who:
                done.add((name, clause))
            verb = Signal(found.start(), found.end(), found[0], frozenset())
            for body, how in who:
                for thing in things:
                    yield Match(ruling.frame, parsed, verb, body, thing, how="ruling", carried=how)


def objects(context: Context, classes: tuple[str, ...], clause: int, end: int) -> list[Mention]:
    """The names acted on: of the clause, else of the nearest one before it; with those that a later clause says are on the list."""
    parsed = context.parsed
    found: list[Mention] = []
    for number in range(clause, -1, -1):
        found = named(context, classes, number)
        if found:
            break
    for number in range(clause + 1, len(parsed.borders)):
        if LISTED.search(parsed.text[parsed.borders[number] : parsed.clause_end(number)]):
            found = found + [m for m in named(context, classes, number) if m not in found] if number == clause + 1 or found else named(context, classes, number)
    return found


def named(context: Context, classes: tuple[str, ...], clause: int) -> list[Mention]:
    parsed = context.parsed
    found = []
    for chunk in parsed.chunks:
        if chunk.clause != clause or chunk.prep not in ABOUT or is_owner(context, chunk, classes):
            continue
        found += [as_class(context.schema, m, classes) for m in chunk.mentions if acted_on(context, m, classes)]
    return found


def acted_on(context: Context, mention: Mention, classes: tuple[str, ...]) -> bool:
    """A thing or company of the wanted classes; neither a body nor a place, nor a company where things are meant."""
    first = mention.classes[0]
    return first not in (BODY, "Place", "Person") and any(context.schema.is_a(first, (c,)) for c in classes) and fits(context.schema, mention, classes)


def is_owner(context: Context, chunk: Chunk, classes: tuple[str, ...]) -> bool:
    head = context.parsed.chunks[chunk.modifies] if chunk.modifies is not None else None
    return head is not None and any(acted_on(context, m, classes) for m in head.mentions)


def bodies(context: Context, clause: int, place: int, things: list[Mention]) -> list[tuple[Mention, str]]:
    """Who acts: behind 被/由 in the clause, its subject, the nearest body of earlier clauses, of later ones, of the sentence before."""
    parsed = context.parsed
    here = [c for c in parsed.chunks if c.clause == clause]
    agents = [c for c in here if c.prep in AGENT and c.end <= place + 12]
    before = [c for c in reversed(parsed.chunks) if c.clause <= clause and c.start < place and not c.prep]
    after = [c for c in parsed.chunks if c.start >= place and (not c.prep or c.prep in AGENT)]
    for chunks, how in ((agents, "own"), (before, "own"), (after, "carried")):
        for chunk in chunks:
            acting = [m for m in chunk.mentions if is_body(context, m, parsed)]
            if acting:
                carried = how if chunk.clause == clause else "carried"
                return [(as_class(context.schema, m, (BODY,)), carried) for m in acting]
    return earlier_body(context)


def earlier_body(context: Context) -> list[tuple[Mention, str]]:
    """The body that the sentence before in the same paragraph is about."""
    before = context.before
    if before is None or before.read.sentence.block != context.parsed.read.sentence.block:
        return []
    for chunk in before.chunks:
        if not chunk.prep and chunk.mentions[0].classes[0] == BODY:
            return [(chunk.mentions[0], "earlier")]
    return []


def is_body(context: Context, mention: Mention, parsed: Parsed) -> bool:
    """A body by its first class, or a country that stands as the subject of its clause."""
    if mention.classes[0] == BODY:
        return True
    lead = parsed.text[parsed.borders[parsed.clause_of(mention.start)] : mention.start]
    return BODY in mention.classes and len(lead) <= 8 and not parsed.text.startswith(("市场", "用户", "客户", "企业", "公司", "的"), mention.end)


__all__ = ["Ruling", "find_rulings", "read_rulings"]
