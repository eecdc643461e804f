"""Paragraphs -> the same, whole again where a column or page ended in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.reading.paragraphs import BULLET, ENDED, NUMBER, PAUSED, SMALL, Body, Paragraph, is_full
from kg.reading.signs import CAPTION, NOTE


def joined(paragraphs: Sequence[Paragraph], body: Body) -> list[Paragraph]:
    """Put the two halves of a paragraph together that a column or page parts; what stood between comes before it, or after it if on the next page."""
    found = list(paragraphs)
    at = 0
    while at < len(found):
        if (other := second_half(found, at, body)) is not None:
            first, second = found[at], found[other]
            between = found[at + 1 : other]
            before = [p for p in between if p.page == first.page]
            after = [p for p in between if p.page != first.page]
            found[at : other + 1] = [*before, replace(first, rows=first.rows + second.rows, column=second.column), *after]
            at += len(before)
        else:
            at += 1
    return found


def second_half(found: Sequence[Paragraph], at: int, body: Body) -> int | None:
    first = found[at]
    if not is_text(first, body) or ENDED.search(first.rows[-1].text):
        return None
    for other in range(at + 1, len(found)):
        p = found[other]
        if p.page > first.page + 1 or (is_text(p, body) and p.column == first.column):
            return None
        if is_text(p, body):
            return other if fits(first, p) else None
        if p.level:
            return None
    return None


def is_text(p: Paragraph, body: Body) -> bool:
    """Whether it is running text of the body, no heading, table, note, caption or label."""
    if p.kind is not None or p.level or not p.rows or abs(p.rows[0].size - body.size) > (1 - SMALL) * body.size:
        return False
    return not CAPTION.match(p.rows[0].text) and not NOTE.match(p.rows[0].text)


def fits(first: Paragraph, second: Paragraph) -> bool:
    last, row = first.rows[-1], second.rows[0]
    if row.indented or BULLET.match(row.text) or NUMBER.match(row.text) or not is_full(last, row):
        return False
    return not PAUSED.search(last.text) or first.rows[0].indented
