"""A build -> Neo4j: after a load the database holds for its reports exactly what the build holds.

    with connect(uri, user, password, database) as store:
        load(store, build, schema)              what changed is sent, what other reports state stays
        load(store, build, schema, only=True)   reports of other builds go
        load(store, build, schema, verify=True) everything is compared, what somebody changed by hand is mended
        remove(store, [hash], schema)           these reports go

A report's node gets the hash of its content last: a load or removal that died is finished by running it again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Self

from kg.iris import report_iri
from kg.model import Build, Statement
from loaders.neo4j_build import ReportedBuild
from loaders.neo4j_changes import Changes, compare, ids_at, send_marks, send_rows, take_away
from loaders.neo4j_edges import EdgeWork, Triple, triples_held, triples_of
from loaders.neo4j_entities import EntityWork, sweep
from loaders.neo4j_state import HeldReport, held_reports, held_rows
from loaders.neo4j_store import Progress, Store, connect, silent
from loaders.property_graph import Rows
from ontology import load_ontology
from ontology.schema import read_schema
from ontology.terms import Schema

GROUP = 5000  # statements of the reports that are compared and sent together: bounds the client's memory

__all__ = ["Loaded", "Neo4jSink", "connect", "load", "remove"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many reports were sent, left as they were, and removed; `rows` counts what was written or taken away."""

    sent: int
    unchanged: int
    removed: int
    rows: int


class Neo4jSink:
    """A database that builds are written to. Closes its connection at the end of a `with`."""

    def __init__(self, store: Store, schema: Schema | None = None, only: bool = False, verify: bool = False, progress: Progress = silent) -> None:
        self.store, self.schema, self.only, self.verify, self.progress = store, schema or read_schema(load_ontology()), only, verify, progress

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def write(self, build: Build) -> Loaded:
        return load(self.store, build, self.schema, self.only, self.verify, self.progress)

    def remove(self, hashes: Iterable[str]) -> Loaded:
        return remove(self.store, hashes, self.schema, self.progress)


def load(store: Store, build: Build, schema: Schema, only: bool = False, verify: bool = False, progress: Progress = silent) -> Loaded:
    """Make the database hold for the build's reports exactly what the build holds. Raises StoreError."""
    store.constrain()
    with _left_alone():
        reported, held = ReportedBuild(build, schema), held_reports(store)
        leaving = {id_ for id_, each in held.items() if id_ not in reported.records and (only or each.leaving or each.file in reported.files)}
        contents = {id_: reported.content(id_) for id_ in reported.items if id_ in held}
        changed = [id_ for id_ in reported.items if verify or id_ not in held or held[id_].content != contents[id_]]
        return _Run(store, schema, held, reported, changed, contents, leaving, verify, progress).run()


def remove(store: Store, hashes: Iterable[str], schema: Schema, progress: Progress = silent) -> Loaded:
    """Take away what these reports (by the SHA-256 of their bytes) state, and what only they carried. Raises StoreError."""
    store.constrain()
    held, given = held_reports(store), {report_iri(each) for each in hashes}
    leaving = {id_ for id_, each in held.items() if id_ in given or each.leaving}
    return _Run(store, schema, held, None, [], {}, leaving, False, progress).run()


@contextmanager
def _left_alone() -> Iterator[None]:
    """Keep the garbage collector away from the build: going through a large one again and again is half of the client's work."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(slots=True)
class _Run:
    """One load or removal, in an order that a second run can take up anywhere.

    Marks first, nodes, relationships; then the plain edges, for which stale statements must still be there; then what is stale; then contents.
    """

    store: Store
    schema: Schema
    held: dict[str, HeldReport]
    build: ReportedBuild | None
    changed: list[str]
    contents: dict[str, str]
    leaving: set[str]
    verify: bool
    progress: Progress

    def run(self) -> Loaded:
        before = self.store.sent
        if self.changed or self.leaving:
            self._change()
            self.store.settle()
        unchanged = len(self.build.items) - len(self.changed) if self.build else 0
        return Loaded(len(self.changed), unchanged, len(self.leaving), self.store.sent - before)

    def _change(self) -> None:
        ours = {*(self.build.items if self.build else ()), *self.leaving}
        others = sorted(set(self.held) - ours)
        edges = EdgeWork(self.store, self.schema, ours, self.build.statements() if self.build else [], others, self.verify)
        entities = EntityWork(self.store, self.schema, self.build, ours, others)
        self._mark()
        named = {entity.id for report in self.changed if self.build for entity in self.build.entities(report)}
        entities.renew(named)
        formerly, stale = self._send(edges)
        edges.renew(empty=not self.held)
        entities.renew(formerly - named)
        for changes in stale:
            take_away(self.store, changes)
        self.store.send("UNWIND $rows AS row MATCH (r:Report {id: row}) DETACH DELETE r", sorted(self.leaving))
        if self.held:
            sweep(self.store, self.verify)
        self._finish()

    def _mark(self) -> None:
        """Say in the database which reports are about to change or leave."""
        unfinished = [id_ for id_ in self.changed if id_ in self.held and self.held[id_].content != self.contents[id_]]
        self.store.send("UNWIND $rows AS row MATCH (r:Report {id: row}) REMOVE r.content", unfinished)
        self.store.send("UNWIND $rows AS row MATCH (r:Report {id: row}) REMOVE r.content SET r.leaving = true", sorted(self.leaving))

    def _send(self, edges: EdgeWork) -> tuple[set[str], list[Changes]]:
        """Send what changed, group by group. Returns the entities that these reports named and what is to be taken away; touches their edges."""
        formerly: set[str] = set()
        stale: list[Changes] = []
        for group in self._groups():
            wanted = self._rows(group)
            standing = [each for each in group if each in self.held]
            was = held_rows(self.store, standing, wanted if self.verify else None) if standing or self.verify else Rows()
            changes = compare(wanted, was)
            send_rows(self.store, changes)
            stale.append(replace(changes, nodes={}, links={}))
            formerly |= ids_at(was, "Entity")
            edges.touched |= triples_held(was, self.schema) | self._triples(group)
        if self.verify:
            edges.touch_all()
        return formerly, stale

    def _rows(self, group: list[str]) -> Rows:
        """What the build says in these reports; notes the content of those that the database has not seen."""
        rows = Rows()
        if self.build:
            for report in (each for each in group if each in self.build.items):
                own = self.build.rows(report)
                rows.add(own)
                if report not in self.contents:
                    self.contents[report] = self.build.content(report)
        return rows

    def _triples(self, group: list[str]) -> set[Triple]:
        items = (item for report in group if self.build for item in self.build.items.get(report, ()))
        return triples_of((item for item in items if isinstance(item, Statement)), self.schema)

    def _groups(self) -> Iterator[list[str]]:
        """The reports that change or leave, so many at a time as bounds what the client holds."""
        group: list[str] = []
        items = 0
        todo = sorted({*self.changed, *self.leaving})
        for done, report in enumerate(todo):
            group.append(report)
            items += len(self.build.items.get(report, ())) if self.build else 0
            if items >= GROUP or len(group) >= GROUP // 50:
                self.progress(done, len(todo), "reports")
                yield group
                group, items = [], 0
        if group:
            yield group
        self.progress(len(todo), len(todo), "reports")

    def _finish(self) -> None:
        """Give each report its content's hash, and what the build knows of its entities."""
        for group in self._groups():
            kept = [id_ for id_ in group if id_ in self.contents]
            send_marks(self.store, [{"id": id_, "content": self.contents[id_], "entities": self.build.lines(id_)} for id_ in kept if self.build])
