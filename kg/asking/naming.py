"""A name that a model gave -> the entity that the report names so: the same one as the rules' where our own reading has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.asking.places import plain
from kg.mentions import Read
from kg.mentions.names import Names
from kg.model import Entity
from kg.sentences import fold_name
from ontology.schema import Schema


@dataclass(frozen=True, slots=True)
class Naming:
    """The entities of a report by all their forms, with the classes that each may have."""

    schema: Schema
    names: Names
    forms: dict[str, tuple[Entity, tuple[str, ...]]]

    def entity(self, name: str, class_: str, wanted: Sequence[str]) -> Entity:
        """The entity that a name means, with a class that the role may hold where there is one: what our names say, then what the model says."""
        found = self.forms.get(key_of(name))
        if found is None:
            entries = self.names.lookup(fold_name(name))
            best = next((e for e in entries if self.schema.is_a(e.class_, wanted)), entries[0] if entries else None)
            if best is None:
                return Entity(name, class_, (name,))
            found = Entity(name, best.class_, (name,), known=best.name), (best.class_,)
        entity, classes = found
        order = (*classes, class_) if entity.known else (class_, *classes)
        return replace(entity, class_=next((each for each in order if self.schema.is_a(each, wanted)), class_))

    def forms_of(self, entity: Entity) -> set[str]:
        """The forms, as `plain` gives them, under which a text may name an entity."""
        return {form for name in (entity.label, *entity.names) if (form := key_of(name))}


def naming_of(reads: Iterable[Read], names: Names, schema: Schema) -> Naming:
    forms: dict[str, tuple[Entity, tuple[str, ...]]] = {}
    for read in reads:
        for mention in read.mentions:
            for form in (mention.text, mention.entity.label, *mention.entity.names):
                forms.setdefault(key_of(form), (mention.entity, mention.classes))
    return Naming(schema, names, forms)


def key_of(name: str) -> str:
    return plain(name)[0]
