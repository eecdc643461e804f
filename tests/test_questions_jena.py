"""The stored questions need nothing but the files: Apache Jena's command line gives the rows that `kg query` gives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from question_build import question_build

from loaders.questions import Value, ask_folder, canonical, sort_answer
from loaders.rdf import write_turtle
from ontology import load_ontology
from ontology.schema import read_schema
from queries import find_question

POM = Path(__file__).parent / "jena" / "pom.xml"
QUERIES = Path(__file__).parent.parent / "queries"
XSD = "http://www.w3.org/2001/XMLSchema#"
# one of each kind: optional qualifiers, paths, comparison of figures, a subselect with groups, groups, unions of subselects
ASKED = ("releases", "supply-paths", "better-models", "news", "agreements", "disagreements", "ratings")


@pytest.fixture(scope="session")
def jena() -> str:
    """The class path of arq, fetched by Maven the first time."""
    lib = Path(os.environ.get("KG_JENA_CACHE", Path.home() / ".cache" / "kg-jena")) / "lib"
    for program, package in (("java", "Java 17 or later (Debian: openjdk-17-jre-headless)"), ("mvn", "Maven (Debian: maven)")):
        if shutil.which(program) is None:
            pytest.fail(f"the test of another SPARQL engine needs {package}: install it")
    if not (lib / ".complete").exists():
        subprocess.run(["mvn", "-q", "-B", "-f", str(POM), "package", f"-Djena.lib={lib}"], check=True)
        (lib / ".complete").touch()
    return f"{lib}/*"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("build")
    write_turtle(question_build(), read_schema(load_ontology()), where / "graph.ttl")
    return where


@pytest.mark.parametrize("name", ASKED)
def test_arq_gives_the_same_rows(jena: str, folder: Path, name: str) -> None:
    """The .rq as it is on graph.ttl as it is."""
    command = ["java", "-cp", jena, "arq.arq", "--data", str(folder / "graph.ttl"), "--query", str(QUERIES / f"{name}.rq"), "--results", "JSON"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    question = find_question(name)
    rows = (tuple(_read(binding.get(column)) for column in question.columns) for binding in found["results"]["bindings"])
    assert sort_answer(question, rows) == ask_folder(folder, name)


def _read(term: dict[str, str] | None) -> Value:
    if term is None:
        return None
    datatype = term.get("datatype", "").removeprefix(XSD)
    if datatype == "boolean":
        return term["value"] == "true"
    return canonical(float(term["value"]) if datatype in ("integer", "decimal") else term["value"])
