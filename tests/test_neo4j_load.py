"""The loader on a real server: what the database holds after each load."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from builds import build_of, cell, entity, large_build, report, report_entity, says
from neo4j_server import Server
from question_build import question_build

from kg.model import Build, Money, Statement
from loaders.neo4j import Loaded, connect, load, remove
from loaders.neo4j_store import Store
from loaders.property_graph import LABELS
from ontology import load_ontology
from ontology.schema import read_schema

pytestmark = pytest.mark.xdist_group("neo4j")

SCHEMA = read_schema(load_ontology())
OPENAI, MICROSOFT, KIMI = entity("OpenAI", "Company", "Open AI"), entity("微软", "Company", "Microsoft"), entity("Kimi K2", "AIModel", "K2")
GPT, CHINA, SHARE = entity("GPT-4o", "AIModel"), entity("中国", "Place"), entity("9988.HK", "Security", "阿里巴巴-W", code="9988.HK")
MAY, JUNE, JULY = report("五月.pdf", "2024-05-20"), report("六月.pdf", "2024-06-20"), report("七月.txt", None)

IN_MAY = (
    says(MAY, OPENAI, "releases", GPT, date="2024-05"),
    says(MAY, report_entity(MAY), "mentions", OPENAI),
    says(MAY, OPENAI, "restrictsService", GPT, place=(CHINA,), date="2024-05-20"),
    says(MAY, KIMI, "parameterCount", 1_000_000_000_000),
    cell(MAY, SHARE, "close", 81.35),
)
IN_JUNE = (
    says(JUNE, OPENAI, "releases", GPT, date="2024-05-13"),
    says(JUNE, MICROSOFT, "investsIn", OPENAI, amount=Money(10_000_000_000, "USD")),
    says(JUNE, MICROSOFT, "acquires", OPENAI, "denied"),
    says(JUNE, KIMI, "parameterCount", 1_100_000_000_000),
)
IN_JULY = (says(JULY, OPENAI, "releases", GPT, date="2024-05-14"), says(JULY, KIMI, "parameterCount", 2), says(JULY, GPT, "costs", 1.5))


Send = Callable[..., Loaded]


@pytest.fixture
def send(neo4j: Server) -> Iterator[Send]:
    """Loads a build, or with `gone` removes reports."""
    with connect(neo4j.uri, neo4j.user, neo4j.password) as store:

        def call(build: Build | None = None, gone: tuple[str, ...] = (), only: bool = False, verify: bool = False) -> Loaded:
            return load(store, build, SCHEMA, only, verify) if build is not None else remove(store, gone, SCHEMA)

        yield call


def both() -> Build:
    return build_of([MAY, JUNE], [*IN_MAY, *IN_JUNE])


def edge(server: Server, type_: str = "RELEASES") -> list[dict[str, object]]:
    return [row["p"] for row in server.rows(f"MATCH (:Entity)-[r:{type_}]->(:Entity) RETURN properties(r) AS p")]


def test_entities_carry_their_class_and_all_above_it(neo4j: Server, send: Send) -> None:
    """`MATCH (:Product)` finds models; a node shows its name."""
    send(both())
    rows = neo4j.rows("MATCH (n:Product) RETURN labels(n) AS labels, n.name AS name, n.names AS names ORDER BY name")
    assert [sorted(row["labels"]) for row in rows] == [["AIModel", "Entity", "Product"]] * 2
    assert [(row["name"], row["names"]) for row in rows] == [("GPT-4o", ["GPT-4o"]), ("Kimi K2", ["K2", "Kimi K2"])]
    assert neo4j.rows("MATCH (n) WHERE n.name IS NULL RETURN n") == []


def test_a_plain_edge_carries_what_its_statements_agree_on(neo4j: Server, send: Send) -> None:
    """The finest date wins, reports are counted, statements named; what is only denied is no edge."""
    send(both())
    (releases,) = edge(neo4j)
    assert releases["date"] == "2024-05-13"
    assert releases["reports"] == 2
    assert releases["statements"] == sorted((IN_MAY[0].id, IN_JUNE[0].id))
    assert edge(neo4j, "INVESTS_IN")[0]["amount"] == 10_000_000_000
    assert edge(neo4j, "INVESTS_IN")[0]["currency"] == "USD"
    assert edge(neo4j, "RESTRICTS_SERVICE")[0]["place"] == ["中国"]
    assert edge(neo4j, "ACQUIRES") == []


def test_a_number_of_one_value_is_that_of_the_newest_report(neo4j: Server, send: Send) -> None:
    """Undated reports are the oldest."""
    send(build_of([MAY, JUNE, JULY], [*IN_MAY, *IN_JUNE, *IN_JULY]))
    assert neo4j.rows("MATCH (n {name: 'Kimi K2'}) RETURN n.parameterCount AS count") == [{"count": 1_100_000_000_000}]


def test_the_statement_layer_points_where_the_contract_says(neo4j: Server, send: Send) -> None:
    """Each relationship joins nodes of its labels, each statement has one report and its evidence."""
    send(both())
    found = neo4j.rows("MATCH (a:Statement|Observation)-[r]->(b) RETURN DISTINCT labels(a)[0] AS a, type(r) AS type, [l IN labels(b) WHERE l IN "
                       "['Entity', 'Report', 'Evidence']][0] AS b ORDER BY a, type, b")  # fmt: skip
    assert [(row["a"], row["type"], row["b"]) for row in found] == [
        ("Observation", "EVIDENCED_BY", "Evidence"),
        ("Observation", "OF", "Entity"),
        ("Observation", "STATED_IN", "Report"),
        ("Statement", "EVIDENCED_BY", "Evidence"),
        ("Statement", "OBJECT", "Entity"),
        ("Statement", "PLACE", "Entity"),
        ("Statement", "STATED_IN", "Report"),
        ("Statement", "SUBJECT", "Entity"),
        ("Statement", "SUBJECT", "Report"),
    ]
    (evidence,) = neo4j.rows("MATCH (:Statement {id: $id})-[:EVIDENCED_BY]->(e) RETURN properties(e) AS p", id=IN_MAY[0].id)
    assert evidence["p"] | {"id": "", "name": ""} == {
        "id": "", "name": "", "quote": IN_MAY[0].evidence[0].quote, "start": 0, "end": 22, "page": 1, "regions": ["page=1&viewrect=10,20,300,12"],
    } | {"end": len(IN_MAY[0].evidence[0].quote)}  # fmt: skip


def test_loading_twice_sends_nothing(neo4j: Server, send: Send) -> None:
    """A report whose content the database has is not sent again, nor is anything when all is compared."""
    first = send(question_build())
    held = neo4j.whole()
    assert first.sent == 5
    assert send(question_build()) == Loaded(0, 5, 0, 0)
    assert send(question_build(), verify=True).rows == 0
    assert neo4j.whole() == held


OLD = report("五月.pdf", content="old")
BY_OLD = says(OLD, GPT, "develops", KIMI)
ORDERS = {
    "one build after the other": [build_of([MAY], IN_MAY), build_of([JUNE], IN_JUNE)],
    "the other way round": [build_of([JUNE], IN_JUNE), build_of([MAY], IN_MAY)],
    "a report added": [build_of([MAY], IN_MAY), both()],
    "a report with other bytes": [build_of([OLD], [BY_OLD]), both()],
    "the same report, read better": [build_of([MAY, JUNE], [says(MAY, OPENAI, "upgrades", GPT), cell(MAY, SHARE, "pb", 1.5), *IN_JUNE]), both()],
    "other words for the same statement": [build_of([MAY, JUNE], [replace(IN_MAY[0], confidence=0.5), *IN_MAY[1:], *IN_JUNE]), both()],
    "a third one removed": [build_of([MAY, JUNE, JULY], [*IN_MAY, *IN_JUNE, *IN_JULY]), (JULY.hash,)],
    "a third one, of another build, removed": [both(), build_of([JULY], IN_JULY), (JULY.hash,)],
    "a third one not in the folder": [build_of([JULY], IN_JULY), (both(), {"only": True})],
    "verified": [build_of([MAY], IN_MAY[:2]), (both(), {"verify": True})],
}


@pytest.mark.parametrize("steps", ORDERS.values(), ids=ORDERS)
def test_whatever_was_loaded_before_the_result_is_the_same(neo4j: Server, send: Send, steps: list[object]) -> None:
    """The whole database equals that of one load into an empty one."""
    send(both())
    wanted = neo4j.whole()
    neo4j.clear()
    for step in steps:
        if isinstance(step, Build):
            send(step)
        elif isinstance(step, tuple) and isinstance(step[0], Build):
            send(step[0], **step[1])
        else:
            send(gone=step)
    assert neo4j.whole() == wanted


def test_removing_all_leaves_nothing(neo4j: Server, send: Send) -> None:
    """Statements, evidence, observations, edges and entities go with the last report."""
    send(question_build())
    removed = send(gone=tuple(each.hash or "" for each in question_build().reports))
    assert removed.removed == 5
    assert neo4j.whole() == ([], [])


def test_an_entity_follows_its_canonical_name(neo4j: Server, send: Send) -> None:
    """A new report gives a longer formal name: the old IRI is gone, statements point to the new one."""
    send(build_of([MAY], IN_MAY))
    renamed = entity("OpenAI 公司", "Company", "OpenAI", "Open AI")
    moved = [replace(each, subject=renamed) if isinstance(each, Statement) and each.subject == OPENAI else each for each in IN_MAY]
    after = build_of([MAY, JUNE], [*moved, says(JUNE, renamed, "develops", GPT)])
    send(after)
    held = neo4j.whole()
    neo4j.clear()
    send(after)
    assert "OpenAI 公司" in str(neo4j.rows("MATCH (n:Company) RETURN n.name AS name"))
    assert neo4j.whole()[0] == held[0]


def test_names_and_classes_of_two_builds(neo4j: Server, send: Send) -> None:
    """Names of all builds are kept, each as long as a report of a build that gave it is there; the class is the one that most reports have."""
    other = entity("OpenAI", "Company", "开放人工智能")
    as_body = replace(other, class_="Organization")
    send(both())
    alone = neo4j.whole()
    send(build_of([JULY], [says(JULY, as_body, "develops", GPT)]))
    (found,) = neo4j.rows("MATCH (n:Entity {name: 'OpenAI'}) RETURN n.names AS names, labels(n) AS labels")
    assert found["names"] == ["Open AI", "OpenAI", "开放人工智能"]
    assert sorted(found["labels"]) == ["Agent", "Company", "Entity", "Organization"]
    send(gone=(JULY.hash or "",))
    assert neo4j.whole() == alone


def test_another_class_takes_the_old_labels_away(neo4j: Server, send: Send) -> None:
    """Only labels of the ontology are ours: a user's own stays, and so does a property of theirs."""
    send(build_of([MAY], [says(MAY, GPT, "uses", KIMI)]))
    neo4j.rows("MATCH (n {name: 'GPT-4o'}) SET n:Watched, n.note = '重点'")
    software = replace(GPT, class_="Software")
    send(build_of([MAY], [says(MAY, software, "uses", KIMI)]))
    (found,) = neo4j.rows("MATCH (n {name: 'GPT-4o'}) RETURN labels(n) AS labels, n.note AS note")
    assert sorted(found["labels"]) == ["Entity", "Product", "Software", "Watched"]
    assert found["note"] == "重点"


