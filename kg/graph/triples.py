"""Reports, statements, observations -> RDF: the plain graph and the statement layer, as `graph.md` lays them down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.graph.plain import PlainEdge, PlainProperty
from kg.graph.terms import boolean, date, node, number, term, text
from kg.iris import evidence_iri, report_iri, segment, text_iri
from kg.model import CellEvidence, Entity, Evidence, Money, Observation, Qualifier, ReportRecord, Statement
from ontology.terms import Schema

Triples = Iterator[ox.Triple]


def entity_triples(entity: Entity, schema: Schema) -> Triples:
    """Its class and all above it, its canonical name and the others, a security's code."""
    subject = node(entity.id)
    for class_ in schema.ancestors(entity.class_):
        yield ox.Triple(subject, term("rdf:type"), _class(class_))
    yield ox.Triple(subject, term("rdfs:label"), text(entity.label))
    for name in sorted(set(entity.names) - {entity.label}):
        yield ox.Triple(subject, term("skos:altLabel"), text(name))
    if entity.code:
        yield ox.Triple(subject, term("schema:identifier"), text(entity.code))


def report_triples(record: ReportRecord) -> Triples:
    """The report itself; one without a title is labelled with its file."""
    if record.hash is None:
        return
    subject = node(report_iri(record.hash))
    yield ox.Triple(subject, term("rdf:type"), term("kg:Report"))
    yield ox.Triple(subject, term("rdfs:label"), text(record.title or record.file))
    yield ox.Triple(subject, term("kg:file"), text(record.file))
    yield ox.Triple(subject, term("kg:hash"), text(record.hash))
    if record.title:
        yield ox.Triple(subject, term("dcterms:title"), text(record.title))
    if record.date:
        yield ox.Triple(subject, term("dcterms:issued"), date(record.date))


def edge_triple(edge: PlainEdge) -> ox.Triple:
    return ox.Triple(node(edge.subject), term(f"kg:{edge.predicate}"), node(edge.object))


def property_triple(value: PlainProperty) -> ox.Triple:
    return ox.Triple(node(value.subject), term(f"kg:{value.predicate}"), number(value.value))


def statement_triples(statement: Statement, schema: Schema) -> Triples:
    """The statement with its qualifiers, without its evidence's own triples."""
    subject = node(statement.id)
    yield ox.Triple(subject, term("rdf:type"), term("kg:Statement"))
    yield ox.Triple(subject, term("rdf:type"), term("rdf:Statement"))
    yield ox.Triple(subject, term("rdf:subject"), node(statement.subject.id))
    yield ox.Triple(subject, term("rdf:predicate"), _class(statement.predicate))
    yield ox.Triple(subject, term("kg:modality"), text(statement.modality))
    yield ox.Triple(subject, term("kg:confidence"), number(statement.confidence))
    yield from _object(subject, statement)
    for name, value in statement.qualifiers:
        yield from _qualifier(subject, name, value, schema)
    yield from _source(subject, statement)


def observation_triples(observation: Observation) -> Triples:
    """The table cell as schema.org's Observation, without its evidence's own triples."""
    subject = node(observation.id)
    yield ox.Triple(subject, term("rdf:type"), term("schema:Observation"))
    yield ox.Triple(subject, term("schema:observationAbout"), node(observation.instrument.id))
    yield ox.Triple(subject, term("schema:measuredProperty"), text(observation.metric))
    yield ox.Triple(subject, term("schema:value"), number(observation.value))
    yield ox.Triple(subject, term("kg:forecast"), boolean(observation.forecast))
    given: tuple[tuple[str, str | None, Callable[[str], ox.Literal]], ...] = (
        ("schema:unitText", observation.unit, text),
        ("kg:currency", observation.currency, text),
        ("schema:observationDate", observation.date, date),
        ("kg:period", observation.period, text),
    )
    for name, value, write in given:
        if value is not None:
            yield ox.Triple(subject, term(name), write(value))
    yield from _source(subject, observation)


