"""Records -> statements of figures: scores, specifications, prices, parameters, companies' results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Entity, Number, Statement
from kg.tables.columns import Column, head_text
from kg.tables.context import Context, LeftOut
from kg.tables.figures import Unit, is_nothing, plain_number, read_figure, without_marks
from kg.tables.naming import company_entity, is_name, name_entity
from kg.tables.records import PRODUCTS, Field, Record
from kg.tables.scores import is_score, score
from kg.tables.times import find_time
from kg.tables.words import folded

SPOKEN = re.compile(r"\s*(tokens?|个?参数|词元)$", re.I)
PER_TOKENS = re.compile(r"(?:每|per)?\s*(1?\s*[MK]|百万|千|万|亿)?\s*(?:个)?\s*tokens?", re.I)


def read_figures(record: Record, context: Context) -> Iterator[Statement | LeftOut]:
    """A statement for each cell of a record whose header says what its figure is."""
    subject = subject_entity(record, context)
    before: Field | None = None
    for at, field in enumerate(record.fields):
        role = field.column.role.name if field.column.role else ""
        if not field.text or is_nothing(field.text):
            before = field if not role else before
            continue
        if role == "technology":
            yield from technologies(subject, field, context)
        elif role == "chip" and is_name(field.text, context.words):
            yield context.statement(subject, "uses", field.place, object_=name_entity(field.text, "Chip", context.names))
        elif role == "sequential" and before:
            yield from sequential(record, subject, before, field, context)
        elif not role or role == "benchmark":
            yield from read_field(record, subject, field, record.fields[at + 1 :], context)
            before = field


def subject_entity(record: Record, context: Context) -> Entity:
    if record.class_ == "Company":
        return company_entity(record.name, context.names)
    return name_entity(record.name, record.class_, context.names)


def read_field(record: Record, subject: Entity, field: Field, after: tuple[Field, ...], context: Context) -> Iterator[Statement | LeftOut]:
    measure = field.column.measure
    if is_score(record, field, context):
        yield from score(subject, field, context)
    elif measure is None or not fits(measure.classes, record.class_):
        if read_figure(field.text, context.words):
            yield context.left_out(*field.place, f"the header “{field.column.head.raw}” is not known")
    elif field.column.metric and field.column.metric.alone and measure.predicate == "reportsMetric":
        return
    else:
        found = measured(record, subject, field, after, context)
        yield found if found else context.left_out(*field.place, "the cell is no figure, or its unit is not said")


def fits(classes: tuple[str, ...], class_: str) -> bool:
    return class_ in classes or ("Product" in classes and class_ in PRODUCTS) or ("Organization" in classes and class_ == "Company")


def technologies(subject: Entity, field: Field, context: Context) -> Iterator[Statement]:
    """Each process or architecture of the cell."""
    process = re.search("制程|工艺|Process", field.column.head.raw)
    for text in re.split(r"\s*[/、+]\s*", field.text):
        if without_marks(text) and not is_nothing(text):
            label = f"{text} 工艺" if process and "工艺" not in text else text
            entity = name_entity(label, "Technology", context.names)
            yield context.statement(subject, "uses", field.place, object_=replace(entity, names=tuple(dict.fromkeys((label, text)))))


def measured(record: Record, subject: Entity, field: Field, after: tuple[Field, ...], context: Context) -> Statement | None:
    measure = field.column.measure
    figure = read_figure(SPOKEN.sub("", field.text), context.words)
    if figure is None or measure is None:
        return None
    unit = field_unit(figure.unit, field.column, context)
    value = plain_number(figure.number * unit.scale)
    if measure.predicate == "costs":
        return price(subject, field, value, unit, context)
    if measure.predicate in ("parameterCount", "contextLength"):
        return context_free(subject, field, value, unit, context)
    if measure.predicate == "hasSpecification":
        return context.statement(subject, "hasSpecification", field.place, value=value, metric=metric_name(field.column, context), unit=unit.unit)
    return result(record, subject, field, context, after=after, value=value, unit=unit)


def field_unit(cell: Unit, column: Column, context: Context) -> Unit:
    """The cell's unit, the header's, the metric's own, else the caption's where it is money or a scale of counts."""
    if cell and column.unit and not cell.unit and not cell.currencies:
        return replace(cell, unit=column.unit.unit, currencies=column.unit.currencies)
    if cell or column.unit:
        return cell or column.unit
    if column.metric and column.metric.unit:
        return Unit(unit=column.metric.unit)
    return context.caption_unit()


def context_free(subject: Entity, field: Field, value: Number, unit: Unit, context: Context) -> Statement | None:
    """Parameters and context lengths are plain numbers; a cell in another unit is not one."""
    if unit.currencies or unit.unit not in (None, "个", "参数", "tokens", "token") or field.column.measure is None:
        return None
    return context.statement(subject, field.column.measure.predicate, field.place, value=value)


def price(subject: Entity, field: Field, value: Number, unit: Unit, context: Context) -> Statement | None:
    """A price in one currency; of tokens, for as many as header or caption say."""
    wanted = field.column.measure.unit if field.column.measure else None
    if len(unit.currencies) != 1:
        return None
    per = unit.per
    if wanted and wanted.endswith("tokens"):
        counted = PER_TOKENS.fullmatch(per or "")
        if not counted:
            return None
        number = {"": "", "1m": "百万", "m": "百万", "1k": "千", "k": "千"}.get(folded(counted.group(1) or ""), counted.group(1))
        per = f"{number}{wanted.removeprefix('百万')}"
    return context.statement(subject, "costs", field.place, value=value, currency=unit.currencies[0], unit=per or wanted)


def metric_name(column: Column, context: Context) -> str:
    """The metric in the words of the report: the header without its unit."""
    if column.named:
        return column.named
    text = " ".join(part for part in column.head.raw.split(" ") if find_time(part, None)[1].strip(" 年度") or not find_time(part, None)[0])
    text = re.sub(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]\s*", lambda found: kept(found.group(), column, context), text)
    return re.sub(r"\s*[%％]", "", text).strip()


def kept(bracket: str, column: Column, context: Context) -> str:
    inside = folded(bracket.strip(" ()（）[]【】"))
    return bracket if inside in head_text(column.head, context.words, free=True) else " "


def result(
    record: Record, subject: Entity, field: Field, context: Context, *, after: tuple[Field, ...], value: Number, unit: Unit
) -> Statement | None:
    """A company's own figure with its period and the change that the next column gives; of a product, its owner's."""
    time = field.column.head.time if field.column.head.time.period else context.caption_time()
    if time.forecast:
        return None
    metric = metric_name(field.column, context)
    if record.class_ in PRODUCTS:
        owner = record.text("owner")
        if not owner:
            return context.statement(subject, "hasSpecification", field.place, value=value, metric=metric, unit=unit.unit)
        subject, metric = company_entity(owner, context.names), f"{record.name}{metric}"
    currency = unit.currencies[0] if len(unit.currencies) == 1 else None
    change = None if unit.unit == "%" else changed(after, context)
    unit_ = None if currency else unit.unit
    return context.statement(
        subject, "reportsMetric", field.place, value=value, currency=currency, metric=metric, period=time.period, unit=unit_, change=change
    )


def changed(after: tuple[Field, ...], context: Context) -> Number | None:
    """The year-on-year change in the column right after, shares and ratios between them left aside."""
    for field in after:
        figure = read_figure(field.text, context.words)
        if field.column.role and field.column.role.name == "change":
            return plain_number(figure.number) if figure and figure.unit.unit in (None, "%") else None
        if figure is None or "%" not in (figure.unit.unit, field.column.unit.unit):
            return None
    return None


def sequential(record: Record, subject: Entity, before: Field, field: Field, context: Context) -> Iterator[Statement | LeftOut]:
    """Growth over the period before is a figure of its own."""
    figure = read_figure(field.text, context.words)
    measure = before.column.measure
    if figure is None or measure is None or measure.predicate != "reportsMetric" or not fits(measure.classes, record.class_):
        yield context.left_out(*field.place, "a change of what is not known")
        return
    metric = metric_name(before.column, context) + metric_name(field.column, context)
    owner = record.text("owner")
    if record.class_ in PRODUCTS and not owner:
        yield context.left_out(*field.place, "a change of a product's figure without its owner")
        return
    if record.class_ in PRODUCTS:
        subject, metric = company_entity(owner, context.names), f"{record.name}{metric}"
    time = before.column.head.time if before.column.head.time.period else context.caption_time()
    yield context.statement(subject, "reportsMetric", field.place, value=plain_number(figure.number), metric=metric, period=time.period, unit="%")
