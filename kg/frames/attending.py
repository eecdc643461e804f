"""在 X 大会上，Y …: whoever acts in the clause that an event frames takes part in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Chunk, Parsed, Signal
from kg.frames.lexicon import Frame, Lexicon
from kg.frames.matching import Match
from kg.frames.roles import Context, as_class
from kg.mentions import Mention

PARTS = "论坛|演讲|环节|展台|主会场|开幕式|闭幕式|分论坛|间隙|期间|现场"  # of an event
FRAMING = re.compile(rf"[”》\"]?(?:\([^)]*\))?(?:(?:的?[^，。；]{{0,8}}?(?:{PARTS}))?[上中里内时]?|期间|现场|间隙|前夕)，")
ACTING = ("Company", "Person", "Organization", "ResearchOrganization")
MOST = 2  # subjects of a clause that take part


def find_attending(context: Context, lexicon: Lexicon) -> Iterator[Match]:
    """The subject of the clause after 在 <event> 上，; nobody where that clause has no verb."""
    parsed, frame = context.parsed, lexicon.predicates.get("participatesIn")
    if frame is None:
        return
    plain = Frame(frame.predicate, (), (), (), "", frame.place)
    for chunk in parsed.chunks:
        event = chunk.mentions[-1]
        if event.classes[0] != "Event" or not framing(parsed, chunk):
            continue
        clause = chunk.clause + 1
        for who in subjects(context, clause):
            verb = Signal(event.start, event.end, event.text, frozenset())
            thing = as_class(context.schema, event, ("Event",))
            yield Match(plain, parsed, verb, as_class(context.schema, who, ("Agent",)), thing, how="pattern", carried="own")


def framing(parsed: Parsed, chunk: Chunk) -> bool:
    """Whether the clause ends with the event and its 上 or 期间, behind 在 or at the start of the sentence."""
    if chunk.clause + 1 >= len(parsed.borders) or not FRAMING.match(parsed.text, chunk.end):
        return False
    lead = parsed.text[parsed.borders[chunk.clause] : chunk.start]
    return chunk.prep in ("在", "于") or (not chunk.prep and len(lead) <= 6 and parsed.text[chunk.end : chunk.end + 2] in ("上，", "期间", "现场"))


def subjects(context: Context, clause: int) -> list[Mention]:
    """The first group of the clause, or the person that its body introduces (X 创始人 Y)."""
    parsed = context.parsed
    groups = [c for c in parsed.chunks if c.clause == clause and not c.prep]
    verbs = [s for s in parsed.between(parsed.borders[clause], parsed.clause_end(clause)) if s.kinds & {"verb", "speech", "gap"}]
    if not groups or not verbs or groups[0].start > verbs[-1].start:
        return []
    head = groups[0]
    while head.modifies is not None and parsed.chunks[head.modifies].mentions[0].classes[0] in ACTING:
        head = parsed.chunks[head.modifies]
    return [m for m in head.mentions if m.classes[0] in ACTING][:MOST]


__all__ = ["find_attending"]
