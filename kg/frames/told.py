"""The same event told by two predicates in one sentence: the one that tells more stays (words/told.tsv)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from kg.frames.drafts import Draft
from ontology import Ontology
from ontology.schema import read_schema

Stronger: TypeAlias = Mapping[tuple[str, str], frozenset[str]]
WAYS = ("pair", "object", "whole")  # what the two share: subject and object, the object alone, the object with an end of a whole phrase


@lru_cache(maxsize=4)
def read_stronger(ontology: Ontology) -> Stronger:
    """What each predicate yields to, by what the two statements must share."""
    predicates = read_schema(ontology).predicates
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ontology.rows("words", "told.tsv"):
        if len(row.cells) != 3 or row.cells[1] not in WAYS:
            raise row.fault(f"needs a predicate, one of {', '.join(WAYS)}, and the predicates that yield to it (|)")
        for weaker in row.cells[2].split("|"):
            if weaker not in predicates or row.cells[0] not in predicates:
                raise row.fault(f"{weaker if weaker not in predicates else row.cells[0]} is no predicate of schema.ttl")
            found[weaker, row.cells[1]].add(row.cells[0])
    return {key: frozenset(names) for key, names in found.items()}


def keep_strongest(drafts: Iterable[Draft], stronger: Stronger) -> Iterator[Draft]:
    """Drafts but those that a stronger predicate of the same sentence tells already."""
    kept = list(drafts)
    told: dict[tuple[int, str, str | None], set[str]] = defaultdict(set)
    for draft in kept:
        if draft.object is not None:
            told[id(draft.parsed), draft.object.label, draft.subject.label].add(draft.predicate)
            told[id(draft.parsed), draft.object.label, None].add(draft.predicate)
    for draft in kept:
        if draft.object is None or not any(
            told[id(draft.parsed), draft.object.label, subject] & stronger.get((draft.predicate, way), frozenset())
            for way, subject in (("pair", draft.subject.label), ("object", None))
        ):
            yield draft
