"""Pages of strips -> which of them are running headers and footers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.reading.grids import Ruling
from kg.reading.strips import Strip, text_of

EDGE = 0.15  # of the page's height, at the top and at the bottom
OFTEN = 0.25  # of the pages; odd and even pages may have lines of their own
MOSTLY = 0.6  # of the pages
DRIFT = 4.0  # points that a running line may move from page to page
PAGE_NUMBER = re.compile(r"^[-—–\s|/]*(第?\s*\d{1,4}\s*页?|page\s*\d+|\d+\s*(/|of)\s*\d+|第\s*\d+\s*页[\s/,，]*共\s*\d+\s*页)[-—–\s|/]*$", re.I)


def running(pages: Sequence[Sequence[Strip]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the numbers of the strips that stand at its edge on other pages too, but for their digits, and page numbers."""
    places: dict[str, list[tuple[int, float, int]]] = defaultdict(list)
    for page, strips in enumerate(pages):
        for number, strip in enumerate(strips):
            if strip.grid is None and at_edge(strip, heights[page]):
                places[re.sub(r"\d+", "#", text_of(strip.inks)[0])].append((page, strip.top, number))
    found: list[set[int]] = [set() for _ in pages]
    for text, seen in places.items():
        for page, top, number in seen:
            others = {other for other, height, _ in seen if other != page and abs(height - top) <= DRIFT}
            numbered = PAGE_NUMBER.match(text.replace("#", "1")) is not None and outermost(pages[page], number, heights[page])
            if numbered or len(others) + 1 >= max(2, OFTEN * len(pages)):
                found[page].add(number)
    return found


def running_rules(pages: Sequence[Sequence[Ruling]], heights: Sequence[float]) -> set[Ruling]:
    """The level lines at the pages' edges that most pages have at the same place: they go with the running lines, not with a table below them."""
    at: dict[tuple[int, ...], set[int]] = defaultdict(set)
    same: dict[tuple[int, ...], set[Ruling]] = defaultdict(set)
    for page, rulings in enumerate(pages):
        for rule in rulings:
            if rule.horizontal and not EDGE * heights[page] < rule.top < (1 - EDGE) * heights[page]:
                place = tuple(round(side) for side in rule)
                at[place].add(page)
                same[place].add(rule)
    return {rule for place, seen in at.items() if len(seen) >= max(2, MOSTLY * len(pages)) for rule in same[place]}


def at_edge(strip: Strip, height: float) -> bool:
    return strip.bottom < EDGE * height or strip.top > (1 - EDGE) * height


def outermost(strips: Sequence[Strip], number: int, height: float) -> bool:
    """Whether nothing stands between the strip and the page's edge."""
    strip = strips[number]
    others = [s for n, s in enumerate(strips) if n != number]
    return not any(s.top > strip.bottom for s in others) if strip.top > height / 2 else not any(s.bottom < strip.top for s in others)
