"""A PDF page -> its inks: the visible characters with their boxes, upright, from the page's top left."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pypdfium2.raw as pdfium

from kg.reading.forms import normal_form
from kg.reading.grids import page_rulings
from kg.reading.hidden import is_garbled, pictured, visible
from kg.reading.inkvalues import Ink, InkPage, Place, Style
from kg.reading.turning import main_turn, placing, turned

BLANKS = {0, 9, 10, 11, 12, 13, 32, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x205F, 0x2028, 0x2029, 0x200B, 0xFEFF}
CHARS: dict[int, str] = {}  # normal forms of the code points met so far
INVISIBLE, FILL_AND_STROKE = 3, 2  # PDF's text render modes
LOWEST = 0.1  # points: a character whose font is broken has no height
FARTHEST = 1e5  # points: where a broken matrix puts characters
HEAVY = 600  # a font's weight from which it is bold
HEAVY_NAMES = ("bold", "black", "heavy", "simhei", "semibold")


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
    if is_garbled(inks):
        return InkPage(number, width, height, (), (), (), scanned=True)
    rulings = page_rulings(page, place)
    scanned = len(inks) < 20 and pictured(page, place, width * height)
    if turn:
        inks, rulings = turned(inks, rulings, turn, width, height)
    return InkPage(number, width, height, tuple(inks), tuple(styles), rulings, scanned, turn)


def page_inks(raw: Any, place: Place) -> tuple[list[Ink], list[Style]]:
    """All characters in the order of the content stream, hidden ones too; style is looked up where a run of characters begins."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[Style, int] = {}
    inks: list[Ink] = []
    (edge, foot), upright = place(0, 0), place(1000, 0)[0] > place(0, 1000)[0] == place(0, 0)[0]
    space, style, last = True, 0, Ink("", 0, 0, 0, 0, 0, 0, True)
    for at in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code in BLANKS:
            space = True
            continue
        char = CHARS[code] if code in CHARS else CHARS.setdefault(code, normal_form(code))
        if not char or not pdfium.FPDFText_GetLooseCharBox(raw, at, rect):
            continue
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        if upright:
            left, top, right, bottom, base = rect.left + edge, foot - rect.top, rect.right + edge, foot - rect.bottom, foot - y.value
        else:
            (x0, y0), (x1, y1), base = place(rect.left, rect.top), place(rect.right, rect.bottom), place(x.value, y.value)[1]
            left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        if not (bottom - top > LOWEST and abs(left) + abs(bottom) + abs(right) < FARTHEST):
            if (size := pdfium.FPDFText_GetFontSize(raw, at)) <= LOWEST or not abs(base) + abs(left) < FARTHEST:
                continue
            right, top, bottom = max(right, left + 0.5 * size), base - 0.88 * size, base + 0.12 * size
        if space or base != last.base or abs(left - last.right) > 2 or abs((bottom - top) - (last.bottom - last.top)) > 0.05:
            style = styles.setdefault(style_at(raw, at, place), len(styles))
        last = Ink(char, left, top, right, bottom, base, style, space)
        inks.append(last)
        space = False
    return inks, list(styles)


def style_at(raw: Any, at: int, place: Place) -> Style:
    """The type of the character number `at` of a text page."""
    matrix, colour = pdfium.FS_MATRIX(), [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetMatrix(raw, at, matrix)
    (x0, y0), (x1, y1), (x2, y2) = place(0, 0), place(matrix.a, matrix.b), place(matrix.c, matrix.d)
    size = pdfium.FPDFText_GetFontSize(raw, at) * math.hypot(x2 - x0, y2 - y0)
    angle = math.degrees(math.atan2(y1 - y0, x1 - x0)) / 90
    turn = round(angle) % 4 if abs(angle - round(angle)) < 0.05 else None
    if not pdfium.FPDFText_GetFillColor(raw, at, *colour):
        colour[3].value = 255
    found = pdfium.FPDFText_GetTextObject(raw, at)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(found) if found else 0
    r, g, b, a = (part.value for part in colour)
    return Style(round(size, 1), bool(found) and is_bold(found, mode), (r, g, b, a), turn, mode == INVISIBLE)


def is_bold(found: Any, mode: int) -> bool:
    font = pdfium.FPDFTextObj_GetFont(found)
    if not font or mode == FILL_AND_STROKE:
        return mode == FILL_AND_STROKE
    name = ctypes.create_string_buffer(100)
    length = pdfium.FPDFFont_GetBaseFontName(font, name, 100)
    text = name.value.decode("latin-1").casefold() if 0 < length <= 100 else ""
    return any(word in text for word in HEAVY_NAMES) or pdfium.FPDFFont_GetWeight(font) >= HEAVY
