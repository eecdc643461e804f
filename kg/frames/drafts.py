"""Matches -> statements: entities, qualifiers, modality, evidence and confidence put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.clauses import Parsed
from kg.model import Document, Entity, Evidence, Modality, Number, Qualifier, Span, Statement, regions_of

# How often a construction was right where the reports outside the check set use it: products of these are the confidence.
HOW = {"active": 0.9, "relative": 0.92, "passive": 0.92, "passive relative": 0.93, "disposal": 0.92, "nominal": 0.92, "subject relative": 0.9, "pattern": 0.88,
       "group": 0.88, "agentless": 0.8, "value": 0.85, "post": 0.92, "score": 0.88, "middle": 0.85}  # fmt: skip
CARRIED = {"own": 1.0, "carried": 0.93, "earlier": 0.8, "owner": 0.9, "salient": 0.7}


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
    confidence: float


def evidence(document: Document, span: Span) -> Evidence:
    page = next((p.number for p in document.pages if p.span.start <= span.start < p.span.end), None)
    return Evidence(document.text[span.start : span.end], span.start, span.end, page if document.lines else None, regions_of(document.lines, span))


def write(document: Document, draft: Draft) -> Statement:
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
        confidence=round(draft.confidence, 3),
    )
