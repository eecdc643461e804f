"""schema.ttl -> classes, predicates, qualifiers: what the specification says, and mistakes by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from ontology import load_ontology
from ontology.schema import read_schema

SCHEMA = read_schema(load_ontology())
HEAD = "@prefix kg: <https://w3id.org/report-kg/ontology#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
HEAD += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix schema: <https://schema.org/> .\n"

# The tables of the specification: class, the one above it.
CLASSES = """Agent -, Organization Agent, Company Organization, GovernmentBody Organization, ResearchOrganization Organization, Person Agent, Place -,
Product -, AIModel Product, Chip Product, Hardware Product, Software Product, Dataset Product,
Technology -, Benchmark -, Policy -, Award -, Programme -,
Event -, Industry -, Instrument -, Security Instrument, MarketIndex Instrument, Bond Instrument, CurrencyPair Instrument, Report -"""

# predicate: domain > range or kind of value: qualifiers
PREDICATES = """
releases: Agent > Product, Technology, Programme: date
upgrades: Agent > Product: date
openSources: Agent > Product: date
develops: Agent > Product, Technology, Programme: date, amount
discontinues: Agent > Product, Programme: date
restrictsService: Agent > Product: place, date, validFrom
offersMigration: Agent > Product: to, date
changesPrice: Agent > Product: percent, date
uses: Agent, Product, Programme > Product, Technology:
basedOn: Product, Technology > Product, Technology:
partOf: Product, Programme > Product, Programme:
trainedOn: AIModel > Product, Technology: count, duration
supports: Product > Product, Technology: count
availableOn: Product > Product: date
outperforms: Product > Product: metric, factor
scoresOn: Product > Benchmark: value, unit, setting
parameterCount: AIModel > number:
contextLength: AIModel > number:
hasSpecification: Product, Programme > number: metric, unit
costs: Product, Programme > money: unit
acquires: Organization > Organization: date, amount
investsIn: Agent > Organization, Programme: date, amount
raisesFunding: Organization > money: date, round
partnersWith: Agent > Agent: date, matter
supplies: Organization > Organization: matter
establishes: Agent > Organization: date
participatesIn: Agent > Programme, Event: date, role
winsAward: Agent, Product, Programme > Award: date
holdsPosition: Person > Organization: title
appoints: Organization > Person: title, date
locatedIn: Organization, Event > Place:
sues: Agent > Agent: matter, date
investigates: GovernmentBody > Agent: matter, date
penalizes: GovernmentBody > Agent: amount, date
issuesPolicy: Agent > Policy: date, validFrom
restrictsExport: GovernmentBody > Product, Technology: place, date, validFrom
approves: GovernmentBody > Agent, Product, Policy, Programme: date
reportsMetric: Organization > number or money: metric, period, unit, change
publishedBy: Report > Company:
authoredBy: Report > Person:
rates: Report > Company, Industry, Security: rating, previousRating, targetPrice, previousTargetPrice, currency
mentions: Report > Agent, Place, Product, Technology, Benchmark, Policy, Award, Programme, Event, Industry, Instrument, Report:
listedAs: Organization > Security:
"""


def test_the_classes_are_those_of_the_specification() -> None:
    """Each class with the one above it, in the order in which ties are broken."""
    assert [f"{name} {parent or '-'}" for name, parent in SCHEMA.parents.items()] == CLASSES.replace("\n", " ").split(", ")


def test_the_predicates_are_those_of_the_specification() -> None:
    """Domain, range and qualifiers of every predicate, none left out and none more."""
    assert [
        f"{p.name}: {', '.join(p.domain)} > {', '.join(p.range) if p.value == 'entity' else p.value}: {', '.join(p.qualifiers)}".rstrip()
        for p in SCHEMA.predicates.values()
    ] == PREDICATES.strip().split("\n")


def test_what_is_special_about_some_predicates() -> None:
    """One is symmetric, two have one value an entity, one may lack its number; date and validFrom fit all."""
    every = SCHEMA.predicates.values()
    assert [p.name for p in every if p.symmetric] == ["partnersWith"]
    assert [p.name for p in every if p.single] == ["parameterCount", "contextLength"]
    assert [p.name for p in every if p.value_may_miss] == ["raisesFunding"]
    assert all(p.allows("date") and p.allows("validFrom") for p in every)
    assert not SCHEMA.predicates["uses"].allows("amount")


def test_every_term_is_named_and_defined_in_both_languages() -> None:
    """Labels in Chinese and English of classes, predicates and qualifiers; definitions of predicates."""
    for zh, en in [*SCHEMA.labels.values(), *((each.label_zh, each.label_en) for each in (*SCHEMA.predicates.values(), *SCHEMA.qualifiers.values()))]:
        assert not zh.isascii(), zh
        assert en.isascii(), en
    for predicate in SCHEMA.predicates.values():
        assert not predicate.definition_zh.isascii()
        assert predicate.definition_en.isascii()
        assert predicate.definition_en


def test_classes_know_those_above_them() -> None:
    """What is asked of a class: those above it, its branch, whether it is one of some."""
    assert SCHEMA.ancestors("Company") == ("Company", "Organization", "Agent")
    assert SCHEMA.branch("Chip") == "Product"
    assert SCHEMA.is_a("Person", ["Agent"])
    assert not SCHEMA.is_a("Person", ["Organization", "Product"])
    assert not SCHEMA.is_a("Unheard", ["Agent"])


def test_a_user_adds_terms(tmp_path: Path) -> None:
    """A new class, a new predicate, a class more in a range: triples added to ours, ours unchanged."""
    added = """kg:Satellite a owl:Class ; rdfs:subClassOf kg:Product ; rdfs:label "卫星"@zh .
