"""Cells of benchmark tables -> scores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Entity, Statement
from kg.tables.context import Context, LeftOut
from kg.tables.figures import plain_number, read_figure, split_setting
from kg.tables.naming import name_entity
from kg.tables.records import PRODUCTS, Field, Record
from kg.tables.words import folded

SETTINGS = re.compile(r"\s*[（(]([^（）()]*(?:shot|cot|pass@|maj@|avg@|em|f1|acc|模式|思考|工具|tools?)[^（）()]*)[)）]\s*$", re.I)


def is_score(record: Record, field: Field, context: Context) -> bool:
    """A benchmark's row or column: named so, known as one, or under a caption of results where no measure's word stands."""
    if field.column.role:
        return field.column.role.name == "benchmark"
    if record.class_ not in PRODUCTS or (field.column.measure and field.column.measure.exact):
        return False
    if context.names.find(SETTINGS.sub("", field.column.head.raw), "Benchmark"):
        return True
    return record.class_ in ("AIModel", "Product") and any(word in folded(context.caption) for word in context.words.scores)


def score(subject: Entity, field: Field, context: Context) -> Iterator[Statement | LeftOut]:
    text, setting = split_setting(field.text)
    figure = read_figure(text, context.words)
    raw = field.column.head.raw
    if context.words.role(raw) and figure:
        yield context.left_out(*field.place, "an average is no benchmark")
        return
    if figure is None:
        yield context.left_out(*field.place, "the cell is no figure")
        return
    named = SETTINGS.search(raw)
    unit = figure.unit.unit or field.column.unit.unit or context.caption_unit().unit
    benchmark = name_entity(re.sub(r"\s*[（(]%[)）]", "", SETTINGS.sub("", raw)), "Benchmark", context.names)
    setting = setting or (named.group(1) if named else caption_setting(context))
    yield context.statement(
        subject, "scoresOn", field.place, object_=benchmark, value=plain_number(figure.number * figure.unit.scale), unit=unit, setting=setting
    )


def caption_setting(context: Context) -> str | None:
    return next((part for part in context.caption_parts() if re.search(r"模式|shot|思考|CoT|工具|pass@", part, re.I)), None)
