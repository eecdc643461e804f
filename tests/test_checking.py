"""Statements and observations -> conforming or quarantined; anyone's RDF -> what the shapes object to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checking_rows import BROKEN, CLOSE, GOOD, GPT, HASH, OPENAI, RELEASE, WORDS, said

from kg.checking import check, check_files
from kg.checking.engines import validate, validate_slowly
from kg.checking.items import layer_triples
from kg.checking.shapes import read_shapes
from kg.errors import OntologyError, UsageError
from kg.model import Observation, Statement
from ontology import load_ontology
from ontology.schema import read_schema

ONTOLOGY = load_ontology()
ADDED = """@prefix kg: <https://w3id.org/report-kg/ontology#> .
@prefix schema: <https://schema.org/> .
kg:sponsors a kg:Predicate ; schema:domainIncludes kg:Organization ; schema:rangeIncludes kg:Event ; kg:qualifier kg:amount .
"""


def split(*items: Statement | Observation) -> tuple[list[Statement], list[Observation]]:
    return [i for i in items if isinstance(i, Statement)], [i for i in items if isinstance(i, Observation)]


@pytest.mark.parametrize("item", GOOD)
def test_what_is_sound_conforms(item: Statement | Observation) -> None:
    """Every form of value, date and qualifier that the specification allows passes."""
    statements, observations, quarantined = check(*split(item), ONTOLOGY)
    assert (*statements, *observations) == (item,), [each.violations for each in quarantined]


@pytest.mark.parametrize(("item", "shape", "path"), BROKEN)
def test_what_is_broken_is_quarantined_with_the_reason(item: Statement | Observation, shape: str, path: str) -> None:
    """The shape that objects is named, with its path and words in English and Chinese."""
    statements, observations, (quarantined,) = check(*split(item), ONTOLOGY)
    assert not statements
    assert not observations
    assert quarantined.item == item
    violation = next(each for each in quarantined.violations if each.shape == shape)
    assert violation.path == path
    assert violation.message.isascii() is False
    assert violation.message[0].isascii()


def test_both_engines_find_the_same() -> None:
    """The fast engine and pySHACL agree on focus, path, value, shape and severity of every result, on sound and broken data together."""
    items = [replace(item, id=f"{item.id}-{number}") for number, item in enumerate([*GOOD, *(row[0] for row in BROKEN)])]
    shapes = read_shapes(ONTOLOGY)
    data = "".join(f"{line} .\n" for line in sorted(set(map(str, layer_triples(items, read_schema(ONTOLOGY))))))
    fast, slow = (
        {(r.focus, r.value, r.shape, r.severity, tuple(sorted(r.messages))) for r in run(shapes, data)} for run in (validate, validate_slowly)
    )
    assert len(fast) >= len(BROKEN)
    assert fast == slow


def test_a_broken_entity_takes_its_statements_with_it() -> None:
    """What is wrong with an entity is wrong with all that names it, and with nothing else."""
    nameless = replace(GPT, label="")
    broken = [replace(said("releases", object=nameless), id="x:1"), replace(said("basedOn", nameless, GPT), id="x:2")]
    sound = replace(said("partnersWith", object=replace(OPENAI, id="x:other", label="另一家")), id="x:3")
    statements, _, quarantined = check([*broken, sound], [CLOSE], ONTOLOGY)
    assert statements == (sound,)
    assert [each.item.id for each in quarantined] == ["x:1", "x:2"]


def test_a_broken_statement_leaves_its_entities_alone() -> None:
    """A statement outside its predicate's domain is no reason to doubt what else is said of its subject."""
    wrong = replace(said("releases", GPT, replace(GPT, id="x:gpt", label="另一个")), id="x:1")
    statements, _, quarantined = check([wrong, RELEASE], [], ONTOLOGY)
    assert statements == (RELEASE,)
    assert len(quarantined) == 1


def test_a_quote_must_stand_in_the_text() -> None:
    """Where the report's text is given, the words must stand there word for word; a text that is not given says nothing."""
    text = "0123456789" + WORDS.quote
    right = replace(RELEASE, evidence=(replace(WORDS, end=10 + len(WORDS.quote)),))
    assert check([right], [], ONTOLOGY, {HASH: text})[0] == (right,)
    assert check([right], [], ONTOLOGY, {"b" * 64: ""})[0] == (right,)
    _, _, (quarantined,) = check([right], [], ONTOLOGY, {HASH: " " + text})
    assert [each.shape for each in quarantined.violations] == ["evidence-quote"]


def test_the_message_says_what_was_found() -> None:
    """An analyst reads which entity of which class stood where another one was asked for."""
    _, _, (quarantined,) = check([said("releases", GPT, GPT)], [], ONTOLOGY)
    messages = [each.message for each in quarantined.violations if each.shape == "releases-subject"]
    assert messages == ["The subject of releases must be Agent. “发布”的主语须是行为主体。 [GPT-4o: AIModel]"]


def test_a_users_predicate_is_checked_without_a_shape(tmp_path: Path) -> None:
    """A predicate of a user's schema.ttl is known, with its domain, range and qualifiers, and no Python is touched."""
    (tmp_path / "schema.ttl").write_text(ADDED, "utf-8")
    ontology = load_ontology(tmp_path)
    event = replace(GPT, id="x:event", label="WAIC 2025", class_="Event")
    good, bad = said("sponsors", object=event), said("sponsors", object=GPT)
    assert check([good], [], ontology)[0] == (good,)
    assert check([bad], [], ontology)[2][0].violations[0].shape == "sponsors-object"
    assert check([good], [], ONTOLOGY)[2][0].violations[0].shape == "statement-known"


