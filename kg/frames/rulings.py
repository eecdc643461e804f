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
# prepositions of what is acted on
ABOUT = (
    "", "受", "将", "把", "对", "就", "针对", "至于", "为", "让", "使", "面向", "和", "与", "包括", "如", "含", "给", "向", "对于",
)  # fmt: skip
LISTED = re.compile(r"在[其此]?列|在内|在其中|名列其中|上榜|入列|榜上有名|获颁|悉数落网")
BODY = "GovernmentBody"
RELAXED = re.compile(r"(?<![须需获经先])批准|恢复|允许|放宽|解除|豁免|放行")
ASKED = re.compile(r"未经|[须需]|应当|事先|换取|之前|申领|申请|未取得许可|出口|诉")
NOWHERE = 10**9


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
            if (name, clause) in done or parsed.in_brackets(found.start()) or is_relaxed(parsed, name, clause):
                continue
            classes = tuple(c for c in ruling.frame.predicate.range if c != "Policy")
            things = objects(context, classes, clause, found.end(), name == "restrictsExport")
            who = bodies(context, clause, found.start(), name != "approves") if things else []
            if who:
                done.add((name, clause))
            verb = Signal(found.start(), found.end(), found[0], frozenset())
            for body, how in who:
                for thing in things:
                    yield Match(ruling.frame, parsed, verb, body, thing, how="ruling", carried=how)


def is_relaxed(parsed: Parsed, name: str, clause: int) -> bool:
    """An export that is allowed again is not restricted; a licence that is only asked for is not given."""
    pattern = {"restrictsExport": RELAXED, "approves": ASKED}.get(name)
    return pattern is not None and pattern.search(parsed.text[parsed.borders[clause] : parsed.clause_end(clause)]) is not None


def objects(context: Context, classes: tuple[str, ...], clause: int, end: int, every: bool) -> list[Mention]:
    """The names acted on: of the clause, else of the nearest before it, else of the next; with those that a later clause says are on the list."""
    parsed = context.parsed
    found = named(context, classes, clause, end, every)
    for number in range(clause - 1, -1, -1):
        found = found or named(context, classes, number, NOWHERE, every)
    for number in range(clause + 1, len(parsed.borders)):
        if LISTED.search(parsed.text[parsed.borders[number] : parsed.clause_end(number)]):
            listed = named(context, classes, number, NOWHERE, every)
            found = listed if number > clause + 1 and listed else found + [m for m in listed if m not in found]
    if not found and clause + 1 < len(parsed.borders):
        found = named(context, classes, clause + 1, 0, every)
    return found


def named(context: Context, classes: tuple[str, ...], clause: int, end: int, every: bool) -> list[Mention]:
    """The names of a clause that may be acted on: all of them, or the first group after `end`, else the last before it."""
    chunks = [c for c in context.parsed.chunks if c.clause == clause and c.prep in ABOUT and not is_owner(context, c, classes)]
    groups = [[as_class(context.schema, m, classes) for m in c.mentions if acted_on(context, m, classes)] for c in chunks]
    if every:
        return [m for group in groups for m in group]
    after = [group for chunk, group in zip(chunks, groups, strict=True) if group and chunk.start >= end]
    before = [group for chunk, group in zip(chunks, groups, strict=True) if group and chunk.start < end]
    passive = any(c.clause == clause and c.prep in AGENT and BODY in c.mentions[0].classes for c in context.parsed.chunks)
    return after[0] if after and not (passive and before) else (before[0 if passive else -1] if before else [])


def acted_on(context: Context, mention: Mention, classes: tuple[str, ...]) -> bool:
    """A thing or company of the wanted classes; neither a body nor a place, nor a company where things are meant."""
    first = mention.classes[0]
    return first not in (BODY, "Place", "Person") and context.schema.is_a(first, classes) and fits(context.schema, mention, classes)


def is_owner(context: Context, chunk: Chunk, classes: tuple[str, ...]) -> bool:
    head = context.parsed.chunks[chunk.modifies] if chunk.modifies is not None else None
    return head is not None and any(acted_on(context, m, classes) for m in head.mentions)


def bodies(context: Context, clause: int, place: int, far: bool) -> list[tuple[Mention, str]]:
    """Who acts: behind 被/由 in the clause, its subject, the nearest body of earlier clauses, of later ones, of the sentence before."""
    parsed = context.parsed
    agents = [c for c in parsed.chunks if c.clause == clause and c.prep in AGENT and c.end <= place + 12]
    before = [c for c in reversed(parsed.chunks) if c.clause <= clause and c.start < place and not c.prep]
    after = [c for c in parsed.chunks if c.start >= place and (not c.prep or c.prep in AGENT)]
    for chunks, sure in ((agents, True), (before, False), (after, None)):
        for chunk in chunks:
            acting = [m for m in chunk.mentions if m.classes[0] == BODY or (BODY in m.classes and (sure or (sure is False and opens(parsed, m))))]
            if acting:
                carried = "own" if chunk.clause == clause else "carried"
                return [(as_class(context.schema, m, (BODY,)), carried) for m in acting]
    return earlier_body(context) if far else []


def earlier_body(context: Context) -> list[tuple[Mention, str]]:
    """The body that the sentence before in the same paragraph is about."""
    before = context.before
    if before is None or before.read.sentence.block != context.parsed.read.sentence.block:
        return []
    for chunk in before.chunks:
        if not chunk.prep and chunk.mentions[0].classes[0] == BODY:
            return [(chunk.mentions[0], "earlier")]
    return []


def opens(parsed: Parsed, mention: Mention) -> bool:
    """Whether a country stands as the subject of its clause."""
    lead = parsed.text[parsed.borders[parsed.clause_of(mention.start)] : mention.start]
    return len(lead) <= 8 and not parsed.text.startswith(("市场", "用户", "客户", "企业", "公司", "的"), mention.end)


__all__ = ["Ruling", "find_rulings", "read_rulings"]
