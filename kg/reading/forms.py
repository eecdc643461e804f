"""A code point of a PDF's text layer -> the character that it stands for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ontology import load_ontology

BULLET = "●"
HYPHENS = (0x02, 0xFFFE, 0x2010, 0x2011)  # the first two are what pdfium says for a hyphen at a line's end
LIGATURES = range(0xFB00, 0xFB07)
RADICALS = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))


def normal_form(code: int) -> str:
    """Radicals and compatibility ideographs as characters, ligatures as letters, private-use bullets as ●; "" for what is no character."""
    if code in HYPHENS:
        return "-"
    if any(code in part for part in PRIVATE):
        return BULLET
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code in (0xFFFD, 0xFFFF):
        return ""
    char = chr(code)
    if code in LIGATURES or any(code in part for part in RADICALS):
        return radicals().get(char) or unicodedata.normalize("NFKC", char)
    if code == 0xAD:
        return char
    return "" if unicodedata.category(char) in ("Cc", "Cf", "Cn", "Zl", "Zp") else char


@lru_cache(maxsize=1)
def radicals() -> dict[str, str]:
    """Radicals that Unicode does not map, from `reading-radicals.tsv`."""
    return {row.cells[0]: row.cells[1] for row in load_ontology().rows("words", "reading-radicals.tsv")}
