"""What the database holds of ours, as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.iris import NAMESPACE
from kg.model import Entity, Statement
from loaders.neo4j_store import Store, quoted
from loaders.property_graph import EVIDENCED_BY, REPORTS, STATED_IN, LinkKind, Properties, Rows, argument, read_statement

REPORT_NODES = """
MATCH (r:Report) WHERE r.id STARTS WITH $reports
RETURN r.id, r.file, r.content, coalesce(r.leaving, false) ORDER BY r.id"""

ITEMS = """
UNWIND $rows AS row MATCH (r:Report {{id: row}})<-[:STATED_IN]-(n:{label})
RETURN properties(n), [(n)-[x]->(t) WHERE t.id STARTS WITH $ours | [type(x), t.id]]"""  # a condition on n.id would send the planner to its index

LOST = """
UNWIND $rows AS row MATCH (n:{label} {{id: row}})
RETURN properties(n), [(n)-[x]->(t) WHERE t.id STARTS WITH $ours | [type(x), t.id]]"""

EVIDENCE = """
UNWIND $rows AS row MATCH (r:Report {id: row})<-[:STATED_IN]-()-[:EVIDENCED_BY]->(e:Evidence)
WITH DISTINCT e RETURN properties(e)"""

ENTITIES = "UNWIND $rows AS row MATCH (n:Entity {id: row}) RETURN row, labels(n), properties(n)"

EDGES = """
UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}})-[r{type}]->(b:Entity {{id: row[1]}})
RETURN row[0], row[1], collect(properties(r))"""

ALL_EDGES = """
MATCH (a:{start})-[r]->(b:Entity) WHERE a.id STARTS WITH $ours AND b.id STARTS WITH $ours
RETURN DISTINCT type(r), a.id, b.id"""

SAID = """
UNWIND $rows AS row MATCH (s:Statement {id: row})-[:STATED_IN]->(r:Report)
RETURN properties(s), r.hash, r.id, r.issued, [(s)-[x]->(t) WHERE t.id STARTS WITH $ours | [type(x), t.id, t.name]]"""


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report's node. `content` is None until a load of it came to its end, `leaving` once a removal has begun."""

    id: str
    file: str | None
    content: str | None
    leaving: bool


def held_reports(store: Store) -> dict[str, HeldReport]:
    return {row[0]: HeldReport(*row) for row in store.read(REPORT_NODES, reports=REPORTS)}


def held_rows(store: Store, reports: Sequence[str], also: Rows | None = None) -> Rows:
    """What the database holds of these reports; with `also`, those of its nodes too that have lost their report."""
    rows = Rows()
    for row in store.read_batches("UNWIND $rows AS row MATCH (r:Report {id: row}) RETURN properties(r)", reports):
        rows.nodes["Report"][row[0]["id"]] = row[0]
    for label in STATED_IN:
        for said, ends in store.read_batches(ITEMS.format(label=label), reports, ours=NAMESPACE):
            _add_item(rows, label, said, ends)
        lost = sorted(set(also.nodes[label]) - set(rows.nodes[label])) if also else []
        for said, ends in store.read_batches(LOST.format(label=label), lost, ours=NAMESPACE):
            _add_item(rows, label, said, ends)
    for (said,) in store.read_batches(EVIDENCE, reports):
        if str(said.get("id")).startswith(NAMESPACE):
            rows.nodes["Evidence"][said["id"]] = said
    lost = sorted(set(also.nodes["Evidence"]) - set(rows.nodes["Evidence"])) if also else []
    for (said,) in store.read_batches("UNWIND $rows AS row MATCH (e:Evidence {id: row}) RETURN properties(e)", lost):
        rows.nodes["Evidence"][said["id"]] = said
    return rows


def _add_item(rows: Rows, label: str, said: Properties, ends: Iterable[tuple[str, str]]) -> None:
    if not str(said.get("id")).startswith(NAMESPACE):
        return  # somebody else's
    rows.nodes[label][said["id"]] = said
    for type_, end in ends:
        pairs = rows.links.setdefault(_kind(label, type_, end), {})
        pairs[said["id"], end] = pairs.get((said["id"], end), 0) + 1


def _kind(label: str, type_: str, end: str) -> LinkKind:
    known = {"STATED_IN": STATED_IN[label], "EVIDENCED_BY": EVIDENCED_BY[label]}
    return known.get(type_) or (argument(type_, end) if label == "Statement" else LinkKind(label, type_, "Entity"))


def held_entities(store: Store, ids: Sequence[str]) -> dict[str, tuple[set[str], Properties]]:
    """The labels and properties of those entities that are there."""
    return {row[0]: (set(row[1]), row[2]) for row in store.read_batches(ENTITIES, ids)}


def held_edges(store: Store, start: str, type_: str, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Properties]]:
    """The relationships of one type between these, all that stand between a pair."""
    return {(row[0], row[1]): row[2] for row in store.read_batches(EDGES.format(start=start, type=quoted(type_)), pairs)}


def all_edges(store: Store) -> list[tuple[str, str, str]]:
    """Type, start and end of every relationship from an entity or a report of ours to an entity of ours."""
    return [tuple(row) for start in ("Entity", "Report") for row in store.read(ALL_EDGES.format(start=start), ours=NAMESPACE)]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the database as a value, its qualifiers flat; `issued` is its report's date."""

    statement: Statement
    report: str
    issued: str | None


def held_statements(store: Store, ids: Sequence[str], qualifiers: dict[str, str]) -> list[Said]:
    """The statements of these ids. `qualifiers` gives the names of those that point to entities, by type."""
    return [_said(row, qualifiers) for row in store.read_batches(SAID, ids, ours=NAMESPACE)]


def _said(row: list[Any], names: dict[str, str]) -> Said:
    said, hash_, report, issued, ends = row
    pointed: dict[str, list[Entity]] = {}
    for type_, end, name in sorted(ends, key=lambda each: (each[0], each[1])):
        pointed.setdefault(type_, []).append(Entity(name or "", "", (), end))
    subject, object_ = ([*pointed.get(type_, ()), None][0] for type_ in ("SUBJECT", "OBJECT"))
    entities = {names[type_]: tuple(found) for type_, found in pointed.items() if type_ in names}
    statement = read_statement(said, subject or Entity("", ""), object_, entities, hash_ or report.removeprefix(REPORTS))
    return Said(statement, report, issued)
