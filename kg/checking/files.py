"""RDF files that anyone wrote -> what the ontology's shapes object to in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.checking.engines import Engine, Result, validate
from kg.checking.shapes import read_shapes, short_path, short_shape
from kg.errors import UsageError
from ontology import Ontology

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class FileResult:
    """One objection: the file, the node it is about, the path from it, severity, message, shape."""

    file: str
    focus_node: str
    path: str
    severity: str
    message: str
    shape: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of files found, in the order of the files; they conform where nothing of severity Violation is found."""

    results: tuple[FileResult, ...]
    triples: int

    @property
    def conforms(self) -> bool:
        return all(result.severity in ("Warning", "Info") for result in self.results)


def check_files(paths: Iterable[Path], ontology: Ontology, engine: Engine = validate) -> Checked:
    """Validate each file by itself; the named graphs of a file are checked with its default graph.

    Raises UsageError where a file is not there, is of no known format or is not well-formed RDF.
    """
    shapes, results, count = read_shapes(ontology), [], 0
    for path in paths:
        triples = read_triples(path)
        count += len(triples)
        results += [_file_result(path, result) for result in engine(shapes, "".join(f"{line} .\n" for line in triples))]
    return Checked(tuple(results), count)


def read_triples(path: Path) -> list[str]:
    """The triples of a file, each once, as lines of N-Triples without their full stop."""
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise UsageError(f"{path}: not known as RDF; name files .ttl, .trig, .nt, .nq, .jsonld, .rdf or .owl")
    try:
        quads = ox.parse(path=str(path), format=format_, base_iri=path.absolute().as_uri())
        return list(dict.fromkeys(str(quad.triple) for quad in quads))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error}); name a file that is there") from error
    except SyntaxError as error:
        raise UsageError(f"{path}:{error.lineno or 1}: is not well-formed {format_.name} ({error.msg}); correct it and check again") from error


def _file_result(path: Path, result: Result) -> FileResult:
    message = " ".join(result.messages or (result.component,))
    return FileResult(str(path), result.focus, short_path(result.path), result.severity, message, short_shape(result.shape))
