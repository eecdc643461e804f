"""What reports gave before linking <-> lines of JSON: kept beside a build, so that a report can be taken away as if it had never been there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from kg import model
from kg.model import Extracted

# What may stand in such a file. Fields that hold tuples are JSON arrays; a value is an object with its class under "_".
CLASSES = {
    kind.__name__: kind
    for kind in (
        model.Block, model.CellEvidence, model.Entity, model.Evidence, model.Extracted, model.Extraction, model.Money, model.Observation,
        model.Quarantined, model.Region, model.ReportRecord, model.Span, model.Statement, model.Violation,
    )
}  # fmt: skip


def to_line(report: Extracted) -> str:
    """One line without the report's text, which has its own file."""
    return json.dumps(pack(replace(report, text="")), ensure_ascii=False, separators=(",", ":")) + "\n"


def from_line(line: str, texts: Mapping[str, str]) -> Extracted:
    """The report again, with its text (by its hash). Raises ValueError where the line is none of ours."""
    report = unpack(json.loads(line))
    if not isinstance(report, Extracted):
        raise ValueError("not a report")
    return replace(report, text=texts.get(report.record.hash or "", ""))


def pack(value: object) -> object:
    if isinstance(value, tuple):
        return [pack(each) for each in value]
    kind = type(value).__name__
    if kind not in CLASSES:
        return value
    packed: dict[str, object] = {"_": kind}
    for name, default in defaults(kind):
        each = getattr(value, name)
        if each != default:
            packed[name] = pack(each)
    return packed


@lru_cache(maxsize=100)
def defaults(kind: str) -> tuple[tuple[str, object], ...]:
    """The names of a class's fields and their defaults, which need not be written."""
    return tuple((field.name, field.default) for field in fields(CLASSES[kind]))


def unpack(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(unpack(each) for each in value)
    if isinstance(value, dict):
        kind = CLASSES.get(value.get("_", ""))
        if kind is None:
            raise ValueError(f"an unknown value {value.get('_')!r}")
        return kind(**{name: unpack(each) for name, each in value.items() if name != "_"})
    return value
