"""The values of schema.ttl: classes, predicates, qualifiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

ValueKind: TypeAlias = Literal["entity", "number", "money", "number or money"]

EVERYWHERE = ("date", "validFrom")  # qualifiers that fit every statement


@dataclass(frozen=True, slots=True)
class Predicate:
    """What may be said: the classes of its subject and object, the kind of its value, the qualifiers that the ontology lists for it.

    `single`: an entity has one such number. `value_may_miss`: a statement may leave the number out.
    """

    name: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    value: ValueKind
    qualifiers: tuple[str, ...]
    symmetric: bool
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    single: bool = False
    value_may_miss: bool = False

    def allows(self, qualifier: str) -> bool:
        """Whether its statements may have this qualifier."""
        return qualifier in self.qualifiers or qualifier in EVERYWHERE


@dataclass(frozen=True, slots=True)
class QualifierTerm:
    """A qualifier: its form is date, number, money, text, duration or entity; `range` holds an entity's classes."""

    name: str
    form: str
    range: tuple[str, ...]
    label_zh: str
    label_en: str


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """The ontology's terms, in the order of its files. Names are those after the namespace's `#`."""

    parents: Mapping[str, str | None]
    labels: Mapping[str, tuple[str, str]]  # class -> Chinese and English label
    definitions: Mapping[str, tuple[str, str]]  # class -> Chinese and English definition
    predicates: Mapping[str, Predicate]
    qualifiers: Mapping[str, QualifierTerm]
    version: str
    terms: frozenset[str] = frozenset()  # all names of the namespace that are defined: these and the graph's own (modality, evidence, ...)

    def ancestors(self, class_: str) -> tuple[str, ...]:
        """The class itself and those above it, from below; of an unknown one only itself."""
        found = [class_]
        while parent := self.parents.get(found[-1]):
            found.append(parent)
        return tuple(found)

    def is_a(self, class_: str, wanted: Iterable[str]) -> bool:
        """Whether the class or one above it is wanted."""
        return not set(self.ancestors(class_)).isdisjoint(wanted)

    def branch(self, class_: str) -> str:
        """The topmost class above it."""
        return self.ancestors(class_)[-1]
