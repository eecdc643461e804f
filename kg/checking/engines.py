"""Shapes and data -> results: SHACL validators behind one interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One validation result. `focus`, `value` and `shape` are bare IRIs, lexical forms or blank labels; `shape` is the nearest named one."""

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: str
    messages: tuple[str, ...]


Engine: TypeAlias = Callable[[str, str], list[Result]]  # N-Triples of the shapes, N-Triples of the data


def validate(shapes: str, data: str) -> list[Result]:
    """Validate with the Rust engine, sorted. Raises ValueError where the shapes or the data are not well formed."""
    return sorted(
        Result(_bare(r.focus_node), _bare(r.path), r.value_plain or "", _bare(r.root_shape), r.component, r.severity, tuple(r.messages))
        for r in _compiled(shapes).validate_text(data, "ntriples").results
    )


@lru_cache(maxsize=8)
def _compiled(shapes: str):  # type: ignore[no-untyped-def]  # the package has no types
    import shacl

    return shacl.Shapes.from_text(shapes, "ntriples")


def _bare(term: str | None) -> str:
    return term[1:-1] if term and term.startswith("<") and term.endswith(">") else term or ""


def validate_slowly(shapes: str, data: str) -> list[Result]:
    """Validate with pySHACL, the reference that tests compare with. Needs the package `pyshacl`."""
    import pyshacl
    import rdflib

    graph = rdflib.Graph().parse(data=data, format="nt")
    given = rdflib.Graph().parse(data=shapes, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=given, inference="none")
    found = (_read(report, given, node) for node in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))
    return sorted(found)


def _read(report, shapes, node) -> Result:  # type: ignore[no-untyped-def]  # graphs of rdflib
    from rdflib import SH

    def said(predicate: object) -> str:
        term = report.value(node, predicate)
        return "" if term is None else str(term)

    messages: Iterable[object] = report.objects(node, SH.resultMessage)
    shape = _named(shapes, report.value(node, SH.sourceShape))
    component, severity = (said(term).removeprefix(SHACL) for term in (SH.sourceConstraintComponent, SH.resultSeverity))
    return Result(said(SH.focusNode), said(SH.resultPath), said(SH.value), shape, component, severity, tuple(sorted(map(str, messages))))


def _named(shapes, shape) -> str:  # type: ignore[no-untyped-def]  # graphs of rdflib
    from rdflib import SH, BNode

    while isinstance(shape, BNode):
        shape = next(shapes.subjects(SH.property, shape), None)
    return "" if shape is None else str(shape)
