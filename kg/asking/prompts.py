"""Document -> requests: the ontology as instructions, and a section of the report at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.model import MODALITIES, Document, Entity, Span
from kg.sentences import STATING
from ontology import Ontology
from ontology.schema import Schema, read_schema
from ontology.terms import Predicate

LONGEST = 2500  # characters of a section: a longer one is cut at its paragraphs
SHORTEST = 1500  # a section that is shorter takes the next one in: the instructions are longer than most sections
REPORT = "Report"
KNOWN = 60  # entities that a request names


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces of a report that one request reads: `spans` lie in reading order, each in one block; `heading` is the one that they stand under."""

    heading: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked about one section. `key` is the hash of model, instructions and section.

    The entities known so far are a hint that no key hangs on: a name more in the ontology does not make anybody pay for an answer again.
    """

    section: Section
    system: str
    user: str
    key: str


def requests_of(document: Document, ontology: Ontology, mentioned: Iterable[tuple[Entity, Span]], model: str) -> list[Request]:
    """One request for each section. `mentioned` are the report's entities with the first sentence that names each."""
    system, known = instructions(ontology), list(mentioned)
    found = []
    for section in sections_of(document):
        before = [entity for entity, span in known if span.start < section.spans[0].start]
        key = hashlib.sha256(json.dumps([model, system, question(document, section, ())], ensure_ascii=False).encode()).hexdigest()
        found.append(Request(section, system, question(document, section, before), key))
    return found


def sections_of(document: Document) -> Iterator[Section]:
    """Every character of the blocks that state something, once: a heading with what stands below it, short sections together, long ones cut."""
    heading, under, spans = "", "", list[Span]()
    for block in document.blocks:
        if block.kind not in STATING:
            continue
        begins = block.kind != "paragraph"
        for piece in pieces(document, block.span):
            size = sum(span.end - span.start for span in spans)
            if spans and (size + piece.end - piece.start > LONGEST or (begins and size > SHORTEST)):
                yield Section(under, tuple(spans))
                spans, under = [], heading
            spans.append(piece)
        if begins:
            heading = " ".join(document.text[block.span.start : block.span.end].split())
    if spans:
        yield Section(under, tuple(spans))


def pieces(document: Document, span: Span) -> Iterator[Span]:
    """A block, cut behind a full stop where it is longer than a section may be."""
    start = span.start
    while span.end - start > LONGEST:
        cut = document.text.rfind("。", start, start + LONGEST) + 1 or start + LONGEST
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)


def question(document: Document, section: Section, known: Sequence[Entity]) -> str:
    """The user's message: date, publisher, heading, entities known so far, and the section between fences that its text cannot hold."""
    facts, text = document.facts, section_text(document, section)
    fence = "=" * 8 + hashlib.sha256(text.encode()).hexdigest()[:12]
    lines = [
        f"Report of {facts.date or 'unknown date'}" + (f", published by {facts.publisher.name}" if facts.publisher else ""),
        f"Title: {facts.title or 'unknown'}",
        f"Heading that the section stands under: {section.heading or 'none'}",
        "Entities known so far: " + ("; ".join(f"{e.label} ({e.class_})" for e in known[-KNOWN:]) or "none"),
        f"The section stands between two lines {fence}.",
        fence,
        text,
        fence,
    ]
    return "\n".join(lines)


def section_text(document: Document, section: Section) -> str:
    """The section's paragraphs, a line each; a layout's line breaks inside one are taken out between Chinese characters."""
    return "\n".join(joined(document.text[span.start : span.end]) for span in section.spans)


def joined(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = lines[0] if lines else ""
    for line in lines[1:]:
        out += (" " if out[-1].isascii() and line[0].isascii() else "") + line
    return out


@lru_cache(maxsize=4)
def instructions(ontology: Ontology) -> str:
    """The system's message: asking/instructions.md of the ontology, filled with its classes and predicates."""
    schema = read_schema(ontology)
    files = [folder.joinpath("asking", "instructions.md") for folder in ontology.folders]
    text = "\n".join(file.read_text("utf-8") for file in files if file.is_file())
    classes = "\n".join(class_line(schema, name) for name in named_classes(schema))
    return text.replace("{classes}", classes).replace("{predicates}", "\n".join(map(predicate_line, told_predicates(schema))))


def named_classes(schema: Schema) -> list[str]:
    """The classes that a text names; the report itself is not one of them."""
    return [name for name in schema.parents if name != REPORT]


def told_predicates(schema: Schema) -> list[Predicate]:
    """The predicates that a text states; what a report says of itself is read from its cover."""
    return [predicate for predicate in schema.predicates.values() if REPORT not in predicate.domain]


def class_line(schema: Schema, name: str) -> str:
    above = f" (under {schema.parents[name]})" if schema.parents[name] else ""
    return f"- {name}{above}: {schema.definitions[name][1] or schema.labels[name][1]}"


def predicate_line(predicate: Predicate) -> str:
    range_ = predicate.value if predicate.value != "entity" else ", ".join(predicate.range)
    both = " Symmetric: one direction is enough." if predicate.symmetric else ""
    qualifiers = f" Qualifiers: {', '.join(predicate.qualifiers)}." if predicate.qualifiers else ""
    return f"- {predicate.name} ({predicate.label_zh}): {', '.join(predicate.domain)} → {range_}. {predicate.definition_en}{both}{qualifiers}"


def answer_schema(schema: Schema) -> dict[str, Any]:
    """The JSON schema of an answer, in the strict form that servers with structured output take: every property required, none besides."""
    entity = closed({"name": {"type": "string"}, "class": {"type": "string", "enum": named_classes(schema)}})
    money = closed({"value": {"type": "number"}, "currency": {"type": "string"}})
    forms: dict[str, Any] = {
        "number": {"type": ["number", "null"]},
        "money": {"anyOf": [money, {"type": "null"}]},
        "entity": {"anyOf": [{"type": "array", "items": entity}, {"type": "null"}]},
    }
    qualifiers = {name: forms.get(term.form, {"type": ["string", "null"]}) for name, term in schema.qualifiers.items()}
    statement = closed(
        {
            "quote": {"type": "string"},
            "subject": entity,
            "predicate": {"type": "string", "enum": [predicate.name for predicate in told_predicates(schema)]},
            "object": {"anyOf": [entity, {"type": "null"}]},
            "value": {"type": ["number", "null"]},
            "currency": {"type": ["string", "null"]},
            "qualifiers": closed(qualifiers),
            "modality": {"type": "string", "enum": list(MODALITIES)},
        }
    )
    return closed({"statements": {"type": "array", "items": statement}})


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
