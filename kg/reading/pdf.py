"""A PDF -> Document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pypdfium2

from kg.errors import ReportError
from kg.model import Document
from kg.reading.composing import compose
from kg.reading.facts import read_facts
from kg.reading.inks import read_page
from kg.reading.inkvalues import InkPage
from kg.reading.kinds import mark_blocks
from kg.reading.pages import paragraphs_of_pages
from kg.reading.words import ReadingWords, plain

Progress = Callable[[int], None]

PASSWORD = 4  # pdfium's error for a file that needs one


def read_pdf(data: bytes, file: str, published: str | None, words: ReadingWords, progress: Progress = lambda page: None) -> Document:
    """The document of a PDF's bytes; `progress` is called with the number of each page that is read.

    Raises ReportError for what is no PDF, encrypted, damaged or a scan.
    """
    pages = read_pages(data, file, progress)
    scans = [page.number for page in pages if page.scanned]
    if not any(page.inks for page in pages):
        reason = f"has no text layer ({len(pages)} page{'s' * (len(pages) != 1)} of pictures)" if scans else "holds no text"
        raise ReportError(file, reason, "run it through text recognition (OCR) and give the result")
    text, spans, parts, lines, tables = compose(paragraphs_of_pages(pages), pages)
    seen = plain(text)
    blocks = mark_blocks(seen, parts, words)
    facts = read_facts(text, seen, blocks, file, published, words)
    messages = [f"page {number} has no text layer that can be read: it is a scan, and was left out" for number in scans]
    if not facts.date:
        messages.append("no date found: dates without a year stay without one; give --published")
    return Document(file, hashlib.sha256(data).hexdigest(), text, spans, blocks, tables, lines, facts, tuple(messages))


def read_pages(data: bytes, file: str, progress: Progress) -> list[InkPage]:
    pdf = opened(data, file)
    try:
        pages = []
        for number in range(len(pdf)):
            page = pdf[number]
            pages.append(read_page(page, number + 1))
            page.close()
            progress(number + 1)
        return pages
    except pypdfium2.PdfiumError as error:
        raise ReportError(file, f"is damaged ({error})", "get the report again, or print it to a new PDF") from error
    finally:
        pdf.close()


def opened(data: bytes, file: str) -> pypdfium2.PdfDocument:
    if not data.strip():
        raise ReportError(file, "is empty", "save the report again or leave the file out")
    if b"%PDF-" not in data[:1024]:
        raise ReportError(file, "is no PDF, whatever its name says", "give the file its true ending, or print it to a PDF")
    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise ReportError(file, "is encrypted", "save it without a password and give that file") from error
        raise ReportError(file, "is damaged or cut off", "get the report again, or print it to a new PDF") from error
    if not count:
        raise ReportError(file, "is damaged: it has no pages", "get the report again, or print it to a new PDF")
    return pdf