kg:launches a kg:Predicate ; schema:domainIncludes kg:Organization ; schema:rangeIncludes kg:Satellite ; kg:qualifier kg:place .
kg:locatedIn schema:domainIncludes kg:Programme .
"""
    (tmp_path / "schema.ttl").write_text(HEAD + added, "utf-8")
    schema = read_schema(load_ontology(tmp_path))
    assert schema.branch("Satellite") == "Product"
    assert (schema.predicates["launches"].range, schema.predicates["launches"].qualifiers) == (("Satellite",), ("place",))
    assert schema.predicates["launches"].label_en == "launches"
    assert schema.predicates["locatedIn"].domain == ("Organization", "Programme", "Event")
    assert {name: schema.predicates[name] for name in SCHEMA.predicates if name != "locatedIn"} == {
        name: p for name, p in SCHEMA.predicates.items() if name != "locatedIn"
    }


# Lines 1 to 4 hold the prefixes.
MISTAKES = (
    ("kg:x a kg:Predicate ;; .\n???", 6, "is not Turtle"),
    ("\nkg:x a kg:Predicate ; schema:rangeIncludes kg:Agent .", 6, "kg:x needs classes as its domain"),
    ("kg:x a kg:Predicate ; schema:domainIncludes kg:Agent .", 5, "kg:x needs a range"),
    ("kg:x a kg:Predicate ;\n schema:domainIncludes kg:Agant ; schema:rangeIncludes kg:Agent .", 6, "unknown class, Agant"),
    ("kg:x a kg:Predicate ; schema:domainIncludes kg:Agent ;\n\n schema:rangeIncludes schema:Thing .", 7, "unknown class, https://schema.org/Thing"),
    ("kg:x a kg:Predicate ; schema:domainIncludes kg:Agent ; schema:rangeIncludes kg:Agent, schema:Number .", 5, "needs a range: either"),
    ("kg:x a kg:Predicate ; schema:domainIncludes kg:Agent ; schema:rangeIncludes kg:Agent ;\n kg:qualifier kg:data .", 6, "unknown qualifier, data"),
    ("kg:X a owl:Class ; rdfs:subClassOf kg:Y .", 5, "unknown class, Y"),
    ("kg:X a owl:Class ; rdfs:subClassOf kg:Agent, kg:Place .", 5, "has 2 classes above it"),
    ("kg:X a owl:Class ; rdfs:subClassOf kg:Y .\nkg:Y a owl:Class ; rdfs:subClassOf kg:X .", 5, "is above itself"),
    ("<http://other.example/X> a owl:Class .", 5, "name it kg:X"),
    ("kg:x a kg:Predikate .", 5, "kg:Predikate is no type of a term"),
    ("kg:x a kg:Qualifier .", 5, "kg:x needs one range"),
)


@pytest.mark.parametrize(("text", "line", "reason"), MISTAKES, ids=[reason for _, _, reason in MISTAKES])
def test_a_mistake_is_reported_with_file_and_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    """Whoever edits schema.ttl reads where to look."""
    (tmp_path / "schema.ttl").write_text(HEAD + text, "utf-8")
    with pytest.raises(OntologyError) as caught:
        read_schema(load_ontology(tmp_path))
    assert (caught.value.file, caught.value.line) == (str(tmp_path / "schema.ttl"), line), caught.value
    assert reason in caught.value.reason


def test_a_schema_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named."""
    (tmp_path / "schema.ttl").write_bytes(HEAD.encode() + '# 谓词'.encode("gb18030"))
    with pytest.raises(OntologyError, match="is not UTF-8"):
        read_schema(load_ontology(tmp_path))