def test_a_users_shape_is_applied(tmp_path: Path) -> None:
    """A shape of a user's shapes.ttl quarantines; one of severity Warning does not."""
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/report-kg/ontology#> . @prefix x: <http://x/> .
    x:Sure sh:targetClass kg:Statement ; sh:property x:sure .
    x:sure sh:path kg:confidence ; sh:minInclusive 0.5 ; sh:message "Not sure enough." ; sh:severity sh:%s ."""
    unsure = replace(RELEASE, confidence=0.4)
    for severity, kept in (("Violation", 0), ("Warning", 1)):
        folder = tmp_path / severity
        folder.mkdir()
        (folder / "shapes.ttl").write_text(shape % severity, "utf-8")
        statements, _, quarantined = check([unsure], [], load_ontology(folder))
        assert (len(statements), len(quarantined)) == (kept, 1 - kept)
    assert check([unsure], [], load_ontology(tmp_path / "Violation"))[2][0].violations[0].shape == "http://x/sure"


# What a user's shapes.ttl says from its line 4 on, the line of the mistake, what is said of it.
MISTAKES = (
    ("x:S sh:targetClass", 4, "is not Turtle"),
    ("x:S sh:targetClass x:C ;\n sh:property [ sh:path x:p ; sh:maxCuont 1 ] .", 5, "sh:maxCuont is no property of SHACL"),
    ("x:S sh:targetClass kg:Statement ;\n\n sh:property [ sh:path kg:confidense ; sh:minCount 1 ] .", 6, "kg:confidense is no term of the ontology"),
    ("x:S sh:targetClass x:C ;\n sh:property [ sh:path x:p ; sh:minCount 'many' ] .", 5, "cannot be used: sh:minCount is not"),
    ("x:S sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:pattern '(' ] .", 4, "cannot be used: invalid sh:pattern"),
)


@pytest.mark.parametrize(("text", "line", "reason"), MISTAKES, ids=[reason for _, _, reason in MISTAKES])
def test_a_mistake_in_shapes_is_reported_with_file_and_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    """Also one that an engine would pass over: a shape that objects to nothing helps nobody."""
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix kg: <https://w3id.org/report-kg/ontology#> .\n@prefix x: <http://x/> .\n"
    (tmp_path / "shapes.ttl").write_text(head + text, "utf-8")
    with pytest.raises(OntologyError) as caught:
        read_shapes(load_ontology(tmp_path))
    assert (caught.value.file, caught.value.line) == (str(tmp_path / "shapes.ttl"), line), caught.value
    assert reason in caught.value.reason


FORMS = {
    "a.ttl": "@prefix kg: <https://w3id.org/report-kg/ontology#> . <x:a> a kg:Statement .",
    "a.nt": "<x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/report-kg/ontology#Statement> .",
    "a.trig": "@prefix kg: <https://w3id.org/report-kg/ontology#> . <x:g> { <x:a> a kg:Statement }",
    "a.jsonld": '{"@id": "x:a", "@type": "https://w3id.org/report-kg/ontology#Statement"}',
    "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:kg="https://w3id.org/report-kg/ontology#">'
    '<kg:Statement rdf:about="x:a"/></rdf:RDF>',
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_files_of_every_format_are_checked(tmp_path: Path, name: str) -> None:
    """Turtle, TriG, N-Triples, JSON-LD and RDF/XML give the same results: node, path, severity, message, file."""
    path = tmp_path / name
    path.write_text(FORMS[name], "utf-8")
    checked = check_files([path], ONTOLOGY)
    assert not checked.conforms
    assert {(r.file, r.focus_node, r.severity) for r in checked.results} == {(str(path), "x:a", "Violation")}
    assert {r.path for r in checked.results} == {"subject", "predicate", "modality", "evidence", "wasDerivedFrom"}


def test_an_edge_between_wrong_classes_does_not_conform(tmp_path: Path) -> None:
    """The plain graph of anyone's file is checked too: what a predicate joins must have the classes that it asks for."""
    path = tmp_path / "edge.ttl"
    path.write_text(
        '@prefix kg: <https://w3id.org/report-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n'
        '<x:p> a kg:Product ; rdfs:label "p" ; kg:releases <x:q> ; kg:parameterCount "many" . <x:q> a kg:Product ; rdfs:label "q" .', "utf-8",
    )  # fmt: skip
    assert {result.shape for result in check_files([path], ONTOLOGY).results} == {"releases-edge-from", "parameterCount-edge-from"}


@pytest.mark.parametrize(("name", "text", "said"), [
    ("a.ttl", "<x:a> <x:b> .", r"a\.ttl:1: is not well-formed Turtle"),
    ("a.docx", "", "not known as RDF"),
    ("missing.ttl", None, "cannot be read"),
    ("a.jsonld", "{", r"a\.jsonld:\d+: is not well-formed"),
])  # fmt: skip
def test_files_that_are_no_rdf_are_refused(tmp_path: Path, name: str, text: str | None, said: str) -> None:
    """The message names the file and what to do."""
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        check_files([path], ONTOLOGY)
