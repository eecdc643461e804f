"""What counts as right, wrong, missed and lost where, when a build is compared with a gold file."""

from __future__ import annotations

from typing import Any

import pytest

from kg.scoring import score_report
from kg.scoring.facts import Fact, Names, number
from kg.scoring.qualifiers import same_qualifier
from ontology import load_ontology
from ontology.schema import read_schema

SCHEMA = read_schema(load_ontology())
ENTITIES = [
    {"id": "百度", "class": "Company", "names": ["百度集团", "Baidu"]},
    {"id": "腾讯", "class": "Company", "names": []},
    {"id": "文心", "class": "AIModel", "names": ["文心大模型", "ERNIE"]},
    {"id": "美国", "class": "Place", "names": ["U.S."]},
    {"id": "美国政府", "class": "GovernmentBody", "names": ["美国"]},
]
TEXT = "百度于6月27日发布文心大模型。百度与腾讯合作。"
Json = dict[str, Any]


def entity(label: str, class_: str, *names: str) -> Json:
    return {"label": label, "class": class_, "names": [label, *names]}


BAIDU, TENCENT, ERNIE = entity("百度", "Company"), entity("腾讯", "Company"), entity("文心", "AIModel")


def say(subject: Json, predicate: str, obj: Json | None, value: float | None = None, modality: str = "asserted", **qualifiers: object) -> Json:
    evidence = [{"quote": "百度于6月27日发布文心大模型。"}]
    return {
        "subject": subject,
        "predicate": predicate,
        "object": obj,
        "value": value,
        "modality": modality,
        "qualifiers": qualifiers,
        "evidence": evidence,
    }


def want(
    subject: str, predicate: str, obj: str | None, value: float | None = None, modality: str = "asserted", required: bool = True, **more: object
) -> Json:
    said = {
        "subject": subject,
        "predicate": predicate,
        "object": obj,
        "modality": modality,
        "required": required,
        "qualifiers": more,
        "quote": "百度",
    }
    return said if value is None else said | {"value": value}


def count(wanted: list[Json], built: list[Json], quarantined: list[Json] | None = None) -> tuple[int, int, int, dict[str, int]]:
    """Right, wrong, optional ones given, and the stages that lost the others."""
    tally = score_report({"report": "a.txt", "entities": ENTITIES, "statements": wanted}, built, quarantined or [], TEXT, SCHEMA)
    return tally.right.total(), tally.wrong.total(), tally.optional, dict(tally.stages)


RELEASE = want("百度", "releases", "文心")
COUNTED = (
    # right, also by another name
    ([RELEASE], [say(BAIDU, "releases", ERNIE)], (1, 0, 0, {})),
    ([RELEASE], [say(entity("百度公司", "Company", "Baidu"), "releases", ERNIE)], (1, 0, 0, {})),
    # twice right counts once, twice wrong counts once
    ([RELEASE], [say(BAIDU, "releases", ERNIE), say(BAIDU, "releases", ERNIE)], (1, 0, 0, {})),
    ([], [say(BAIDU, "develops", ERNIE), say(BAIDU, "develops", ERNIE)], (0, 1, 0, {})),
    # denied is another statement, planned is not
    ([RELEASE], [say(BAIDU, "releases", ERNIE, modality="planned")], (1, 0, 0, {})),
    ([RELEASE], [say(BAIDU, "releases", ERNIE, modality="denied")], (0, 1, 0, {"argument": 1})),
    # symmetric
    ([want("腾讯", "partnersWith", "百度")], [say(BAIDU, "partnersWith", TENCENT)], (1, 0, 0, {})),
    # optional ones count neither way, but stand for their twin of the same quote
    ([want("百度", "develops", "文心", required=False)], [say(BAIDU, "develops", ERNIE)], (0, 0, 1, {})),
    ([RELEASE, want("百度", "upgrades", "文心", required=False)], [say(BAIDU, "upgrades", ERNIE)], (1, 0, 1, {})),
    # numbers
    ([want("文心", "parameterCount", None, 1e9)], [say(ERNIE, "parameterCount", None, 1_000_000_000)], (1, 0, 0, {})),
    # the report's own statements are not scored
    ([], [say(BAIDU, "listedAs", entity("9888.HK", "Security"))], (0, 0, 0, {})),
    # where it was lost
    ([RELEASE], [], (0, 0, 0, {"mention": 1})),
    ([RELEASE], [say(BAIDU, "uses", entity("文心", "Place"))], (0, 1, 0, {"class": 1})),
    ([RELEASE], [say(BAIDU, "uses", ERNIE)], (0, 1, 0, {"frame": 1})),
    ([RELEASE], [say(TENCENT, "releases", ERNIE), say(BAIDU, "uses", ERNIE)], (0, 2, 0, {"argument": 1})),
)


