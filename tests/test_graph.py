"""Statements -> the plain graph and RDF; names -> IRIs."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox
import pytest
from checking_rows import CELL, CHINA, CLOSE, GPT, HASH, MMLU, OPENAI, RELEASE, REPORT, SHARE, WORDS, entity, said

from kg.graph import PlainEdge, PlainProperty, agreed, entities_of, plain_edges, plain_properties
from kg.graph.terms import PREFIXES, date, number
from kg.graph.triples import entity_triples, evidence_triples, item_triples, observation_triples, report_triples, statement_triples
from kg.iris import entity_iri, evidence_iri, observation_iri, segment, statement_iri
from kg.model import Money, Qualifier, ReportRecord, Statement
from ontology import load_ontology
from ontology.schema import read_schema

SCHEMA = read_schema(load_ontology())
MICROSOFT = entity("微软", "Company", "Agent")
TWO = replace(RELEASE, id="x:2", report_id="b" * 64, qualifiers=(("date", "2024-05"),))


def edge(statement: Statement, *statements: str, reports: int = 1, **qualifiers: Qualifier) -> PlainEdge:
    assert statement.object
    return PlainEdge(statement.subject.id, statement.predicate, statement.object.id, tuple(sorted(qualifiers.items())), reports, statements)


@pytest.mark.parametrize("modality", ["planned", "possible", "reported", "denied"])
def test_what_is_not_asserted_is_no_edge(modality: str) -> None:
    """A picture must not show a plan as a fact."""
    told = replace(RELEASE, modality=modality)  # type: ignore[arg-type]
    assert plain_edges([told], SCHEMA) == []
    assert plain_properties([replace(said("contextLength", GPT, value=1), modality=modality)], SCHEMA, {}) == []  # type: ignore[arg-type]


def test_one_edge_for_what_several_reports_assert() -> None:
    """The finest date wins, reports are counted, statements listed, whatever the order."""
    other = replace(RELEASE, id="x:3", qualifiers=(("matter", "云"),))
    for order in ([RELEASE, TWO, other], [other, TWO, RELEASE]):
        assert plain_edges(order, SCHEMA) == [edge(RELEASE, RELEASE.id, "x:2", "x:3", reports=2, date="2024-05-13", matter="云")]


def test_taking_a_report_away_takes_what_only_it_said() -> None:
    """The plain graph depends on the statements and on nothing else."""
    assert plain_edges([TWO], SCHEMA) == [edge(RELEASE, "x:2", date="2024-05")]
    assert plain_edges([], SCHEMA) == []


def test_a_symmetric_edge_begins_at_the_smaller_iri() -> None:
    """Either direction is the same edge; nothing is joined to itself."""
    one, other = said("partnersWith", OPENAI, MICROSOFT, id="x:1"), said("partnersWith", MICROSOFT, OPENAI, id="x:2")
    assert OPENAI.id < MICROSOFT.id
    assert plain_edges([one, other], SCHEMA) == [edge(one, "x:1", "x:2")]
    assert plain_edges([said("partnersWith", OPENAI, OPENAI)], SCHEMA) == []


def test_a_score_stands_on_its_edge() -> None:
    """The number beside an object is a qualifier of the edge; two that differ leave it out."""
    one = said("scoresOn", GPT, MMLU, value=88.7, qualifiers={"unit": "%"}, id="x:1")
    assert plain_edges([one], SCHEMA) == [edge(one, "x:1", unit="%", value=88.7)]
    assert plain_edges([one, replace(one, id="x:2", value=87)], SCHEMA) == [edge(one, "x:1", "x:2", unit="%")]


USD, EUR = Money(3e9, "USD"), Money(3e9, "EUR")
# qualifier, what statements say, what they agree on
AGREEMENTS: tuple[tuple[str, list[Qualifier], Qualifier | None], ...] = (
    ("date", ["2024", "2024-05", "2024-05-13"], "2024-05-13"),
    ("date", ["2024-Q2", "2024-H1", "2024-06"], "2024-06"),
    ("date", ["2024-Q2", "2024-H1"], "2024-Q2"),
    ("date", ["2024-Q3", "2024-06"], None),
    ("date", ["2024", "2023-12-31"], None),
    ("date", ["2024-05-13", "2024-05-14", "2024-05"], None),
    ("validFrom", ["2024-08", "2024-08-01"], "2024-08-01"),
    ("period", ["2024", "2024-Q1"], None),  # a year's figure is not a quarter's
    ("amount", [USD, USD], USD),
    ("amount", [USD, EUR], None),
    ("place", [CHINA, (CHINA,)], (CHINA,)),
    ("place", [(CHINA, OPENAI), (OPENAI, CHINA)], (OPENAI, CHINA)),
    ("place", [CHINA, (CHINA, OPENAI)], None),
    ("matter", ["云", "芯片"], None),
)


@pytest.mark.parametrize(("name", "values", "wanted"), AGREEMENTS)
def test_what_statements_agree_on(name: str, values: list[Qualifier], wanted: Qualifier | None) -> None:
    """Absent and coarser agree, the finest wins, a conflict leaves it out."""
    assert agreed([[(name, value)] for value in values] + [[]]) == (((name, wanted),) if wanted is not None else ())


def test_a_number_of_one_value_is_that_of_the_newest_report() -> None:
    """Undated reports are the oldest; of equally old ones the choice does not depend on their order."""
    told = {name: said("parameterCount", GPT, value=number, id=f"x:{name}", report_id=name * 64) for number, name in enumerate("abcd")}
    dates = {"a" * 64: "2024-05", "b" * 64: None, "c" * 64: "2024-05-20", "d" * 64: "2023-12-31"}
    statements = list(told.values())
    for _ in range(5):
        random.Random(_).shuffle(statements)
        assert plain_properties(statements, SCHEMA, dates) == [PlainProperty(GPT.id, "parameterCount", 2, "x:c")]
        assert plain_properties(statements, SCHEMA, {}) == [PlainProperty(GPT.id, "parameterCount", 3, "x:d")]
    assert plain_properties([said("hasSpecification", GPT, value=1)], SCHEMA, {}) == []


def test_entities_are_those_that_are_named() -> None:
    """Subjects, objects, entities in qualifiers and instruments, each once."""
    told = [said("restrictsService", OPENAI, GPT, qualifiers={"place": (CHINA, MMLU)}), RELEASE, CLOSE]
    assert entities_of(told) == sorted([OPENAI, GPT, CHINA, MMLU, SHARE], key=lambda each: each.id)


def turtle(triples: Iterable[ox.Triple]) -> set[str]:
    """Predicate and object with short names, our own nodes as they end."""

    def short(term: object) -> str:
        if isinstance(term, ox.Literal):
            kind = "" if term.datatype.value.endswith("#string") else f"^^{short(term.datatype)}"
            return f'"{term.value}"{kind}'
        iri = str(term)[1:-1]
        prefix = next((prefix for prefix, space in PREFIXES.items() if iri.startswith(space)), None)
        return f"{prefix}:{iri[len(PREFIXES[prefix]) :]}" if prefix else iri.replace("https://w3id.org/report-kg/", "")

    return {f"{short(triple.predicate)} {short(triple.object)}" for triple in triples}


def test_an_entity_in_rdf() -> None:
    """Its class and all above it, one label, the other names; the code of a share."""
    assert turtle(entity_triples(OPENAI, SCHEMA)) == {
        "rdf:type kg:Company", "rdf:type kg:Organization", "rdf:type kg:Agent", 'rdfs:label "OpenAI"', 'skos:altLabel "Open AI"',
    }  # fmt: skip
    assert 'schema:identifier "9988.HK"' in turtle(entity_triples(SHARE, SCHEMA))


def test_a_statement_in_rdf() -> None:
    """Each qualifier as its own property: money with its currency, places as entities, dates in their types."""
    told = said("acquires", OPENAI, MICROSOFT, qualifiers={"amount": Money(2_400_000_000.5, "USD"), "date": "2024-05", "validFrom": "2024-Q3"})
    assert turtle(statement_triples(replace(told, modality="planned", confidence=0.9), SCHEMA)) == {
        "rdf:type kg:Statement", "rdf:type rdf:Statement", "rdf:subject entity/Agent/OpenAI", "rdf:predicate kg:acquires",
        "rdf:object entity/Agent/微软", 'kg:modality "planned"', 'kg:confidence "0.9"^^xsd:decimal', 'kg:amount "2400000000.5"^^xsd:decimal',
        'kg:currency "USD"', 'kg:date "2024-05"^^xsd:gYearMonth', 'kg:validFrom "2024-Q3"', f"prov:wasDerivedFrom report/{HASH}",
        f"kg:evidence {evidence_iri(HASH, WORDS).removeprefix('https://w3id.org/report-kg/')}",
    }  # fmt: skip


# statement, what its RDF must hold
SAID = (
    (said("parameterCount", GPT, value=10**12), 'rdf:object "1000000000000"^^xsd:integer'),
    (said("costs", GPT, value=2.5, currency="USD"), 'rdf:object "2.5"^^xsd:decimal'),
    (said("costs", GPT, value=2.5, currency="USD"), 'kg:currency "USD"'),
    (said("scoresOn", GPT, MMLU, value=88.7), 'kg:value "88.7"^^xsd:decimal'),
    (said("scoresOn", GPT, MMLU, value=88.7), "rdf:object entity/Benchmark/MMLU"),
    (said("restrictsService", OPENAI, GPT, qualifiers={"place": (CHINA, MICROSOFT)}), "kg:place entity/Place/中国"),
    (said("restrictsService", OPENAI, GPT, qualifiers={"place": (CHINA, MICROSOFT)}), "kg:place entity/Agent/微软"),
    (said("offersMigration", OPENAI, GPT, qualifiers={"to": GPT}), "kg:to entity/Product/GPT-4o"),
    (said("trainedOn", GPT, GPT, qualifiers={"count": 3, "duration": "P2M"}), 'kg:duration "P2M"'),
    (said("rates", REPORT, SHARE, qualifiers={"rating": "买入"}), f"rdf:subject report/{HASH}"),
)


@pytest.mark.parametrize(("statement", "wanted"), SAID)
def test_values_and_qualifiers_in_rdf(statement: Statement, wanted: str) -> None:
    """Numbers, money, scores, entities and words stand where the contract says."""
    assert wanted in turtle(statement_triples(statement, SCHEMA))


def test_evidence_in_rdf() -> None:
    """Words, place, page and region; one node a sentence, shared by its statements; a cell's place in its table."""
    found = turtle(evidence_triples(HASH, WORDS))
    assert {
        f"oa:hasSource texts/{HASH}.txt", f'oa:exact "{WORDS.quote}"', 'oa:start "10"^^xsd:integer', 'oa:end "34"^^xsd:integer',
        'kg:page "1"^^xsd:integer', 'kg:region "page=1&viewrect=10,20.5,300,12"', "rdf:type oa:SpecificResource",
    } <= found  # fmt: skip
    assert {'kg:table "1"^^xsd:integer', 'kg:row "2"^^xsd:integer', 'kg:column "3"^^xsd:integer'} <= turtle(evidence_triples(HASH, CELL))
    nodes = {t.object for s in (RELEASE, replace(RELEASE, id="x:2")) for t in statement_triples(s, SCHEMA) if t.predicate.value.endswith("#evidence")}
    assert len(nodes) == 1


