"""Entities of many reports become one each, and each report says a thing once."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from kg.linking import Linked, link_reports
from kg.linking.names import name_key
from kg.model import Block, Entity, Evidence, Extracted, Extraction, Modality, Qualifier, ReportRecord, Span, Statement
from ontology import Ontology, load_ontology

PLACES = itertools.count(step=40)


def entity(text: str) -> Entity:
    """`Company 深度求索|DeepSeek`: class, label, further names; `Company 深度求索=DeepSeek` has an entry in the names data."""
    class_, _, names = text.partition(" ")
    names, _, known = names.partition("=")
    label, *others = names.split("|")
    return Entity(label, class_, tuple(sorted({label, *others})), known=known or None)


def say(subject: str, predicate: str, obj: str | float, modality: Modality = "asserted", at: int | None = None, **qualifiers: Qualifier) -> Statement:
    start = next(PLACES) if at is None else at
    return Statement(
        report="r.txt",
        report_id="",
        subject=entity(subject),
        predicate=predicate,
        object=entity(obj) if isinstance(obj, str) else None,
        value=None if isinstance(obj, str) else obj,
        qualifiers=tuple(sorted(qualifiers.items())),
        modality=modality,
        evidence=(Evidence("…", start, start + 30),),
        confidence=0.8,
    )


def report(hash_: str, *statements: Statement, equated: tuple[tuple[str, str], ...] = (), headings: tuple[Span, ...] = ()) -> Extracted:
    own = tuple(replace(each, report=f"{hash_}.txt", report_id=hash_) for each in statements)
    pairs = tuple((entity(one), entity(other), Span(0, 9)) for one, other in equated)
    blocks = tuple(Block("heading", span) for span in headings)
    return Extracted(ReportRecord(f"{hash_}.txt", hash_, "built"), "", blocks, Extraction(own, equated=pairs))


@pytest.fixture
def ontology(tmp_path: Path) -> Ontology:
    """Ours with rows of a user: names that no other data holds."""
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "mine.tsv").write_text(
        "甲一科技\tCompany\t甲一|Jiayi\n甲一云\tSoftware\t\n乙二\tOrganization\t乙二研究院\n丙三\tCompany\t丁四\tnot\n苍穹\tAIModel\t苍穹大模型\tword\n",
        "utf-8",
    )
    return load_ontology(tmp_path)


def entities(linked: Linked) -> set[tuple[str, str, tuple[str, ...]]]:
    found = {end for s in linked.statements for end in (s.subject, s.object) if end is not None}
    return {(each.label, each.class_, each.names) for each in found}


JOINED = (
    # one report equates, all know
    (("A", "Company 戊五（上海）科技", "Company 戊五"), ("B", "Company 戊五", None), 1),
    # nobody equates: likeness of spelling joins nothing
    (("A", "AIModel GPT-9", None), ("B", "AIModel GPT-9o", None), 2),
    (("A", "AIModel 己六 3.5", None), ("B", "AIModel 己六 35", None), 2),
    (("A", "AIModel 己六 K2-0905", None), ("B", "AIModel 己六 K20905", None), 2),
    # width, case and spaces are no difference
    (("A", "Company Open Kiwi", None), ("B", "Company ＯｐｅｎKiwi", None), 1),
    # never across branches
    (("A", "Company 庚七", None), ("B", "AIModel 庚七", None), 2),
    (("A", "Company 庚七", "AIModel 庚七"), ("B", "AIModel 庚七", None), 2),
    # two entries of the names data stay two, whatever a report equates
    (("A", "Company 甲一", "Organization 乙二"), ("B", "Organization 乙二研究院", None), 2),
    # what the names data parts stays apart
    (("A", "Company 丙三", "Company 丁四"), ("B", "Company 丁四", None), 2),
    # its own names are one
    (("A", "Company 甲一", None), ("B", "Company Jiayi", None), 1),
)


@pytest.mark.parametrize(("first", "second", "count"), JOINED)
def test_names_join_only_where_a_report_or_the_names_data_says_so(first: tuple, second: tuple, count: int, ontology: Ontology) -> None:
    """Agents and products that these two reports name are so many entities."""
    reports = []
    for hash_, name, equals in (first, second):
        pairs = ((name, equals),) if equals else ()
        reports.append(report(hash_, say(name, "hasSpecification", float(len(hash_))), equated=pairs))
        if equals:
            reports.append(report(f"{hash_}2", say(equals, "hasSpecification", 2.0)))
    linked = link_reports(reports, ontology)
    assert len({s.subject.id for s in linked.statements}) == count


def test_a_joined_entity_has_its_longest_name_and_all_names(ontology: Ontology) -> None:
    """The canonical name is the longest that the reports give; the equating report is kept."""
    linked = link_reports(
        [
            report("A", say("Company 戊五", "releases", "AIModel X1"), equated=(("Company 戊五（上海）科技", "Company 戊五"),)),
            report("B", say("Company 戊五（上海）科技|戊五科技", "releases", "AIModel X1")),
        ],
        ontology,
    )
    assert ("戊五（上海）科技", "Company", ("戊五", "戊五科技", "戊五（上海）科技")) in entities(linked)
    assert [(e.names, e.report_id) for e in linked.equated] == [(("戊五（上海）科技", "戊五"), "A")]
    assert {s.subject.id for s in linked.statements} == {"https://w3id.org/report-kg/entity/Agent/戊五（上海）科技"}


def test_the_names_data_names_and_classes(ontology: Ontology) -> None:
    """An entry's name is canonical although reports give longer ones, and its class counts although all mentions have another."""
    linked = link_reports([report("A", say("Company 乙二研究院", "releases", "AIModel X1"), say("Company 乙二", "releases", "AIModel X2"))], ontology)
    assert {(s.subject.label, s.subject.class_) for s in linked.statements} == {("乙二", "Organization")}


