"""What the builds of all reports in the database know of its entities -> their labels, names and numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.iris import NAMESPACE
from loaders.neo4j_build import ReportedBuild
from loaders.neo4j_state import Said, held_entities, held_statements
from loaders.neo4j_store import Store, quoted
from loaders.property_entities import EntityRow, entity_rows
from loaders.property_graph import Properties
from ontology.terms import Schema

LINES = """
UNWIND $rows AS row MATCH (r:Report {id: row}) UNWIND r.entities AS line
WITH line WHERE split(line, '"')[1] IN $ids RETURN line"""

NUMBERS = """
UNWIND $rows AS row MATCH (:Entity {id: row})<-[:SUBJECT]-(s:Statement {modality: 'asserted'}) WHERE s.predicate IN $predicates
RETURN s.id"""

LOST = (
    ("Statement", "statement", "(n)-[:STATED_IN]->(:Report)"),
    ("Observation", "observation", "(n)-[:STATED_IN]->(:Report)"),
    ("Evidence", "evidence", "(n)<-[:EVIDENCED_BY]-()"),
)
ORPHANS = "MATCH (n:Entity) WHERE n.id STARTS WITH $entities AND NOT EXISTS { (n)--() } DELETE n"


@dataclass(frozen=True, slots=True)
class EntityWork:
    """Makes entities what the build and the other reports in the database know of them."""

    store: Store
    schema: Schema
    build: ReportedBuild | None
    ours: set[str]
    others: Sequence[str]

    def renew(self, ids: Iterable[str]) -> None:
        """Write those of these entities that somebody names and that are not as they should be."""
        wanted = self.rows(set(ids))
        held = held_entities(self.store, [row.id for row in wanted])
        changed: dict[tuple[str, ...], list[Properties]] = {}
        surplus: dict[tuple[str, ...], list[str]] = {}
        for row in wanted:
            labels, properties = held.get(row.id, (set(), {}))
            if row.id not in held or not set(row.classes) <= labels or any(properties.get(key) != value for key, value in row.properties.items()):
                changed.setdefault(row.classes, []).append({"id": row.id} | row.properties)
            if extra := (labels & set(self.schema.parents)) - set(row.classes):
                surplus.setdefault(tuple(sorted(extra)), []).append(row.id)
        for classes, rows in sorted(changed.items()):
            self.store.send(f"UNWIND $rows AS row MERGE (n:Entity {{id: row.id}}) SET n += row SET n{quoted(*reversed(classes))}", rows)
        for classes, found in sorted(surplus.items()):
            self.store.send(f"UNWIND $rows AS row MATCH (n:Entity {{id: row}}) REMOVE n{quoted(*classes)}", found)

    @property
    def singles(self) -> set[str]:
        """The predicates of which an entity has one number."""
        return {name for name, predicate in self.schema.predicates.items() if predicate.single}

    def rows(self, ids: set[str]) -> list[EntityRow]:
        """What these entities should be, sorted; those that nobody names are left out."""
        lines = {id_: found for id_, found in (self.build.lines_by_entity if self.build else {}).items() if id_ in ids}
        for (line,) in self.store.read_batches(LINES, self.others, ids=sorted(ids)):
            lines.setdefault(json.loads(line)[0], Counter())[line] += 1
        singles, every = self.singles, self.build.statements() if self.build else []
        statements = {each.id: each for each in every if each.predicate in singles and each.subject.id in lines}
        dates = self.build.dates() if self.build else {}
        for said in self._numbers(sorted(lines)):
            statements.setdefault(said.statement.id, said.statement)
            dates[said.statement.report_id] = said.issued
        return entity_rows(lines, statements.values(), dates, self.schema)

    def _numbers(self, ids: Sequence[str]) -> list[Said]:
        """What other builds' reports say of the numbers that an entity has one of."""
        asked = self.store.read_batches(NUMBERS, ids, predicates=sorted(self.singles)) if self.others else ()
        return [said for said in held_statements(self.store, sorted({row[0] for row in asked}), {}) if said.report not in self.ours]


def sweep(store: Store, thorough: bool = False) -> None:
    """Delete entities of ours that nothing points to any more: neither a statement nor somebody else's relationship.

    `thorough`: statements, observations and evidence too that have lost what they hang on.
    """
    store.settle()
    for label, kind, start in LOST if thorough else ():
        store.write(f"MATCH (n:{label}) WHERE n.id STARTS WITH $ours AND NOT {start} DETACH DELETE n", ours=f"{NAMESPACE}{kind}/")
    store.write(ORPHANS, entities=f"{NAMESPACE}entity/")