MEDDLING = {
    "a property changed": "MATCH (s:Statement) SET s.modality = 'denied', s.foo = 1",
    "a name changed": "MATCH (n:Company) SET n.name = 'X', n.names = []",
    "a label taken away": "MATCH (n:AIModel) REMOVE n:AIModel:Product",
    "a label added": "MATCH (n:AIModel) SET n:Chip",
    "statements deleted": "MATCH (s:Statement {predicate: 'releases'}) DETACH DELETE s",
    "relationships deleted": "MATCH (:Statement)-[r:SUBJECT|STATED_IN]->() DELETE r",
    "evidence deleted": "MATCH (e:Evidence) DETACH DELETE e",
    "evidence rewritten": "MATCH (e:Evidence) SET e.quote = '', e.regions = null",
    "a relationship doubled": "MATCH (s:Statement)-[:SUBJECT]->(n) CREATE (s)-[:SUBJECT]->(n)",
    "an object turned": "MATCH (s:Statement)-[r:OBJECT]->(), (n:Place) DELETE r CREATE (s)-[:OBJECT]->(n)",
    "edges deleted": "MATCH (:Entity)-[r:RELEASES|INVESTS_IN]->() DELETE r",
    "edges changed": "MATCH (:Entity)-[r:RELEASES]->() SET r.reports = 99, r.x = 1",
    "an edge doubled": "MATCH (a:Entity)-[:RELEASES]->(b) CREATE (a)-[:RELEASES]->(b)",
    "an edge made up": "MATCH (a:Company {name: 'OpenAI'}), (b:AIModel) CREATE (a)-[:OPEN_SOURCES]->(b)",
    "a report's title": "MATCH (r:Report) SET r.title = 'x', r.issued = null",
    "a report deleted": "MATCH (r:Report) WHERE r.file = '五月.pdf' DETACH DELETE r",
    "an observation changed": "MATCH (o:Observation) SET o.value = 1",
    "an entity deleted": "MATCH (n:Entity {name: 'OpenAI'}) DETACH DELETE n",
    "a hash forged": "MATCH (r:Report) SET r.entities = [], r.hash = ''",
}