def test_most_mentions_decide_the_class(ontology: Ontology) -> None:
    """Reports disagree: the class of most mentions holds for all; of equally many the ontology's first."""
    told = [report("A", say("Company 辛八", "releases", "Chip X1")), report("B", say("Company 辛八", "develops", "Software X1"))]
    told.append(report("C", say("Company 辛八", "uses", "Software X1"), say("Organization 辛八", "uses", "Hardware X9")))
    linked = link_reports(told, ontology)
    assert {(s.subject.class_, s.object.class_) for s in linked.statements if s.object and s.object.label == "X1"} == {("Company", "Software")}


def test_a_share_is_named_by_its_code(ontology: Ontology) -> None:
    """Two reports that call it otherwise mean one share; the company that has the code is another entity."""
    shares = [Entity(name, "Security", (name,), code="9999.HK") for name in ("甲一-W", "甲一科技（9999.HK）")]
    company = Entity("甲一", "Company", ("甲一",), code="9999.HK")
    told = [replace(say("Company 甲一", "listedAs", "Security X"), subject=company, object=share) for share in shares]
    linked = link_reports([report("A", told[0]), report("B", told[1])], ontology)
    assert {(s.subject.label, s.object.label if s.object else "") for s in linked.statements} == {("甲一科技", "9999.HK")}


def test_generic_words_hold_in_their_report_only(ontology: Ontology) -> None:
    """集团 is the one company in A, the other in B; where nothing says which, the statement is quarantined."""
    linked = link_reports(
        [
            report("A", say("Company 集团", "releases", "AIModel X1"), equated=(("Company 壬九控股", "Company 集团"),)),
            report("B", say("Company 集团", "releases", "AIModel X1"), equated=(("Company 癸十控股", "Company 集团"),)),
            report("C", say("Company 集团", "releases", "AIModel X1")),
        ],
        ontology,
    )
    assert {s.report_id: (s.subject.label, s.subject.names) for s in linked.statements} == {
        "A": ("壬九控股", ("壬九控股",)),
        "B": ("癸十控股", ("癸十控股",)),
    }
    assert [(q.item.report_id, q.violations[0].shape) for q in linked.quarantined] == [("C", "linking")]


def test_persons_join_across_reports_where_an_organization_joins_them(ontology: Ontology) -> None:
    """Two reports on one 王某 of one company are on one person; the 王某 of another company, and one of no company, are two more."""
    linked = link_reports(
        [
            report("A", say("Person 王小明", "holdsPosition", "Company 甲一")),
            report("B", say("Company Jiayi", "appoints", "Person 王小明"), say("Person 王小明", "winsAward", "Award 大奖")),
            report("C", say("Person 王小明", "holdsPosition", "Company 戊五")),
            report("D", say("Person 王小明", "winsAward", "Award 大奖")),
        ],
        ontology,
    )
    persons = {(s.report_id, end.id) for s in linked.statements for end in (s.subject, s.object) if end is not None and end.class_ == "Person"}
    assert len({iri for _, iri in persons}) == 3
    assert len({iri for report_, iri in persons if report_ in "AB"}) == 1


