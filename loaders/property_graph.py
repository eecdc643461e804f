"""A build -> the nodes and relationships that Neo4j holds of each report: what the loader sends and the bulk files list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from kg.graph.plain import PlainEdge
from kg.iris import NAMESPACE, evidence_iri, report_iri
from kg.model import CellEvidence, Entity, Evidence, Money, Observation, Qualifier, ReportRecord, Statement

Properties: TypeAlias = dict[str, Any]  # property -> string, number, boolean or list of strings; an absent one is left out
Pair: TypeAlias = tuple[str, str]  # ids of the start and the end

LABELS = ("Entity", "Report", "Statement", "Evidence", "Observation")
REPORTS = f"{NAMESPACE}report/"
BEYOND = 2**63  # Neo4j's integers have 64 bits
FIXED = frozenset({"id", "predicate", "modality", "confidence", "name", "value", "currency"})  # of a statement: no qualifiers
QUOTED = 40  # characters of a quote that name its node in a picture


class LinkKind(NamedTuple):
    """A kind of relationship between nodes of two labels."""

    start: str
    type: str
    end: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Nodes by label and id, and how often each relationship stands (once, where nobody meddled)."""

    nodes: dict[str, dict[str, Properties]] = field(default_factory=lambda: {label: {} for label in LABELS[1:]})
    links: dict[LinkKind, dict[Pair, int]] = field(default_factory=dict)

    def link(self, kind: LinkKind, start: str, end: str) -> None:
        self.links.setdefault(kind, {})[start, end] = 1

    def add(self, other: Rows) -> None:
        """Take in what another report gave."""
        for label, nodes in other.nodes.items():
            self.nodes[label].update(nodes)
        for kind, pairs in other.links.items():
            self.links.setdefault(kind, {}).update(pairs)


STATED_IN = {label: LinkKind(label, "STATED_IN", "Report") for label in ("Statement", "Observation")}
EVIDENCED_BY = {label: LinkKind(label, "EVIDENCED_BY", "Evidence") for label in ("Statement", "Observation")}
OF = LinkKind("Observation", "OF", "Entity")


def add_report(rows: Rows, record: ReportRecord, items: Iterable[Statement | Observation]) -> None:
    """Add a report, and what it states, to the rows."""
    report = report_iri(record.hash or "")
    rows.nodes["Report"][report] = report_properties(record)
    for item in items:
        label = "Statement" if isinstance(item, Statement) else "Observation"
        rows.nodes[label][item.id] = statement_properties(item) if isinstance(item, Statement) else observation_properties(item)
        rows.link(STATED_IN[label], item.id, report)
        for evidence in item.evidence:
            place = evidence_iri(item.report_id, evidence)
            rows.nodes["Evidence"][place] = evidence_properties(place, evidence)
            rows.link(EVIDENCED_BY[label], item.id, place)
        for kind, end in _ends(item):
            rows.link(kind, item.id, end)


def _ends(item: Statement | Observation) -> Iterator[tuple[LinkKind, str]]:
    """The entities that a statement or an observation points to, each with the kind of its relationship."""
    if isinstance(item, Observation):
        yield OF, item.instrument.id
        return
    yield argument("SUBJECT", item.subject.id), item.subject.id
    if item.object is not None:
        yield argument("OBJECT", item.object.id), item.object.id
    for name, value in item.qualifiers:
        for entity in entities_in(value):
            yield argument(type_name(name), entity.id), entity.id


def argument(type_: str, end: str) -> LinkKind:
    """The kind of a relationship from a statement to an entity or a report."""
    return _argument(type_, end_label(end))


@lru_cache(maxsize=1000)
def _argument(type_: str, label: str) -> LinkKind:
    return LinkKind("Statement", type_, label)


def end_label(iri: str) -> str:
    """The label by which an entity or a report is found."""
    return "Report" if iri.startswith(REPORTS) else "Entity"


def entities_in(value: Qualifier) -> tuple[Entity, ...]:
    """The entities of a qualifier: one, a list, or none where it is a plain value."""
    return (value,) if isinstance(value, Entity) else value if isinstance(value, tuple) else ()


