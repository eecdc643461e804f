"""shapes.ttl -> its mistakes, by file and line: what an engine refuses, and what it would pass over in silence."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.checking.engines import SHACL, validate
from kg.errors import OntologyError
from kg.iris import ONTOLOGY
from ontology.schema import Schema, parse_turtle

# The properties of SHACL. Engines take no notice of one that they do not know: a slip of the pen would be a shape that objects to nothing.
PROPERTIES = """
alternativePath and annotationProperty annotationValue annotationVarName ask class closed construct datatype deactivated declare defaultValue
description disjoint entailment equals flags group hasValue ignoredProperties in inversePath labelTemplate languageIn lessThan lessThanOrEquals
maxCount maxExclusive maxInclusive maxLength message minCount minExclusive minInclusive minLength name namespace node nodeKind nodeValidator not
oneOrMorePath optional or order parameter path pattern prefix prefixes property propertyValidator qualifiedMaxCount qualifiedMinCount
qualifiedValueShape qualifiedValueShapesDisjoint select severity shapesGraph sparql targetClass targetNode targetObjectsOf targetSubjectsOf
uniqueLang update validator xone zeroOrMorePath zeroOrOnePath
"""
KNOWN = frozenset(PROPERTIES.split())


def refuse_unsound(file: str, text: str, schema: Schema) -> None:
    """Raise OntologyError where a shapes file uses a term that neither SHACL nor the ontology has, or where its shapes cannot be used."""
    quads = list(parse_turtle(text))
    for quad in quads:
        iris = [term.value for term in (quad.predicate, quad.object) if isinstance(term, ox.NamedNode)]
        if iris[0].startswith(SHACL) and iris[0].removeprefix(SHACL) not in KNOWN:
            raise _fault(file, text, f"sh:{iris[0].removeprefix(SHACL)}", "is no property of SHACL")
        for iri in iris:
            if iri.startswith(ONTOLOGY) and iri.removeprefix(ONTOLOGY) not in schema.terms:
                raise _fault(file, text, f"kg:{iri.removeprefix(ONTOLOGY)}", "is no term of the ontology")
    try:
        validate("".join(f"{quad.triple} .\n" for quad in quads), "")
    except ValueError as error:
        reason = str(error).split("\n")[0].removeprefix("invalid shapes graph: ")
        term = re.search(r"sh:\w+", reason)
        raise OntologyError(file, _line(text, term[0]) if term else None, f"holds a shape that cannot be used: {reason}") from error


def _fault(file: str, text: str, term: str, reason: str) -> OntologyError:
    return OntologyError(file, _line(text, term), f"{term} {reason}")


def _line(text: str, term: str) -> int | None:
    """The first line that names a term, under whatever prefix."""
    word = re.compile(rf"[:#]{re.escape(term.split(':')[1])}\b")
    return next((number for number, line in enumerate(text.split("\n"), 1) if word.search(line)), None)