def test_an_observation_in_rdf() -> None:
    """The table cell as schema.org's Observation."""
    assert turtle(observation_triples(CLOSE)) >= {
        "rdf:type schema:Observation", "schema:observationAbout entity/Instrument/9988.HK", 'schema:measuredProperty "close"',
        'schema:value "81.35"^^xsd:decimal', 'kg:currency "HKD"', 'schema:observationDate "2024-05-17"^^xsd:date', 'kg:forecast "false"^^xsd:boolean',
    }  # fmt: skip
    forecast = replace(CLOSE, date=None, period="2025", unit="倍", forecast=True)
    assert turtle(observation_triples(forecast)) >= {'kg:period "2025"', 'schema:unitText "倍"', 'kg:forecast "true"^^xsd:boolean'}


def test_a_report_in_rdf() -> None:
    """Title, date, file and hash; without a title its file is its name; a failed one is nothing."""
    assert turtle(report_triples(ReportRecord("a/b.pdf", HASH, "built", title="标题", date="2024-06"))) == {
        "rdf:type kg:Report", 'rdfs:label "标题"', 'dcterms:title "标题"', 'kg:file "a/b.pdf"', f'kg:hash "{HASH}"',
        'dcterms:issued "2024-06"^^xsd:gYearMonth',
    }  # fmt: skip
    assert 'rdfs:label "a/b.pdf"' in turtle(report_triples(ReportRecord("a/b.pdf", HASH, "built")))
    assert not set(report_triples(ReportRecord("a/b.pdf", None, "failed")))


