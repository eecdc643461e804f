"""The stored questions: equal rows from a build's folder and from a real Neo4j, from rdflib too, and parameters that are data."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from neo4j import Driver
from neo4j_server import Server
from question_build import question_build

from kg.errors import BuildFolderError, StoreError, UsageError
from loaders.neo4j import connect, load
from loaders.questions import Answer, Value, as_csv, as_json, as_table, ask_database, ask_folder, canonical, fill_values, sort_answer
from loaders.rdf import write_turtle
from ontology import load_ontology
from ontology.schema import read_schema
from queries import fill_parameters, find_question, list_questions, read_header, values_row

NOBODY = "没有这个名字"
AWKWARD = "某“科技” \\ {x} $y\t'z`"
JULY, SEPTEMBER = ("b/七月.pdf", "2024-07-29"), ("b/九月.txt", "2024-09-02")
QUOTE = "OpenAI-releases-GPT-4o，asserted。"
FIGURE = ("GPT-4o", "scoresOn", "MMLU", None, None, "%", None, "5-shot", None, "figure", 88.7, "a/五月.pdf", "2024-05-20", 87, "无日期.txt", None)
# question, parameters that give rows, how many, one of them; parameters that give none
ROWS: tuple[tuple[str, dict[str, str], int, tuple[Value, ...], dict[str, str]], ...] = (
    # the buyer's other names find it; a plan that came true is done
    ("acquisitions", {"of": "NVIDIA"}, 2, ("英伟达", AWKWARD, "done", "2023-12", None, None, "planned", "a/一月.txt", "2024-01-15"), {"of": NOBODY}),
    # hearsay alone is a rumour, and an amount keeps its cents
    (
        "acquisitions",
        {"of": "微软"},
        1,
        ("微软", "Windsurf", "rumoured", None, 2_400_000_000.5, "USD", "reported", "a/五月.pdf", "2024-05-20"),
        {"of": "GLM-4"},
    ),
    # names in any case; three reports, whose dates need not be the same
    ("agreements", {"about": "open ai"}, 2, ("OpenAI", "releases", "GPT-4o", *[None] * 7, 3, "2024-09-02"), {"about": "中国"}),
    # a figure without an object
    ("agreements", {"about": "GPT-4o"}, 2, ("GPT-4o", "contextLength", None, 128000, *[None] * 6, 2, "2024-07-29"), {"about": "H100"}),
    # the best first; other settings (GLM-4's 0-shot) are not compared, a missing one is
    (
        "better-models",
        {"than": "Claude 3 Opus", "on": "MMLU"},
        3,
        ("Kimi K2", "MMLU", 89.5, "%", None, "Claude 3", 86.8, "b/九月.txt", "a/五月.pdf"),
        {"than": "Kimi K2"},
    ),
    (
        "cases",
        {"about": "TSMC"},
        1,
        ("美国商务部", "penalizes", "台积电", None, 1_000_000, "USD", "2024-07-01", "asserted", *JULY),
        {"about": "OpenAI"},
    ),
    # two predicates to the same neighbour are two rows
    (
        "common-neighbours",
        {"first": "OpenAI", "second": "Microsoft"},
        2,
        ("GPT-4o", "OpenAI", "releases", "to", "微软", "uses", "to"),
        {"first": "OpenAI", "second": "商务部"},
    ),
    # against the arrow
    (
        "common-neighbours",
        {"first": "TSMC", "second": "微软"},
        1,
        ("英伟达", "台积电", "supplies", "to", "微软", "supplies", "from"),
        {"first": NOBODY, "second": NOBODY},
    ),
    # 2024-05 and 2024-05-13 do not differ, two days do; 88.7 and 87 do
    ("disagreements", {"about": "gpt-4o"}, 3, FIGURE, {"about": "Claude 3"}),
    # planned by one, denied by another
    (
        "disagreements",
        {"about": "Windsurf"},
        1,
        ("OpenAI", "acquires", "Windsurf", *[None] * 6, "modality", "planned", "a/一月.txt", "2024-01-15", "denied", *SEPTEMBER),
        {"about": "镓"},
    ),
    # what is only planned, possible, reported or denied is no edge
    ("edges", {"of": "GPT-4o"}, 5, ("OpenAI", "releases", "GPT-4o", 3), {"of": "Windsurf"}),
    (
        "evidence",
        {"from": "OpenAI", "edge": "releases", "to": "GPT-4o"},
        4,
        ("OpenAI", "releases", "GPT-4o", None, None, "asserted", *JULY, 2, 0, 32, QUOTE),
        {"edge": "nothing"},
    ),
    # the report itself is a subject
    (
        "evidence",
        {"edge": "authoredBy"},
        1,
        (
            "计算机行业周报：开年",
            "authoredBy",
            "陆时雍",
            None,
            None,
            "asserted",
            "a/一月.txt",
            "2024-01-15",
            None,
            85,
            111,
            "*-authoredBy-陆时雍，asserted。",
        ),
        {"to": NOBODY},
    ),
    # one of two places; without a destination too
    ("export-restrictions", {"to": "俄罗斯"}, 1, ("美国商务部", "H100", "俄罗斯", "2022-10-07", None, "asserted", *JULY), {"to": "商务部"}),
    ("export-restrictions", {"what": "镓"}, 1, ("商务部", "镓", None, "2023-07-03", "2023-08-01", "asserted", *JULY), {"what": "镓", "to": "中国"}),
    # a round without an amount
    ("funding", {"of": AWKWARD, "only": "planned"}, 1, (AWKWARD, "定增", None, None, None, "planned", *JULY), {"of": AWKWARD}),
    ("investments", {"into": "OpenAI", "only": "denied"}, 1, ("英伟达", "OpenAI", None, None, None, "denied", "无日期.txt", None), {"by": "英伟达"}),
    # 4.0 is 4
    (
        "metrics",
        {"of": "Alibaba", "like": "收入"},
        2,
        ("阿里巴巴", "营业收入", "2024-Q2", 243_236_000_000, None, "CNY", 4, "asserted", *SEPTEMBER),
        {"like": "利润"},
    ),
    (
        "migrations",
        {"from": "OpenAI API", "by": "月之暗面"},
        1,
        ("月之暗面", "OpenAI API", "Kimi K2", "2024-06-25", "asserted", *JULY),
        {"from": "Kimi K2"},
    ),
    ("names", {"of": "k2"}, 1, ("Kimi K2", "K2", "https://w3id.org/report-kg/entity/Product/Kimi%20K2"), {"of": NOBODY}),
    # an entity of one name
    ("names", {"of": "GSM8K"}, 1, ("GSM8K", None, "https://w3id.org/report-kg/entity/Benchmark/GSM8K"), {"of": "计算机行业周报：开年"}),
    # the undated report said it before: not new; a statement of two reports is new once
    (
        "news",
        {"since": "2024-09"},
        17,
        ("Kimi K2", "parameterCount", None, 1_000_000_000_000, *[None] * 4, "asserted", "2024-09-02", "b/九月.txt", 1),
        {"since": "2024-10"},
    ),
    (
        "observations",
        {"of": "阿里巴巴-W", "what": "close"},
        2,
        ("9988.HK", "close", "2024-05-17", None, False, 81.35, None, "HKD", "a/五月.pdf", "2024-05-20"),
        {"what": "open"},
    ),
    ("outperformers", {"than": "Claude 3"}, 1, ("Kimi K2", "Claude 3", "MMLU", 1.14, "asserted", *SEPTEMBER), {"than": "Kimi K2"}),
    # found from either end
    ("partners", {"of": "微软"}, 1, ("微软", "OpenAI", "云服务", "2019", "asserted", "a/五月.pdf", "2024-05-20"), {"of": "阿里巴巴"}),
    (
        "policies",
        {"what": "《暂行办法》"},
        1,
        ("商务部", "生成式人工智能服务管理暂行办法", "2023-07-10", "2023-08-15", "asserted", "a/一月.txt", "2024-01-15"),
        {"by": "美国商务部"},
    ),
    # held, and named to
    ("posts", {"of": "奥特曼"}, 2, ("Sam Altman", "首席执行官", "OpenAI", "appoints", "2023-11-21", "asserted", *JULY), {"at": "微软"}),
    (
        "prices",
        {"of": "GLM-4"},
        1,
        ("GLM-4", "changesPrice", "阿里巴巴", None, None, None, -97, "2024-05-21", "2024-06", "asserted", *SEPTEMBER),
        {"of": "H100"},
    ),
    (
        "prices",
        {"of": "GPT-4o"},
        2,
        ("GPT-4o", "costs", None, 2.5, "USD", "百万输入 tokens", None, None, None, "asserted", *SEPTEMBER),
        {"only": "denied"},
    ),
    # the share, by the company's name
    ("ratings", {"of": "Alibaba"}, 2, ("9988.HK", "增持", "买入", 110.5, 120, "HKD", "海岳证券", *SEPTEMBER), {"by": "OpenAI"}),
    # a quarter is a date too; a plan is no release
    ("releases", {"by": "Moonshot AI"}, 2, ("月之暗面", "Kimi K2", "2024-Q3", None, "asserted", "无日期.txt", None), {"by": AWKWARD}),
    ("specifications", {"of": "H100"}, 1, ("H100", "hasSpecification", "内存带宽", 3.35, "TB/s", "asserted", *JULY), {"of": "昇腾 910B"}),
    ("supply-paths", {"from": "SK 海力士", "to": "OpenAI"}, 1, ("SK 海力士", "英伟达", "微软", "OpenAI", 3), {"from": "OpenAI"}),
    # a number as a parameter
    ("supply-paths", {"from": "SK 海力士", "most": "1"}, 1, ("SK 海力士", None, None, "英伟达", 1), {"most": "0"}),
    # half-open: what happened on the last date is left out
    (
        "timeline",
        {"of": "Kimi K2", "since": "2024-07", "until": "2024-Q3"},
        2,
        ("2024-07-11", "月之暗面", "openSources", "Kimi K2", *[None] * 3, "asserted", *SEPTEMBER),
        {"of": "H100", "since": "2025"},
    ),
    # data is no hardware
    ("training-hardware", {"of": "GPT-4o"}, 1, ("GPT-4o", "H100", 25000, "P3M", "asserted", "a/五月.pdf", "2024-05-20"), {"of": "Kimi K2"}),
    (
        "unconfirmed",
        {"about": "Windsurf", "only": "denied"},
        1,
        ("OpenAI", "acquires", "Windsurf", None, None, None, False, "denied", *SEPTEMBER),
        {"about": "镓"},
    ),
)
HOSTILE = ('" || "a" = "a', '") } # ', "' OR 1=1 //", "\\", "\n} SELECT * {", "$by", "?s", "\u202e\U0001f600", "x" * 10_000, "`", "{0}")
NAMES = [question.name for question in list_questions()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("build")
    write_turtle(question_build(), read_schema(load_ontology()), where / "graph.ttl")
    return where


@pytest.fixture(scope="module")
def database(neo4j_server: Server) -> Iterator[Driver]:
    neo4j_server.clear()
    with connect(neo4j_server.uri, neo4j_server.user, neo4j_server.password) as store:
        load(store, question_build(), read_schema(load_ontology()))
        yield store.driver
    neo4j_server.clear()


@pytest.mark.parametrize(("name", "parameters", "count", "row", "nothing"), ROWS)
def test_a_folder_answers(folder: Path, name: str, parameters: dict[str, str], count: int, row: tuple[Value, ...], nothing: dict[str, str]) -> None:
    """Every question finds its rows, and only those, and none where there are none."""
    answer = ask_folder(folder, name, parameters)
    assert row in answer.rows
    assert len(answer.rows) == count
    assert ask_folder(folder, name, nothing).rows == ()


@pytest.mark.parametrize(("name", "parameters", "nothing"), [(row[0], row[1], row[4]) for row in ROWS])
def test_both_stores_give_the_same_rows(folder: Path, database: Driver, name: str, parameters: dict[str, str], nothing: dict[str, str]) -> None:
    """The same rows in the same order, with parameters that give rows and with ones that give none."""
    for given in (parameters, nothing):
        assert ask_database(database, name, given) == ask_folder(folder, name, given)


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_asked(folder: Path, database: Driver, name: str) -> None:
    """Every pair stands in the rows above, and its defaults give rows, the same from both stores."""
    assert name in {row[0] for row in ROWS}
    answer = ask_folder(folder, name)
    assert answer.rows
    assert ask_database(database, name) == answer


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_data(folder: Path, database: Driver, name: str) -> None:
    """No text given for a parameter becomes part of a query: it finds nothing or what it names, in both stores."""
    words = [parameter.name for parameter in find_question(name).parameters if isinstance(parameter.default, str)]
    for text in HOSTILE:
        assert ask_folder(folder, name, dict.fromkeys(words, text)) == ask_database(database, name, dict.fromkeys(words, text))


def test_what_others_keep_in_the_database_is_no_answer(folder: Path, database: Driver, neo4j_server: Server) -> None:
    """Somebody's own nodes with our labels and names, and their own relationships between our entities, add no rows."""
    before = "MATCH (a:Entity {name: 'OpenAI'}), (b:Entity {name: '英伟达'}) "
    neo4j_server.rows(
        before
        + "CREATE (b)-[:SUPPLIES {mine: true}]->(a)-[:DEVELOPS]->(:Entity:Agent {id: 'mine', name: 'OpenAI', names: ['OpenAI']})-[:SUPPLIES]->(b)"
    )
    try:
        for name in NAMES:
            assert ask_database(database, name) == ask_folder(folder, name)
    finally:
        neo4j_server.rows(before + "MATCH (n {id: 'mine'}) DETACH DELETE n WITH a, b MATCH (b)-[r:SUPPLIES {mine: true}]->(a) DELETE r")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_runs_as_it_is_in_another_engine(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib gives the rows of the defaults from nothing but the Turtle file and the .rq."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else it writes 2024 of a year as a day
    question, graph = find_question(name), rdflib.Graph().parse(folder / "graph.ttl")
    found = graph.query(question.sparql)
    rows = _rows(found, question.columns)
    assert sort_answer(question, rows) == ask_folder(folder, name)


def _rows(found: rdflib.query.Result, columns: tuple[str, ...]) -> list[tuple[Value, ...]]:
    return [tuple(_read(binding.get(rdflib.Variable(column))) for column in columns) for binding in found.bindings]


def _read(term: rdflib.term.Node | None) -> Value:
    if isinstance(term, rdflib.Literal) and term.datatype in (rdflib.XSD.integer, rdflib.XSD.decimal):
        return canonical(float(term)) if term.datatype == rdflib.XSD.decimal else int(term)
    if isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.boolean:
        return str(term) == "true"
    return None if term is None else canonical(str(term))


@pytest.mark.parametrize("name", NAMES)
def test_a_pair_is_of_one_mind(name: str) -> None:
    """The VALUES row holds the header's parameters with their defaults, the Cypher uses each of them, both return the header's columns."""
    question = find_question(name)
    row = values_row(question.sparql)
    assert row["names"].split() == [f"?{parameter.name}" for parameter in question.parameters]
    assert row["defaults"] == " ".join(
        str(ox.Literal(parameter.default)) if isinstance(parameter.default, str) else str(parameter.default) for parameter in question.parameters
    )
    assert all(f"${parameter.name}" in question.cypher for parameter in question.parameters)
    assert (
        fill_values(question, {parameter.name: parameter.default for parameter in question.parameters}).splitlines()[:5]
        == question.sparql.splitlines()[:5]
    )
    assert read_header(question.sparql, "#") == read_header(question.cypher, "//")


def test_rows_come_in_the_order_of_the_question() -> None:
    """By the named columns, the greatest first where it says so; missing cells last either way; each row once."""
    question = find_question("edges")  # order: subject, predicate, object
    assert sort_answer(question, [("b", "p", None, 1), ("b", "p", "c", 2), ("a", "q", "c", 1), ("a", "q", "c", 1)]).rows == (
        ("a", "q", "c", 1),
        ("b", "p", "c", 2),
        ("b", "p", None, 1),
    )
    question = find_question("outperformers")  # order: -factor, …
    rows = [(name, "x", None, factor, "asserted", "r", None) for name, factor in (("a", None), ("b", 1.5), ("c", 20), ("d", 1.5))]
    assert [row[0] for row in sort_answer(question, rows).rows] == ["c", "b", "d", "a"]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (4.0, "4"),
        (4, "4"),
        (0.1, "0.1"),
        (2**63, str(2**63)),
        (float(2**63), str(2**63)),
        (2**63 + 1, str(2**63)),
        (-97, "-97"),
        ("", "None"),
        (True, "True"),
    ],
)
def test_numbers_have_one_form(value: Value, wanted: str) -> None:
    """Whole numbers are integers, however a store keeps them."""
    assert repr(canonical(value)) == wanted