@pytest.mark.parametrize("query", MEDDLING.values(), ids=MEDDLING)
@pytest.mark.parametrize("shared", [False, True], ids=["alone", "beside another build"])
def test_verify_mends_what_somebody_changed(neo4j: Server, send: Send, query: str, shared: bool) -> None:
    """Everything is compared; the database is then as it was loaded."""
    builds = [both(), build_of([JULY], IN_JULY)] if shared else [both()]
    for build in builds:
        send(build)
    wanted = neo4j.whole()
    neo4j.rows(query)
    assert neo4j.whole() != wanted
    for build in builds:
        send(build, verify=True)
    assert neo4j.whole() == wanted


class Dies:
    """A store whose program is killed at its n-th write."""

    def __init__(self, store: Store, writes: int) -> None:
        self.write, self.left = store.write, writes
        store.write = self.write_or_die  # type: ignore[method-assign]

    def write_or_die(self, query: str, **parameters: object) -> None:
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        self.write(query, **parameters)


def die_everywhere(server: Server, before: list[Build], act: Callable[[Store], object], finish: Callable[[Store], object], first: int = 0) -> int:
    """Load what was before, let the act die at each of its writes in turn, finish: the database must be as if it had not died.

    Returns how often it died.
    """
    wanted = None
    for writes in itertools.chain([1000], itertools.count(first + len(LABELS))):  # the first are the constraints
        server.clear()
        with connect(server.uri, server.user, server.password) as store, suppress(KeyboardInterrupt):
            for build in before:
                load(store, build, SCHEMA)
            dies = Dies(store, writes)
            act(store)
        with connect(server.uri, server.user, server.password) as store:
            finish(store)
        assert server.whole() == (wanted := wanted or server.whole()), f"died after {writes} writes"
        if dies.left and writes < 1000:
            return writes - len(LABELS)
    return 0


