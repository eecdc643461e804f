"""schema.ttl -> the classes, predicates and qualifiers that statements may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.abc import Traversable
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError
from ontology import Ontology
from ontology.terms import Predicate, QualifierTerm, Schema, ValueKind

__all__ = ["Predicate", "QualifierTerm", "Schema", "parse_turtle", "read_schema", "read_turtle"]

KG = "https://w3id.org/report-kg/ontology#"
SCHEMA = "https://schema.org/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

MACHINERY = ("Statement", "Predicate", "Qualifier")  # classes of the graph itself, none of entities
FORMS = {SCHEMA + name: name.lower() for name in ("Date", "Number", "Text", "Duration")} | {f"{SCHEMA}MonetaryAmount": "money"}
ANY = f"{OWL}Thing"  # in a domain or range: every class
KINDS: dict[tuple[str, ...], ValueKind] = {(): "entity", ("number",): "number", ("money",): "money", ("number", "money"): "number or money"}
SYMMETRIC, SINGLE = f"{OWL}SymmetricProperty", f"{OWL}FunctionalProperty"

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal


@lru_cache(maxsize=8)
def read_schema(ontology: Ontology) -> Schema:
    """Read schema.ttl of every folder. Raises OntologyError with file and line where a term is not well said."""
    files = [folder.joinpath("schema.ttl") for folder in ontology.folders]
    return _Terms(tuple(_read_source(file) for file in files if file.is_file())).schema()


@dataclass(frozen=True, slots=True)
class _Source:
    file: str
    text: str
    triples: tuple[tuple[str, str, Term], ...]


def _read_source(file: Traversable) -> _Source:
    text = read_turtle(file)
    triples = ((quad.subject, quad.predicate.value, quad.object) for quad in parse_turtle(text))
    named = ((subject.value, predicate, value) for subject, predicate, value in triples if isinstance(subject, ox.NamedNode))
    return _Source(str(file), text, tuple((subject, predicate, value) for subject, predicate, value in named if not isinstance(value, ox.Triple)))


def read_turtle(file: Traversable) -> str:
    """The text of a Turtle file. Raises OntologyError where it is not UTF-8 or not Turtle."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OntologyError(str(file), None, "is not UTF-8: save it as UTF-8") from error
    try:
        for _ in parse_turtle(text):
            pass
    except SyntaxError as error:
        raise OntologyError(str(file), error.lineno, f"is not Turtle: {error.msg}") from error
    return text


def parse_turtle(text: str) -> Iterator[ox.Quad]:
    return iter(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=KG))


