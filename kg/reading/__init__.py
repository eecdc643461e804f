"""A report's file -> Document."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ReportError
from kg.model import Document
from kg.reading.finding import Found, find_reports
from kg.reading.text import read_text
from kg.reading.words import reading_words
from ontology import Ontology, load_ontology

__all__ = ["Found", "find_reports", "read_report"]


def read_report(path: Path, file: str, published: str | None = None, ontology: Ontology | None = None) -> Document:
    """Read a .txt, .md or .pdf report. `file` is its path below the folder that was named, `published` a date for reports that give none.

    Raises ReportError where the file is missing, empty, damaged, encrypted, or no text.
    """
    ontology = ontology or load_ontology()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReportError(file, f"cannot be read ({error.strerror})", "check that the file is there and that you may read it") from error
    if path.suffix.lower() == ".pdf":
        from kg.reading.worker import read_in_child

        return read_in_child(data, file, published, ontology)
    return read_text(data, file, published, reading_words(ontology))
