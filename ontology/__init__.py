"""The ontology as data: files in this folder, a user's folder of the same form laid over them.

    schema.ttl   classes, predicates, qualifiers: labels, definitions, domain, range
    shapes.ttl   SHACL shapes
    names/*.tsv  canonical name, class, aliases (|), guard (word)
    frames/*.tsv words and constructions of each predicate
    words/*.tsv  signals of modality, type words, metrics, units and other word lists
    asking/instructions.md  what a language model is told beside classes and predicates

A user's folder may hold any of these; rows and triples are added after ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.abc import Traversable
from importlib.resources import files
from pathlib import Path

from kg.errors import OntologyError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a .tsv file with where it stands."""

    file: str
    line: int
    cells: tuple[str, ...]

    def fault(self, reason: str) -> OntologyError:
        return OntologyError(self.file, self.line, reason)


@dataclass(frozen=True, slots=True)
class Ontology:
    """Folders of data, ours first."""

    folders: tuple[Traversable, ...]

    def rows(self, *path: str) -> Iterator[Row]:
        """Yield the rows of a .tsv file, or of all .tsv files of a folder by name; comments (#) and blank lines are left out."""
        for root in self.folders:
            place = root.joinpath(*path)
            if place.is_dir():
                found = sorted((f for f in place.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)
            else:
                found = [place] if place.is_file() else []
            for file in found:
                yield from read_rows(file)


def read_rows(file: Traversable) -> Iterator[Row]:
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OntologyError(str(file), None, "is not UTF-8: save it as UTF-8") from error
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if line.strip() and not line.startswith("#"):
            yield Row(str(file), number, tuple(cell.strip() for cell in line.split("\t")))


@lru_cache(maxsize=4)
def load_ontology(extra: Path | None = None) -> Ontology:
    """Our ontology with a user's folder laid over it. Raises OntologyError where that folder is missing."""
    ours: Traversable = files(__name__)
    if extra is None:
        return Ontology((ours,))
    if not extra.is_dir():
        raise OntologyError(str(extra), None, "is not a folder: --ontology takes a folder with names/, frames/, words/, schema.ttl or shapes.ttl")
    return Ontology((ours, extra))
