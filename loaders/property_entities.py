"""What builds know of entities -> their nodes in the property graph."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.graph.plain import plain_properties
from kg.model import Statement
from loaders.property_graph import Properties
from ontology.terms import Schema

Known: TypeAlias = tuple[tuple[str, ...], str, str | None, tuple[str, ...]]  # classes from below, label, code, names


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity as the database holds it: its class and all above it, from below, and the properties that are ours (None: absent)."""

    id: str
    classes: tuple[str, ...]
    properties: Properties


def entity_rows(
    lines: Mapping[str, Counter[str]], statements: Iterable[Statement], dates: Mapping[str, str | None], schema: Schema
) -> list[EntityRow]:
    """One row an entity, sorted. `lines` holds what is known of each and how many reports know it so (`ReportedBuild.line`),
    `dates` each report's date by its hash."""
    numbers: dict[str, Properties] = {}
    for each in plain_properties(statements, schema, dates):
        numbers.setdefault(each.subject, {})[each.predicate] = each.value
    absent = dict.fromkeys(name for name, predicate in schema.predicates.items() if predicate.single)
    rows = []
    for id_ in sorted(lines):
        classes, label, code, names = best(lines[id_], schema)
        said: Properties = {"name": label, "names": list(names), "code": code}
        rows.append(EntityRow(id_, classes, {**absent, **said, **numbers.get(id_, {})}))
    return rows


def best(lines: Counter[str], schema: Schema) -> Known:
    """What most reports say, names from all. Ties go by the ontology's order, then by sort order."""
    read = [(*json.loads(line), count) for line, count in sorted(lines.items())]
    order = {name: number for number, name in enumerate(schema.parents)}
    classes: Counter[tuple[str, ...]] = Counter()
    labels: Counter[str] = Counter()
    for _, above, label, _, _, count in read:
        classes[tuple(above)] += count
        labels[label] += count
    chosen = min(classes, key=lambda each: (-classes[each], order.get(each[0], len(order)), each))
    codes = sorted({code for _, _, _, code, _, _ in read if code})
    names = sorted({name for _, _, _, _, each, _ in read for name in each})
    return chosen, min(labels, key=lambda label: (-labels[label], label)), codes[0] if codes else None, tuple(names)
