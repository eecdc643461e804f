"""Paragraphs -> the same, those marked that their type or place shows to be headings or labels of charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.reading.paragraphs import SMALL, Body, Paragraph
from kg.reading.signs import CAPTION, FIGURE, NOTE

LARGER = 1.12  # of the body's type: headings
LARGE = 1.3  # of the body's type: titles
LONGEST = 60  # characters of a heading


def without_labels(paragraphs: Iterable[Paragraph], body: Body) -> Iterator[Paragraph]:
    """Mark what stands between a figure's caption and its source as furniture, unless it is running text: the labels of a chart."""
    inside = False
    for p in paragraphs:
        text = p.rows[0].text if p.rows else ""
        if FIGURE.match(text) and CAPTION.match(text):
            inside = True
        elif not p.rows or NOTE.match(text) or is_prose(p, body):
            inside = False
        yield replace(p, kind="furniture") if inside and p.kind is None and not CAPTION.match(text) else p


def is_prose(p: Paragraph, body: Body) -> bool:
    """Whether a paragraph is running text in the body's type."""
    length = sum(len(row.text) for row in p.rows)
    return p.rows[0].size > SMALL * body.size and (length > 40 or bool(re.search(r"[。；]", p.rows[-1].text)) or p.rows[0].size > 1.1 * body.size)


def headings(paragraphs: Sequence[Paragraph], body: Body) -> list[Paragraph]:
    """Mark what is set like a heading: larger than the body, bold or in colour, and short."""
    sizes = sorted({p.rows[0].size for p in paragraphs if p.rows and looks_like_heading(p, body)}, reverse=True)
    marked = []
    for p in paragraphs:
        if p.kind is None and p.rows and looks_like_heading(p, body):
            p = replace(p, level=min(1 + sizes.index(p.rows[0].size), 4), large=p.page == 1 and p.rows[0].size >= LARGE * body.size)
        marked.append(p)
    return marked


def looks_like_heading(p: Paragraph, body: Body) -> bool:
    length = sum(len(row.text) for row in p.rows)
    larger = p.rows[0].size >= LARGER * body.size
    strong = all(row.strong for row in p.rows) and p.rows[0].size >= SMALL * body.size
    return length <= LONGEST and (larger or strong) and not re.search(r"[。；，,;]$", p.rows[-1].text)
