"""Matches -> statements: entities, qualifiers, modality, evidence and confidence put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.clauses import Parsed
from kg.frames.confidence import Weights
from kg.model import Document, Entity, Evidence, Modality, Number, Qualifier, Span, Statement, regions_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement to be: what the constructions gave, before it is written."""

    parsed: Parsed
    subject: Entity
    predicate: str
    object: Entity | None
    value: Number | None
    currency: str | None
    qualifiers: Mapping[str, Qualifier]
    modality: Modality
    features: tuple[str, ...]  # what its confidence hangs on


def evidence(document: Document, span: Span) -> Evidence:
    page = next((p.number for p in document.pages if p.span.start <= span.start < p.span.end), None)
    return Evidence(document.text[span.start : span.end], span.start, span.end, page if document.lines else None, regions_of(document.lines, span))


def write(document: Document, draft: Draft, weights: Weights) -> Statement:
    """The statement of a draft, with its sentence as evidence."""
    heading = ("heading",) if draft.parsed.read.sentence.heading else ()
    subject = ("subject=known",) if draft.subject.known else ()
    thing = ("object=known",) if draft.object is not None and draft.object.known else ()
    features = (f"predicate={draft.predicate}", f"modality={draft.modality}", *heading, *subject, *thing, *draft.features)
    return Statement(
        report=document.file,
        report_id=document.hash,
        subject=draft.subject,
        predicate=draft.predicate,
        object=draft.object,
        value=draft.value,
        currency=draft.currency,
        qualifiers=tuple(sorted(draft.qualifiers.items())),
        modality=draft.modality,
        evidence=(evidence(document, draft.parsed.read.sentence.whole),),
        confidence=weights.confidence(features),
    )
