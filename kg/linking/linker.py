"""The entities of all reports -> which entity of the build each of them is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.iris import entity_iri, report_iri
from kg.linking.groups import ORGANIZATION, PERSON, Bond, Group, Names, Use, group_nodes
from kg.linking.merging import several
from kg.linking.names import name_key, read_canon
from kg.model import Entity, Equated, Extracted, Extraction, Observation, Qualifier, Statement
from ontology import Ontology
from ontology.schema import Schema, read_schema

REPORT = "Report"
SHARE = "Security"


class Linker:
    """Holds the groups of names of one build; gives each entity of a report its IRI, canonical name, class and names."""

    def __init__(self, reports: Sequence[Extracted], ontology: Ontology) -> None:
        self.schema: Schema = read_schema(ontology)
        used = Counter(use for report in reports for use in uses(report))
        for report in reports:
            used.update({(report_id(report), entity): 0 for pair in report.extraction.equated for entity in pair[:2]})
        self.names = Names(read_canon(ontology, self.schema), self.schema, generic_words(ontology), self.everywhere(used))
        equated = ((report_id(report), one, other) for report in reports for one, other, _ in report.extraction.equated)
        groups = group_nodes(self.names, used, equated, self.bonds(reports))
        self.entities = {node: entity for group, entity in self.describe(groups) for node in group.nodes}

    def everywhere(self, used: Iterable[Use]) -> frozenset[str]:
        """Keys of agents that some report takes for something else than a person."""
        agents = (entity for _, entity in used if entity.class_ != PERSON and self.schema.is_a(entity.class_, ("Agent",)))
        return frozenset(name_key(name) for entity in agents for name in {entity.label, *entity.names})

    def bonds(self, reports: Iterable[Extracted]) -> Iterator[Bond]:
        """Each person and organization that a statement holds between; an author belongs to the report's publisher."""
        for report in reports:
            statements = report.extraction.statements
            houses = [s.object for s in statements if s.predicate == "publishedBy" and s.object is not None]
            for statement in statements:
                ends = [statement.subject, *([statement.object] if statement.object is not None else [])]
                persons = [end for end in ends if end.class_ == PERSON]
                bodies = [end for end in ends if self.schema.is_a(end.class_, (ORGANIZATION,))]
                for person in persons:
                    for body in houses if statement.predicate == "authoredBy" else bodies:
                        yield report_id(report), person, body

    def describe(self, groups: Iterable[Group]) -> Iterator[tuple[Group, Entity]]:
        """Each group with the entity it is. Groups of one branch and name (persons whom nothing joins) are told apart by their reports."""
        named = [(group, self.canonical_name(group)) for group in groups]
        homonyms = Counter((group.branch, name) for group, name in named)
        for group, name in named:
            iri = entity_iri(group.branch, f"{name}~{fingerprint(group)}" if homonyms[group.branch, name] > 1 else name)
            yield group, Entity(name, self.class_of(group), tuple(sorted(group.names)), iri, min(group.codes, default=None), group.known)

    def class_of(self, group: Group) -> str:
        """The class in the names data, else the one that most mentions have, ties by the ontology's order."""
        known = group.known and self.names.canon.classes.get((group.branch, name_key(group.known)))
        order = list(self.schema.parents)
        return known or min(group.classes, key=lambda class_: (-group.classes[class_], order.index(class_) if class_ in order else len(order)))

    def canonical_name(self, group: Group) -> str:
        """A share's code; else the name in the names data, else the longest that reports give, ties by sort order; of generic words the first."""
        if len(group.codes) == 1 and self.class_of(group) == SHARE:
            return min(group.codes)
        return group.known or min(group.names, key=lambda name: (-len(name), name), default=group.nodes[0][2])

    def entity(self, report: str, entity: Entity) -> Entity:
        if entity.class_ == REPORT:
            return replace(entity, id=report_iri(report), names=tuple(sorted({entity.label, *entity.names})))
        return self.entities[self.names.node(report, entity)]

    def qualifier(self, report: str, value: Qualifier) -> Qualifier:
        if isinstance(value, tuple):
            return several(self.entity(report, each) for each in value)
        return self.entity(report, value) if isinstance(value, Entity) else value

    def statement(self, statement: Statement) -> Statement:
        """The statement about entities of the build."""
        report = statement.report_id
        return replace(
            statement,
            subject=self.entity(report, statement.subject),
            object=self.entity(report, statement.object) if statement.object is not None else None,
            qualifiers=tuple(sorted((name, self.qualifier(report, value)) for name, value in statement.qualifiers)),
        )

    def observation(self, observation: Observation) -> Observation:
        return replace(observation, instrument=self.entity(observation.report_id, observation.instrument))

    def equated(self, reports: Iterable[Extracted]) -> tuple[Equated, ...]:
        """The names that reports equate and that are one entity, with the place."""
        found = set()
        for report in reports:
            for one, other, span in report.extraction.equated:
                entity = self.entities.get(self.names.node(report_id(report), one))
                if one.label != other.label and entity is not None and entity == self.entities.get(self.names.node(report_id(report), other)):
                    found.add(Equated(entity.id, (one.label, other.label), report_id(report), span))
        return tuple(sorted(found, key=lambda each: (each.entity, each.report_id, each.span, each.names)))


def report_id(report: Extracted) -> str:
    return report.record.hash or ""


def uses(report: Extracted) -> Iterator[Use]:
    """Every use of an entity in what a report gave, itself left out."""
    for entity in entities_of(report.extraction):
        if entity.class_ != REPORT:
            yield report_id(report), entity


def entities_of(given: Extraction) -> Iterator[Entity]:
    items = [*given.statements, *given.observations, *(each.item for each in given.quarantined)]
    for item in items:
        if isinstance(item, Observation):
            yield item.instrument
            continue
        yield item.subject
        if item.object is not None:
            yield item.object
        for _, value in item.qualifiers:
            yield from value if isinstance(value, tuple) else [value] if isinstance(value, Entity) else []


def fingerprint(group: Group) -> str:
    """What tells a group from others of its name: the reports and names of its nodes."""
    return hashlib.sha256("\n".join(f"{report} {key}" for _, report, key in group.nodes).encode()).hexdigest()[:12]


def generic_words(ontology: Ontology) -> frozenset[str]:
    """Keys of the words that stand for an entity named before: 公司, 该行, 其."""
    return frozenset(name_key(word) for row in ontology.rows("words", "references.tsv") for word in row.cells[0].split("|"))
