"""Statements of gold files and of builds -> facts that can be compared: predicate, ends by their gold entity, value, denied or not."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ontology.schema import Schema

Json: TypeAlias = Mapping[str, Any]

TOLERANCE = 1e-6  # of two numbers that are equal, relative
VALUED = ("scoresOn", "hasSpecification", "reportsMetric")  # predicates whose value older files keep among the qualifiers
# Two ways of giving one fact: neighbouring predicates of one pair, and pairs turned round
NEIGHBOURS = (
    {"uses", "basedOn"},
    {"releases", "upgrades"},
    {"acquires", "investsIn"},
    {"discontinues", "restrictsService"},
    {"partnersWith", "supplies"},
)
INVERSES = ({"availableOn", "supports"},)


@dataclass(frozen=True, slots=True)
class Fact:
    """What counts once a report."""

    predicate: str
    subject: str
    object: str | None
    value: float | None
    denied: bool

    def same(self, other: Fact) -> bool:
        ends = (self.predicate, self.subject, self.object, self.denied) == (other.predicate, other.subject, other.object, other.denied)
        return ends and equal(self.value, other.value)

    def twin(self, other: Fact) -> bool:
        """Whether the other is this fact from its other end, through a neighbouring predicate, or a loss as a negative profit."""
        predicates, mine, theirs = {self.predicate, other.predicate}, (self.subject, self.object), (other.subject, other.object)
        if self.denied != other.denied:
            return False
        if predicates in NEIGHBOURS:
            return set(mine) == set(theirs) if "partnersWith" in predicates else mine == theirs
        if predicates in INVERSES:
            return mine == theirs[::-1]
        numbers = self.value is not None and other.value is not None and self.value != 0
        return self.predicate == other.predicate and mine == theirs and numbers and equal(self.value, -(other.value or 0))


class Names:
    """Which gold entity a built entity is: by its label first, by its other names where the label says nothing and they agree."""

    def __init__(self, entities: Iterable[Json], schema: Schema) -> None:
        self.schema = schema
        self.by_name: defaultdict[str, set[str]] = defaultdict(set)
        self.classes: dict[str, str] = {}
        for entity in entities:
            self.classes[entity["id"]] = entity["class"]
            for name in (entity["id"], *entity["names"]):
                self.by_name[normal(name)].add(entity["id"])

    def find(self, built: Json) -> str:
        """The gold entity's id, or a name that no gold entity has."""
        label = normal(built.get("label") or "")
        found = self.by_name.get(label) or set().union(*(self.by_name.get(normal(name), set()) for name in built.get("names", ())))
        alike = {each for each in found if self.schema.branch(self.classes[each]) == self.schema.branch(built.get("class") or "")}
        chosen = alike or found
        return next(iter(chosen)) if len(chosen) == 1 else f"?{label}"

    def gold_fact(self, statement: Json) -> Fact:
        return self._fact(statement, statement["subject"], statement.get("object"))

    def built_fact(self, statement: Json) -> Fact:
        obj = statement.get("object")
        return self._fact(statement, self.find(statement["subject"]), self.find(obj) if obj else None)

    def _fact(self, statement: Json, subject: str, obj: str | None) -> Fact:
        predicate = self.schema.predicates.get(statement["predicate"])
        ends = (obj, subject) if predicate is not None and predicate.symmetric and obj is not None and obj < subject else (subject, obj)
        return Fact(statement["predicate"], ends[0], ends[1], value_of(statement), statement.get("modality") == "denied")


def normal(name: str) -> str:
    """Fold width, case, spaces and quote marks, so that 'Voice  Engine' and 'ｖoice engine' are one name."""
    return re.sub(r"[\s\"'“”‘’《》「」·\-‐–—_]+", "", unicodedata.normalize("NFKC", name).casefold())


def number(value: object) -> float | None:
    """A number, that of an amount, or that of a text such as '1,000' and '14%'; else None."""
    if isinstance(value, Mapping):
        value = value.get("value")
    try:
        return float(str(value).replace(",", "").rstrip("%"))
    except ValueError:
        return None


def value_of(statement: Json) -> float | None:
    value = statement.get("value")
    if value is None and statement["predicate"] in VALUED:
        value = (statement.get("qualifiers") or {}).get("value")
    return number(value)


def equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(1.0, abs(one), abs(other))
