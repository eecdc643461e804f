"""What reports gave -> entities with IRIs, and each report's statements and observations about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.iris import observation_iri, statement_iri
from kg.linking.linker import Linker
from kg.linking.merging import merge_statements
from kg.model import Equated, Extracted, Observation, Quarantined, Statement, Violation
from ontology import Ontology

Item = TypeVar("Item")

ITSELF = Violation("linking", "object", "主语和宾语是同一实体：一个实体不能与自己有关系 (both ends are one entity)")
NAMELESS = Violation("linking", "subject", "只有“公司”之类的泛称，未能确定所指实体 (a generic word that names nobody)")


@dataclass(frozen=True, slots=True)
class Linked:
    """Statements and observations about entities with IRIs, each list sorted by id; quarantined is what linking objects to or was given as such."""

    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]
    quarantined: tuple[Quarantined, ...]
    equated: tuple[Equated, ...]


def link_reports(reports: Iterable[Extracted], ontology: Ontology) -> Linked:
    """Link what the reports of one build gave. The order of reports changes nothing."""
    built = (report for report in reports if report.record.status == "built")
    ordered = sorted(built, key=lambda report: (report.record.hash or "", report.record.file))
    linker = Linker(ordered, ontology)
    statements: list[Statement] = []
    observations: list[Observation] = []
    quarantined: list[Quarantined] = []
    for report in ordered:
        told, broken = link_statements(report, linker)
        statements += told
        quarantined += broken
        observations += (link_observation(each, linker) for each in report.extraction.observations)
    return Linked(
        tuple(sorted(statements, key=lambda each: each.id)),
        tuple(once(observations, lambda each: each.id)),
        tuple(once(quarantined, lambda each: each.item.id)),
        linker.equated(ordered),
    )


def link_statements(report: Extracted, linker: Linker) -> tuple[list[Statement], list[Quarantined]]:
    """The statements of one report, merged, and those that cannot stand."""
    given = report.extraction
    headings = [block.span for block in report.blocks if block.kind != "paragraph"]
    merged = merge_statements((link_statement(each, linker) for each in given.statements), headings, linker.schema)
    broken = [Quarantined(each, faults) for each in merged if (faults := find_faults(each))]
    for each in given.quarantined:
        item = link_statement(each.item, linker) if isinstance(each.item, Statement) else link_observation(each.item, linker)
        broken.append(replace(each, item=item))
    return [each for each in merged if not find_faults(each)], broken


def link_statement(statement: Statement, linker: Linker) -> Statement:
    """The statement about entities of the build; its IRI is made of what its own report says."""
    return replace(linker.statement(statement), id=statement_iri(statement))


def link_observation(observation: Observation, linker: Linker) -> Observation:
    return replace(linker.observation(observation), id=observation_iri(observation))


def find_faults(statement: Statement) -> tuple[Violation, ...]:
    """What only linking can see: both ends are one entity, or an end is named by nothing but a generic word."""
    ends = [end for end in (statement.subject, statement.object) if end is not None]
    itself = len({end.id for end in ends}) < len(ends)
    nameless = not all(end.names for end in ends)
    return (*((ITSELF,) if itself else ()), *((NAMELESS,) if nameless else ()))


def once(items: Iterable[Item], key: Callable[[Item], str]) -> list[Item]:
    """Sorted by key, of equal ones the first."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return [found[each] for each in sorted(found)]
