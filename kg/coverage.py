"""A build -> the sentences that have words of a predicate and gave no statement, with what they lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.clauses import Parsed, Signal
from kg.frames import read_contexts, read_rules
from kg.frames.lexicon import Frame
from kg.frames.matching import rest_of_word
from kg.frames.modality import is_opinion
from kg.frames.rules import Rules
from kg.mentions.reading import read_mentions
from kg.model import Build, Document, Extracted, ReportFacts, Span
from ontology import Ontology

Reason: TypeAlias = Literal["opinion", "no name", "no fitting name", "no construction", "quarantined"]
REASONS: dict[Reason, str] = {
    "opinion": "an opinion, an outlook or boilerplate: nothing is stated",
    "no name": "nobody and nothing is named in the sentence",
    "no fitting name": "no name, or no number, of a class that the predicate takes",
    "no construction": "the names fit, but do not stand where the word asks for them",
    "quarantined": "a statement was found, and does not conform",
}  # from the stage that comes first to the last


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, the predicates that it signals, and why it gives nothing."""

    text: str
    predicates: frozenset[str]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A sentence without statement: the words that signal predicates, those predicates, and the reason of the word that came furthest."""

    report: str
    span: Span
    sentence: str
    words: tuple[str, ...]
    predicates: tuple[str, ...]
    reason: Reason


def find_uncovered(build: Build, ontology: Ontology) -> Iterator[Uncovered]:
    """Yield the sentences of each report, in its order, that signal a predicate and gave nothing."""
    rules = read_rules(ontology)
    stated, refused = spans_by_report(build)
    for report in build.extracted:
        if report.record.hash is not None and report.record.status == "built":
            for parsed, words in signalled(as_document(report), rules, ontology):
                span = parsed.read.sentence.whole
                if not touches(span, stated[report.record.hash]):
                    yield describe(report, span, words, touches(span, refused[report.record.hash]))


def spans_by_report(build: Build) -> tuple[defaultdict[str, set[Span]], defaultdict[str, set[Span]]]:
    """Where each report (by hash) states something that is stored (that it mentions an entity states nothing), and what is quarantined."""
    stated: defaultdict[str, set[Span]] = defaultdict(set)
    refused: defaultdict[str, set[Span]] = defaultdict(set)
    for statement in build.statements:
        if statement.predicate != "mentions":
            stated[statement.report_id].update(Span(e.start, e.end) for e in statement.evidence)
    for each in build.quarantined:
        refused[each.item.report_id].update(Span(e.start, e.end) for e in each.item.evidence)
    return stated, refused


def as_document(report: Extracted) -> Document:
    """What of a document its sentences depend on."""
    record = report.record
    return Document(record.file, record.hash or "", report.text, (), report.blocks, facts=ReportFacts(record.title, record.date))


def signalled(document: Document, rules: Rules, ontology: Ontology) -> Iterator[tuple[Parsed, list[Word]]]:
    """The sentences with words of predicates, and why each word gives nothing."""
    reads, _ = read_mentions(document, ontology)
    for context in read_contexts(rules, document, reads):
        parsed, words = context.parsed, []
        for signal in context.parsed.signals:
            frames = [frame for frame in rules.lexicon.words.get(signal.text, ()) if rest_of_word(parsed, signal, frame) is not None]
            if frames:
                predicates = frozenset(frame.predicate.name for frame in frames)
                words.append(Word(signal.text, predicates, reason_of(parsed, signal, frames, rules)))
        if words:
            yield parsed, words


def reason_of(parsed: Parsed, signal: Signal, frames: Iterable[Frame], rules: Rules) -> Reason:
    if is_opinion(parsed, rules.cues, signal.start):
        return "opinion"
    if not parsed.read.mentions:
        return "no name"
    return "no construction" if any(has_arguments(parsed, frame, rules) for frame in frames) else "no fitting name"


def has_arguments(parsed: Parsed, frame: Frame, rules: Rules) -> bool:
    """Whether the sentence holds something for the frame's object or value at all."""
    if frame.slot("O") is None:
        return bool(parsed.read.quantities)
    wanted = frame.predicate.range or frame.predicate.domain
    return any(rules.schema.is_a(class_, wanted) for mention in parsed.read.mentions for class_ in mention.classes)


def touches(span: Span, others: set[Span]) -> bool:
    return span in others or any(span.start < other.end and other.start < span.end for other in others)


def describe(report: Extracted, span: Span, words: Sequence[Word], quarantined: bool) -> Uncovered:
    order = list(REASONS)
    reason = "quarantined" if quarantined else max((word.reason for word in words), key=order.index)
    telling = [word for word in words if quarantined or word.reason == reason]
    predicates = sorted(frozenset().union(*(word.predicates for word in telling)))
    texts = tuple(dict.fromkeys(word.text for word in telling))
    return Uncovered(report.record.file, span, report.text[span.start : span.end], texts, tuple(predicates), reason)
