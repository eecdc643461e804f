"""A fact that a build missed -> the stage that lost it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from kg.scoring.facts import Fact, Json, Names
from ontology.schema import Schema

Stage: TypeAlias = Literal["mention", "class", "frame", "argument", "check"]
STAGES: tuple[Stage, ...] = ("mention", "class", "frame", "argument", "check")


class Stages:
    """What a build knows of one report: the entities it names, with their classes, and the facts it states and quarantined."""

    def __init__(self, built: Iterable[Json], quarantined: Iterable[Json], names: Names, schema: Schema) -> None:
        self.names, self.schema = names, schema
        self.classes: dict[str, set[str]] = {}
        stated, broken = list(built), [each for each in quarantined if "predicate" in each]
        for statement in (*stated, *broken):
            for entity in (statement["subject"], statement.get("object")):
                if entity:
                    self.classes.setdefault(names.find(entity), set()).add(entity.get("class") or "")
        self.stated = [names.built_fact(each) for each in stated]
        self.broken = [names.built_fact(each) for each in broken]

    def lost(self, fact: Fact) -> Stage:
        """Where it was lost: an end was never found, found with a class that the predicate does not take, its words gave nothing,
        they gave another argument or value, or it was found and the check refused it."""
        if any(fact.same(other) for other in self.broken):
            return "check"
        ends = [end for end in (fact.subject, fact.object) if end is not None]
        if not all(end in self.classes for end in ends):
            return "mention"
        if not all(self.fits(fact, end) for end in ends):
            return "class"
        near = (other for other in (*self.stated, *self.broken) if other.predicate == fact.predicate)
        return "argument" if any(fact.subject == other.subject or (fact.object and fact.object == other.object) for other in near) else "frame"

    def fits(self, fact: Fact, end: str) -> bool:
        predicate = self.schema.predicates[fact.predicate]
        wanted = (*predicate.domain, *predicate.range) if predicate.symmetric else predicate.domain if end == fact.subject else predicate.range
        return any(self.schema.is_a(class_, wanted) for class_ in self.classes[end])
