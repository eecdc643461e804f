"""Values <-> objects of JSON: the lines of a build's folder, as `program.md` lays them down."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from kg.model import (
    CellEvidence,
    Entity,
    Equated,
    Evidence,
    Money,
    Observation,
    Qualifier,
    Quarantined,
    Region,
    ReportRecord,
    Span,
    Statement,
    Violation,
)  # fmt: skip

Json: TypeAlias = "dict[str, Any]"

FRAGMENT = re.compile(r"page=(\d+)&viewrect=([^,]+),([^,]+),([^,]+),([^,]+)")
ENDS = re.compile("[\x85\u2028\u2029]")
PLAIN = ("rules",)  # the extractors that a statement need not name


def line(value: Json) -> str:
    """One line: keys in the order of the specification, characters as they are but for those that some programs take for the end of a line."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return (text if text.isascii() else ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)) + "\n"


def statement_json(s: Statement) -> Json:
    told: Json = {"id": s.id, "report": s.report, "report_id": s.report_id, "subject": entity_json(s.subject), "predicate": s.predicate}
    told |= {"object": entity_json(s.object) if s.object else None, "value": _finite(s.value), "currency": s.currency}
    told |= {"qualifiers": {name: _qualifier_json(value) for name, value in s.qualifiers}, "modality": s.modality}
    told |= {"evidence": [evidence_json(each) for each in s.evidence], "confidence": s.confidence}
    return told | ({} if s.extractors == PLAIN else {"extractors": list(s.extractors)})


def observation_json(o: Observation) -> Json:
    instrument: Json = {"id": o.instrument.id, "label": o.instrument.label, "class": o.instrument.class_, "code": o.instrument.code}
    told: Json = {"id": o.id, "report": o.report, "report_id": o.report_id, "instrument": instrument | {"names": list(o.instrument.names)}}
    told |= {"metric": o.metric, "value": _finite(o.value), "unit": o.unit, "currency": o.currency, "date": o.date, "period": o.period}
    return told | {"forecast": o.forecast, "evidence": [evidence_json(each) for each in o.evidence]}


def quarantined_json(q: Quarantined) -> Json:
    told = statement_json(q.item) if isinstance(q.item, Statement) else observation_json(q.item)
    return told | {"violations": [{"shape": v.shape, "path": v.path, "message": v.message} for v in q.violations]}


def report_json(r: ReportRecord) -> Json:
    told: Json = {"file": r.file, "hash": r.hash, "title": r.title, "date": r.date, "publisher": r.publisher}
    told |= {"pages": r.pages, "characters": r.characters}
    return told | {"counts": dict(r.counts), "status": r.status, "reason": r.reason, "messages": list(r.messages)}


def equated_json(e: Equated) -> Json:
    return {"entity": e.entity, "names": list(e.names), "report_id": e.report_id, "start": e.span.start, "end": e.span.end}


def entity_json(e: Entity) -> Json:
    """As the specification says; a security's code only where there is one."""
    return {"id": e.id, "label": e.label, "class": e.class_, "names": list(e.names)} | ({"code": e.code} if e.code else {})


def evidence_json(e: Evidence) -> Json:
    told: Json = {"quote": e.quote, "start": e.start, "end": e.end, "page": e.page}
    cell = {"table": e.table, "row": e.row, "column": e.column} if isinstance(e, CellEvidence) else {}
    return told | cell | {"regions": [region.fragment() for region in e.regions]}


def read_statement(j: Json) -> Statement:
    qualifiers = tuple(sorted((name, _read_qualifier(value)) for name, value in j["qualifiers"].items()))
    return Statement(
        report=j["report"],
        report_id=j["report_id"],
        subject=read_entity(j["subject"]),
        predicate=j["predicate"],
        object=read_entity(j["object"]) if j["object"] else None,
        value=j["value"],
        currency=j["currency"],
        qualifiers=qualifiers,
        modality=j["modality"],
        evidence=tuple(read_evidence(each) for each in j["evidence"]),
        confidence=j["confidence"],
        extractors=tuple(j.get("extractors", PLAIN)),
        id=j["id"],
    )


def read_observation(j: Json) -> Observation:
    plain = {name: j[name] for name in ("id", "report", "report_id", "metric", "value", "unit", "currency", "date", "period", "forecast")}
    cells = (read_evidence(each) for each in j["evidence"])
    return Observation(instrument=read_entity(j["instrument"]), evidence=tuple(cell for cell in cells if isinstance(cell, CellEvidence)), **plain)


def read_quarantined(j: Json) -> Quarantined:
    item = read_observation(j) if "instrument" in j else read_statement(j)
    return Quarantined(item, tuple(Violation(v["shape"], v["path"], v["message"]) for v in j["violations"]))


def read_report(j: Json) -> ReportRecord:
    plain = {name: value for name, value in j.items() if name not in ("counts", "messages")}
    return ReportRecord(counts=tuple(j["counts"].items()), messages=tuple(j["messages"]), **plain)


def read_equated(j: Json) -> Equated:
    return Equated(j["entity"], (j["names"][0], j["names"][1]), j["report_id"], Span(j["start"], j["end"]))


def read_entity(j: Json) -> Entity:
    return Entity(j["label"], j["class"], tuple(j["names"]), j["id"], j.get("code"))


def read_evidence(j: Json) -> Evidence:
    found = (FRAGMENT.fullmatch(fragment) for fragment in j["regions"])
    regions = tuple(Region(int(r[1]), float(r[2]), float(r[3]), float(r[4]), float(r[5])) for r in found if r)
    told = (j["quote"], j["start"], j["end"], j["page"], regions)
    return CellEvidence(*told, j["table"], j["row"], j["column"]) if "table" in j else Evidence(*told)


def _qualifier_json(value: Qualifier) -> object:
    if isinstance(value, Money):
        return {"value": _finite(value.value), "currency": value.currency}
    if isinstance(value, Entity):
        return entity_json(value)
    return [entity_json(each) for each in value] if isinstance(value, tuple) else _finite(value)


def _read_qualifier(value: Any) -> Qualifier:
    if isinstance(value, list):
        return tuple(read_entity(each) for each in value)
    if isinstance(value, Mapping):
        return Money(value["value"], value["currency"]) if "value" in value else read_entity(dict(value))
    found: Qualifier = value
    return found


def _finite(value: Any) -> Any:
    """JSON has no infinity: only a quarantined value can be none of its numbers."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
