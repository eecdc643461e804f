"""Statements -> the plain graph: what reports assert, one edge for each subject, predicate and object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from kg.graph.agreement import agreed
from kg.model import Entity, Number, Observation, Qualifier, Statement
from ontology.terms import Schema


@dataclass(frozen=True, slots=True)
class PlainEdge:
    """What at least one report asserts. `subject` and `object` are IRIs, `qualifiers` what all agree on (with `value` and `currency` of a score),
    `reports` how many say it, `statements` their sorted IRIs."""

    subject: str
    predicate: str
    object: str
    qualifiers: tuple[tuple[str, Qualifier], ...]
    reports: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainProperty:
    """A number of one value that an entity has: that of the newest report that asserts one."""

    subject: str
    predicate: str
    value: Number
    statement: str


def plain_edges(statements: Iterable[Statement], schema: Schema) -> list[PlainEdge]:
    """The edges of what is asserted, sorted; of a symmetric predicate the smaller IRI is the subject; none from an entity to itself."""
    said: dict[tuple[str, str, str], list[Statement]] = {}
    for statement in statements:
        if statement.modality == "asserted" and statement.object is not None:
            ends = [statement.subject.id, statement.object.id]
            predicate = schema.predicates.get(statement.predicate)
            if predicate and predicate.symmetric:
                ends.sort()
            if ends[0] != ends[1]:
                said.setdefault((ends[0], statement.predicate, ends[1]), []).append(statement)
    return [_edge(key, said[key]) for key in sorted(said)]


def plain_properties(statements: Iterable[Statement], schema: Schema, dates: Mapping[str, str | None]) -> list[PlainProperty]:
    """The numbers of one value, sorted by entity and predicate. `dates` gives each report's date by its hash; undated reports are the oldest."""
    newest: dict[tuple[str, str], tuple[tuple[str, str, str], Statement]] = {}
    for statement in statements:
        predicate = schema.predicates.get(statement.predicate)
        if predicate and predicate.single and statement.modality == "asserted" and statement.value is not None:
            age = dates.get(statement.report_id) or "", statement.report_id, statement.id
            key = statement.subject.id, statement.predicate
            if key not in newest or newest[key][0] < age:
                newest[key] = age, statement
    chosen = [(*key, newest[key][1]) for key in sorted(newest)]
    return [PlainProperty(entity, name, said.value, said.id) for entity, name, said in chosen if said.value is not None]


def entities_of(items: Iterable[Statement | Observation]) -> list[Entity]:
    """The entities that these name, each once, sorted by IRI. Reports are among them where a statement is about them."""
    found: dict[str, Entity] = {}
    for item in items:
        for entity in named(item):
            found.setdefault(entity.id, entity)
    return [found[iri] for iri in sorted(found)]


def named(item: Statement | Observation) -> Iterator[Entity]:
    """The entities that a statement (its qualifiers too) or an observation names."""
    if isinstance(item, Observation):
        yield item.instrument
        return
    yield item.subject
    if item.object is not None:
        yield item.object
    for _, value in item.qualifiers:
        yield from (value,) if isinstance(value, Entity) else value if isinstance(value, tuple) else ()


def _edge(key: tuple[str, str, str], statements: list[Statement]) -> PlainEdge:
    ordered = sorted(statements, key=lambda each: each.id)
    qualifiers = agreed(_qualifiers(each) for each in ordered) if len(ordered) > 1 else tuple(sorted(_qualifiers(ordered[0]), key=itemgetter(0)))
    return PlainEdge(*key, qualifiers, len({each.report_id for each in ordered}), tuple(each.id for each in ordered))


def _qualifiers(statement: Statement) -> Iterator[tuple[str, Qualifier]]:
    yield from statement.qualifiers
    if statement.value is not None and "value" not in dict(statement.qualifiers):
        yield "value", statement.value
    if statement.currency is not None and "currency" not in dict(statement.qualifiers):
        yield "currency", statement.currency
