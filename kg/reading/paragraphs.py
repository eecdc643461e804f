"""Columns of rows -> paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.model import BlockKind
from kg.reading.inkvalues import Style
from kg.reading.signs import CAPTION, LEADER, NOTE
from kg.reading.strips import Strip, text_of

BULLET = re.compile(r"^([●■◆◇►▶▸▹□▌▍▎•○◎★☆➢➤✓①-⑳❶-❿◼➣❖]|·(?![A-Za-z])|[-*–]\s|【|#{1,6}\s|>\s)")
NUMBER = re.compile(
    r"^([（(]?[一二三四五六七八九十]{1,3}[)）、.]|[（(]\d{1,2}[)）]|\d{1,2}[)）、]|\d{1,2}[.．](?!\d)|\d{1,2}[.．]\d{1,2}([.．]\d{1,2})?\s)"
)
ENDED = re.compile(r"[。！？!?…][”’」』)）\]】]*$")
PAUSED = re.compile(r"[；;：:.]$")
INDENT = 0.8  # em: a first line that begins further right is indented
LOOSE = 1.13  # of the usual distance of lines: a wider one parts paragraphs
SMALL = 0.93  # of the body's type: smaller type is notes and labels
FEW = 4  # gaps between lines that are enough to tell what is usual in a column
FULL = 2.2  # em that a full line may end before its column does


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a column: its text with the edges of its code points, its type, and the left and right border of its column."""

    page: int
    strip: Strip
    text: str
    edges: tuple[float, ...]
    size: float
    strong: bool  # bold, or in another colour than the body
    left: float
    right: float

    @property
    def em(self) -> float:
        return self.size or self.strip.height

    @property
    def indented(self) -> bool:
        return self.strip.left > self.left + INDENT * self.em


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that belong together, or a grid. `kind` and `level` are what the layout knows; `large` for type as large as titles have."""

    page: int
    column: int
    rows: tuple[Row, ...] = ()
    kind: BlockKind | None = None
    level: int = 0
    large: bool = False
    grid: Strip | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The type that most of a report is set in."""

    size: float
    colour: tuple[int, ...]
    bold: bool


def body_of(pages: Sequence[tuple[Sequence[Strip], Sequence[Style]]]) -> Body:
    counts: Counter[tuple[float, tuple[int, ...], bool]] = Counter()
    for strips, styles in pages:
        for strip in strips:
            for ink in strip.inks[::4]:
                style = styles[ink.style]
                counts[style.size, style.colour[:3], style.bold] += 1
    best = max(counts, key=lambda key: (counts[key], key), default=(10.0, (0, 0, 0), False))
    return Body(*best)


def row_of(strip: Strip, page: int, styles: Sequence[Style], body: Body, borders: tuple[float, float]) -> Row:
    text, edges = text_of(strip.inks)
    used = Counter(ink.style for ink in strip.inks)
    size = styles[used.most_common(1)[0][0]].size
    strong = all(styles[n].bold > body.bold or styles[n].colour[:3] != body.colour for n in used)
    return Row(page, strip, text, edges, size, strong, *borders)


def paragraphs_of(rows: Sequence[Row], column: int, usual: float) -> Iterator[Paragraph]:
    """The paragraphs of one column, whose lines stand `usual` em apart; grids stand for themselves."""
    gaps = line_gaps(rows)
    pitch = lower_median(gaps) if len(gaps) >= FEW else usual
    whole: list[Row] = []
    for row in rows:
        if whole and not goes_on(whole, row, pitch):
            yield Paragraph(whole[0].page, column, tuple(whole))
            whole = []
        if row.strip.grid is not None:
            yield Paragraph(row.page, column, kind="table", grid=row.strip)
        else:
            whole.append(row)
    if whole:
        yield Paragraph(whole[0].page, column, tuple(whole))


def line_gaps(rows: Sequence[Row]) -> list[float]:
    """How many em apart full rows and the rows after them are."""
    pairs = [(a, b) for a, b in pairwise(rows) if a.strip.grid is None and b.strip.grid is None and a.size == b.size]
    gaps = [(b.strip.base - a.strip.base) / a.em for a, b in pairs if is_full(a, b)]
    return sorted(gap for gap in gaps if 0.8 < gap < 2.5)


def lower_median(gaps: Sequence[float]) -> float:
    """The distance of lines inside paragraphs: the middle of the smaller ones; 0 where there are none."""
    return median(gaps[: max(1, len(gaps) * 2 // 3)]) if gaps else 0.0


def goes_on(whole: Sequence[Row], row: Row, pitch: float) -> bool:
    """Whether the row continues the paragraph: its last row is full, no wider gap, no other type, no bullet, no indent."""
    first, last = whole[0], whole[-1]
    if row.strip.grid is not None or abs(row.size - last.size) > 0.1 * last.size or last.strong != row.strong:
        return False
    gap = (row.strip.base - last.strip.base) / row.em
    if not is_full(last, row) or BULLET.match(row.text) or not 0 < gap <= 2.5 or is_listed(last):
        return False
    if first.indented and row.strip.left < first.strip.left - 0.5 * INDENT * row.em:
        return gap <= 1.6 * (pitch or gap)
    numbered = NUMBER.match(row.text) and (ENDED.search(last.text) or PAUSED.search(last.text))
    if numbered or gap > LOOSE * (pitch or gap) or CAPTION.match(last.text) or NOTE.match(row.text):
        return False
    if len(whole) > 1:
        return abs(row.strip.left - whole[1].strip.left) < 0.6 * row.em
    if row.strip.left > first.strip.left + 0.5 * row.em:
        return bool(BULLET.match(first.text) or NUMBER.match(first.text))
    return not first.indented


def is_listed(row: Row) -> bool:
    """Whether a row is a line of a list of contents: it ends in a number far to the right, or in dots."""
    number = re.search(r" (?=\d{1,3}$)", row.text)
    far = number is not None and row.edges[number.end()] - row.edges[number.start()] > 2 * row.em
    return far or LEADER.search(row.text) is not None


def is_full(row: Row, following: Row) -> bool:
    """Whether a row reaches the right border, but for a word that did not fit."""
    word = re.match(r"[!-~]+|.", following.text)
    wide = following.edges[word.end()] - following.edges[0] if word else 0
    return row.strip.right >= row.right - max(FULL * row.em, wide + 0.6 * row.em)
