"""Document -> what the report says about itself, and which entities it mentions, as statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.linking.names import name_key, read_canon
from kg.model import Document, Entity, Evidence, Extraction, Qualifier, Rating, Span, Statement, regions_of
from ontology import Ontology
from ontology.schema import read_schema

LONGEST = 400  # characters of a quote
SECTOR = ("行业", "板块", "产业", "ndustry", "ector")  # endings of an industry's name
JOINT = "："  # between the two parts of a title
RATED = (
    ("rating", "rating"),
    ("previousRating", "previous"),
    ("targetPrice", "target_price"),
    ("previousTargetPrice", "previous_target_price"),
)  # qualifier, field of Rating


def state_facts(document: Document, ontology: Ontology) -> Extraction:
    """State who published and wrote the report, and what it rates."""
    return Extraction(statements=tuple(facts_of(document, ontology)))


def facts_of(document: Document, ontology: Ontology) -> Iterator[Statement]:
    facts = document.facts
    if facts.publisher is not None:
        yield state(document, "publishedBy", Entity(facts.publisher.name, "Company", (facts.publisher.name,)), facts.publisher.span)
    for author in facts.authors:
        yield state(document, "authoredBy", Entity(author.name, "Person", (author.name,)), author.span)
    for rating in facts.ratings:
        yield from rate(document, rating, ontology)


def rate(document: Document, rating: Rating, ontology: Ontology) -> Iterator[Statement]:
    """The rating of a share (where the report gives its code), a company or an industry; a name with a code is a listed company."""
    values = ((name, getattr(rating, field)) for name, field in RATED)
    qualifiers = tuple(sorted((name, value) for name, value in values if value is not None))
    rated = rated_entity(rating, ontology)
    yield state(document, "rates", rated, rating.span, qualifiers, rating.currency)
    if rating.code and rating.instrument and name_key(rating.instrument) != name_key(rating.code):
        company = Entity(rating.instrument, "Company", (rating.instrument,))
        yield state(document, "listedAs", rated, rating.span, subject=company)


def rated_entity(rating: Rating, ontology: Ontology) -> Entity:
    name = rating.instrument
    if rating.code:
        return Entity(rating.code, "Security", (rating.code,), code=rating.code)
    canon = read_canon(ontology, read_schema(ontology))
    known = canon.find("Agent", name, None)
    if known is not None and not name.endswith(SECTOR):
        return Entity(name, canon.classes["Agent", name_key(known)], (name,), known=known)
    full = name if name.endswith(SECTOR) else f"{name}行业"
    return Entity(full, "Industry", tuple(sorted({name, full})))


def state_mentions(document: Document, given: Iterable[Extraction]) -> Iterator[Statement]:
    """State that the report mentions each entity that is surely named in it or that its statements are about, with the first sentence that does."""
    found = [(entity, span.start, span.end) for each in given for entity, span in each.mentioned]
    for statement in (s for each in given for s in each.statements):
        ends = (statement.subject, statement.object)
        evidence = statement.evidence[0]
        found += [(end, evidence.start, evidence.end) for end in ends if end is not None and end.class_ != "Report"]
    seen = set()
    for entity, start, end in sorted(found, key=lambda each: (each[1], each[2], each[0].class_, each[0].label)):
        if (entity.class_, entity.label) not in seen:
            seen.add((entity.class_, entity.label))
            yield state(document, "mentions", entity, Span(start, end))


def state(
    document: Document,
    predicate: str,
    obj: Entity,
    span: Span,
    qualifiers: tuple[tuple[str, Qualifier], ...] = (),
    currency: str | None = None,
    subject: Entity | None = None,
) -> Statement:
    return Statement(
        report=document.file,
        report_id=document.hash,
        subject=subject or report_entity(document),
        predicate=predicate,
        object=obj,
        currency=currency,
        qualifiers=qualifiers,
        evidence=(evidence_at(document, span),),
    )


def report_entity(document: Document) -> Entity:
    """The report itself: its title, else its file's name. A title of series and headline names the report by either, too."""
    title = document.facts.title
    if not title:
        return Entity(document.file, "Report", (document.file,))
    series, _, headline = title.partition(JOINT)
    before, _, last = title.rpartition(JOINT)
    return Entity(title, "Report", tuple(sorted({title, document.file} | {part for part in (series, headline, before, last) if part})))


def evidence_at(document: Document, span: Span) -> Evidence:
    """The words at a span, cut where they are longer than a quote may be; the page where the report is a PDF."""
    end = min(span.end, span.start + LONGEST)
    page = next((page.number for page in document.pages if page.span.start <= span.start < page.span.end), None)
    regions = regions_of(document.lines, Span(span.start, end))
    return Evidence(document.text[span.start : end], span.start, end, page if document.lines else None, regions)