def test_answers_are_printed() -> None:
    """As CSV and JSON that a program reads back, as a table that shows what looks like markup."""
    answer = Answer(("a", "b", "c"), (('x,"y"\nz', None, 1.5), ("[red]", False, 10)))
    assert list(csv.reader(io.StringIO(as_csv(answer)))) == [["a", "b", "c"], ['x,"y"\nz', "", "1.5"], ["[red]", "false", "10"]]
    assert json.loads(as_json(answer)) == [{"a": 'x,"y"\nz', "b": None, "c": 1.5}, {"a": "[red]", "b": False, "c": 10}]
    assert [str(cell) for cell in as_table(answer).columns[0].cells] == ['x,"y"\nz', "[red]"]
    assert as_table(answer).caption == "2 rows"


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("relases", {}, "there are: acquisitions"),
        ("releases", {"from": "OpenAI"}, "it has: by, what, only"),
        ("supply-paths", {"most": "two"}, "must be a whole number"),
        ("releases", {"by": "\udcff"}, "not valid Unicode"),
    ],
)
def test_wrong_use_is_told(folder: Path, name: str, parameters: dict[str, str], message: str) -> None:
    """What is wrong and what there is."""
    with pytest.raises(UsageError, match=message):
        ask_folder(folder, name, parameters)


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    """The file is named, and what to do."""
    with pytest.raises(BuildFolderError, match=r"graph\.ttl: cannot be read .* `kg build"):
        ask_folder(tmp_path, "releases")
    (tmp_path / "graph.ttl").write_text("<a> <b> ")
    with pytest.raises(BuildFolderError, match=r"graph\.ttl: cannot be read .* `kg build"):
        ask_folder(tmp_path, "releases")


