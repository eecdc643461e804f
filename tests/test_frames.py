"""What sentences state: constructions, dates, plans and denials, figures, faults of the word lists. A row is a little report of 30 June 2025."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.frames import extract_statements
from kg.model import Block, Document, Money, Page, ReportFacts, Span, Statement
from ontology import load_ontology

CONSTRUCTIONS = [
    ("active", "OpenAI发布了GPT-5。", "OpenAI releases GPT-5"),
    ("passive", "GPT-5由OpenAI发布。", "OpenAI releases GPT-5"),
    ("disposal", "百度将文心一言开源。", "百度 openSources 文心一言"),
    ("relative", "OpenAI发布的GPT-5引发热议。", "OpenAI releases GPT-5"),
    ("coordination", "华为与中国移动达成战略合作。", "华为 partnersWith 中国移动"),
    ("benefactive", "台积电为英伟达代工芯片。", "台积电 supplies 英伟达"),
]
NOT_STATED = [
    ("an opinion", "我们认为，OpenAI有望成为行业龙头。"),
    ("a question", "OpenAI何时发布GPT-6？"),
    ("a wish", "建议关注英伟达、台积电。"),
    ("those who use a thing", "GPT-4客户改用文心一言后成本下降。"),
]
DATES = [
    ("2025年6月26日，谷歌发布Gemini。", "releases", "2025-06-26"),
    ("6月26日，谷歌发布Gemini。", "releases", "2025-06-26"),
    ("谷歌于5月发布Gemini。", "releases", "2025-05"),
    ("12月3日，谷歌发布Gemini。", "releases", "2024-12-03"),
    ("谷歌近日发布Gemini。", "releases", None),
    ("6月20日，开发Claude的Anthropic与谷歌达成合作。", "develops", None),
    ("6月12日，欧盟委员会批准博通收购VMware。", "acquires", None),
    ("在5月20日的谷歌I/O大会上，谷歌公布了新战略。谷歌一口气推出Gemini。", "releases", "2025-05-20"),
    ("英国公司Wayve选择与优步合作，双方6月10日宣布将在伦敦试点。", "partnersWith", "2025-06-10"),
]
MODALITIES = [
    ("谷歌发布Gemini。", "asserted"),
    ("谷歌计划下月发布Gemini。", "planned"),
    ("谷歌否认发布Gemini。", "denied"),
    ("据报道，谷歌发布了Gemini。", "reported"),
]


def read(text: str) -> list[Statement]:
    whole = Span(0, len(text))
    document = Document("r.txt", "0" * 64, text, (Page(1, whole),), (Block("paragraph", whole),), facts=ReportFacts(date="2025-06-30"))
    return list(extract_statements(document, load_ontology()).statements)


def told(statements: list[Statement]) -> set[str]:
    return {f"{s.subject.label} {s.predicate} {s.object.label}" for s in statements if s.object}


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in CONSTRUCTIONS], ids=[row[0] for row in CONSTRUCTIONS])
def test_one_fact_in_many_constructions(text: str, wanted: str) -> None:
    assert wanted in told(read(text))


@pytest.mark.parametrize("text", [row[1] for row in NOT_STATED], ids=[row[0] for row in NOT_STATED])
def test_nothing_is_stated(text: str) -> None:
    assert told(read(text)) == set()


@pytest.mark.parametrize(("text", "predicate", "date"), DATES)
def test_the_day_of_the_act(text: str, predicate: str, date: str | None) -> None:
    found = [s for s in read(text) if s.predicate == predicate]
    assert found
    assert [dict(s.qualifiers).get("date") for s in found] == [date] * len(found)


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_plans_denials_and_hearsay(text: str, modality: str) -> None:
    assert {s.modality for s in read(text) if s.predicate == "releases"} == {modality}


@pytest.mark.parametrize(
    "text", ["IBM宣布拟收购DataStax。", "谷歌将以320亿美元收购Wiz。", "Claude将陆续接入Cortex AI。", "中国政府倡议成立世界人工智能合作组织。"]
)
def test_a_plan_is_no_fact_wherever_its_sign_stands(text: str) -> None:
    assert {s.modality for s in read(text)} == {"planned"}


def test_a_preposition_is_no_sign_of_a_plan() -> None:
    assert {s.modality for s in read("百度将文心一言开源。")} == {"asserted"}


def test_a_plan_keeps_the_day_that_it_takes_effect() -> None:
    (found,) = [s for s in read("6月20日，OpenAI宣布将于2025年9月1日下线GPT-4。") if s.predicate == "discontinues"]
    assert {k: v for k, v in found.qualifiers if k in ("date", "validFrom")} == {"date": "2025-06-20", "validFrom": "2025-09-01"}


def test_figures_with_their_unit_period_and_change() -> None:
    found = [s for s in read("2024年，英伟达实现营业收入1305亿美元，同比增长114%。") if s.predicate == "reportsMetric"]
    assert [(s.subject.label, s.value, s.currency) for s in found] == [("英伟达", 130_500_000_000, "USD")]
    assert {k: v for k, v in found[0].qualifiers if k in ("period", "change")} == {"period": "2024", "change": 114}


def test_the_amount_of_a_deal_is_its_own() -> None:
    (found,) = [s for s in read("谷歌以320亿美元收购Wiz。") if s.predicate == "acquires"]
    assert dict(found.qualifiers)["amount"] == Money(32_000_000_000, "USD")


def test_two_predicates_do_not_tell_one_event_twice() -> None:
    assert {s.predicate for s in read("Llama 4使用H100训练。")} == {"trainedOn"}


@pytest.mark.parametrize("text", [text for text, _ in MODALITIES])
def test_the_quote_stands_in_the_text(text: str) -> None:
    for statement in read(text):
        for evidence in statement.evidence:
            assert evidence.quote == text[evidence.start : evidence.end]


@pytest.mark.parametrize(
    ("folder", "row", "words"),
    [
        ("frames/launches.tsv", "S V O\t发射", "is no predicate"),
        ("frames/releases.tsv", "S V X\t发射", "none of S, O, N, V"),
        ("frames/releases.tsv", "S O\t发射", "has no V"),
        ("frames/releases.tsv", "S:Rocket V O\t发射", "unknown class Rocket"),
        ("frames/releases.tsv", "S V O\t发射\tspeed=high", "unknown option speed"),
        ("words/told.tsv", "releases\tpair\tlaunches", "launches is no predicate"),
        ("words/told.tsv", "releases\tboth\tuses", "needs a predicate"),
        ("words/templates.tsv", "releases\tS(发射O", "is no pattern"),
    ],
)
def test_a_faulty_row_of_a_users_ontology_is_named(tmp_path: Path, folder: str, row: str, words: str) -> None:
    file = tmp_path / folder
    file.parent.mkdir()
    file.write_text(row + "\n", "utf-8")
    document = Document("r.txt", "0" * 64, "谷歌。", (Page(1, Span(0, 3)),), (Block("paragraph", Span(0, 3)),))
    with pytest.raises(OntologyError, match=words) as caught:
        extract_statements(document, load_ontology(tmp_path))
    assert f"{Path(folder).name}:1" in str(caught.value)
