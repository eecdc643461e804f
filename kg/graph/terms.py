"""Values -> RDF terms."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import pyoxigraph as ox

from kg.iris import NAMESPACE, ONTOLOGY
from kg.model import Number

PREFIXES = {
    "kg": ONTOLOGY,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
READABLE = PREFIXES | {kind: f"{NAMESPACE}{kind}/" for kind in ("report", "statement", "evidence", "observation", "texts")}  # for Turtle
DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@lru_cache(maxsize=1000)
def term(name: str) -> ox.NamedNode:
    """A term of a vocabulary by its prefixed name, `rdf:type`."""
    prefix, local = name.split(":", 1)
    return ox.NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=200_000)
def node(iri: str) -> ox.NamedNode:
    """The node of an entity, a statement or a report."""
    return ox.NamedNode(iri)


def text(value: str) -> ox.Literal:
    return ox.Literal(value)


def number(value: Number) -> ox.Literal:
    """A whole number (2.0 too) as xsd:integer, another one as xsd:decimal in plain digits."""
    if isinstance(value, int) or value.is_integer():
        return ox.Literal(str(int(value)), datatype=term("xsd:integer"))
    return ox.Literal(f"{Decimal(repr(value)):f}", datatype=term("xsd:decimal"))


def date(value: str) -> ox.Literal:
    """A day, month or year in its type; a quarter or half (and what is no date) as a plain string."""
    if DATE.fullmatch(value):
        return ox.Literal(value, datatype=term(f"xsd:{DATES[len(value)]}"))
    return ox.Literal(value)


def boolean(value: bool) -> ox.Literal:
    return ox.Literal(str(value).lower(), datatype=term("xsd:boolean"))
