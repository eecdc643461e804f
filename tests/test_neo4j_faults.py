"""What goes wrong around a database, what is somebody else's in it, and names that break queries."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builds import build_of, entity, large_build, report, says
from hard_names import HARD_NAMES
from neo4j_server import Server, free_ports

from kg.errors import StoreError
from kg.model import Region
from loaders.folder import FolderSink
from loaders.neo4j import Loaded, connect, load, remove
from loaders.neo4j_store import Store
from ontology import load_ontology
from ontology.schema import read_schema

pytestmark = pytest.mark.xdist_group("neo4j")
SCHEMA = read_schema(load_ontology())
REPORT = report("五月.txt")
OPENAI, GPT = entity("OpenAI", "Company"), entity("GPT-4o", "AIModel")
BUILD = build_of([REPORT], [says(REPORT, OPENAI, "releases", GPT)])


@pytest.fixture
def store(neo4j: Server) -> Iterator[Store]:
    with connect(neo4j.uri, neo4j.user, neo4j.password) as opened:
        yield opened


def refusal(uri: str, user: str = "neo4j", password: str = "report-kg-tests", database: str | None = None) -> tuple[str, float]:
    """What `connect` says, and after how many seconds."""
    started = time.monotonic()
    with pytest.raises(StoreError) as refused:
        connect(uri, user, password, database)
    return str(refused.value), time.monotonic() - started


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_server(scheme: str) -> None:
    """Said at once, with the address and what to do: not after the driver's 30 seconds."""
    uri = f"{scheme}://127.0.0.1:{free_ports(1)[0]}"
    message, seconds = refusal(uri)
    assert message.startswith(f"{uri}: no Neo4j server answers")
    assert seconds < 5


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "bolt://", "bolt://no-such-host.invalid:7687", ""])
def test_what_is_no_address(uri: str) -> None:
    """An address of another kind, or of no machine, is a message too."""
    message, seconds = refusal(uri)
    assert message.startswith(f"{uri}: ")
    assert seconds < 10


def test_a_wrong_password(neo4j: Server) -> None:
    """Says how user and password are given, and never repeats the password."""
    message, _ = refusal(neo4j.uri, password="wrong-password")
    assert "NEO4J_USERNAME and NEO4J_PASSWORD" in message
    assert "wrong-password" not in message


def test_a_database_that_does_not_exist(neo4j: Server) -> None:
    """Names it, and where the right name is to be found."""
    message, _ = refusal(neo4j.uri, neo4j.user, neo4j.password, "nowhere")
    assert "no database “nowhere”" in message
    assert "SHOW DATABASES" in message


def kg(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a program without a terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], env=kept | environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def test_no_password_and_no_terminal(neo4j: Server, tmp_path: Path) -> None:
    """There is nobody to ask: say which variable to set."""
    FolderSink(tmp_path / "out").write(BUILD)
    done = kg("load", str(tmp_path / "out"), "--neo4j", neo4j.uri)
    assert done.returncode == 2
    assert "NEO4J_PASSWORD" in done.stderr


def test_a_folder_of_an_unfinished_build(neo4j: Server, tmp_path: Path) -> None:
    """A file that build.json does not vouch for: nothing is loaded."""
    FolderSink(tmp_path / "out").write(BUILD)
    with (tmp_path / "out" / "statements.jsonl").open("a") as file:
        file.write("\n")
    done = kg("load", str(tmp_path / "out"), "--neo4j", neo4j.uri, NEO4J_USERNAME=neo4j.user, NEO4J_PASSWORD=neo4j.password)
    assert done.returncode != 0
    assert "statements.jsonl" in done.stderr
    assert neo4j.whole() == ([], [])