def report_properties(record: ReportRecord) -> Properties:
    said = {"title": record.title, "issued": record.date, "file": record.file, "hash": record.hash, "name": record.title or record.file}
    return _present({"id": report_iri(record.hash or "")} | said)


def statement_properties(statement: Statement) -> Properties:
    said: Properties = {"id": statement.id, "predicate": statement.predicate, "modality": statement.modality, "confidence": statement.confidence}
    said["name"] = statement.predicate if statement.modality == "asserted" else f"{statement.predicate} ({statement.modality})"
    said |= {"value": statement.value, "currency": statement.currency}
    return _present(said | {name: value for name, value in flat_qualifiers(statement) if not isinstance(value, Entity | tuple)})


def flat_qualifiers(statement: Statement) -> Iterator[tuple[str, Qualifier]]:
    """The qualifiers as properties can hold them: of an amount its number, and its currency where the statement has none."""
    currency = statement.currency
    for name, value in statement.qualifiers:
        if isinstance(value, Money):
            yield name, value.value
            if currency is None and statement.qualifier("currency") is None:
                yield "currency", value.currency
                currency = value.currency
        else:
            yield name, value


def read_statement(
    said: Properties, subject: Entity, object_: Entity | None, entities: Mapping[str, tuple[Entity, ...]], report_id: str
) -> Statement:
    """The statement that a node's properties and relationships say, its amounts flat. Its evidence is left out."""
    plain = {name: value for name, value in said.items() if name not in FIXED}
    return Statement(
        report="",
        report_id=report_id,
        subject=subject,
        predicate=said["predicate"],
        object=object_,
        value=said.get("value"),
        currency=said.get("currency"),
        qualifiers=tuple(sorted({**plain, **entities}.items())),
        modality=said["modality"],
        id=said["id"],
    )


def flat(statement: Statement) -> Statement:
    """The statement as the database would give it back: of an amount the number and the currency apart."""
    if not any(name == "currency" or isinstance(value, Money) for name, value in statement.qualifiers):
        return statement
    entities = {name: entities_in(value) for name, value in statement.qualifiers if entities_in(value)}
    return read_statement(statement_properties(statement), statement.subject, statement.object, entities, statement.report_id)


def observation_properties(observation: Observation) -> Properties:
    said = {name: getattr(observation, name) for name in ("id", "metric", "value", "unit", "currency", "date", "period", "forecast")}
    return _present(said | {"name": observation.metric})


def evidence_properties(iri: str, evidence: Evidence) -> Properties:
    said = {"id": iri, "quote": evidence.quote, "start": evidence.start, "end": evidence.end, "page": evidence.page}
    if isinstance(evidence, CellEvidence):
        said |= {"table": evidence.table, "row": evidence.row, "column": evidence.column}
    said["regions"] = [region.fragment() for region in evidence.regions]
    said["name"] = evidence.quote if len(evidence.quote) <= QUOTED else f"{evidence.quote[:QUOTED]}…"
    return _present(said)


def edge_properties(edge: PlainEdge) -> Properties:
    """What a plain edge carries; an entity that qualifies it is given by name."""
    said = {name: sorted(each.label for each in entities_in(value)) or value for name, value in edge.qualifiers}
    return _present(said | {"reports": edge.reports, "statements": list(edge.statements)})


@lru_cache(maxsize=1000)
def type_name(name: str) -> str:
    """A predicate's or a qualifier's name as the type of a relationship.

    >>> type_name("openSources"), type_name("to")
    ('OPEN_SOURCES', 'TO')
    """
    return re.sub(r"(?<=[^\W_])(?=[A-Z])", "_", name).upper()


def _present(said: Properties) -> Properties:
    """Without what is absent; a number that Neo4j's integers cannot hold becomes a float."""
    return {name: _number(value) if type(value) is int else value for name, value in said.items() if value is not None and value != []}


def _number(value: int) -> int | float:
    return value if -BEYOND <= value < BEYOND else float(value)