@pytest.mark.parametrize(("wanted", "built", "counts"), COUNTED)
def test_what_counts(wanted: list[Json], built: list[Json], counts: tuple[int, int, int, dict[str, int]]) -> None:
    assert count(wanted, built) == counts


def test_what_the_check_refused_was_found() -> None:
    assert count([RELEASE], [], [say(BAIDU, "releases", ERNIE)]) == (0, 0, 0, {"check": 1})


def test_details_of_right_statements() -> None:
    """Date, modality, other qualifiers and classes; the better of two counts."""
    wanted = want("百度", "releases", "文心", modality="planned", date="2024-06-27", validFrom="2024-07")
    built = [say(BAIDU, "releases", ERNIE), say(BAIDU, "releases", ERNIE, modality="planned", date="2024-06-27")]
    tally = score_report({"report": "a.txt", "entities": ENTITIES, "statements": [wanted]}, built, [], TEXT, SCHEMA)
    figures = tally.figures()
    assert (figures["date_accuracy"], figures["modality_of_the_unasserted"], figures["qualifier_accuracy"], figures["class_accuracy"]) == (1, 1, 0, 1)


def test_quotes_must_stand_in_the_text() -> None:
    """Whatever spaces lie between; none may be longer than a sentence."""
    gold = {"report": "a.txt", "entities": ENTITIES, "statements": []}
    invented = say(BAIDU, "releases", ERNIE) | {"evidence": [{"quote": "百度收购腾讯"}]}
    long = say(BAIDU, "uses", ERNIE) | {"evidence": [{"quote": TEXT * 20}]}
    spaced = say(BAIDU, "develops", ERNIE) | {"evidence": [{"quote": "百度与 腾讯\n合作。"}]}
    assert score_report(gold, [invented, long, spaced], [], TEXT, SCHEMA).unsupported == 2


FOUND = (
    (entity("ＢＡＩＤＵ", "Company"), "百度"),
    (entity("百度在线", "Company", "百度集团"), "百度"),
    # one name in two branches: the branch decides
    (entity("美国", "GovernmentBody"), "美国政府"),
    (entity("美国", "Place"), "美国"),
    # names that disagree say nothing
    (entity("两家", "Company", "百度", "腾讯"), "?两家"),
)


@pytest.mark.parametrize(("built", "gold"), FOUND)
def test_which_gold_entity_a_built_one_is(built: Json, gold: str) -> None:
    assert Names(ENTITIES, SCHEMA).find(built) == gold


TWINS = (
    (("uses", "a", "b", None), ("basedOn", "a", "b", None), True),
    (("uses", "a", "b", None), ("basedOn", "b", "a", None), False),
    (("availableOn", "a", "b", None), ("supports", "b", "a", None), True),
    (("partnersWith", "a", "b", None), ("supplies", "b", "a", None), True),
    (("reportsMetric", "a", None, 5.0), ("reportsMetric", "a", None, -5.0), True),
    (("reportsMetric", "a", None, 5.0), ("reportsMetric", "a", None, 6.0), False),
)


@pytest.mark.parametrize(("one", "other", "twins"), TWINS)
def test_two_ways_of_giving_one_fact(one: tuple[Any, ...], other: tuple[Any, ...], twins: bool) -> None:
    assert Fact(*one, False).twin(Fact(*other, False)) is twins


QUALIFIERS = (
    ("2024-06", "2024-06", True),
    ({"value": 6e9, "currency": "USD"}, {"value": 6_000_000_000, "currency": "USD"}, True),
    (-97, -97.0, True),
    (["中国", "俄罗斯"], [{"label": "俄罗斯"}, {"label": "中国"}], True),
    (["中国"], {"label": "俄罗斯"}, False),
    ("首席执行官", "联合创始人兼首席执行官", True),
    ("A轮", None, False),
)


@pytest.mark.parametrize(("gold", "built", "same"), QUALIFIERS)
def test_which_qualifiers_are_the_same(gold: object, built: object, same: bool) -> None:
    assert same_qualifier(gold, built) is same


@pytest.mark.parametrize(("text", "value"), [("1,000", 1000), ("14%", 14), ({"value": 3}, 3), ("三", None), (None, None)])
def test_numbers(text: object, value: float | None) -> None:
    assert number(text) == value
