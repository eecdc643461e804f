"""A build by report: what each one states, what the build knows of its entities, and a hash of both."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cached_property

from kg.graph.plain import entities_of
from kg.iris import report_iri
from kg.model import Build, CellEvidence, Entity, Evidence, Money, Observation, Qualifier, ReportRecord, Statement
from loaders.property_graph import REPORTS, Rows, add_report, entities_in, report_properties
from ontology.terms import Schema

LAYOUT = "2"  # of nodes, relationships and properties: another one makes the next load send everything anew


class ReportedBuild:
    """A build's items by report. Holds references to the build's values and no rows."""

    def __init__(self, build: Build, schema: Schema) -> None:
        self.schema = schema
        self.records: dict[str, ReportRecord] = {report_iri(each.hash): each for each in build.reports if each.hash and each.status == "built"}
        self.files = {each.file for each in build.reports}
        self.items: dict[str, list[Statement | Observation]] = {report: [] for report in sorted(self.records)}
        every: tuple[Statement | Observation, ...] = (*build.statements, *build.observations)
        for item in every:
            self.items[report_iri(item.report_id)].append(item)
        self.known = {entity.id: entity for entity in build.entities}
        self._lines: dict[str, str] = {}
        self._entities: dict[str, list[Entity]] = {}

    def rows(self, report: str) -> Rows:
        """The nodes and relationships of a report."""
        rows = Rows()
        add_report(rows, self.records[report], self.items[report])
        return rows

    def statements(self) -> list[Statement]:
        return [item for items in self.items.values() for item in items if isinstance(item, Statement)]

    def entities(self, report: str) -> list[Entity]:
        """The entities that a report's statements and observations name, as the whole build knows them, sorted."""
        if report not in self._entities:
            named = (each for each in entities_of(self.items[report]) if not each.id.startswith(REPORTS))
            self._entities[report] = [self.known.setdefault(each.id, each) for each in named]
        return self._entities[report]

    @cached_property
    def lines_by_entity(self) -> dict[str, Counter[str]]:
        """The line on each entity, and how many reports name it."""
        named = Counter(entity.id for report in self.items for entity in self.entities(report))
        return {id_: Counter({self.line(self.known[id_]): reports}) for id_, reports in named.items()}

    def dates(self) -> dict[str, str | None]:
        """Each report's date by its hash."""
        return {record.hash or "": record.date for record in self.records.values()}

    def lines(self, report: str) -> list[str]:
        """What the report's node keeps of the build's knowledge: one line of JSON an entity (`read_line` reads it)."""
        return [self.line(entity) for entity in self.entities(report)]

    def line(self, entity: Entity) -> str:
        if entity.id not in self._lines:
            self._lines[entity.id] = self._line(entity)
        return self._lines[entity.id]

    def _line(self, entity: Entity) -> str:
        names = sorted({entity.label, *entity.names})
        return _json([entity.id, self.schema.ancestors(entity.class_), entity.label, entity.code, names])

    def content(self, report: str) -> str:
        """Two hashes in a word: of what the report states, and of what the build knows of its entities."""
        said = [LAYOUT, report_properties(self.records[report]), [_parts(item) for item in self.items[report]]]
        return f"{_hash(_json(said))}-{_hash(_json(self.lines(report)))}"


def _parts(item: Statement | Observation) -> tuple[object, ...]:
    """All that the rows of an item are made from: far cheaper than the rows, and as good to tell whether they changed."""
    evidence = [_place(each) for each in item.evidence]
    if isinstance(item, Observation):
        value = item.metric, item.value, item.unit, item.currency, item.date, item.period, item.forecast
        return item.id, item.instrument.id, value, evidence
    qualifiers = [(name, _part(value)) for name, value in item.qualifiers]
    object_ = item.object.id if item.object else None
    return item.id, item.subject.id, item.predicate, object_, item.value, item.currency, qualifiers, item.modality, item.confidence, evidence


def _place(evidence: Evidence) -> tuple[object, ...]:
    regions = [each.fragment() for each in evidence.regions]  # as a folder keeps them: six digits
    cell = (evidence.table, evidence.row, evidence.column) if isinstance(evidence, CellEvidence) else ()
    return evidence.quote, evidence.start, evidence.end, evidence.page, regions, cell


def _part(value: Qualifier) -> object:
    if isinstance(value, Money):
        return value.value, value.currency
    return [each.id for each in entities_in(value)] if isinstance(value, Entity | tuple) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
