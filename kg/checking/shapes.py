"""The ontology -> its SHACL shapes: shapes.ttl, and what schema.ttl says of predicates and qualifiers, as N-Triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.checking.soundness import refuse_unsound
from kg.iris import NAMESPACE
from ontology import Ontology
from ontology.schema import Predicate, QualifierTerm, Schema, parse_turtle, read_schema, read_turtle

SHAPES = f"{NAMESPACE}shapes#"
HEAD = f"""@prefix : <{SHAPES}> .
@prefix kg: <{NAMESPACE}ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# The patterns say what the datatypes say already: engines differ in how well they know "Infinity" and a month 13 from sound values.
NUMBER = 'sh:pattern "^[-+]?[0-9]+([.][0-9]+)?$" ; sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:decimal ] )'
NEEDED = "sh:path kg:currency ; sh:minCount 1"
# Of the statement itself, which this path leads back to: no object or a currency.
UNLESS_MISSING = f"sh:path [ sh:zeroOrOnePath :itself ] ; sh:or ( [ sh:path rdf:object ; sh:maxCount 0 ] [ {NEEDED} ] )"
FORMS = {
    "number": (NUMBER, "a plain number", "数字"),
    "money": (NUMBER, "a plain number with its currency", "数字并注明币种"),
    "text": ('sh:datatype xsd:string ; sh:pattern "\\\\S"', "words, not empty", "非空文字"),
    "duration": ('sh:pattern "^P([0-9]+[YMWD])*(T([0-9]+[HMS])+)?$" ; sh:minLength 3', "an ISO 8601 duration such as P2M", "ISO 8601 时长，如 P2M"),
    "date": (
        'sh:pattern "^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$" ; '
        "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:gYear ] [ sh:datatype xsd:string ] )",
        "an ISO 8601 date: 2024, 2024-Q3, 2024-H1, 2024-06 or 2024-06-28",
        "ISO 8601 日期：2024、2024-Q3、2024-H1、2024-06 或 2024-06-28",
    ),
}  # fmt: skip


@lru_cache(maxsize=8)
def read_shapes(ontology: Ontology) -> str:
    """All shapes as N-Triples. Raises OntologyError with file and line where a shapes.ttl is not Turtle or not SHACL."""
    schema = read_schema(ontology)
    texts = [HEAD + "\n".join(schema_shapes(schema))]
    for folder in ontology.folders:
        file = folder.joinpath("shapes.ttl")
        if file.is_file():
            texts.append(read_turtle(file))
            refuse_unsound(str(file), texts[-1], schema)
    return "".join(f"{quad.triple} .\n" for text in texts for quad in parse_turtle(text))


def short_shape(iri: str) -> str:
    """The name of one of our shapes; another one's IRI."""
    return iri.removeprefix(SHAPES)


def short_path(path: str) -> str:
    """The local names of a path: `oa:hasSelector/oa:exact` is `hasSelector/exact`; empty where it leads back to the node itself."""
    names = re.sub(r"<?https?://[^<>\s]*[#/]([^<>#/\s]+)>?", r"\1", path)
    return "" if "itself" in names else names.strip("()")


def schema_shapes(schema: Schema) -> Iterator[str]:
    """Turtle of the shapes that follow from the schema."""
    branches = [name for name, parent in schema.parents.items() if parent is None]
    yield f":Entity sh:targetClass {_terms(branches)} ; sh:property :entity-class ."
    yield (
        f":entity-class a sh:PropertyShape ; sh:path rdf:type ; sh:qualifiedValueShape [ sh:in ({_terms(branches, ' ')}) ] ; "
        f"sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 ; "
        f"{_message('An entity has a class of the ontology, and of one branch only.', '实体须有本体中的类别，且只属于一个分支。')} ."
    )
    yield (
        f":Statement sh:property :statement-known . :statement-known a sh:PropertyShape ; sh:path rdf:predicate ; "
        f"sh:in ({_terms(schema.predicates, ' ')}) ; {_message('The ontology has no such predicate.', '本体中没有此谓词。')} ."
    )
    for predicate in schema.predicates.values():
        yield from _predicate(predicate, schema)
    for qualifier in schema.qualifiers.values():
        yield from _qualifier(qualifier, schema)


