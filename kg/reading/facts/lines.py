"""Lines of a document with where they stand: what the facts are looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.model import Block, BlockKind, Span

COVER = 45  # blocks; people, ratings and dates further down are somebody else's
LABEL = re.compile(r".{0,4}(评级|日期|时间|分析师|研究员|作者|助理|联系人|行业|目标价|机构|rating|date|analyst|author|target)", re.I)
DECORATION = re.compile(r"\*\*|__|^[>*#●■◆◇►▶▌▍•·\s\u3000-]+(?=\S)")
LONGEST = 120  # characters of a line that says such things


class FactLine(NamedTuple):
    """A block's text and where it begins."""

    text: str
    start: int
    kind: BlockKind
    page: int

    def span(self, start: int, end: int) -> Span:
        return Span(self.start + start, self.start + end)


def fact_lines(text: str, blocks: Sequence[Block]) -> list[FactLine]:
    """The blocks as lines without bullets and emphasis; a table of the cover that pairs labels with values gives a line a pair."""
    lines: list[FactLine] = []
    for number, block in enumerate(blocks):
        words = text[block.span.start : block.span.end]
        if block.kind == "table" and number < COVER:
            lines += [FactLine(pair, block.span.start + start, "side", block.page) for pair, start in label_pairs(words)]
        bare = DECORATION.sub(lambda found: " " * len(found[0]), words)
        start = len(bare) - len(bare.lstrip())
        lines.append(FactLine(bare.strip(), block.span.start + start, block.kind, block.page))
    return lines


def label_pairs(table: str) -> Iterator[tuple[str, int]]:
    """Neighbouring cells of a row that are a label and its value, white space for what parts them, and where they begin."""
    for row in re.finditer(r"[^\n]+", table):
        cells = list(re.finditer(r"[^|\t]*[^|\t\s][^|\t]*", row[0]))
        if len(cells) % 2 == 0 and all(LABEL.match(cell[0].strip()) for cell in cells[::2]):
            for label, value in zip(cells[::2], cells[1::2], strict=True):
                yield re.sub(r"[|\t]", "\u3000", row[0][label.start() : value.end()]).rstrip(), row.start() + label.start()


def cover_lines(lines: Sequence[FactLine]) -> list[FactLine]:
    """Short lines of the first page: its first blocks and its side bar."""
    first = [line for n, line in enumerate(lines) if n < COVER or (line.page == 1 and lines[-1].page > 1)]
    return [line for line in first if line.kind not in ("table", "disclaimer", "contents", "caption", "note") and len(line.text) <= LONGEST]