def test_every_triple_can_be_written_and_read_again() -> None:
    """No name, quote or broken value breaks the RDF."""
    odd = entity("a\"\\\n{}<>|^`'%\u200f🐉" + "长" * 10_000, "Company", "Agent", "\t", "\u2028")
    told = replace(RELEASE, subject=odd, predicate="no such\npredicate", qualifiers=(("bad name", "x"),))
    triples = {*entity_triples(odd, SCHEMA), *item_triples([told], SCHEMA)}
    for format_ in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES):
        assert {quad.triple for quad in ox.parse(ox.serialize(triples, format=format_) or b"", format=format_)} == triples


@pytest.mark.parametrize(("value", "written"), [
    (128_000, '"128000"^^<http://www.w3.org/2001/XMLSchema#integer>'), (-3.5, '"-3.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    (1e-7, '"0.0000001"^^<http://www.w3.org/2001/XMLSchema#decimal>'), (1e21, '"1000000000000000000000"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    (2.0, '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'),
])  # fmt: skip
def test_numbers_are_plain_digits(value: float, written: str) -> None:
    """No exponent: xsd:decimal has none."""
    assert str(number(value)) == written


@pytest.mark.parametrize(("value", "kind"), [
    ("2024", "gYear"), ("2024-06", "gYearMonth"), ("2024-06-28", "date"), ("2024-Q3", "string"), ("2024-H1", "string"), ("昨天", "string"),
])  # fmt: skip
def test_dates_have_the_type_of_their_precision(value: str, kind: str) -> None:
    """Quarters and halves are plain strings, and so is what is no date."""
    assert date(value).datatype.value == f"http://www.w3.org/2001/XMLSchema#{kind}"


# name, its segment of an IRI
SEGMENTS = (
    ("GPT-4o", "GPT-4o"), ("深度求索（DeepSeek）", "深度求索（DeepSeek）"), ("GPT 4/5?#%", "GPT%204%2F5%3F%23%25"),
    ("a\"<>\\^`{|}[]", "a%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D"),
    ("C++:@&=;,!'()*~._", "C++:@&=;,!'()*~._"), ("..", "%2E%2E"), ("\u200f右", "%E2%80%8F右"), ("e\u0301", "é"),
    ("\ue000", "%EE%80%80"), ("🐉", "🐉"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "wanted"), SEGMENTS)
def test_names_are_encoded_only_where_the_standard_asks(name: str, wanted: str) -> None:
    """RFC 3987: Chinese stays as it is; what would end or break a path does not."""
    assert segment(name) == wanted
    assert ox.NamedNode(entity_iri("Product", name)).value.endswith(wanted)


def test_long_names_are_cut_with_a_hash() -> None:
    """Two names that begin alike stay two; no IRI grows without end; no percent sign loses its digits."""
    names = ["长" * 300, "长" * 301, "/" * 300]
    cut = [segment(name) for name in names]
    assert len(set(cut)) == 3
    assert all(len(each) <= 217 for each in cut)
    assert cut[2].startswith("%2F" * 66 + "~")
    assert segment("长" * 200) == "长" * 200


def test_iris_of_statements_and_observations_depend_on_what_is_said() -> None:
    """The same words give the same IRI; another value, modality, place or report another one."""
    others = [
        replace(RELEASE, modality="planned"), replace(RELEASE, object=MMLU), replace(RELEASE, report_id="b" * 64), replace(RELEASE, qualifiers=()),
        replace(RELEASE, evidence=(replace(WORDS, start=9),)), replace(RELEASE, predicate="upgrades"), replace(RELEASE, value=1),
    ]  # fmt: skip
    assert len({statement_iri(each) for each in [RELEASE, *others]}) == len(others) + 1
    assert statement_iri(replace(RELEASE, id="other", confidence=0.1, subject=replace(OPENAI, id="other", names=()))) == statement_iri(RELEASE)
    assert observation_iri(replace(CLOSE, id="other")) == observation_iri(CLOSE)
    assert observation_iri(replace(CLOSE, evidence=(replace(CELL, row=9),))) != observation_iri(CLOSE)
