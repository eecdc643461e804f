"""A real Neo4j for the tests and for people: the one at NEO4J_URI, else one of our own from its Maven jars on free ports in a temporary home.

In a test take the fixture `neo4j` (one server a session, an empty database each test) or `own_neo4j` (a server that the test may stop
or kill, reconfigure, import into).
By hand: `python tests/neo4j_server.py` starts one, prints its addresses and password, and stops it on Ctrl-C.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

SCRIPT = Path(__file__).parent / "neo4j" / "neo4j.sh"
PASSWORD = "report-kg-tests"


@dataclass(frozen=True)
class Server:
    """A running server: `uri` is the Bolt address, `browser` the page of the Neo4j Browser ("" where we were only given a Bolt address)."""

    uri: str
    user: str
    password: str
    browser: str = ""
    home: Path | None = None
    environment: tuple[tuple[str, str], ...] = ()

    def driver(self) -> Driver:
        return GraphDatabase.driver(self.uri, auth=(self.user, self.password), notifications_min_severity="OFF")

    def rows(self, query: str, **parameters: object) -> list[dict[str, Any]]:
        """Run one query as somebody else would: not through our loader."""
        with self.driver() as driver, driver.session(database="neo4j") as session:
            return [record.data() for record in session.run(query, parameters)]

    def whole(self) -> tuple[list[str], list[str]]:
        """All nodes and all relationships as sorted text, so that two databases can be compared (1 and 1.0 differ)."""
        nodes = self.rows("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
        links = self.rows("MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, properties(r) AS properties, b.id AS end")
        return (
            sorted(f"{sorted(row['labels'])} {sorted(row['properties'].items())}" for row in nodes),
            sorted(f"{row['start']} {row['type']} {row['end']} {sorted(row['properties'].items())}" for row in links),
        )

    def clear(self, constraints: bool = False) -> None:
        """Leave no node behind, and no constraint if asked: without them the server plans every query anew."""
        for row in self.rows("SHOW CONSTRAINTS YIELD name") if constraints else ():
            self.rows(f"DROP CONSTRAINT `{row['name']}`")
        self.rows("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 500 ROWS")

    def run(self, *command: str) -> None:
        """Run `start`, `stop`, `kill` or `admin ARGS…` of the script on this server's home."""
        done = subprocess.run([str(SCRIPT), *command], env={**os.environ, **dict(self.environment)}, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"neo4j.sh {' '.join(command)[:200]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    @property
    def admin(self) -> str:
        """The command that stands for `neo4j-admin` (with `environment` set)."""
        return f"{SCRIPT} admin"

    def configure(self, setting: str) -> None:
        """Add one line to neo4j.conf of the stopped server."""
        assert self.home is not None
        with (self.home / "conf" / "neo4j.conf").open("a") as conf:
            conf.write(f"{setting}\n")


def jars() -> Path:
    """The folder of Neo4j's jars, fetched by Maven the first time (under a minute)."""
    lib = Path(os.environ.get("KG_NEO4J_CACHE", Path.home() / ".cache" / "kg-neo4j")) / "lib"
    for program, package in (("java", "Java 17 or 21 (Debian: openjdk-17-jre-headless)"), ("mvn", "Maven (Debian: maven)")):
        if shutil.which(program) is None:
            pytest.fail(f"Neo4j's tests need {package}: install it, or set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD to an empty database")
    if not (lib / ".complete").exists():
        subprocess.run([str(SCRIPT), "build"], env={**os.environ, "NEO4J_LIB": str(lib)}, check=True)
        (lib / ".complete").touch()
    return lib


def start_server(home: Path, heap: str = "1g") -> Server:
    """A new server in an empty folder, answering. Stop it with `run("stop")`."""
    bolt, http = free_ports(2)
    environment = {"NEO4J_HOME": str(home), "NEO4J_LIB": str(jars()), "BOLT_PORT": str(bolt), "HTTP_PORT": str(http), "HEAP": heap}
    server = Server(f"bolt://127.0.0.1:{bolt}", "neo4j", PASSWORD, f"http://127.0.0.1:{http}/browser/", home, tuple(environment.items()))
    server.run("init", PASSWORD)
    server.run("start")
    return server


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """One server for the whole session. It is the tests' own: a database that holds anything is refused, never emptied."""
    if given := os.environ.get("NEO4J_URI"):
        server = Server(given, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""), os.environ.get("NEO4J_BROWSER", ""))
        if server.rows("MATCH (n) RETURN n LIMIT 1"):
            pytest.fail(f"the database at {given} is not empty, and these tests empty it: unset NEO4J_URI or name an empty one")
        yield server
        server.clear(constraints=True)
        return
    with tempfile.TemporaryDirectory(prefix="kg-neo4j-") as home:
        server = start_server(Path(home))
        yield server
        server.run("kill")


@pytest.fixture
def neo4j(neo4j_server: Server) -> Server:
    """The session's server with an empty database."""
    neo4j_server.clear()
    return neo4j_server


@pytest.fixture
def own_neo4j(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, which it may stop, kill, reconfigure or import into."""
    server = start_server(tmp_path / "neo4j", heap="512m")
    yield server
    with suppress(RuntimeError):  # the test may have ended it
        server.run("kill")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kg-neo4j-") as home:
        server = start_server(Path(home))
        print(f"NEO4J_URI={server.uri} NEO4J_USERNAME={server.user} NEO4J_PASSWORD={server.password}", flush=True)
        print(f"NEO4J_BROWSER={server.browser}\nCtrl-C ends it", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()
        server.run("stop")


if __name__ == "__main__":
    main()
