"""The values that finding grids works on. Lengths are points from the page's top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Glyph(NamedTuple):
    """One visible character and its box; `space` tells whether white space stands before it on its line."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    space: bool = False


class Ruling(NamedTuple):
    """A thin horizontal or vertical line."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on one visual line of a cell: `text`, and the left edge of each of its code points and the right edge of the last."""

    text: str
    top: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """The lines of one cell. A merged cell stands once for each place that it covers, `merged` in all but the first."""

    pieces: tuple[Piece, ...] = ()
    merged: bool = False

    @property
    def text(self) -> str:
        return joined_pieces(self.pieces)[0]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands on one page: its box, the left edges of its columns, its rows of cells."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    cut: bool = False  # the page's edge cuts off a column, which is left out

    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self.rows]

    def frames(self, ruling: Ruling) -> bool:
        """Whether the ruling lies in the grid's box or on its edge."""
        x, y = (ruling.left + ruling.right) / 2, (ruling.top + ruling.bottom) / 2
        return self.left - 2 <= x <= self.right + 2 and self.top - 2 <= y <= self.bottom + 2

    def holds(self, glyph: Glyph) -> bool:
        """Whether the glyph's middle lies in the grid's box."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def joined_pieces(pieces: tuple[Piece, ...]) -> tuple[str, tuple[int, ...]]:
    """The text of a cell on one line, and where in it each piece begins. Words of Latin letters keep a space between lines."""
    text, starts = "", []
    for piece in pieces:
        if text and text[-1].isascii() and piece.text[0].isascii() and text[-1] not in "-/([" and piece.text[0] not in "-/)]":
            text += " "
        starts.append(len(text))
        text += piece.text
    return text, tuple(starts)