def evidence_triples(report_id: str, evidence: Evidence) -> Triples:
    """The sentence, row or cell: its words, its place in the report's text, on a PDF page and in a table."""
    iri = evidence_iri(report_id, evidence)
    subject, quote, place = node(iri), node(f"{iri}#quote"), node(f"{iri}#position")
    yield ox.Triple(subject, term("rdf:type"), term("oa:SpecificResource"))
    yield ox.Triple(subject, term("oa:hasSource"), node(text_iri(report_id)))
    yield ox.Triple(subject, term("oa:hasSelector"), quote)
    yield ox.Triple(subject, term("oa:hasSelector"), place)
    yield ox.Triple(quote, term("rdf:type"), term("oa:TextQuoteSelector"))
    yield ox.Triple(quote, term("oa:exact"), text(evidence.quote))
    yield ox.Triple(place, term("rdf:type"), term("oa:TextPositionSelector"))
    yield ox.Triple(place, term("oa:start"), number(evidence.start))
    yield ox.Triple(place, term("oa:end"), number(evidence.end))
    if evidence.page is not None:
        yield ox.Triple(subject, term("kg:page"), number(evidence.page))
    for region in evidence.regions:
        yield ox.Triple(subject, term("kg:region"), text(region.fragment()))
    if isinstance(evidence, CellEvidence):
        for name in ("table", "row", "column"):
            yield ox.Triple(subject, term(f"kg:{name}"), number(getattr(evidence, name)))


def item_triples(items: Iterable[Statement | Observation], schema: Schema) -> Triples:
    """The statement layer of these, then each of their evidences once, sorted by IRI."""
    cited: dict[str, tuple[str, Evidence]] = {}
    for item in items:
        yield from statement_triples(item, schema) if isinstance(item, Statement) else observation_triples(item)
        for evidence in item.evidence:
            cited.setdefault(evidence_iri(item.report_id, evidence), (item.report_id, evidence))
    for iri in sorted(cited):
        yield from evidence_triples(*cited[iri])


def _object(subject: ox.NamedNode, statement: Statement) -> Triples:
    """The object, or the number in its place; a number beside an object is `kg:value`."""
    if statement.object is not None:
        yield ox.Triple(subject, term("rdf:object"), node(statement.object.id))
    if statement.value is not None:
        yield ox.Triple(subject, term("rdf:object" if statement.object is None else "kg:value"), number(statement.value))
    if statement.currency is not None:
        yield ox.Triple(subject, term("kg:currency"), text(statement.currency))


def _qualifier(subject: ox.NamedNode, name: str, value: Qualifier, schema: Schema) -> Triples:
    predicate = _class(name)
    if isinstance(value, Money):
        yield ox.Triple(subject, predicate, number(value.value))
        yield ox.Triple(subject, term("kg:currency"), text(value.currency))
    elif isinstance(value, Entity | tuple):
        for entity in value if isinstance(value, tuple) else (value,):
            yield ox.Triple(subject, predicate, node(entity.id))
    elif isinstance(value, str):
        known = schema.qualifiers.get(name)
        yield ox.Triple(subject, predicate, date(value) if known and known.form == "date" else text(value))
    else:
        yield ox.Triple(subject, predicate, number(value))


def _source(subject: ox.NamedNode, item: Statement | Observation) -> Triples:
    yield ox.Triple(subject, term("prov:wasDerivedFrom"), node(report_iri(item.report_id)))
    for evidence in item.evidence:
        yield ox.Triple(subject, term("kg:evidence"), node(evidence_iri(item.report_id, evidence)))


@lru_cache(maxsize=1000)
def _class(name: str) -> ox.NamedNode:
    """A term of the ontology; a name that no IRI can hold is not one, and the check says so."""
    return term(f"kg:{segment(name)}")
