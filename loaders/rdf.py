"""A build -> RDF: Turtle and JSON-LD of both layers, TriG with one named graph a report. Same build, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph import entities_of, plain_edges, plain_properties
from kg.graph.terms import READABLE, node
from kg.graph.triples import edge_triple, entity_triples, evidence_triples, observation_triples, property_triple, report_triples, statement_triples
from kg.iris import evidence_iri, report_iri
from kg.model import Build, Evidence, Observation, Statement
from ontology.terms import Schema

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def write_turtle(build: Build, schema: Schema, file: Path) -> None:
    """Write both layers."""
    _serialize(graph_triples(build, schema), file, ox.RdfFormat.TURTLE)
    _sort_prefixes(file)


def write_jsonld(build: Build, schema: Schema, file: Path) -> None:
    """Write both layers as one JSON-LD document."""
    _serialize(graph_triples(build, schema), file, ox.RdfFormat.JSON_LD)


def write_trig(build: Build, schema: Schema, file: Path) -> None:
    """Write the plain graph as the default graph and each report's statements and observations as a graph named by the report."""
    _serialize(graph_quads(build, schema), file, ox.RdfFormat.TRIG)
    _sort_prefixes(file)


def graph_triples(build: Build, schema: Schema) -> Iterator[ox.Triple]:
    """Both layers, subject by subject: entities and reports, then statements, observations and evidence, each sorted by IRI."""
    yield from plain_layer(build, schema)
    yield from statement_layer((*build.statements, *build.observations), schema)


def graph_quads(build: Build, schema: Schema) -> Iterator[ox.Quad]:
    """The plain graph, then each report's graph."""
    for triple in plain_layer(build, schema):
        yield ox.Quad(triple.subject, triple.predicate, triple.object)
    items: dict[str, list[Statement | Observation]] = {}
    every: tuple[Statement | Observation, ...] = (*build.statements, *build.observations)
    for item in every:
        items.setdefault(report_iri(item.report_id), []).append(item)
    for report in sorted(items):
        for triple in statement_layer(items[report], schema):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, node(report))


def plain_layer(build: Build, schema: Schema) -> Iterator[ox.Triple]:
    """Entities and reports with their names, types, plain edges and numbers of one value."""
    about: dict[str, list[ox.Triple]] = {}
    for record in build.reports:
        if record.hash is not None and record.status == "built":
            about[report_iri(record.hash)] = list(report_triples(record))
    known = {entity.id: entity for entity in build.entities}
    for entity in entities_of((*build.statements, *build.observations)):
        if entity.id not in about:
            about[entity.id] = list(entity_triples(known.get(entity.id, entity), schema))
    for edge in plain_edges(build.statements, schema):
        about.setdefault(edge.subject, []).append(edge_triple(edge))
    dates = {record.hash: record.date for record in build.reports if record.hash}
    for value in plain_properties(build.statements, schema, dates):
        about[value.subject].append(property_triple(value))
    for subject in sorted(about):
        yield from _tidy(about[subject])


def statement_layer(items: Iterable[Statement | Observation], schema: Schema) -> Iterator[ox.Triple]:
    """Statements and observations sorted by IRI, then each evidence once."""
    cited: dict[str, tuple[str, Evidence]] = {}
    for item in sorted(items, key=lambda each: each.id):
        yield from _tidy(statement_triples(item, schema) if isinstance(item, Statement) else observation_triples(item))
        for evidence in item.evidence:
            cited.setdefault(evidence_iri(item.report_id, evidence), (item.report_id, evidence))
    for iri in sorted(cited):
        yield from sorted(_tidy(evidence_triples(*cited[iri])), key=lambda triple: str(triple.subject))


def _tidy(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The triples of one subject, each once: its types first, then by predicate and object."""
    return sorted(set(triples), key=lambda t: (t.predicate.value != TYPE, t.predicate.value, str(t.object)))


def _serialize(statements: Iterator[ox.Triple] | Iterator[ox.Quad], file: Path, format_: ox.RdfFormat) -> None:
    with file.open("wb") as out:
        ox.serialize(statements, out, format_, prefixes=READABLE)


def _sort_prefixes(file: Path) -> None:
    """Put the lines of the prefixes, which come in no order, into one; they are as long as before."""
    with file.open("r+b") as out:
        lines = []
        while (line := out.readline()).startswith(b"@prefix"):
            lines.append(line)
        out.seek(0)
        out.write(b"".join(sorted(lines)))
