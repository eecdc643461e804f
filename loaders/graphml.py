"""A build -> GraphML: the plain graph for tools that draw, lists joined with "; "."""

from __future__ import annotations

import re
from pathlib import Path

from kg.graph import entities_of, plain_edges, plain_properties
from kg.model import Build, Entity, Money, Qualifier
from ontology.terms import Schema

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no XML document can hold


def write_graphml(build: Build, schema: Schema, file: Path) -> None:
    """Write a directed multigraph: nodes by IRI with label, class, names and numbers, edges with predicate, qualifiers, reports, statements."""
    import networkx

    graph = networkx.MultiDiGraph()
    known = {entity.id: entity for entity in build.entities}
    for entity in entities_of((*build.statements, *build.observations)):
        graph.add_node(entity.id, **_node(known.get(entity.id, entity)))
    dates = {record.hash: record.date for record in build.reports if record.hash}
    for value in plain_properties(build.statements, schema, dates):
        graph.nodes[value.subject][value.predicate] = str(value.value)
    for edge in plain_edges(build.statements, schema):
        data = {name: _text(value) for name, value in edge.qualifiers}
        told = {"predicate": edge.predicate, "reports": edge.reports, "statements": "; ".join(edge.statements)}
        graph.add_edge(edge.subject, edge.object, key=edge.predicate, **data | told)
    networkx.write_graphml_xml(graph, file, encoding="utf-8", prettyprint=True)


def _node(entity: Entity) -> dict[str, str]:
    data = {"label": _legal(entity.label), "class": entity.class_, "names": _legal("; ".join(sorted({entity.label, *entity.names})))}
    return data | ({"code": _legal(entity.code)} if entity.code else {})


def _text(value: Qualifier) -> str:
    if isinstance(value, Money):
        return f"{value.value} {value.currency}"
    if isinstance(value, Entity):
        return _legal(value.label)
    return "; ".join(map(_text, value)) if isinstance(value, tuple) else _legal(str(value))


def _legal(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text)
