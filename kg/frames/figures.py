"""Whose figure a number is: X 的 N, N V 的 S, the subject of its clause, its place in a list of names."""

from __future__ import annotations

from dataclasses import dataclass

from kg.clauses import Chunk, Parsed, Signal
from kg.frames.lexicon import Frame, Slot
from kg.frames.roles import Context, Filled, find_subject, take, verbs_between
from kg.mentions import Mention, Quantity


@dataclass(frozen=True, slots=True)
class Value:
    """A name, a metric's word (`cue`), the number; `frame` is what the word asks for."""

    frame: Frame
    cue: Signal
    subject: Mention
    quantity: Quantity
    carried: str
    unit: str | None = None


def directly_before(parsed: Parsed, quantity: Quantity) -> Chunk | None:
    """X 的 N: the group that the number belongs to by 的."""
    for chunk in parsed.chunks:
        if chunk.end < quantity.start and parsed.text[chunk.end : quantity.start] in ("的", "的约"):
            return chunk
    return None


def named_before_bracket(parsed: Parsed, quantity: Quantity) -> Chunk | None:
    """X(4240 亿参数): the group right before the bracket that holds the number."""
    for start, end in parsed.brackets:
        if start < quantity.start < end:
            return next((c for c in parsed.chunks if c.end == start or parsed.text[c.end : start] in ("”", "》")), None)
    return None


def distributed(parsed: Parsed, filled: Filled, cue: Signal, quantity: Quantity) -> Mention | None:
    """A、B 的算力分别为 x 和 y: the name at the number's place in its list."""
    if len(filled.mentions) == 1:
        return filled.mentions[0]
    numbers = [
        q
        for q in parsed.read.quantities
        if q.start >= cue.end and q.kind == quantity.kind and parsed.clause_of(q.start) == parsed.clause_of(quantity.start)
    ]
    if quantity in numbers and len(numbers) >= len(filled.mentions):
        index = numbers.index(quantity)
        return filled.mentions[index] if index < len(filled.mentions) else None
    return filled.mentions[-1]


def holder(context: Context, slot: Slot, cue: Signal, quantity: Quantity, side: str) -> Filled | None:
    """X 的 N; N V 的 S; S 的 V 为 N; else the subject or topic."""
    parsed = context.parsed
    aside = named_before_bracket(parsed, quantity)
    if aside is not None:
        return take(context, aside, slot)
    direct = directly_before(parsed, quantity)
    if direct is not None and side == "V N":
        filled = take(context, direct, slot)
        if filled:
            return filled
    last = max(cue.end, quantity.end)
    if parsed.text[last : last + 2].lstrip("左余多以").startswith("的"):
        filled = relative_head(context, slot, last)
        if filled:
            return filled
    return find_subject(context, slot, min(cue.start, quantity.start), person=True, attributive=True)


def relative_head(context: Context, slot: Slot, last: int) -> Filled | None:
    parsed = context.parsed
    for chunk in parsed.chunks:
        if chunk.start >= last:
            if chunk.start - last > 16 or verbs_between(parsed, last, chunk.start):
                return None
            while chunk.modifies is not None:
                chunk = parsed.chunks[chunk.modifies]
            return take(context, chunk, slot)
    return None


__all__ = ["Value", "directly_before", "distributed", "holder", "relative_head"]
