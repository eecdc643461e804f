"""Builds of any size and shape, made by rule: for tests and benchmarks of the stores."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from kg.graph import entities_of
from kg.iris import NAMESPACE, entity_iri, report_iri
from kg.model import Build, CellEvidence, Entity, Evidence, Observation, Qualifier, Region, ReportRecord, Statement

BRANCH = {"Company": "Agent", "GovernmentBody": "Agent", "AIModel": "Product", "Chip": "Product", "Security": "Instrument", "Place": "Place"}
PREDICATES = ("releases", "develops", "openSources", "upgrades")


def digest(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def entity(label: str, class_: str = "Company", *names: str, code: str | None = None) -> Entity:
    return Entity(label, class_, tuple(sorted({label, *names})), entity_iri(BRANCH[class_], label), code)


def report(file: str, issued: str | None = "2024-05-20", title: str | None = None, content: str = "") -> ReportRecord:
    """A report of this path; another `content` is the same path with other bytes."""
    return ReportRecord(file, digest(file, content), "built", title=title or f"报告 {file}", date=issued, pages=1, characters=100)


def report_entity(record: ReportRecord) -> Entity:
    return Entity(record.title or record.file, "Report", (record.title or record.file,), report_iri(record.hash or ""))


def says(
    record: ReportRecord,
    subject: Entity,
    predicate: str,
    object_: Entity | float | None = None,
    modality: str = "asserted",
    quote: str = "",
    currency: str | None = None,
    **qualifiers: Qualifier,
) -> Statement:
    """A statement with one sentence of evidence."""
    object_entity = object_ if isinstance(object_, Entity) else None
    value = None if isinstance(object_, Entity) else object_
    words = quote or f"{subject.label}{predicate}{object_entity.label if object_entity else value}。"
    key = digest(record.hash, subject.label, predicate, object_entity.label if object_entity else value, modality, sorted(qualifiers))
    return Statement(
        record.file,
        record.hash or "",
        subject,
        predicate,
        object_entity,
        value,
        currency,
        tuple(sorted(qualifiers.items())),
        modality,  # type: ignore[arg-type]
        (Evidence(words, 0, len(words), 1, (Region(1, 10.0, 20.0, 300.0, 12.0),)),),
        id=f"{NAMESPACE}statement/{key[:32]}",
    )


def cell(record: ReportRecord, instrument: Entity, metric: str, value: float, row: int = 1) -> Observation:
    evidence = CellEvidence(f"{value:g}", 5, 5 + len(f"{value:g}"), 2, (), 1, row, 2)
    key = digest(record.hash, instrument.label, metric)
    return Observation(
        record.file,
        record.hash or "",
        instrument,
        metric,
        value,
        None,
        "CNY",
        "2024-05-17",
        None,
        False,
        (evidence,),
        f"{NAMESPACE}observation/{key[:32]}",
    )


def build_of(records: Iterable[ReportRecord], items: Iterable[Statement | Observation]) -> Build:
    """Linked, each list sorted by id."""
    ordered = sorted(items, key=lambda each: each.id)
    return Build(
        reports=tuple(sorted(records, key=lambda each: each.file)),
        statements=tuple(each for each in ordered if isinstance(each, Statement)),
        observations=tuple(each for each in ordered if isinstance(each, Observation)),
        quarantined=(),
        entities=tuple(entities_of(ordered)),
    )


def large_build(statements: int, reports: int = 1000) -> Build:
    """So many statements about a thirtieth as many companies and models, one sentence each."""
    records = [report(f"{number:05d}.pdf", f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}") for number in range(reports)]
    companies = [entity(f"公司{number}", "Company", f"Company {number}") for number in range(max(10, statements // 60))]
    models = [entity(f"Model-{number}", "AIModel", f"模型{number}") for number in range(max(10, statements // 60))]
    items: list[Statement] = []
    for number in range(statements):
        record, turn = records[number % reports], number // reports
        spread = int(digest(number)[:8], 16)
        company, model = companies[spread % len(companies)], models[(spread // 7 + turn) % len(models)]
        quote = f"据悉，公司{number}于近日正式发布了新一代大模型，在多项基准测试中表现优异，有望带动下游应用落地（第{number}句）。"
        date = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        said = says(record, company, PREDICATES[spread % 4], model, quote=quote, date=date)
        items.append(_moved(said, number, record))
    return build_of(records, {each.id: each for each in items}.values())


def _moved(statement: Statement, number: int, record: ReportRecord) -> Statement:
    """The statement with a place of its own for its evidence, and an id that counts it."""
    (evidence,) = statement.evidence
    start = number * 100
    placed = replace(evidence, start=start, end=start + len(evidence.quote))
    return replace(statement, evidence=(placed,), id=f"{NAMESPACE}statement/{digest(record.hash, number)[:32]}")
