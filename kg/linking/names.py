"""Names -> keys, and what the names data says of them: which are one entry, which are not the same, of which class.

A row of `names/*.tsv` joins its name and aliases. In a user's folder such a row may name entries of ours: they become one, of its class.
A row whose guard is `not` parts: its name and its aliases are never one entity.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.sentences import fold_name
from ontology import Ontology, Row
from ontology.schema import Schema

PARTED = "not"  # the guard of a row that says "not the same"
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-_·]+(?=\d)")
SEPARATORS = re.compile(r"[\s\-_·\"'“”《》]+")

Key = tuple[str, str]  # branch and folded name


@dataclass(frozen=True, slots=True)
class Canon:
    """The names data: `entries` gives the canonical name of each unmistakable name, `known` that of each entry's own name,
    `classes` the class of a canonical name, `apart` which names are not the same as a name (all by their keys)."""

    entries: Mapping[Key, str]
    known: Mapping[Key, str]
    classes: Mapping[Key, str]
    apart: Mapping[str, frozenset[str]]

    def find(self, branch: str, name: str, known: str | None) -> str | None:
        """The canonical name of the entry that this name belongs to, or None."""
        found = self.known.get((branch, name_key(known))) if known is not None else self.entries.get((branch, name_key(name)))
        return None if found is not None and self.are_apart((name_key(found),), (name_key(name),)) else found

    def are_apart(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a row parts a name (its key) of the one group from a name of the other."""
        there = set(others)
        return any(not there.isdisjoint(self.apart[key]) for key in some if key in self.apart)


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Fold width, case, traditional characters and separators; digits that a separator parts stay parted: K2-0905 is not K20905."""
    folded = unicodedata.normalize("NFKC", fold_name(name)).casefold()
    return SEPARATORS.sub("", BETWEEN_DIGITS.sub("\0", folded)).replace("\0", "-") or folded


@lru_cache(maxsize=4)
def read_canon(ontology: Ontology, schema: Schema) -> Canon:
    """Read the names data, a user's rows after ours. Raises OntologyError for a row without name or with an unknown class."""
    entries: dict[Key, set[str]] = {}
    canonical: dict[Key, str] = {}  # each entry's own name, and the name of the row that a user joined it to
    classes: dict[Key, str] = {}
    apart: dict[str, set[str]] = {}
    for row in ontology.rows("names"):
        name, class_, aliases, guard = cells(row, schema)
        if guard == PARTED:
            part([name, *aliases], apart)
            continue
        branch, users = schema.branch(class_), not row.file.startswith(str(ontology.folders[0]))
        keys = {(branch, name_key(each)) for each in (name, *aliases)}
        if users:
            canonical.update(dict.fromkeys(keys & canonical.keys(), name))
        canonical[branch, name_key(name)] = name
        classes[branch, name_key(name)] = class_
        for key in keys if users or not guard else ():
            entries[key] = {name} if users else entries.get(key, set()) | {name}
    known = {key: follow(canonical, key) for key in canonical}
    found = {key: known[key[0], name_key(next(iter(names)))] for key, names in entries.items() if len(names) == 1}
    return Canon(found, known, classes, {key: frozenset(others) for key, others in apart.items()})


def follow(canonical: Mapping[Key, str], key: Key) -> str:
    """The name at the end of the joins that begin at this entry; of entries that users joined in a circle the last by sort order."""
    seen = {key}
    while (after := (key[0], name_key(canonical[key]))) != key:
        if after in seen:
            return max(canonical[each] for each in seen)
        seen.add(after)
        key = after
    return canonical[key]


def cells(row: Row, schema: Schema) -> tuple[str, str, list[str], str]:
    name, class_, aliases, guard = (*row.cells, "", "", "", "")[:4]
    if not name or class_ not in schema.parents:
        raise row.fault(f"expected a name and a class of the ontology, tab-separated, found {name!r} and {class_!r}")
    return name, class_, [alias.strip() for alias in aliases.split("|") if alias.strip()], guard


def part(names: list[str], apart: dict[str, set[str]]) -> None:
    keys = {name_key(name) for name in names}
    for key in keys:
        apart.setdefault(key, set()).update(keys - {key})
