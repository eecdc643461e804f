"""What the builds of all reports in the database know of its entities -> their labels, names and numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.graph.plain import plain_properties
from kg.iris import NAMESPACE
from kg.model import Statement
from loaders.neo4j_build import ReportedBuild
from loaders.neo4j_state import held_entities, held_statements
from loaders.neo4j_store import Store, quoted
from loaders.property_graph import Properties
from ontology.terms import Schema

KEYS = ("name", "names", "code")  # of an entity's properties ours, with the numbers of one value; others may be somebody else's
Known: TypeAlias = tuple[tuple[str, ...], str, str | None, tuple[str, ...]]  # classes from below, label, code, names

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
class EntityRow:
    """An entity as the database holds it: its class and all above it, from below, and the properties that are ours."""

    id: str
    classes: tuple[str, ...]
    properties: Properties


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
        wanted = self.rows(sorted(ids))
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

    def rows(self, ids: list[str]) -> list[EntityRow]:
        """What these entities should be; those that nobody names are left out."""
        known = {id_: best(lines, self.schema) for id_, lines in self._lines(set(ids)).items()}
        singles = [name for name, predicate in self.schema.predicates.items() if predicate.single]
        numbers = self._numbers(set(known), singles)
        return [EntityRow(id_, known[id_][0], dict.fromkeys(singles) | _named(known[id_]) | numbers.get(id_, {})) for id_ in ids if id_ in known]

    def _lines(self, ids: set[str]) -> dict[str, Counter[str]]:
        """The lines of all reports that name these entities, and how many reports have each."""
        found: dict[str, Counter[str]] = {}
        if self.build:
            for id_ in ids & self.build.carriers.keys():
                found[id_] = Counter({self.build.line(self.build.known[id_]): self.build.carriers[id_]})
        for (line,) in self.store.read_batches(LINES, self.others, ids=sorted(ids)):
            found.setdefault(json.loads(line)[0], Counter())[line] += 1
        return found

    def _numbers(self, ids: set[str], singles: list[str]) -> dict[str, Properties]:
        statements: dict[str, Statement] = {each.id: each for each in (self.build.statements() if self.build else ()) if each.subject.id in ids}
        dates = {each.hash: each.date for each in self.build.records.values() if each.hash} if self.build else {}
        asked = self.store.read_batches(NUMBERS, sorted(ids), predicates=singles) if self.others else ()
        for said in held_statements(self.store, sorted({row[0] for row in asked}), {}):
            if said.report not in self.ours:
                statements.setdefault(said.statement.id, said.statement)
                dates[said.statement.report_id] = said.issued
        found: dict[str, Properties] = {}
        for each in plain_properties(statements.values(), self.schema, dates):
            found.setdefault(each.subject, {})[each.predicate] = each.value
        return found


def best(lines: Counter[str], schema: Schema) -> Known:
    """What most reports say, names from all. Ties go by the ontology's order, then by sort order."""
    read = [(*json.loads(line), count) for line, count in sorted(lines.items())]
    order = {name: number for number, name in enumerate(schema.parents)}
    classes: Counter[tuple[str, ...]] = Counter()
    labels: Counter[str] = Counter()
    for _, above, label, _, _, count in read:
        classes[tuple(above)] += count
        labels[label] += count
    chosen = min(classes, key=lambda each: (-classes[each], order.get(each[0], len(order)), each))
    codes = sorted({code for _, _, _, code, _, _ in read if code})
    names = sorted({name for _, _, _, _, each, _ in read for name in each})
    return chosen, min(labels, key=lambda label: (-labels[label], label)), codes[0] if codes else None, tuple(names)


def _named(known: Known) -> Properties:
    _, label, code, names = known
    return {"name": label, "names": list(names), "code": code}


def sweep(store: Store, thorough: bool = False) -> None:
    """Delete entities of ours that nothing points to any more: neither a statement nor somebody else's relationship.

    `thorough`: statements, observations and evidence too that have lost what they hang on.
    """
    for label, kind, start in LOST if thorough else ():
        store.write(f"MATCH (n:{label}) WHERE n.id STARTS WITH $ours AND NOT {start} DETACH DELETE n", ours=f"{NAMESPACE}{kind}/")
    store.write(ORPHANS, entities=f"{NAMESPACE}entity/")
