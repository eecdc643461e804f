"""A text file -> Document."""

from __future__ import annotations

import hashlib

from kg.model import Document, Page, Span
from kg.reading.decoding import decode
from kg.reading.facts import read_facts
from kg.reading.grids import text_tables
from kg.reading.kinds import mark_blocks
from kg.reading.parts import text_parts
from kg.reading.words import ReadingWords, plain


def read_text(data: bytes, file: str, published: str | None, words: ReadingWords) -> Document:
    """The document of a .txt or .md file: the text as it stands, but for the BOM and the line ends. Raises ReportError for bytes that are no text."""
    text = decode(data, file)
    tables = text_tables(text)
    seen = plain(text)
    blocks = mark_blocks(seen, text_parts(text, tables), words)
    facts = read_facts(text, seen, blocks, file, published, words)
    messages = () if facts.date else ("no date found: dates without a year stay without one; give --published",)
    return Document(
        file, hashlib.sha256(data).hexdigest(), text, (Page(1, Span(0, len(text))),), blocks, tables, facts=facts, messages=messages
    )
