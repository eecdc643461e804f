"""Inks -> those that a reader of the page sees; pages whose text no reader of the text layer can have."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from kg.reading.forms import BULLET
from kg.reading.inkvalues import Box, Ink, Place, Style

SMALLEST = 1.5  # points; smaller type is hidden
PALE = 245  # of 255 in red, green and blue: white on white is hidden
FAINT = 150  # of 255: large type that is paler, or less opaque than 128, is a watermark
LARGE = 30.0  # points
GARBLED = 0.3  # of a page's characters
COVERED = 0.5  # of the page: a picture that covers more makes a page without text a scan


def visible(page: Any, inks: Sequence[Ink], styles: Sequence[Style], place: Place) -> list[Ink]:
    """Without type that is invisible (unless a scan has no other), tiny, white on white, or a watermark."""
    shown = [ink for ink in inks if not styles[ink.style].invisible]
    kept = shown if len(shown) * 4 >= len(inks) else inks
    hidden = {n for n, s in enumerate(styles) if s.size < SMALLEST or is_watermark(s)}
    white = {n for n, s in enumerate(styles) if min(s.colour[:3]) >= PALE or s.colour[3] < 20} - hidden
    shades = list(shade_boxes(page, place)) if any(ink.style in white for ink in kept) else []
    return [ink for ink in kept if ink.style not in hidden and (ink.style not in white or on_shade(ink, shades))]


def is_watermark(style: Style) -> bool:
    return style.turn is None or (style.size >= LARGE and (min(style.colour[:3]) > FAINT or style.colour[3] < 128))


def on_shade(ink: Ink, shades: Sequence[Box]) -> bool:
    x, y = (ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in shades)


def shade_boxes(page: Any, place: Place) -> Iterator[Box]:
    """Boxes of filled dark paths and of pictures."""
    colour = [ctypes.c_uint() for _ in range(4)]
    for found in page.get_objects(max_depth=4):
        if found.type == pdfium.FPDF_PAGEOBJ_PATH:
            if pdfium.FPDFPageObj_GetFillColor(found.raw, *colour) and min(part.value for part in colour[:3]) < PALE and colour[3].value > 20:
                yield placed(found, place)
        elif found.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            yield placed(found, place)


def placed(found: Any, place: Place) -> Box:
    left, bottom, right, top = found.get_bounds()
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def pictured(page: Any, place: Place, area: float) -> bool:
    """Whether pictures cover most of the page."""
    boxes = [placed(found, place) for found in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4)]
    return sum((right - left) * (bottom - top) for left, top, right, bottom in boxes) > COVERED * area


def is_garbled(inks: Sequence[Ink]) -> bool:
    """Whether the characters are those of a font that does not say what they are: private ones, which we take for bullets."""
    return len(inks) > 50 and sum(1 for ink in inks if ink.char == BULLET) > GARBLED * len(inks)
