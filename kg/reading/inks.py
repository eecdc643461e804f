"""A PDF page -> its inks: the visible characters with their boxes, upright, from the page's top left."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from kg.reading.forms import BULLET, normal_form
from kg.reading.grids import Ruling, page_rulings

Place = Callable[[float, float], tuple[float, float]]
Box = tuple[float, float, float, float]

SMALLEST = 1.5  # points; smaller type is hidden
PALE = 245  # of 255 in red, green and blue: white on white is hidden
FAINT = 150  # of 255: large type that is paler, or less opaque than 128, is a watermark
LARGE = 30.0  # points
INVISIBLE = 3  # PDF's text render mode that draws nothing
GARBLED = 0.3  # of a page's characters
COVERED = 0.5  # of the page: a picture that covers more makes a page without text a scan


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
    """Type: size in points, whether bold, colour (red, green, blue, opacity), direction in quarter turns clockwise (None: slanted), hidden or not."""

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


def read_page(page: Any, number: int) -> InkPage:
    """The visible characters and rulings of a pypdfium2 page."""
    width, height = page.get_size()
    place = placing(page, width, height)
    textpage = page.get_textpage()
    try:
        inks, styles = page_inks(textpage.raw, place)
    finally:
        textpage.close()
    inks = visible(page, inks, styles, place)
    turn = main_turn(inks, styles)
    inks = [ink for ink in inks if styles[ink.style].turn == turn]
    rulings = page_rulings(page, place)
    if is_garbled(inks):
        return InkPage(number, width, height, (), (), (), scanned=True)
    scanned = len(inks) < 20 and pictured(page, place, width * height)
    if turn:
        inks, rulings = turned(inks, rulings, turn, width, height)
    return InkPage(number, width, height, tuple(inks), tuple(styles), rulings, scanned, turn)


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


def page_inks(raw: Any, place: Place) -> tuple[list[Ink], list[Style]]:
    """All characters in the order of the content stream, hidden ones too; style is looked up where a run of characters begins."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[Style, int] = {}
    inks: list[Ink] = []
    space, style, upright = True, 0, place(1000, 0)[0] > place(0, 1000)[0] == place(0, 0)[0]
    foot = place(0, 0)[1]
    last = Ink("", 0, 0, 0, 0, 0, 0, True)
    for at in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code in BLANKS:
            space = True
            continue
        char = CHARS.get(code) or character(code)
        if not char or not pdfium.FPDFText_GetLooseCharBox(raw, at, rect):
            continue
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        if upright:
            left, top, right, bottom, base = rect.left, foot - rect.top, rect.right, foot - rect.bottom, foot - y.value
        else:
            (x0, y0), (x1, y1), base = place(rect.left, rect.top), place(rect.right, rect.bottom), place(x.value, y.value)[1]
            left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        if space or base != last.base or abs(left - last.right) > 2 or abs((bottom - top) - (last.bottom - last.top)) > 0.05:
            style = styles.setdefault(style_at(raw, at, place), len(styles))
        last = Ink(char, left, top, right, bottom, base, style, space)
        inks.append(last)
        space = False
    return inks, list(styles)


BLANKS = {0, 9, 10, 11, 12, 13, 32, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x205F, 0x2028, 0x2029, 0x200B, 0xFEFF}
CHARS: dict[int, str] = {}


def character(code: int) -> str:
    """The code point in its normal form: no soft hyphens, no radicals for characters, no ligatures; private-use ones are bullets. Kept for the next time."""
    CHARS[code] = normal_form(code)
    return CHARS[code]


def style_at(raw: Any, at: int, place: Place) -> Style:
    found = pdfium.FPDFText_GetTextObject(raw, at)
    matrix, size, colour = pdfium.FS_MATRIX(), ctypes.c_float(), [ctypes.c_uint() for _ in range(4)]
    if not found or not pdfium.FPDFPageObj_GetMatrix(found, matrix):
        return Style(pdfium.FPDFText_GetFontSize(raw, at), False, (0, 0, 0, 255), 0, False)
    pdfium.FPDFTextObj_GetFontSize(found, size)
    (x0, y0), (x1, y1), (x2, y2) = place(0, 0), place(matrix.a, matrix.b), place(matrix.c, matrix.d)
    scale = math.hypot(x2 - x0, y2 - y0)
    angle = math.degrees(math.atan2(y1 - y0, x1 - x0)) / 90
    turn = round(angle) % 4 if abs(angle - round(angle)) < 0.05 else None
    if not pdfium.FPDFPageObj_GetFillColor(found, *colour):
        colour[3].value = 255
    mode = pdfium.FPDFTextObj_GetTextRenderMode(found)
    r, g, b, a = (part.value for part in colour)
    return Style(round(size.value * scale, 1), is_bold(found, mode), (r, g, b, a), turn, mode == INVISIBLE)


def is_bold(found: Any, mode: int) -> bool:
    font = pdfium.FPDFTextObj_GetFont(found)
    name = ctypes.create_string_buffer(100)
    length = pdfium.FPDFFont_GetBaseFontName(font, name, 100) if font else 0
    text = name.value.decode("latin-1").casefold() if 0 < length <= 100 else ""
    return mode == 2 or any(word in text for word in ("bold", "black", "heavy", "simhei", "semibold")) or (bool(font) and pdfium.FPDFFont_GetWeight(font) >= 600)


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


def is_garbled(inks: Sequence[Ink]) -> bool:
    """Whether the characters are those of a font that does not say what they are: private ones, which we take for bullets."""
    return len(inks) > 50 and sum(1 for ink in inks if ink.char == BULLET) > GARBLED * len(inks)


def pictured(page: Any, place: Place, area: float) -> bool:
    """Whether pictures cover most of the page."""
    boxes = [placed(found, place) for found in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4)]
    return sum((right - left) * (bottom - top) for left, top, right, bottom in boxes) > COVERED * area


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
