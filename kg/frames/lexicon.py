"""ontology/frames/*.tsv -> frames: what the words of each predicate ask for.

A row: pattern, words (|), options (name=value; …). A pattern is the order of the roles about the word V:

    S V O       the subject before, the object after; passives (由 S V 的 O, O 被 S V), 将 O V, S V 的 O and 对 O 的 V follow from it
    S 与/和 O V  a role behind a preposition
    O V         an object alone: whose it is, the text says elsewhere
    S V N       N is the value: a number or money

A role may name its classes, the preferred first: S:Product,Agent. A word may have a gap: 揭开…面纱.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.sentences import fold_name
from ontology import Ontology, Row
from ontology.schema import Predicate, Schema, read_schema

ROLES = ("S", "O", "N")
OPTIONS = {
    "modality",
    "role",
    "metric",
    "unit",
    "title",
    "matter",
    "noun",
    "reverse",
    "after",
    "person",
    "strict",
    "setting",
    "round",
    "near",
    "each",
    "unless",
    "never",
    "neverboth",
    "notclass",
    "loose",
    "who",
    "what",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A role, the prepositions it stands behind (none: bare), the classes it may be of (preferred first)."""

    role: str
    prepositions: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word asks for: roles before and after it, in the order of the text."""

    predicate: Predicate
    left: tuple[Slot, ...]
    right: tuple[Slot, ...]
    options: tuple[tuple[str, str], ...]
    rest: str = ""  # the second part of a word with a gap
    place: str = ""  # file:line, for explanations

    def option(self, name: str) -> str | None:
        return next((value for key, value in self.options if key == name), None)

    def slot(self, role: str) -> Slot | None:
        return next((slot for slot in (*self.left, *self.right) if slot.role == role), None)

    @property
    def transitive(self) -> bool:
        """S V O without prepositions: passives and the like follow from it."""
        return (
            [s.role for s in self.left] == ["S"]
            and [s.role for s in self.right] == ["O"]
            and not any(s.prepositions for s in (*self.left, *self.right))
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by word, and of each predicate the first."""

    words: dict[str, tuple[Frame, ...]]
    predicates: dict[str, Frame]
    physical: frozenset[str] = frozenset()  # units of measure


@lru_cache(maxsize=4)
def read_lexicon(ontology: Ontology) -> Lexicon:
    schema = read_schema(ontology)
    words: dict[str, list[Frame]] = defaultdict(list)
    predicates: dict[str, Frame] = {}
    for row in ontology.rows("frames"):
        for word, frame in read_row(row, schema):
            words[word].append(frame)
            predicates.setdefault(frame.predicate.name, frame)
    physical = {word for row in ontology.rows("words", "mention-units.tsv") if row.cells[0] == "physical" for word in row.cells[1].split("|")}
    return Lexicon({w: tuple(f) for w, f in words.items()}, predicates, frozenset(physical))


def read_row(row: Row, schema: Schema) -> Iterator[tuple[str, Frame]]:
    name = row.file.rsplit("/", 1)[-1].removesuffix(".tsv")
    predicate = schema.predicates.get(name)
    if predicate is None:
        raise row.fault(f"{name} is no predicate of schema.ttl: a frames file bears the name of its predicate")
    if len(row.cells) not in (2, 3):
        raise row.fault("needs a pattern, words (|) and perhaps options (name=value; …)")
    left, right = read_pattern(row, predicate, schema)
    options = read_options(row)
    for word in filter(None, (w.strip() for w in row.cells[1].split("|"))):
        first, _, rest = (word.removesuffix("的") if len(word) > 2 else word).partition("…")
        yield fold_name(first), Frame(predicate, left, right, options, fold_name(rest), f"{name}.tsv:{row.line}")


def read_pattern(row: Row, predicate: Predicate, schema: Schema) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    sides: tuple[list[Slot], list[Slot]] = ([], [])
    side, prepositions = 0, ()  # type: int, tuple[str, ...]
    for token in row.cells[0].split():
        role, _, narrowed = token.partition(":")
        if token == "V":
            side = 1
        elif role in ROLES:
            classes = tuple(narrowed.split(",")) if narrowed else {"S": predicate.domain, "O": predicate.range, "N": ()}[role]
            unknown = [c for c in classes if c not in schema.parents] if role != "N" else []
            if unknown:
                raise row.fault(f"unknown class {unknown[0]} in the pattern")
            sides[side].append(Slot(role, prepositions, classes))
            prepositions = ()
        elif role.isascii():
            raise row.fault(f"{token} in the pattern is none of S, O, N, V or a preposition")
        else:
            prepositions = tuple(token.split("/"))
    if "V" not in row.cells[0].split():
        raise row.fault("the pattern has no V for the word")
    return tuple(sides[0]), tuple(sides[1])


def read_options(row: Row) -> tuple[tuple[str, str], ...]:
    found = []
    for part in filter(None, (p.strip() for p in (row.cells[2] if len(row.cells) > 2 else "").split(";"))):
        name, _, value = part.partition("=")
        if name not in OPTIONS:
            raise row.fault(f"unknown option {name}: known are {', '.join(sorted(OPTIONS))}")
        found.append((name, value or "yes"))
    return tuple(found)