def test_a_database_that_is_not_there_is_told(database: Driver) -> None:
    """The database is named."""
    with pytest.raises(StoreError, match="elsewhere"):
        ask_database(database, "releases", database="elsewhere")


HEADER = """{0} How many?
{0} parameters:
{0}   least = 2: at least so many
{0} columns: count
{0} order: -count

"""


def test_a_user_brings_questions(folder: Path, database: Driver, tmp_path: Path) -> None:
    """A pair in the user's ontology folder stands beside ours; half a pair and a header that differs are told."""
    own = tmp_path / "queries"
    own.mkdir()
    (own / "how-many.rq").write_text(
        HEADER.format("#") + "SELECT (COUNT(DISTINCT ?r) AS ?count) WHERE {\n  VALUES (?least) { (2) }\n"
        "  ?r a <https://w3id.org/report-kg/ontology#Report>\n}\nGROUP BY ?least HAVING (COUNT(DISTINCT ?r) >= ?least)\n"
    )
    (own / "how-many.cypher").write_text(HEADER.format("//") + "MATCH (r:Report) WITH count(r) AS count WHERE count >= $least RETURN count\n")
    assert "releases" in {question.name for question in list_questions(tmp_path)}
    for least, rows in (("5", ((5,),)), ("6", ())):
        assert (
            ask_folder(folder, "how-many", {"least": least}, tmp_path).rows
            == ask_database(database, "how-many", {"least": least}, tmp_path).rows
            == rows
        )
    (own / "how-many.cypher").write_text(HEADER.format("//").replace("least", "most"))
    with pytest.raises(UsageError, match="same header"):
        list_questions(tmp_path)
    (own / "how-many.cypher").unlink()
    with pytest.raises(UsageError, match=r"how-many\.cypher is missing"):
        list_questions(tmp_path)


def test_the_documentation_names_every_question() -> None:
    """Each has an example of a command whose parameters it has."""
    text = (Path(__file__).parent.parent / "docs" / "questions.md").read_text(encoding="utf-8")
    examples = [shlex.split(line) for line in re.findall(r"^\| .*`kg query (.+)` \|$", text, re.MULTILINE)]
    assert sorted(words[0] for words in examples) == NAMES
    for name, *words in examples:
        given = {option.removeprefix("--"): value for option, value in zip(words[::2], words[1::2], strict=True)}
        assert fill_parameters(find_question(name), given.items())