def test_the_order_of_reports_changes_nothing(ontology: Ontology) -> None:
    """All orders of four reports that equate in a ring, with clashes, give equal results."""
    told = [
        report("A", say("Company 戊五", "releases", "AIModel X1"), equated=(("Company 戊五", "Company 甲一"),)),
        report("B", say("Company 戊五", "releases", "AIModel X1"), equated=(("Company 戊五", "Organization 乙二"),)),
        report(
            "C", say("Person 王小明", "holdsPosition", "Company 戊五"), equated=(("Company 丙三", "Company 戊五"), ("Company 戊五", "Company 丁四"))
        ),
        report("D", say("Company 丙三", "partnersWith", "Company 丁四"), say("Person 王小明", "holdsPosition", "Company 甲一")),
    ]
    first, *others = [link_reports(order, ontology) for order in itertools.permutations(told)]
    assert all(other == first for other in others)


def test_a_report_says_a_thing_once(ontology: Ontology) -> None:
    """Evidence and qualifiers come together, the finer date wins, body beats headline, the first modality that fits counts."""
    told = [
        say("Company 戊五", "releases", "AIModel X1", "planned", at=0, date="2024"),
        say("Company 戊五", "releases", "AIModel X1", at=100, date="2024-06"),
        say("Company 戊五", "releases", "AIModel X1", at=200, date="2024-06-28", validFrom="2024-07"),
    ]
    (one,) = link_reports([report("A", *told, headings=(Span(0, 50),))], ontology).statements
    assert (one.modality, one.qualifiers) == ("asserted", (("date", "2024-06-28"), ("validFrom", "2024-07")))
    assert [e.start for e in one.evidence] == [0, 100, 200]


MERGED = (
    # what tells statements apart: metric, period, setting, title, round; what one leaves out does not differ
    ([say("Company 戊五", "reportsMetric", 9.0, metric="营收"), say("Company 戊五", "reportsMetric", 9.0, metric="利润")], 2),
    ([say("Company 戊五", "reportsMetric", 9.0, metric="营收"), say("Company 戊五", "reportsMetric", 9.0, period="2024")], 1),
    ([say("Company 戊五", "reportsMetric", 9.0, metric="营收"), say("Company 戊五", "reportsMetric", 8.0, metric="营收")], 2),
    ([say("AIModel X1", "scoresOn", "Benchmark MMLU", setting="5-shot"), say("AIModel X1", "scoresOn", "Benchmark MMLU", setting="0-shot")], 2),
    ([say("Person 王小明", "holdsPosition", "Company 戊五", title="CEO"), say("Person 王小明", "holdsPosition", "Company 戊五")], 1),
    # denied or not
    ([say("Company 戊五", "acquires", "Company 甲一"), say("Company 戊五", "acquires", "Company 甲一", "denied")], 2),
    ([say("Company 戊五", "acquires", "Company 甲一"), say("Company 戊五", "acquires", "Company 甲一", "reported")], 1),
    # symmetric
    ([say("Company 戊五", "partnersWith", "Company 甲一"), say("Company 甲一", "partnersWith", "Company 戊五")], 1),
    ([say("Company 戊五", "supplies", "Company 甲一"), say("Company 甲一", "supplies", "Company 戊五")], 2),
)


@pytest.mark.parametrize(("told", "count"), MERGED)
def test_what_makes_two_statements_of_a_report(told: list[Statement], count: int, ontology: Ontology) -> None:
    assert len(link_reports([report("A", *told)], ontology).statements) == count


def test_two_reports_that_say_the_same_are_two_statements(ontology: Ontology) -> None:
    told = say("Company 戊五", "releases", "AIModel X1")
    assert len(link_reports([report("A", told), report("B", told)], ontology).statements) == 2


def test_no_entity_is_related_to_itself(ontology: Ontology) -> None:
    """Names that turn out to be one leave no edge from it to itself: the statement is quarantined, with the reason."""
    linked = link_reports([report("A", say("Company 甲一", "partnersWith", "Company Jiayi"))], ontology)
    assert not linked.statements
    assert linked.quarantined[0].violations[0].path == "object"


def test_a_statement_keeps_its_iri_when_reports_are_added(ontology: Ontology) -> None:
    """Its hash depends on its own report only, although the entity's IRI follows the other report."""
    own = report("A", say("Company 戊五", "releases", "AIModel X1"))
    other = report("B", say("Company 戊五（上海）科技", "releases", "AIModel X2"), equated=(("Company 戊五（上海）科技", "Company 戊五"),))
    (alone,) = link_reports([own], ontology).statements
    beside = next(s for s in link_reports([own, other], ontology).statements if s.report_id == "A")
    assert alone.id == beside.id
    assert alone.subject.id != beside.subject.id


KEYS = (
    ("Open AI", "openai"),
    ("ＧＰＴ－４ｏ", "gpt4o"),
    ("《芯片法案》", "芯片法案"),
    ("K2-0905", "k2-0905"),
    ("K2 0905", "k2-0905"),
    ("鴻海", "鸿海"),
)


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_what_is_no_difference_of_names(name: str, key: str) -> None:
    assert name_key(name) == key
