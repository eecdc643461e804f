"""Good and broken values for the tests of the check: each row changes one sound statement or observation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.iris import entity_iri, report_iri
from kg.model import CellEvidence, Entity, Evidence, Money, Observation, Region, Statement

HASH = "a" * 64


def entity(label: str, class_: str, branch: str, *names: str, code: str | None = None) -> Entity:
    return Entity(label, class_, (label, *names), entity_iri(branch, label or "nameless"), code)


OPENAI = entity("OpenAI", "Company", "Agent", "Open AI")
ALTMAN = entity("Sam Altman", "Person", "Agent")
GPT = entity("GPT-4o", "AIModel", "Product")
CHINA = entity("中国", "Place", "Place")
MMLU = entity("MMLU", "Benchmark", "Benchmark")
SHARE = entity("9988.HK", "Security", "Instrument", code="9988.HK")
REPORT = Entity("海外科技快讯", "Report", ("海外科技快讯",), report_iri(HASH))
WORDS = Evidence("OpenAI 于 5 月 13 日发布 GPT-4o。", 10, 34, 1, (Region(1, 10.0, 20.5, 300.0, 12.0),))
CELL = CellEvidence("81.35", 100, 105, 2, (), 1, 2, 3)

NUMBERED = "https://w3id.org/report-kg/statement/1"
RELEASE = Statement("a.pdf", HASH, OPENAI, "releases", GPT, qualifiers=(("date", "2024-05-13"),), evidence=(WORDS,), id=NUMBERED)
CLOSE = Observation("a.pdf", HASH, SHARE, "close", 81.35, None, "HKD", "2024-05-17", None, False, (CELL,), "https://w3id.org/report-kg/observation/1")


def said(predicate: str, subject: Entity = OPENAI, object: Entity | None = None, **changes: Any) -> Statement:
    qualifiers = tuple(sorted(changes.pop("qualifiers", {}).items()))
    return replace(RELEASE, predicate=predicate, subject=subject, object=object, qualifiers=qualifiers, **changes)


GOOD: tuple[Statement | Observation, ...] = (
    RELEASE,
    *(replace(RELEASE, qualifiers=(("date", date), ("validFrom", date))) for date in ("2024", "2024-Q3", "2024-H1", "2024-06", "2024-06-28")),
    said("raisesFunding", value=1_000_000_000, currency="USD", qualifiers={"round": "B 轮"}),
    said("raisesFunding"),  # the amount may be missing
    said("reportsMetric", value=3.5, qualifiers={"metric": "用户", "period": "2024-Q1/2024-Q3", "change": -97}),
    said("reportsMetric", value=3_500, currency="CNY", qualifiers={"metric": "净亏损", "period": "FY2025-Q1"}),
    said("scoresOn", GPT, MMLU, value=88.7, qualifiers={"unit": "%", "setting": "5-shot"}),
    said("parameterCount", GPT, value=1_000_000_000_000),
    said("restrictsService", OPENAI, GPT, qualifiers={"place": (CHINA, OPENAI)}),
    said("acquires", OPENAI, entity("Windsurf", "Company", "Agent"), qualifiers={"amount": Money(3e9, "USD"), "date": "2024"}, modality="denied"),
    said("trainedOn", GPT, entity("H100", "Chip", "Product"), qualifiers={"count": 25_000, "duration": "P2M"}),
    said("rates", REPORT, SHARE, qualifiers={"rating": "买入", "targetPrice": 110.5, "currency": "HKD"}),
    said("mentions", REPORT, CHINA),
    CLOSE,
    replace(CLOSE, date=None, period="2025", forecast=True, currency=None, unit="倍", metric="pe"),
    replace(CLOSE, date="2024-Q3"),
)

# what is broken, the shape that must say so, the path
BROKEN: tuple[tuple[Statement | Observation, str, str], ...] = (
    (said("releases", GPT, GPT), "releases-subject", "subject"),
    (said("releases", object=CHINA), "releases-object", "object"),
    (said("holdsPosition", OPENAI, OPENAI), "holdsPosition-subject", "subject"),
    (said("partnersWith", object=OPENAI), "statement-ends", "subject"),
    (said("releases"), "releases-object", "object"),
    (said("costs", GPT, value=5), "costs-money", "currency"),
    (said("raisesFunding", value=5), "raisesFunding-money", ""),
    (said("costs", GPT, MMLU), "costs-object", "object"),
    (said("contextLength", GPT), "contextLength-object", "object"),
    (said("contextLength", GPT, value=float("nan")), "contextLength-object", "object"),
    (said("contextLength", GPT, value=128_000, currency="CNY"), "currency-fits", "predicate"),
    (said("befriends", object=ALTMAN), "statement-known", "predicate"),
    (said("releases", object=GPT, qualifiers={"percent": 3}), "percent-fits", "predicate"),
    (said("uses", object=GPT, qualifiers={"amount": Money(3, "USD")}), "amount-fits", "predicate"),
    *((said("releases", object=GPT, qualifiers={"date": date}), "date-form", "date") for date in ("昨天", "2024-13", "2024-02-30", "2024-Q5", "24")),
    (said("changesPrice", object=GPT, qualifiers={"percent": "三成"}), "percent-form", "percent"),
    (said("trainedOn", GPT, GPT, qualifiers={"duration": "两个月"}), "duration-form", "duration"),
    (said("reportsMetric", value=1, qualifiers={"period": "去年"}), "period-form", "period"),
    (said("reportsMetric", value=1, currency="元"), "currency-code", "currency"),
    (said("restrictsService", object=GPT, qualifiers={"place": GPT}), "place-form", "place"),
    (said("restrictsService", object=GPT, qualifiers={"place": "中国"}), "place-form", "place"),
    (said("reportsMetric", value=1, qualifiers={"metric": " "}), "metric-form", "metric"),
    (replace(RELEASE, modality="wished"), "statement-modality", "modality"),  # type: ignore[arg-type]
    (replace(RELEASE, confidence=1.5), "statement-confidence", "confidence"),
    (replace(RELEASE, evidence=()), "statement-evidence", "evidence"),
    (replace(RELEASE, evidence=(replace(WORDS, quote=" "),)), "evidence-words", "hasSelector/exact"),
    (replace(RELEASE, evidence=(replace(WORDS, end=10),)), "position-order", "start"),
    (replace(RELEASE, evidence=(replace(WORDS, start=-1),)), "evidence-start", "hasSelector/start"),
    (replace(RELEASE, evidence=(replace(WORDS, page=0),)), "evidence-page", "page"),
    (replace(RELEASE, subject=entity("", "Company", "Agent")), "entity-label", "label"),
    (replace(RELEASE, subject=replace(OPENAI, names=("OpenAI", " "))), "entity-names", "altLabel"),
    (replace(RELEASE, subject=entity("某物", "Thing", "Thing")), "entity-class", "type"),
    (replace(RELEASE, object=entity("某物", "Thing", "Thing")), "releases-object", "object"),
    (replace(RELEASE, report_id="xyz"), "report-hash", "hash"),
    (replace(RELEASE, report=""), "report-file", "file"),
    (replace(CLOSE, value=float("inf")), "observation-value", "value"),
    (replace(CLOSE, metric=""), "observation-metric", "measuredProperty"),
    (replace(CLOSE, evidence=()), "observation-evidence", "evidence"),
    (replace(CLOSE, date="上周"), "observation-date", "observationDate"),
    (replace(CLOSE, currency="港元"), "currency-code", "currency"),
    (replace(CLOSE, instrument=entity("", "Security", "Instrument")), "entity-label", "label"),
)
