"""Records of what happened -> statements: releases, funding rounds, acquisitions, policies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Entity, Number, Statement
from kg.tables.context import Context, money
from kg.tables.figures import is_nothing, plain_number, read_figure
from kg.tables.naming import company_entity, is_name, name_entity
from kg.tables.records import PRODUCTS, Record
from kg.tables.times import find_time
from kg.tables.words import TableWords

POLICY = re.compile(r"(办法|条例|规定|通知|公告|意见|法|规划|方案|决定|令|指南|细则|标准|纲要|准则|行动计划)[》”\"]?$")
NOBODY = re.compile(r"未披露|某|多家|老股东|现有股东|战略投资者")
SEVERAL = re.compile(r"\s*[、/，,;；]\s*|\s+和\s+")


def read_events(record: Record, context: Context) -> Iterator[Statement]:
    """What the dated and owned rows tell."""
    if record.class_ in PRODUCTS:
        yield from releases(record, context)
    elif record.class_ == "Company" and (record.text("round") or (record.text("amount") and "融资" in context.caption)):
        yield from funding(record, context)


def releases(record: Record, context: Context) -> Iterator[Statement]:
    """The owner released it on the day of its column; a row without an owner tells nobody's act."""
    owners, day = names_in(record.text("owner"), context.words), record.text("published")
    date, _ = find_time(day, context.published)
    if not (date.date or date.period):
        return
    for owner in owners:
        product = name_entity(record.name, record.class_, context.names)
        when = date.date or date.period
        yield context.statement(company_entity(owner, context.names), "releases", record.place, object_=product, date=when)


def funding(record: Record, context: Context) -> Iterator[Statement]:
    company = company_entity(record.name, context.names)
    time, _ = find_time(record.text("date"), context.published)
    when = time.date or time.period
    value, currency = amount(record.text("amount"), context)
    round_ = record.text("round")
    round_ = "" if is_nothing(round_) else round_
    yield context.statement(company, "raisesFunding", record.place, value=value, currency=currency, date=when, round=round_ or None)
    for name in names_in(record.text("investor"), context.words):
        yield context.statement(company_entity(name, context.names), "investsIn", record.place, object_=company, date=when)


def amount(text: str, context: Context) -> tuple[Number | None, str | None]:
    """An exact sum in one currency, the caption's where the cell names none; else nothing."""
    figure = read_figure(text, context.words)
    unit = (figure.unit or context.caption_unit()) if figure else None
    if not figure or not unit or len(unit.currencies) != 1:
        return None, None
    return plain_number(figure.number * unit.scale), unit.currencies[0]


def names_in(text: str, words: TableWords) -> list[str]:
    """The names that a cell lists; 等 and what is no name are left out."""
    parts = [re.sub(r"\s*等\S{0,3}$", "", part).strip() for part in SEVERAL.split(text)]
    return [part for part in parts if is_name(part, words) and not NOBODY.search(part)]


def read_deals(record_texts: dict[str, str], place: tuple[int, int], context: Context) -> Iterator[Statement]:
    """Acquisitions and policies: rows whose roles say who did what to whom."""
    time, _ = find_time(record_texts.get("date", ""), context.published)
    when = time.date or time.period
    if record_texts.get("acquirer") and record_texts.get("acquired"):
        value, currency = amount(record_texts.get("amount", ""), context)
        paid = money(value, currency) if value is not None else None
        for buyer in names_in(record_texts["acquirer"], context.words):
            target = company_entity(record_texts["acquired"], context.names)
            yield context.statement(company_entity(buyer, context.names), "acquires", place, object_=target, date=when, amount=paid)
    elif record_texts.get("policy") and record_texts.get("owner") and POLICY.search(record_texts["policy"]):
        effective, _ = find_time(record_texts.get("effective", ""), context.published)
        policy = Entity(record_texts["policy"], "Policy", (record_texts["policy"],))
        for body in names_in(record_texts["owner"], context.words):
            issuer = name_entity(body, "GovernmentBody", context.names)
            yield context.statement(issuer, "issuesPolicy", place, object_=policy, date=when, validFrom=effective.date or effective.period)
