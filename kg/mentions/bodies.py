"""Public bodies by their place and their end: 北京市经济和信息化局, 越南国会, 巴西经济保护管理委员会."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.types import Types, segment

RUN = re.compile(r"[”“]?[\u3400-\u9fff]{1,18}")
LONGEST = 16  # characters behind the place
SHORTEST = 6  # behind a body
SHORT = ("部", "局", "署", "厅", "委", "院", "办", "司")  # ends that are a word by themselves only


def bodies(text: str, places: Sequence[tuple[int, int, bool]], types: Types) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and class of the bodies whose names begin with one of these places or bodies (start, end, whether it is a place)."""
    for start, end, place in places:
        run = RUN.match(text, end)
        if run is None or run[0][0] == "”":
            continue
        inner = run[0].lstrip("“")
        opened = run[0][0] == "“"
        at, best = end + opened, None
        for word in segment(inner):
            at += len(word)
            if at - end > (LONGEST if place else SHORTEST) or stops(word, types) or (word == "和" and not place):
                break
            if any(end <= other < at and (not place or at < stop) for other, stop, _ in places):
                break
            class_ = class_of_end(word, types)
            if class_:
                best = (at, class_)
        if best:
            yield (end + 1 if opened else start), best[0], best[1]


def stops(word: str, types: Types) -> bool:
    if word in types.slots["inner"] or word in types.slots["bodies"]:
        return False
    return (
        word in types.slots["after"]
        if len(word) > 1
        else word not in SHORT and word in "的了是在与及或对向为由被将把从以于等其该这那各每两并且也还都又已曾正就才再仍均后前内款个称拟获而会"
    )


def class_of_end(word: str, types: Types) -> str | None:
    """The class that a body's last word says."""
    if word in types.slots["outside"]:
        return None
    if word in SHORT or (len(word) > 1 and word.endswith(("部", "局", "署", "厅")) and word not in types.classes):
        return "GovernmentBody"
    for size in range(len(word), 1, -1):
        if word[-size:] in types.slots["bodies"]:
            return "GovernmentBody"
        if types.suffixes.get(word[-size:], ("", True))[0] in ("ResearchOrganization",):
            return "ResearchOrganization"
    return None
