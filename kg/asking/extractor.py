"""The answers of a folder as an extractor of the pipeline."""

from __future__ import annotations

from kg.asking.prompts import Request, requests_of
from kg.frames import first_mentions, read_mentions
from kg.model import Document
from ontology import Ontology


def requests_for(document: Document, ontology: Ontology, model: str) -> list[Request]:
    """What is asked about a report: a request for each of its sections, with the entities that our own reading knows."""
    reads, _ = read_mentions(document, ontology)
    return requests_of(document, ontology, first_mentions(reads), model)
