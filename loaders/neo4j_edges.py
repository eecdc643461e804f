"""Statements of all reports in the database -> its plain edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.graph.plain import plain_edges
from kg.model import Statement
from loaders.neo4j_state import Said, all_edges, held_edges, held_statements
from loaders.neo4j_store import BATCH, Store, quoted
from loaders.property_graph import LinkKind, Pair, Properties, Rows, edge_properties, end_label, flat, type_name
from ontology.terms import Schema

Triple: TypeAlias = tuple[str, str, str]  # ids of subject and object around the predicate's type

ASSERTED = "UNWIND $rows AS row MATCH (:Report {id: row})<-[:STATED_IN]-(s:Statement {modality: 'asserted'}) RETURN s.id"


def triple(subject: str, predicate: str, object_: str, schema: Schema) -> Triple:
    """The edge that a statement would give."""
    known = schema.predicates.get(predicate)
    if known and known.symmetric and object_ < subject:
        subject, object_ = object_, subject
    return subject, type_name(predicate), object_


def triples_of(statements: Iterable[Statement], schema: Schema) -> set[Triple]:
    """The edges that these asserted statements give."""
    told = (each for each in statements if each.modality == "asserted" and each.object is not None)
    return {triple(each.subject.id, each.predicate, each.object.id, schema) for each in told if each.object}


def triples_held(rows: Rows, schema: Schema) -> set[Triple]:
    """The edges that the asserted statements among these rows gave; of one that was being changed, all that it may have given."""
    ends: dict[str, dict[str, list[str]]] = {"SUBJECT": {}, "OBJECT": {}}
    for kind, pairs in rows.links.items():
        if kind.type in ends:
            for start, end in pairs:
                ends[kind.type].setdefault(start, []).append(end)
    found = set()
    for id_, said in rows.nodes["Statement"].items():
        for subject in ends["SUBJECT"].get(id_, ()):
            found |= {triple(subject, str(said.get("predicate", "")), object_, schema) for object_ in ends["OBJECT"].get(id_, ())}
    return found


@dataclass(slots=True)
class EdgeWork:
    """The plain edges that may have changed, and who else than the build's reports speaks of them.

    `ours` are reports whose statements in the database do not count: the build says what they say, or they are leaving.
    """

    store: Store
    schema: Schema
    ours: set[str]
    statements: list[Statement]  # of the build, flat or not
    others: list[str]  # reports of the database that are neither the build's nor leaving
    thorough: bool = False  # whether to ask all their statements, not only those that the edges name
    touched: set[Triple] = field(default_factory=set)

    def renew(self, empty: bool = False) -> None:
        """Write and delete edges until the touched ones are what all statements give. `empty`: the database has none of ours."""
        by_kind: dict[tuple[str, str], list[Pair]] = {}
        for subject, type_, object_ in sorted(self.touched):
            by_kind.setdefault((end_label(subject), type_), []).append((subject, object_))
        told = self._told()
        for (start, type_), every in sorted(by_kind.items()):
            for pairs in (every[first : first + BATCH] for first in range(0, len(every), BATCH)):
                held = {} if empty else held_edges(self.store, start, type_, pairs)
                self._write(LinkKind(start, type_, "Entity"), self._wanted(type_, pairs, held, told), held)

    def touch_all(self) -> None:
        """Touch every edge that stands between nodes of ours and whose type a predicate has."""
        types = {type_name(name) for name in self.schema.predicates}
        self.touched |= {(start, type_, end) for type_, start, end in all_edges(self.store) if type_ in types}

    def _told(self) -> dict[Triple, list[Statement]]:
        """The build's asserted statements of the touched edges."""
        told: dict[Triple, list[Statement]] = {}
        for each in self.statements:
            if each.modality == "asserted" and each.object is not None:
                key = triple(each.subject.id, each.predicate, each.object.id, self.schema)
                if key in self.touched:
                    told.setdefault(key, []).append(each)
        for said in self._all_others() if self.thorough else ():
            for key in triples_of([said.statement], self.schema) & self.touched:
                told.setdefault(key, []).append(said.statement)
        return told

    def _wanted(
        self, type_: str, pairs: list[Pair], held: Mapping[Pair, list[Properties]], told: Mapping[Triple, list[Statement]]
    ) -> dict[Pair, Properties]:
        statements = {each.id: each for pair in pairs for each in told.get((pair[0], type_, pair[1]), ())}
        for said in self._others(held):
            statements.setdefault(said.statement.id, said.statement)
        edges = plain_edges((flat(each) for each in statements.values()), self.schema)
        return {(edge.subject, edge.object): edge_properties(edge) for edge in edges}

    def _others(self, held: Mapping[Pair, list[Properties]]) -> list[Said]:
        """The statements of other builds' reports that the edges name."""
        if not self.others or self.thorough:
            return []
        ids = {id_ for edges in held.values() for edge in edges for id_ in edge.get("statements", ())}
        return [said for said in held_statements(self.store, sorted(ids), qualifier_types(self.schema)) if said.report not in self.ours]

    def _all_others(self) -> list[Said]:
        ids = self.store.read_batches(ASSERTED, self.others)
        return held_statements(self.store, sorted(row[0] for row in ids), qualifier_types(self.schema))

    def _write(self, kind: LinkKind, wanted: Mapping[Pair, Properties], held: Mapping[Pair, list[Properties]]) -> None:
        match = f"UNWIND $rows AS row MATCH (a:{kind.start} {{id: row[0]}}) MATCH (b:{kind.end} {{id: row[1]}})"
        new = [[*pair, wanted[pair]] for pair in sorted(wanted) if held.get(pair, [])[:1] != [wanted[pair]]]
        self.store.send(f"{match} MERGE (a)-[r{quoted(kind.type)}]->(b) SET r = row[2]", new)
        doubled = [pair for pair in sorted(wanted) if len(held.get(pair, ())) > 1]
        self.store.send(f"{match} MATCH (a)-[r{quoted(kind.type)}]->(b) WITH a, b, collect(r) AS all UNWIND all[1..] AS r DELETE r", doubled)
        gone = sorted(set(held) - set(wanted))
        self.store.send(f"{match} MATCH (a)-[r{quoted(kind.type)}]->(b) DELETE r", gone)


def qualifier_types(schema: Schema) -> dict[str, str]:
    """The names of the qualifiers that point to entities, by their relationships' type."""
    return {type_name(name): name for name, term in schema.qualifiers.items() if term.form == "entity"}