def test_a_load_that_dies_is_finished_by_running_it_again(neo4j: Server) -> None:
    """Wherever it stops, while a build replaces reports that share entities, edges and a path with it, beside another build."""
    before = build_of([OLD, JUNE], [says(OLD, OPENAI, "releases", GPT, date="2024-05-13"), says(OLD, MICROSOFT, "uses", GPT), *IN_JUNE[:2]])

    def act(store: Store) -> Loaded:
        return load(store, both(), SCHEMA)

    assert die_everywhere(neo4j, [build_of([JULY], IN_JULY), before], act, act) > 15


def test_a_removal_that_dies_is_finished_by_the_next_load(neo4j: Server) -> None:
    """Of any build: nobody need remember which report was leaving."""
    assert die_everywhere(
        neo4j,
        [both(), build_of([JULY], IN_JULY)],
        lambda store: remove(store, [JULY.hash or ""], SCHEMA),
        lambda store: load(store, both(), SCHEMA),
        first=1,  # the mark that says so
    ) > 5  # fmt: skip


def test_many_batches(neo4j: Server, send: Send) -> None:
    """Rows of more than one transaction and more than one group: all are there, once."""
    build = large_build(6000, 60)
    send(build)
    (counted,) = neo4j.rows("MATCH (s:Statement) RETURN count(s) AS statements, count(DISTINCT s.id) AS ids")
    assert counted == {"statements": 6000, "ids": 6000}
    assert neo4j.rows("MATCH (s:Statement) WHERE COUNT { (s)-->() } <> 4 RETURN s.id") == []
    assert send(build, verify=True).rows == 0
