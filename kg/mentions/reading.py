"""Document -> mentions, quantities and times of each sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.mentions import Mention, Read
from kg.mentions.context import context_accepts
from kg.mentions.entities import Registry, build_entities, equations, learn_aliases, short_forms, stems
from kg.mentions.finding import find_raw
from kg.mentions.names import Names, read_names
from kg.mentions.quantities import find_quantities, read_units
from kg.mentions.raw import Raw
from kg.mentions.times import Calendar
from kg.mentions.types import Types, read_types
from kg.model import Document, Entity, Span
from kg.sentences import Sentence, split_sentences
from ontology import Ontology
from ontology.schema import Schema, read_schema

PRODUCTS = ("AIModel", "Chip", "Hardware", "Software")


def read_mentions(document: Document, ontology: Ontology) -> tuple[list[Read], list[tuple[Entity, Entity, Span]]]:
    """Find all names, quantities and times; names that stand for one thing share one entity. Second: names that the report equates."""
    names, types, units, schema = read_names(ontology), read_types(ontology), read_units(ontology), read_schema(ontology)
    sentences = list(split_sentences(document))
    registry = Registry(schema.branch)
    raws = find_names(sentences, names, types, registry)
    entities = build_entities(registry, sentences, raws, document.text, types)
    calendar = Calendar(document.facts.date)
    reads = []
    for sentence, found in zip(sentences, raws, strict=True):
        taken = [(raw.start, raw.end) for raw in found]
        times = tuple(calendar.find(sentence.text, taken))
        quantities = tuple(find_quantities(sentence.text, units, [*taken, *((t.start, t.end) for t in times)]))
        mentions = tuple(mention(raw, entities[registry.find(registry.key(raw))], schema, names) for raw in found)
        reads.append(Read(sentence, mentions, quantities, times))
    return reads, equations(registry, entities)


def find_names(sentences: Sequence[Sentence], names: Names, types: Types, registry: Registry) -> list[list[Raw]]:
    raws = [find_raw(sentence.text, names, types) for sentence in sentences]
    keep_to_makers(raws)
    aliases = learn_aliases(registry, sentences, raws, names, types)
    forms = dict(aliases)
    for short, raw in stems(raws, types).items():
        forms.setdefault(short, raw)
        registry.join(registry.key(raw), ("?", short))
    for form, raw in unknown_forms(raws).items():
        forms.setdefault(form, raw)
    raws = [add_forms(sentence.text, found, forms) for sentence, found in zip(sentences, raws, strict=True)]
    accept_guarded(sentences, raws, types, registry)
    short_forms(registry, raws, types)
    return raws


def keep_to_makers(raws: Sequence[list[Raw]]) -> None:
    """小鹏G7, later G7: what the document once names with its company is the same product wherever it stands by itself."""
    own: dict[str, Raw] = {}
    for found in raws:
        for before, raw in pairwise(found):
            if raw.entry is not None and before.end == raw.start and before.classes[0] == "Company" and raw.classes[0] in PRODUCTS:
                own.setdefault(raw.form, raw)
    for raw in (raw for found in raws for raw in found):
        model = own.get(raw.form)
        if model is not None and raw.entry is not model.entry:
            raw.entry, raw.classes, raw.sure, raw.doubtful = model.entry, model.classes, True, False


def unknown_forms(raws: Sequence[list[Raw]]) -> dict[str, Raw]:
    """Chinese names that one place shows to be names: they are names wherever else they stand."""
    return {raw.form: raw for found in raws for raw in found if raw.entry is None and raw.sure and not raw.form.isascii() and len(raw.form) <= 16}


def add_forms(text: str, found: list[Raw], forms: dict[str, Raw]) -> list[Raw]:
    here = [form for form in forms if form in text]
    if not here:
        return found
    pattern = re.compile("|".join(re.escape(f) for f in sorted(here, key=lambda f: (-len(f), f))))
    added = []
    for match in pattern.finditer(text):
        inside = [r for r in found if r.start < match.end() and match.start() < r.end]
        if (
            any((r.start, r.end) == match.span() for r in inside)
            or any(r.end - r.start > len(match[0]) for r in inside)
            or any(r.entry for r in inside)
        ):
            continue
        if match[0].isascii() and not alone(text, match.start(), match.end()):
            continue
        found = [r for r in found if r not in inside]
        model = forms[match[0]]
        added.append(Raw(match.start(), match.end(), match[0], model.classes, None, True))
    return sorted([*found, *added], key=lambda r: r.start)


def alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def accept_guarded(sentences: Sequence[Sentence], raws: list[list[Raw]], types: Types, registry: Registry) -> None:
    """Keep an ordinary word as a name where its context says so, or where the document means the name elsewhere."""
    certain = {registry.key(raw) for found in raws for raw in found if raw.entry and not raw.doubtful}
    for sentence, found in zip(sentences, raws, strict=True):
        for raw in found:
            if raw.doubtful and context_accepts(sentence.text, raw, types, found):
                certain.add(registry.key(raw))
    for index, found in enumerate(raws):
        raws[index] = [raw for raw in found if not raw.doubtful or registry.key(raw) in certain]


def mention(raw: Raw, entity: Entity, schema: Schema, names: Names) -> Mention:
    classes = raw.classes
    if raw.entry is None and entity.class_ not in classes[:1]:
        classes = (entity.class_, *(c for c in classes if c != entity.class_))
    if classes[0] == "Place" and (names.lookup(f"{raw.form}政府") or raw.form in ("欧盟",)):
        classes = (*classes, "GovernmentBody")
    return Mention(raw.start, raw.end, raw.form, classes, entity, raw.sure)
