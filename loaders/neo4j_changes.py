"""What is wanted and what is held -> what to write and what to take away."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from loaders.neo4j_store import BATCH, Store, quoted
from loaders.property_graph import LinkKind, Pair, Properties, Rows

OURS = ("Statement", "Evidence", "Observation")  # a node of these is ours with all its properties; a report's or an entity's may have others

REPORT_KEYS = ("title", "issued", "file", "hash", "name")
MARKS = "UNWIND $rows AS row MATCH (r:Report {id: row}) RETURN r {.id, .content, .entities}"


@dataclass(frozen=True, slots=True)
class Changes:
    """Nodes and relationships to write now, and those to take away once the plain edges no longer need them."""

    nodes: dict[str, list[Properties]] = field(default_factory=dict)
    links: dict[LinkKind, list[Pair]] = field(default_factory=dict)
    stale_nodes: dict[str, list[str]] = field(default_factory=dict)
    stale_links: dict[LinkKind, list[Pair]] = field(default_factory=dict)
    doubled_links: dict[LinkKind, list[Pair]] = field(default_factory=dict)


def compare(wanted: Rows, held: Rows) -> Changes:
    """The difference, each list sorted."""
    changes = Changes()
    for label, nodes in wanted.nodes.items():
        there = held.nodes[label]
        absent = {} if label in OURS else dict.fromkeys(REPORT_KEYS)
        rows = ((id_, {**absent, **nodes[id_]} if absent else nodes[id_]) for id_ in sorted(nodes))
        changes.nodes[label] = [row for id_, row in rows if differs(label, row, there.get(id_))]
        changes.stale_nodes[label] = sorted(set(there) - set(nodes)) if label in OURS else []
    for kind in sorted(set(wanted.links) | set(held.links)):
        pairs, standing = wanted.links.get(kind, {}), held.links.get(kind, {})
        gone = set(changes.stale_nodes[kind.start])
        changes.links[kind] = sorted(set(pairs) - set(standing))
        changes.stale_links[kind] = sorted(pair for pair in set(standing) - set(pairs) if pair[0] not in gone)
        changes.doubled_links[kind] = sorted(pair for pair in pairs if standing.get(pair, 0) > 1)
    return changes


def differs(label: str, wanted: Properties, held: Properties | None) -> bool:
    """Whether the node must be written. A float that equals an integer is another value: `1.0` is not `1`."""
    if held is None:
        return True
    there = held if label in OURS else {name: held.get(name) for name in wanted}
    return there != wanted or any(type(there[name]) is not type(value) for name, value in wanted.items())


def send_rows(store: Store, changes: Changes) -> None:
    """Write nodes, then relationships."""
    for label, nodes in changes.nodes.items():
        equals = "=" if label in OURS else "+="
        store.send(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n {equals} row", nodes)
    for kind, pairs in changes.links.items():
        send_links(store, kind, pairs)


def send_links(store: Store, kind: LinkKind, pairs: list[Pair]) -> None:
    """Write relationships by their end, which is looked up and sent once for all that point to it."""
    query = (
        f"UNWIND $rows AS row MATCH (b:{kind.end} {{id: row[0]}}) UNWIND row[1] AS start MATCH (a:{kind.start} {{id: start}}) "
        f"MERGE (a)-[{quoted(kind.type)}]->(b)"
    )
    ordered = sorted(pairs, key=itemgetter(1, 0))
    for first in range(0, len(ordered), BATCH):
        batch = ordered[first : first + BATCH]
        store.send(query, [[end, [start for start, _ in same]] for end, same in groupby(batch, key=itemgetter(1))], len(batch))


def send_marks(store: Store, rows: list[Properties]) -> None:
    """Give reports the content's hash and the lines on their entities that they do not have."""
    held = {row[0]["id"]: row[0] for row in store.read_batches(MARKS, [row["id"] for row in rows])}
    store.send("UNWIND $rows AS row MATCH (r:Report {id: row.id}) SET r += row", [row for row in rows if held.get(row["id"]) != row])


def take_away(store: Store, changes: Changes) -> None:
    """Delete what is stale. Evidence goes before the statements that lead to it, and relationships last: a second run finds what a first one left."""
    for label in ("Evidence", "Observation", "Statement"):
        store.send(f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) DETACH DELETE n", changes.stale_nodes[label])
    for kind, pairs in changes.doubled_links.items():
        store.send(f"{matching(kind)} MATCH (a)-[r{quoted(kind.type)}]->(b) WITH a, b, collect(r) AS all UNWIND all[1..] AS r DELETE r", pairs)
    for kind, pairs in changes.stale_links.items():
        store.send(f"{matching(kind)} MATCH (a)-[r{quoted(kind.type)}]->(b) DELETE r", pairs)


def matching(kind: LinkKind) -> str:
    return f"UNWIND $rows AS row MATCH (a:{kind.start} {{id: row[0]}}) MATCH (b:{kind.end} {{id: row[1]}})"


def ids_at(rows: Rows, end: str) -> set[str]:
    """The ids of the nodes of this label that relationships point to."""
    return {pair[1] for kind, pairs in rows.links.items() if kind.end == end for pair in pairs}
