"""Statements and observations -> conforming ones, and quarantined ones: each is validated as the RDF that it would become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import pyoxigraph as ox

from kg.checking.engines import Engine, Result, validate
from kg.checking.shapes import read_shapes, short_path, short_shape
from kg.errors import OntologyError
from kg.graph import entities_of, plain_edges, plain_properties
from kg.graph.plain import named
from kg.graph.triples import edge_triple, entity_triples, item_triples, property_triple, report_triples
from kg.iris import evidence_iri, report_iri
from kg.model import Entity, Observation, Quarantined, ReportRecord, Statement, Violation
from ontology import Ontology
from ontology.schema import Schema, read_schema

MISQUOTED = Violation("evidence-quote", "evidence", "The words do not stand at this place of the report's text. 原文不在报告文本的该位置。")
BATCH = 2_000  # items validated at once: memory stays flat however many there are

Item: TypeAlias = Statement | Observation
Faults: TypeAlias = dict[str, list[Violation]]  # IRI of a statement, observation, entity, report or evidence


def check(
    statements: Iterable[Statement],
    observations: Iterable[Observation],
    ontology: Ontology,
    texts: Mapping[str, str] = MappingProxyType({}),
    engine: Engine = validate,
) -> tuple[tuple[Statement, ...], tuple[Observation, ...], tuple[Quarantined, ...]]:
    """Return the conforming statements, the conforming observations, and the others with their violations, each sorted by IRI.

    What is wrong with an entity, an evidence or a report is wrong with every item that names it. `texts` gives reports' texts by their hash: a quote
    must stand there word for word. Raises OntologyError where shapes cannot be used.
    """
    items: list[Item] = sorted([*statements, *observations], key=lambda item: item.id)
    schema, shapes = read_schema(ontology), read_shapes(ontology)
    faults: Faults = {iri: [MISQUOTED] for iri in _misquotes(items, texts)}
    for at in range(0, len(items), BATCH):
        batch = items[at : at + BATCH]
        _judge(engine(shapes, _as_text(layer_triples(batch, schema))), batch, faults)
    sound = [item for item in items if not _violations(item, faults)]
    _judge(engine(shapes, _as_text(plain_triples(sound, schema))), sound, faults)  # edges of all reports together, without those of broken statements
    kept = [item for item in sound if not _violations(item, faults)]
    broken = tuple(Quarantined(item, found) for item in items if (found := _violations(item, faults)))
    return tuple(s for s in kept if isinstance(s, Statement)), tuple(o for o in kept if isinstance(o, Observation)), broken


def layer_triples(items: Sequence[Item], schema: Schema) -> Iterator[ox.Triple]:
    """The statement layer of these with the entities and reports that they name."""
    yield from item_triples(items, schema)
    yield from _named_triples(items, schema)


def plain_triples(items: Sequence[Item], schema: Schema) -> Iterator[ox.Triple]:
    """The plain graph of these. Which report is the newest does not matter here: every number of one value has been checked."""
    statements = [item for item in items if isinstance(item, Statement)]
    yield from map(edge_triple, plain_edges(statements, schema))
    yield from map(property_triple, plain_properties(statements, schema, {}))
    yield from _named_triples(items, schema)


def _named_triples(items: Sequence[Item], schema: Schema) -> Iterator[ox.Triple]:
    reports = {report_iri(item.report_id): ReportRecord(item.report, item.report_id, "built") for item in items}
    for record in reports.values():
        yield from report_triples(record)
    for entity in entities_of(items):
        if entity.id not in reports:
            yield from entity_triples(entity, schema)


def _as_text(triples: Iterable[ox.Triple]) -> str:
    return "".join(f"{line} .\n" for line in dict.fromkeys(map(str, triples)))


def _misquotes(items: Iterable[Item], texts: Mapping[str, str]) -> Iterator[str]:
    """The evidence whose words do not stand where it says: no shape can see it, for the texts are no RDF."""
    for item in items:
        text = texts.get(item.report_id)
        if text is not None:
            yield from (evidence_iri(item.report_id, e) for e in item.evidence if text[e.start : e.end] != e.quote)


def _judge(results: Sequence[Result], items: Sequence[Item], faults: Faults) -> None:
    """File each violation under the node it is about. A shape may be about a term (a predicate): then its value is the node."""
    if not results:
        return
    ours = {iri for item in items for iri in _nodes(item)}
    entities = {entity.id: entity for entity in entities_of(items)}
    for result in results:
        if result.severity in ("Warning", "Info"):
            continue
        node = next((iri for iri in (result.focus.split("#")[0], result.value) if iri in ours), None)
        if node is None:
            reason = f"the shape {result.shape} objects to {result.focus}, which is no statement, observation, entity, evidence or report"
            raise OntologyError("shapes.ttl", None, reason)
        violation = Violation(short_shape(result.shape), short_path(result.path), _message(result, entities))
        if violation not in faults.setdefault(node, []):
            faults[node].append(violation)


def _violations(item: Item, faults: Faults) -> tuple[Violation, ...]:
    if not faults:
        return ()
    return tuple(dict.fromkeys(violation for iri in _nodes(item) for violation in faults.get(iri, ())))


def _nodes(item: Item) -> Iterator[str]:
    """What a fault of which is a fault of the item: itself, its entities, its evidence, its report."""
    yield item.id
    yield from (entity.id for entity in named(item))
    yield from (evidence_iri(item.report_id, evidence) for evidence in item.evidence)
    yield report_iri(item.report_id)


def _message(result: Result, entities: dict[str, Entity]) -> str:
    """What the shape says in English and Chinese, and what was found instead."""
    entity = entities.get(result.value) or entities.get(result.focus)
    found = f" [{entity.label}: {entity.class_}]" if entity else f" [{result.value}]" if result.value else ""
    return " ".join(result.messages or (result.component,)) + found