def test_the_command_loads_a_folder(neo4j: Server, store: Store, tmp_path: Path) -> None:
    """What it loads is what the library loads of the same build, and neither sends it again after the other."""
    (said,) = BUILD.statements
    digits = replace(said.evidence[0], regions=(Region(1, 1300.4567, 20.123456789, 0.1 + 0.2, 12.0),))
    build = replace(BUILD, statements=(replace(said, evidence=(digits,), confidence=1 / 3),))
    load(store, build, SCHEMA)
    wanted = neo4j.whole()
    neo4j.clear()
    FolderSink(tmp_path / "out").write(build)
    done = kg("load", str(tmp_path / "out"), "--neo4j", neo4j.uri, NEO4J_USERNAME=neo4j.user, NEO4J_PASSWORD=neo4j.password)
    assert (done.returncode, neo4j.whole()) == (0, wanted), done.stderr
    assert load(store, build, SCHEMA) == Loaded(0, 1, 0, 0)


def test_a_read_only_database(own_neo4j: Server) -> None:
    """Said before anything else, with the setting's name."""
    own_neo4j.run("stop")
    own_neo4j.configure("server.databases.read_only=neo4j")
    own_neo4j.run("start")
    with connect(own_neo4j.uri, own_neo4j.user, own_neo4j.password) as store, pytest.raises(StoreError, match=r"server\.databases\.read_only"):
        load(store, BUILD, SCHEMA)


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_server_that_ends_in_the_middle_of_a_load(own_neo4j: Server, how: str) -> None:
    """Says so within seconds; started again, the same load ends as if nothing had happened."""
    build = large_build(20_000, 100)
    with connect(own_neo4j.uri, own_neo4j.user, own_neo4j.password) as store:
        ending = threading.Thread(target=own_neo4j.run, args=(how,))
        write = store.write

        def write_on(query: str, **parameters: object) -> None:
            if "MERGE (a)" in query and not ending.ident:
                ending.start()
            write(query, **parameters)

        store.write = write_on  # type: ignore[method-assign]
        with pytest.raises(StoreError, match="run the same command again"):
            load(store, build, SCHEMA)
        ending.join()
    own_neo4j.run("start")
    with connect(own_neo4j.uri, own_neo4j.user, own_neo4j.password) as store:
        load(store, build, SCHEMA)
        assert load(store, build, SCHEMA, verify=True).rows == 0
    (counted,) = own_neo4j.rows("MATCH (s:Statement) RETURN count(s) AS statements, count(DISTINCT s.id) AS ids")
    assert counted == {"statements": 20_000, "ids": 20_000}


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_names_are_data(neo4j: Server, store: Store, name: str) -> None:
    """Any name goes in as it is, is found by it, goes again, and changes nothing else."""
    neo4j.rows("CREATE (:Foreign {id: 'x'})")
    record = report(f"{name[:50]}.txt", title=name)
    build = build_of([record], [says(record, entity(name, "Company", f"{name}!"), "releases", GPT, quote=name, matter=name)])
    load(store, build, SCHEMA)
    assert neo4j.rows("MATCH (c:Company {name: $name})-[r:RELEASES]->(:AIModel) RETURN c.names AS names, r.matter AS matter", name=name) == [
        {"names": sorted([name, f"{name}!"]), "matter": name}
    ]
    words = neo4j.rows("MATCH (r:Report)<-[:STATED_IN]-()-[:EVIDENCED_BY]->(e) RETURN r.title AS title, e.quote AS quote")
    assert words == [{"title": name, "quote": name}]
    assert load(store, build, SCHEMA, verify=True).rows == 0
    remove(store, [record.hash or ""], SCHEMA)
    assert neo4j.rows("MATCH (n) RETURN n.id AS id") == [{"id": "x"}]


@pytest.mark.parametrize("doubled", ["x", "https://w3id.org/report-kg/entity/Agent/OpenAI"])
def test_doubled_ids_of_somebody_else(neo4j: Server, doubled: str) -> None:
    """The constraint cannot be made: say which nodes are in the way and what to do, and change nothing."""
    neo4j.clear(constraints=True)
    neo4j.rows("CREATE (:Entity {id: $id}), (:Entity {id: $id})", id=doubled)
    held = neo4j.whole()
    with connect(neo4j.uri, neo4j.user, neo4j.password) as store, pytest.raises(StoreError) as refused:
        load(store, BUILD, SCHEMA)
    assert doubled in str(refused.value)
    assert "--database" in str(refused.value)
    assert neo4j.whole() == held


