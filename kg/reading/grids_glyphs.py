"""Glyphs -> lines and words: what stands side by side, with spaces where gaps are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.reading.grids_values import Glyph, Piece

WORD_GAP = 0.22  # of a glyph's height: a wider gap between Latin letters is a space
SPACE_GAP = 0.1  # of a glyph's height: a space that the page's text holds shows so much at least
OVERLAP = 0.1  # of a glyph's height


def pieces_of(glyphs: Iterable[Glyph]) -> tuple[Piece, ...]:
    """The visual lines of one cell, from top to bottom."""
    lines = visual_lines(glyphs)
    return tuple(piece for line in lines if (piece := piece_of(line)))


def visual_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs grouped by their height on the page, each group from left to right. White ones count for nothing."""
    lines: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if g.char.strip()), key=lambda g: ((g.top + g.bottom) / 2, g.left)):
        middle = (glyph.top + glyph.bottom) / 2
        if lines and any(other.top <= middle <= other.bottom for other in lines[-1][-3:]):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda g: g.left) for line in lines]


def overlapping_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs grouped into rows from top to bottom: what overlaps in height, directly or through others."""
    rows: list[list[Glyph]] = []
    reach = float("-inf")
    for glyph in sorted((g for g in glyphs if g.char.strip()), key=lambda g: (g.top, g.left)):
        if rows and glyph.top < reach - OVERLAP * (glyph.bottom - glyph.top):
            rows[-1].append(glyph)
            reach = max(reach, glyph.bottom)
        else:
            rows.append([glyph])
            reach = glyph.bottom
    return rows


def piece_of(line: Sequence[Glyph]) -> Piece | None:
    if not line:
        return None
    text, edges = "", []
    height = max(g.bottom - g.top for g in line)
    for at, glyph in enumerate(line):
        if at and needs_space(line[at - 1], glyph, height):
            text += " "
            edges.append(line[at - 1].right)
        text += glyph.char
        edges += [glyph.left] * len(glyph.char)
    return Piece(text, min(g.top for g in line), max(g.bottom for g in line), (*edges, line[-1].right))


def needs_space(before: Glyph, after: Glyph, height: float) -> bool:
    gap = after.left - before.right
    if after.space and gap > SPACE_GAP * height:
        return True
    return gap > WORD_GAP * height and (before.char.isascii() or after.char.isascii())
