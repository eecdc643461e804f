"""What a report says about itself becomes statements like all others."""

from __future__ import annotations

import pytest

from kg.model import Document, Named, Page, Rating, ReportFacts, Span
from kg.reporting import state_facts
from ontology import load_ontology

TEXT = "计算机行业周报：万亿模型开源\n云岭证券研究所\n分析师：陆时雍\n" + "推荐（维持）" * 100


def document(**facts: object) -> Document:
    return Document("x/a.txt", "f" * 64, TEXT, (Page(1, Span(0, len(TEXT))),), (), facts=ReportFacts(**facts))  # type: ignore[arg-type]


def rating(instrument: str, code: str | None = None, **more: object) -> Rating:
    given = {"rating": "推荐", "previous": None, "target_price": None, "previous_target_price": None, "currency": None, "span": Span(35, 41)}
    return Rating(instrument, code, **(given | more))  # type: ignore[arg-type]


RATED = (
    # an industry, named with or without the word
    (rating("计算机"), [("rates", "Industry", "计算机行业", {"rating": "推荐"})]),
    (rating("计算机行业", previous="中性"), [("rates", "Industry", "计算机行业", {"rating": "推荐", "previousRating": "中性"})]),
    # a company that the names data knows, without its code
    (rating("百度"), [("rates", "Company", "百度", {"rating": "推荐"})]),
    # a code: the share is rated, and the company is listed as it
    (
        rating("地平线机器人", "9660.HK", target_price=10.5, currency="HKD"),
        [("rates", "Security", "9660.HK", {"rating": "推荐", "targetPrice": 10.5}), ("listedAs", "Security", "9660.HK", {})],
    ),
)


@pytest.mark.parametrize(("given", "stated"), RATED)
def test_what_is_rated(given: Rating, stated: list[tuple[str, str, str, dict[str, object]]]) -> None:
    found = state_facts(document(ratings=(given,)), load_ontology()).statements
    assert [(s.predicate, s.object.class_, s.object.label, dict(s.qualifiers)) for s in found if s.object] == stated
    assert found[0].currency == given.currency


def test_publisher_and_authors_with_the_words_that_name_them() -> None:
    """The subject is the report by its title, its series, its headline and its file."""
    facts = {"title": "计算机行业周报：万亿模型开源", "publisher": Named("云岭证券", Span(15, 19)), "authors": (Named("陆时雍", Span(27, 30)),)}
    published, written = state_facts(document(**facts), load_ontology()).statements
    assert [(s.predicate, s.object.label, s.evidence[0].quote) for s in (published, written) if s.object] == [
        ("publishedBy", "云岭证券", "云岭证券"),
        ("authoredBy", "陆时雍", "陆时雍"),
    ]
    assert published.subject.names == ("x/a.txt", "万亿模型开源", "计算机行业周报", "计算机行业周报：万亿模型开源")


def test_a_quote_is_no_longer_than_a_sentence_may_be() -> None:
    (rates,) = state_facts(document(ratings=(rating("计算机", span=Span(35, len(TEXT))),)), load_ontology()).statements
    assert len(rates.evidence[0].quote) == 400
    assert rates.evidence[0].end == 435


def test_a_report_without_title_is_named_after_its_file() -> None:
    (published,) = state_facts(document(publisher=Named("云岭证券", Span(15, 19))), load_ontology()).statements
    assert published.subject.label == "x/a.txt"
