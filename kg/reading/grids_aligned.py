"""Glyphs -> grids without upright lines: three-line tables."""

from __future__ import annotations

from collections.abc import Sequence

from kg.reading.grids_values import Glyph, Grid, Ruling


def aligned_grids(glyphs: Sequence[Glyph], rulings: Sequence[Ruling], page: int = 1) -> tuple[Grid, ...]:
    return ()
