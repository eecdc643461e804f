"""Heads -> what their columns hold: a role, a metric, a measure of products or companies, with its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.tables.figures import Unit, read_unit
from kg.tables.heads import Head
from kg.tables.words import CALENDAR, Measure, Metric, Role, TableWords, folded

KEPT = re.compile(r"^(ttm|lyr|mrq|lf|yoy|qoq|bp|bps)$", re.I)  # brackets that tell metrics apart, not units
NO_UNIT = Unit()
CONNECTING = re.compile(r"[\s/、,，:：\-—_()（）\[\]]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, and what is known of it. `unit` is what the header says; the caption's unit is the table's."""

    head: Head
    role: Role | None = None
    metric: Metric | None = None
    measure: Measure | None = None
    unit: Unit = NO_UNIT
    named: str = ""  # the metric in the caption's words, where the header is but a period


def read_columns(heads: tuple[Head, ...], words: TableWords, caption: str) -> tuple[Column, ...]:
    """A column for each head. 同比 and its like take the metric of the column before them into their words."""
    columns: list[Column] = []
    subject = ""
    spoken = caption_measure(caption, words)
    for head in heads:
        column = read_column(head, words, caption)
        if columns and column.role and column.role.name == "item" and column.measure:
            column = replace(column, role=None)  # 参数 beside 模型 is a figure, at the head of the rows' labels it is not
        if spoken and head.time.period and not head.words and not head.brackets:
            column = replace(column, measure=spoken[0], named=spoken[1])
        if column.role and column.role.name == "change" and subject:
            column = replace(column, metric=match_metric(folded(subject + "同比"), words, "")[0])
        elif column.metric:
            subject = column.head.words
        columns.append(column)
    return tuple(columns)


def read_column(head: Head, words: TableWords, caption: str) -> Column:
    unit, text = head_unit(head, words)
    role = words.role(text) or words.role(head.words) or words.role(head.raw)
    plain = head_text(head, words, free=False)
    metric = match_metric(plain + "2024", words, caption)[0] if head.time.period else None  # YEAR and PERIOD: the time itself is out of the words
    metric = metric or match_metric(plain, words, caption)[0]
    measure = None if role and role.name != "item" else match_measure(head_text(head, words, free=True), words)
    if role is None and metric is None and not (measure and measure.exact):
        role = role_by_end(text, words)
    return Column(head, role, metric, None if role and role.name != "item" else measure, unit)


def head_unit(head: Head, words: TableWords) -> tuple[Unit, str]:
    """The unit that brackets or the end of the words give, and the words without it."""
    text = head.words
    for bracket in head.brackets:
        if not KEPT.match(bracket) and not match_metric(folded(bracket), words, "")[0] and (unit := read_unit(bracket, words)):
            return unit, text
    if "%" in text:
        return Unit(unit="%"), text.replace("%", " ").strip()
    return Unit(), text


def head_text(head: Head, words: TableWords, free: bool) -> str:
    """The head's words with those brackets that are no units, folded."""
    kept = [b for b in head.brackets if KEPT.match(b) or not read_unit(b, words, free)]
    return CONNECTING.sub("", folded(head.words.replace("%", " ") + "".join(kept)))


def match_metric(text: str, words: TableWords, caption: str) -> tuple[Metric | None, int]:
    """The metric whose words fill the header but for words that say nothing; the more letters are its own, the better."""
    best: tuple[tuple[int, int], Metric] | None = None
    for metric in words.metrics:
        for parts in metric.words:
            fit = fits(parts, text, caption, words.change_fillers if metric.kind == "change" else words.fillers)
            if fit and (best is None or fit > best[0]):
                best = (fit, metric)
    return (best[1], best[0][0]) if best else (None, 0)


def fits(parts: tuple[str, ...], text: str, caption: str, fillers: tuple[str, ...]) -> tuple[int, int] | None:
    """How many letters of the header and of the caption the parts cover, None where they do not fit."""
    rest, inside, outside = text, 0, 0
    for at, part in enumerate(parts):
        start, end = place(part, rest)
        if end:
            rest = rest[:start] + " " + rest[end:]
            inside += end - start
        elif at and part not in CALENDAR and part in folded(caption):
            outside += len(part)
        else:
            return None
    for filler in fillers:
        rest = rest.replace(filler, "")
    return None if rest.strip() else (inside, outside)


def place(part: str, text: str) -> tuple[int, int]:
    """Where the part first stands; (-1, 0) where it does not."""
    if part in CALENDAR:
        found = re.search(CALENDAR[part], text)
        return found.span() if found else (-1, 0)
    start = text.find(part)
    return start, start + len(part) if start >= 0 else 0


def caption_measure(caption: str, words: TableWords) -> tuple[Measure, str] | None:
    """The business figure that a caption names, the longest word of it."""
    plain = folded(caption)
    found = (m for m in words.measures if m.exact > 1 and m.predicate == "reportsMetric" and m.pattern.search(plain))
    measure = next(found, None)
    said = measure.pattern.search(plain) if measure else None
    return (measure, said.group()) if measure and said else None


def match_measure(text: str, words: TableWords) -> Measure | None:
    return next((measure for measure in words.measures if measure.pattern.fullmatch(text)), None)


def role_by_end(text: str, words: TableWords) -> Role | None:
    """The role of the longest Chinese word of two letters or more that the header ends with."""
    plain = folded(text)
    ends = (plain[at:] for at in range(1, len(plain) - 1))
    return next((words.roles[end] for end in ends if end in words.roles and not end.isascii()), None)