def _predicate(predicate: Predicate, schema: Schema) -> Iterator[str]:
    """Every statement of the predicate: reached from the predicate's own node, so that no SPARQL target is needed."""
    name, zh = predicate.name, predicate.label_zh
    subject_en, subject_zh = _listed(predicate.domain, schema)
    subject = f"{_classes(predicate.domain)} ; {_message(f'The subject of {name} must be {subject_en}.', f'“{zh}”的主语须是{subject_zh}。')}"
    if predicate.value == "entity":
        object_en, object_zh = _listed(predicate.range, schema)
        kind = f"{_classes(predicate.range)} ; {_message(f'The object of {name} must be {object_en}.', f'“{zh}”的宾语须是{object_zh}。')}"
        least = 1
    else:
        kind = f"{NUMBER} ; {_message(f'The value of {name} must be a plain number.', f'“{zh}”的值须为数字。')}"
        least = 0 if predicate.value_may_miss else 1
    reached = "sh:property [ sh:path [ sh:inversePath rdf:predicate ] ; sh:property"
    yield f":{name} a sh:NodeShape ; sh:targetNode kg:{name} ; {reached} :{name}-subject, :{name}-object ] ."
    yield f":{name}-subject a sh:PropertyShape ; sh:path rdf:subject ; {subject} ."
    yield f":{name}-object a sh:PropertyShape ; sh:path rdf:object ; sh:minCount {least} ; sh:maxCount 1 ; {kind} ."
    if predicate.value == "money":
        lacks = _message(f"The money of {name} needs its currency.", f"“{zh}”的金额须注明币种。")
        yield f":{name} {reached} :{name}-money ] . :{name}-money a sh:PropertyShape ; {UNLESS_MISSING if least == 0 else NEEDED} ; {lacks} ."
    yield f":{name}-edge-from a sh:NodeShape ; sh:targetSubjectsOf kg:{name} ; {subject} ."
    if predicate.value == "entity":
        yield f":{name}-edge-to a sh:NodeShape ; sh:targetObjectsOf kg:{name} ; {kind} ."
    else:
        yield f":{name}-edge-from sh:property [ sh:path kg:{name} ; {kind}{' ; sh:maxCount 1' if predicate.single else ''} ] ."


def _qualifier(qualifier: QualifierTerm, schema: Schema) -> Iterator[str]:
    """Which statements may have it, and what it must look like."""
    name = qualifier.name
    if qualifier.form == "entity":
        en, zh = _listed(qualifier.range, schema)
        form = _classes(qualifier.range)
    else:
        form, en, zh = FORMS[qualifier.form]
        form += " ; sh:maxCount 1"
    looks = f"sh:path kg:{name} ; {form} ; {_message(f'{name} must be {en}.', f'“{qualifier.label_zh}”须为{zh}。')}"
    yield f":{name}-qualifier a sh:NodeShape ; sh:targetSubjectsOf kg:{name} ; sh:property :{name}-form . :{name}-form a sh:PropertyShape ; {looks} ."
    fits = [predicate.name for predicate in schema.predicates.values() if _fits(predicate, name)]
    if len(fits) < len(schema.predicates):
        allowed = f"{name} does not fit this predicate: the ontology allows it for {', '.join(fits)}."
        message = _message(allowed, f"此谓词不能带“{qualifier.label_zh}”。")
        yield f":{name}-qualifier sh:property :{name}-fits ."
        yield f":{name}-fits a sh:PropertyShape ; sh:path rdf:predicate ; sh:in ({_terms(fits, ' ')}) ; {message} ."


def _fits(predicate: Predicate, qualifier: str) -> bool:
    """A currency fits where there is money."""
    money = "money" in predicate.value or "amount" in predicate.qualifiers
    return predicate.allows(qualifier) or (qualifier == "currency" and money)


def _classes(names: Iterable[str]) -> str:
    return f"sh:or ( {' '.join(f'[ sh:class kg:{name} ]' for name in names)} )"


def _terms(names: Iterable[str], between: str = ", ") -> str:
    return between.join(f"kg:{name}" for name in names)


def _listed(names: Iterable[str], schema: Schema) -> tuple[str, str]:
    """The classes in English and Chinese: "Product or Technology", "产品或技术"."""
    en, zh = [f"{name}" for name in names], [schema.labels[name][0] for name in names]
    return " or ".join([", ".join(en[:-1]), en[-1]] if en[:-1] else en), "或".join(["、".join(zh[:-1]), zh[-1]] if zh[:-1] else zh)


def _message(en: str, zh: str) -> str:
    return f"sh:message {ox.Literal(en, language='en')}, {ox.Literal(zh, language='zh')}"
