"""The values that a PDF's pages are read into. Lengths are points from the page's top left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from kg.reading.grids import Ruling

Place = Callable[[float, float], tuple[float, float]]  # a point of the page's own (y up) -> the same point as it is shown
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Ink(NamedTuple):
    """One visible character: its box, the height of its baseline, the number of its style, and whether white space stood before it."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    style: int
    space: bool


@dataclass(frozen=True, slots=True)
class Style:
    """Type: size in points, whether bold, colour (red, green, blue, opacity), direction in quarter turns clockwise (None: slanted), drawn or not."""

    size: float
    bold: bool
    colour: tuple[int, int, int, int]
    turn: int | None
    invisible: bool


@dataclass(frozen=True, slots=True)
class InkPage:
    """A page as it is seen; `turn` is the direction of most of its type, which `inks` have been turned back by (0 on nearly all pages)."""

    number: int
    width: float
    height: float
    inks: tuple[Ink, ...]
    styles: tuple[Style, ...]
    rulings: tuple[Ruling, ...]
    scanned: bool = False
    turn: int = 0
