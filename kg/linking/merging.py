"""Statements of one report, linked -> one statement for each thing it says, with all its evidence and qualifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import prod

from kg.graph.agreement import DATED, finest
from kg.model import MODALITIES, Entity, Qualifier, Span, Statement
from ontology.schema import Schema

TELLING = ("metric", "period", "round", "setting", "title")  # statements that differ in one of these are two; what one leaves out does not differ
LISTS = ("place", "to")  # qualifiers that may name several entities


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as one sentence gives it: whether that is body, and the qualifiers that tell it apart."""

    statement: Statement
    body: bool
    telling: Mapping[str, Qualifier]

    @property
    def rank(self) -> tuple[bool, float, int, int]:
        """The best one first: body before headline, then the surer, then the earlier."""
        first = self.statement.evidence[0]
        return not self.body, -self.statement.confidence, first.start, first.end


def merge_statements(statements: Iterable[Statement], headings: Sequence[Span], schema: Schema) -> list[Statement]:
    """Merge what one report says twice: qualifiers and evidence together, modality of the body before that of a headline."""
    alike: defaultdict[tuple[object, ...], list[Told]] = defaultdict(list)
    for statement in (turn(each, schema) for each in statements):
        obj = statement.object.id if statement.object is not None else None
        alike[statement.subject.id, statement.predicate, obj, statement.modality == "denied"].append(tell(statement, headings))
    return [merge(group) for told in alike.values() for group in part(told)]


def turn(statement: Statement, schema: Schema) -> Statement:
    """A symmetric predicate has the entity with the smaller IRI as its subject."""
    obj, predicate = statement.object, schema.predicates.get(statement.predicate)
    if predicate is not None and predicate.symmetric and obj is not None and obj.id < statement.subject.id:
        return replace(statement, subject=obj, object=statement.subject)
    return statement


def tell(statement: Statement, headings: Sequence[Span]) -> Told:
    evidence = statement.evidence[0]
    body = not any(span.start <= evidence.start < span.end for span in headings)
    return Told(statement, body, {name: value for name, value in statement.qualifiers if name in TELLING})


def part(told: Sequence[Told]) -> list[list[Told]]:
    """Put together what does not differ: the fullest first, so that what leaves something out joins the first that it fits."""
    groups: list[tuple[dict[str, Qualifier], list[Told]]] = []
    for each in sorted(told, key=lambda t: (t.statement.value is None, -len(t.telling), *t.rank)):
        for telling, group in groups:
            if same_value(each.statement, group[0].statement) and all(telling.get(name, value) == value for name, value in each.telling.items()):
                telling.update(each.telling)
                group.append(each)
                break
        else:
            groups.append((dict(each.telling), [each]))
    return [group for _, group in groups]


def same_value(one: Statement, other: Statement) -> bool:
    """Equal numbers of one currency; a number that one leaves out does not differ."""
    if one.value is None:
        return True
    return one.value == other.value and (one.currency is None or other.currency is None or one.currency == other.currency)


def merge(group: Sequence[Told]) -> Statement:
    """One statement of those that say the same; a single one is returned as it is, its evidence sorted."""
    ranked = sorted(group, key=lambda told: told.rank)
    best = ranked[0].statement
    if len(ranked) == 1:
        return best
    statements = [told.statement for told in ranked]
    speaking = [told.statement for told in ranked if told.body] or statements
    valued = next((s for s in statements if s.value is not None), best)
    return replace(
        best,
        value=valued.value,
        currency=valued.currency or next((s.currency for s in statements if s.currency), None),
        qualifiers=tuple(sorted(reduce(add_qualifiers, (dict(s.qualifiers) for s in statements)).items())),
        modality=min((s.modality for s in speaking), key=MODALITIES.index),
        evidence=tuple(sorted({e for s in statements for e in s.evidence}, key=lambda e: (e.start, e.end))),
        confidence=confidence(statements),
        extractors=tuple(sorted({name for s in statements for name in s.extractors})),
    )


def add_qualifiers(have: dict[str, Qualifier], more: Mapping[str, Qualifier]) -> dict[str, Qualifier]:
    """The better statement's qualifiers, finer dates and further entities of lists added."""
    for name, value in more.items():
        old = have.get(name)
        if old is None:
            have[name] = value
        elif name in LISTS:
            have[name] = several([*entities(old), *entities(value)])
        elif name in DATED and finest((str(old), str(value))) == value:
            have[name] = value
    return have


def entities(value: Qualifier) -> tuple[Entity, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, Entity) else ()


def several(found: Iterable[Entity]) -> Entity | tuple[Entity, ...]:
    """Each entity once, by IRI; a single one stands alone."""
    once = {entity.id: entity for entity in found}
    ordered = tuple(once[iri] for iri in sorted(once))
    return ordered[0] if len(ordered) == 1 else ordered


def confidence(statements: Sequence[Statement]) -> float:
    """The surest of each extractor's; of several extractors the chance that not all are wrong."""
    best: dict[tuple[str, ...], float] = {}
    for statement in statements:
        best[statement.extractors] = max(best.get(statement.extractors, 0.0), statement.confidence)
    return round(1 - prod(1 - value for value in best.values()), 4)
