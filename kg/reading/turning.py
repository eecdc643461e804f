"""Where things stand on a page as it is shown: pages that are turned, and type that lies on its side."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from kg.reading.grids import Ruling
from kg.reading.inkvalues import Box, Ink, Place, Style


def placing(page: Any, width: float, height: float) -> Place:
    """What turns the page's own points (y up) into points from the top left of the page as it is shown."""
    scale = 1000
    x, y = ctypes.c_int(), ctypes.c_int()

    def at(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, round(width * scale), round(height * scale), 0, px, py, x, y)
        return x.value / scale, y.value / scale

    (x0, y0), (x1, y1), (x2, y2) = at(0, 0), at(1000, 0), at(0, 1000)
    a, b, c, d = (x1 - x0) / 1000, (y1 - y0) / 1000, (x2 - x0) / 1000, (y2 - y0) / 1000
    return lambda px, py: (x0 + px * a + py * c, y0 + px * b + py * d)


def main_turn(inks: Sequence[Ink], styles: Sequence[Style]) -> int:
    turns = Counter(styles[ink.style].turn for ink in inks)
    turns.pop(None, None)
    return max(turns, key=lambda turn: (turns[turn], -(turn or 0))) or 0 if turns else 0


def turned(inks: Sequence[Ink], rulings: Sequence[Ruling], turn: int, width: float, height: float) -> tuple[list[Ink], tuple[Ruling, ...]]:
    """Inks and rulings as they stand once the page is turned so that its type is upright."""
    box = turning(turn, width, height)
    upright = []
    for ink in inks:
        left, top, right, bottom = box(ink[1:5])
        upright.append(ink._replace(left=left, top=top, right=right, bottom=bottom, base=bottom - 0.2 * (bottom - top)))
    return upright, tuple(Ruling(*box(ruling)) for ruling in rulings)


def turning(turn: int, width: float, height: float) -> Callable[[Sequence[float]], Box]:
    """What turns a box on a page of this size against `turn` quarter turns clockwise."""

    def box(old: Sequence[float]) -> Box:
        left, top, right, bottom = old
        if turn == 1:
            return top, width - right, bottom, width - left
        if turn == 2:
            return width - right, height - bottom, width - left, height - top
        return height - bottom, left, height - top, right

    return box