class _Terms:
    """The triples of all files by subject, and where a fault stands."""

    def __init__(self, sources: tuple[_Source, ...]) -> None:
        self.sources = sources
        self.parents: Mapping[str, str | None] = {}
        self.values: dict[str, dict[str, list[Term]]] = {}
        for source in sources:
            for subject, predicate, value in source.triples:
                values = self.values.setdefault(subject, {}).setdefault(predicate, [])
                if value not in values:
                    values.append(value)

    def schema(self) -> Schema:
        classes = [name for name in self._typed(f"{OWL}Class") if name not in MACHINERY]
        self.parents = parents = {name: self._parent(name, classes) for name in classes}
        for name in classes:
            self._climb(name, parents)
        qualifiers = {name: self._qualifier(name, classes) for name in self._typed(f"{KG}Qualifier")}
        predicates = {name: self._predicate(name, classes, qualifiers) for name in self._typed(f"{KG}Predicate")}
        labels = {name: self._texts(name, f"{RDFS}label", name) for name in classes}
        terms = frozenset(subject[len(KG) :] for subject in self.values if subject.startswith(KG))
        definitions = {name: self._texts(name, f"{SKOS}definition", "") for name in classes}
        return Schema(parents, labels, definitions, predicates, qualifiers, self._version(), terms)

    def _typed(self, wanted: str) -> list[str]:
        """Local names of the terms of that type; a type of ours that is not there is a fault."""
        found = []
        for subject, values in self.values.items():
            types = [str(getattr(value, "value", "")) for value in values.get(f"{RDF}type", ())]
            if wanted in types:
                if not subject.startswith(KG):
                    raise self._fault(subject, f"{subject} is not in the ontology's namespace: name it kg:{re.split('[/#]', subject)[-1]}")
                found.append(subject[len(KG) :])
            for type_ in types:
                if type_.startswith(KG) and type_[len(KG) :] not in MACHINERY:
                    raise self._fault(subject, f"kg:{type_[len(KG) :]} is no type of a term: use owl:Class, kg:Predicate or kg:Qualifier", type_)
        return found

    def _parent(self, name: str, classes: list[str]) -> str | None:
        above = [value[len(KG) :] for value in self._iris(name, f"{RDFS}subClassOf") if value.startswith(KG)]
        for parent in above:
            self._known(name, parent, classes, "class")
        if len(above) > 1:
            raise self._fault(KG + name, f"kg:{name} has {len(above)} classes above it ({', '.join(above)}): name one")
        return above[0] if above else None

    def _climb(self, name: str, parents: Mapping[str, str | None]) -> None:
        seen, at = {name}, parents[name]
        while at:
            if at in seen:
                raise self._fault(KG + name, f"kg:{name} is above itself")
            seen.add(at)
            at = parents[at]

    def _predicate(self, name: str, classes: list[str], qualifiers: Mapping[str, QualifierTerm]) -> Predicate:
        domain, forms = self._classes(name, "domainIncludes", classes)
        range_, values = self._classes(name, "rangeIncludes", classes)
        if not domain or forms:
            raise self._fault(KG + name, f"the predicate kg:{name} needs classes as its domain: schema:domainIncludes kg:Agent")
        kind = tuple(form for form in ("number", "money") if form in values)
        if set(values) - set(kind) or bool(range_) == bool(kind):
            raise self._fault(KG + name, f"the predicate kg:{name} needs a range: either classes or schema:Number, schema:MonetaryAmount")
        allowed = [value.removeprefix(KG) for value in self._iris(name, f"{KG}qualifier")]
        for qualifier in allowed:
            self._known(name, qualifier, qualifiers, "qualifier")
        types = self._iris(name, f"{RDF}type")
        labels, definitions = self._texts(name, f"{RDFS}label", name), self._texts(name, f"{SKOS}definition", "")
        missing = any(getattr(value, "value", "") == "true" for value in self.values[KG + name].get(f"{KG}valueMayMiss", ()))
        said = (*labels, *definitions, SINGLE in types, missing)
        return Predicate(name, domain, range_, KINDS[kind], tuple(allowed), SYMMETRIC in types, *said)

    def _qualifier(self, name: str, classes: list[str]) -> QualifierTerm:
        range_, forms = self._classes(name, "rangeIncludes", classes)
        if bool(range_) + len(forms) != 1:
            raise self._fault(KG + name, f"the qualifier kg:{name} needs one range: schema:Date, Number, MonetaryAmount, Text, Duration, or classes")
        return QualifierTerm(name, forms[0] if forms else "entity", range_, *self._texts(name, f"{RDFS}label", name))

    def _classes(self, name: str, which: str, classes: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The classes and the forms of values that a domain or range lists."""
        named, forms = [], []
        for value in self._iris(name, SCHEMA + which):
            if value in FORMS:
                forms.append(FORMS[value])
            elif value == ANY:
                named += [name for name, parent in self.parents.items() if parent is None]
            else:
                named.append(self._known(name, value.removeprefix(KG), classes, "class"))
        return tuple(sorted(set(named), key=classes.index)), tuple(forms)

    def _known(self, name: str, wanted: str, known: Iterable[str], what: str) -> str:
        if wanted not in known:
            raise self._fault(KG + name, f"kg:{name} names an unknown {what}, {wanted}", wanted)
        return wanted

    def _iris(self, name: str, predicate: str) -> list[str]:
        return [value.value for value in self.values[KG + name].get(predicate, ()) if isinstance(value, ox.NamedNode)]

    def _texts(self, name: str, predicate: str, default: str) -> tuple[str, str]:
        found = {value.language: value.value for value in self.values[KG + name].get(predicate, ()) if isinstance(value, ox.Literal)}
        plain = found.get(None, default)
        return found.get("zh", plain), found.get("en", plain)

    def _version(self) -> str:
        found = (value for values in self.values.values() for value in values.get(f"{OWL}versionInfo", ()))
        return next((value.value for value in found if isinstance(value, ox.Literal)), "")

    def _fault(self, subject: str, reason: str, word: str = "") -> OntologyError:
        """The line where the subject's own text begins, or the one after it that holds the word."""
        local, word = re.escape(re.split("[/#]", subject)[-1]), re.split("[/#]", word)[-1]
        for source in self.sources:
            lines = source.text.split("\n")
            starts = [number for number, line in enumerate(lines, 1) if re.match(rf"\s*(?:\w*:|<[^>]*[/#]){local}\b", line)]
            for start in starts:
                held = next((n for n in range(start, len(lines) + 1) if re.search(rf"\b{re.escape(word)}\b", lines[n - 1])), None) if word else start
                if held:
                    return OntologyError(source.file, held, reason)
        return OntologyError(self.sources[-1].file, None, reason)
