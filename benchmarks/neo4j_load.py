"""How long a load takes beside bare queries, again, verified, and a removal: `python benchmarks/neo4j_load.py [STATEMENTS] [REPORTS]`.

Takes an empty server from NEO4J_URI (NEO4J_USERNAME, NEO4J_PASSWORD), else starts one of its own.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from builds import build_of, large_build  # noqa: E402
from neo4j_server import PASSWORD, Server, start_server  # noqa: E402

from kg.model import Build  # noqa: E402
from loaders.neo4j import connect, load, remove  # noqa: E402
from loaders.neo4j_build import ReportedBuild  # noqa: E402
from loaders.neo4j_csv import Group, groups_of  # noqa: E402
from loaders.neo4j_store import BATCH, Store, quoted  # noqa: E402
from ontology import load_ontology  # noqa: E402
from ontology.schema import read_schema  # noqa: E402

SCHEMA = read_schema(load_ontology())
ROUNDS = 2  # of bare and ours in turn, so that both meet a warm server


def bare_queries(groups: list[Group]) -> list[tuple[str, list[Any]]]:
    """One UNWIND + MERGE a label set and a relationship type, its rows made beforehand."""
    queries: dict[str, list[Any]] = {}
    for group in groups:
        name = group.option.split("=")[1]
        for cells, properties in group.rows:
            if group.option.startswith("--nodes"):
                labels = quoted(*reversed(cells[1])) if len(cells) > 1 else ""
                query = f"UNWIND $rows AS row MERGE (n:{name} {{id: row.id}}) SET n += row" + (f" SET n{labels}" if labels else "")
                queries.setdefault(query, []).append({"id": cells[0]} | {key: value for key, value in properties.items() if value is not None})
            else:
                start, _, end = group.name.split("-")
                match = f"UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) MERGE (a)-[r{quoted(name)}]->(b)"
                queries.setdefault(match + (" SET r = row[2]" if properties else ""), []).append([*cells, properties] if properties else list(cells))
    return list(queries.items())


def send_bare(server: Server, queries: list[tuple[str, list[Any]]]) -> None:
    with server.driver() as driver, driver.session(database="neo4j") as session:
        for query, rows in queries:
            for start in range(0, len(rows), BATCH):
                session.run(query, rows=rows[start : start + BATCH]).consume()


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(server: Server, store: Store, build: Build) -> None:
    queries = bare_queries(list(groups_of(ReportedBuild(build, SCHEMA))))
    print(f"{len(build.statements)} statements of {len(build.reports)} reports, {sum(len(rows) for _, rows in queries)} rows")
    load(store, large_build(2000, 20), SCHEMA)  # a warm server and its constraints
    bare, ours = [], []
    for _ in range(ROUNDS):
        server.clear()
        bare.append(timed(lambda: send_bare(server, queries)))
        server.clear()
        ours.append(timed(lambda: load(store, build, SCHEMA)))
    print(f"bare {min(bare):.1f} s, load {min(ours):.1f} s (of {ROUNDS} each): {min(ours) / min(bare):.2f} of bare")
    server.clear()
    server.rows("UNWIND range(1, 100000) AS n CALL (n) { CREATE (:Entity {id: 'their-' + n, name: 'x'}) } IN TRANSACTIONS OF 10000 ROWS")
    beside = timed(lambda: load(store, build, SCHEMA))
    print(f"beside 100000 nodes of somebody else's: {beside:.1f} s, {beside / min(ours):.2f} of the load")
    again = timed(lambda: load(store, build, SCHEMA))
    print(f"again, nothing changed: {again:.2f} s, {again / min(ours):.3f} of the load")
    verify = timed(lambda: load(store, build, SCHEMA, verify=True))
    print(f"again, all compared: {verify:.1f} s, {verify / min(ours):.2f} of the load")
    removals = [timed(partial(remove, store, [record.hash or ""], SCHEMA)) for record in build.reports[:5]]
    print(f"one of {len(build.reports)} reports removed: {', '.join(f'{seconds:.2f}' for seconds in removals)} s")


def measure_memory(server: Server, store: Store, build: Build) -> None:
    """Load a quarter, then all: how much more memory the client took each time."""
    reports = build.reports[: len(build.reports) // 4]
    quarter = build_of(reports, (each for each in build.statements if each.report <= reports[-1].file))
    for part in (quarter, build):
        server.clear()
        before = peak()
        load(store, part, SCHEMA)
        print(f"client: {peak() - before:.0f} MB above the build itself for {len(part.statements)} statements ({before:.0f} MB before)")


def main(statements: int = 100_000, reports: int = 1000) -> None:
    with tempfile.TemporaryDirectory(prefix="kg-neo4j-") as home:
        given = os.environ.get("NEO4J_URI")
        user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", PASSWORD)
        server = Server(given, user, password) if given else start_server(Path(home))
        try:
            run(server, large_build(statements, reports))
        finally:
            if not given:
                server.run("kill")


def run(server: Server, build: Build) -> None:
    if server.rows("MATCH (n) RETURN n LIMIT 1"):
        sys.exit(f"{server.uri}: holds something; the benchmark empties its database, so name an empty one")
    with connect(server.uri, server.user, server.password) as store:
        measure_memory(server, store, build)
        measure(server, store, build)
    server.clear()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