def test_an_index_of_somebody_else_is_in_the_way(neo4j: Server) -> None:
    """The constraint brings its own: say so, do not drop what is not ours."""
    neo4j.clear(constraints=True)
    neo4j.rows("CREATE INDEX theirs FOR (n:Entity) ON (n.id)")
    try:
        with connect(neo4j.uri, neo4j.user, neo4j.password) as store, pytest.raises(StoreError, match="SHOW INDEXES"):
            load(store, BUILD, SCHEMA)
    finally:
        neo4j.rows("DROP INDEX theirs")


FOREIGN = """
CREATE (a:Entity {id: 'their-1', name: 'OpenAI'}), (b:Entity:Company {id: 7, name: 'GPT-4o'}), (c:Entity {name: 'no id'}),
       (s:Statement {id: 's', predicate: 'releases', modality: 'asserted'}), (r:Report {id: 'r', file: '五月.txt'}),
       (:Evidence), (:Observation {id: ''}),
       (a)-[:RELEASES {statements: ['x']}]->(b), (s)-[:SUBJECT]->(a), (s)-[:OBJECT]->(b), (s)-[:STATED_IN]->(r), (:Note {text: '看'})-[:ABOUT]->(a)
"""


def test_nothing_that_is_somebody_elses_is_touched(neo4j: Server, store: Store) -> None:
    """Nodes of our labels with other ids, or none, and what joins them: the same before and after a load, a verification, a removal."""
    neo4j.rows(FOREIGN)
    held = neo4j.whole()
    load(store, BUILD, SCHEMA)
    load(store, BUILD, SCHEMA, only=True, verify=True)
    assert neo4j.rows("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 5}]
    remove(store, [REPORT.hash or ""], SCHEMA)
    assert neo4j.whole() == held


def test_a_users_own_relationship_to_an_entity_survives(neo4j: Server, store: Store) -> None:
    """Through reloads, another version of the report, and removal: the entity stays for its sake, and goes once it is alone."""
    load(store, BUILD, SCHEMA)
    neo4j.rows("MATCH (n:Company {name: 'OpenAI'}) CREATE (:Note {text: '看'})-[:ABOUT {since: 1}]->(n)")
    about = "MATCH (:Note)-[r:ABOUT]->(n) RETURN r.since AS since, n.name AS name"
    other = report("五月.txt", content="new")
    for build in (BUILD, build_of([other], [says(other, OPENAI, "develops", GPT)]), build_of([other], [says(other, GPT, "uses", GPT)])):
        load(store, build, SCHEMA)
        load(store, build, SCHEMA, verify=True)
        assert neo4j.rows(about) == [{"since": 1, "name": "OpenAI"}]
    remove(store, [other.hash or ""], SCHEMA)
    assert neo4j.rows(about) == [{"since": 1, "name": "OpenAI"}]
    assert neo4j.rows("MATCH (n) RETURN count(n) AS n") == [{"n": 2}]
    neo4j.rows("MATCH (n:Note) DETACH DELETE n")
    load(store, BUILD, SCHEMA)
    remove(store, [REPORT.hash or ""], SCHEMA)
    assert neo4j.whole() == ([], [])


def test_a_users_relationship_between_our_entities_survives(neo4j: Server, store: Store) -> None:
    """One of a type of their own, also while everything is verified."""
    load(store, BUILD, SCHEMA)
    neo4j.rows("MATCH (a:Company), (b:AIModel) CREATE (a)-[:WATCHES_FOR_US {n: 1}]->(b), (b)-[:RELEASES]->(:Thing {id: 't'})")
    held = neo4j.whole()
    load(store, BUILD, SCHEMA, verify=True)
    assert neo4j.whole() == held
