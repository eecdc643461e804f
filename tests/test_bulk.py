"""Files for Neo4j's own bulk import: the database that they give is the one that a load gives."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from builds import build_of, entity, report, says
from hard_names import HARD_NAMES
from neo4j_server import Server
from question_build import question_build

from kg.errors import StoreError
from kg.model import Build
from loaders.neo4j import Loaded, connect, load
from loaders.neo4j_csv import write_csv
from ontology import load_ontology
from ontology.schema import read_schema

pytestmark = pytest.mark.xdist_group("neo4j")
SCHEMA = read_schema(load_ontology())


def hard_build() -> Build:
    """Every hard name as an entity, a title and a quote."""
    record = report("难.txt", title=HARD_NAMES["everything"])
    model = entity("GPT-4o", "AIModel")
    return build_of([record], [says(record, entity(name, "Company"), "releases", model, quote=name, matter=name) for name in HARD_NAMES.values()])


@pytest.fixture
def imported(own_neo4j: Server) -> Server:
    """A stopped server that is started once a database was imported."""
    own_neo4j.run("stop")
    return own_neo4j


@pytest.mark.parametrize("build", [question_build(), hard_build()], ids=["questions", "hard names"])
def test_an_imported_database_is_a_loaded_one(imported: Server, tmp_path: Path, build: Build) -> None:
    """Written, imported by the command that stands beside the files, compared as a whole; a load then finds everything there."""
    write_csv(build, SCHEMA, tmp_path / "neo4j-csv")
    admin = {**os.environ, **dict(imported.environment), "NEO4J_ADMIN": imported.admin}
    done = subprocess.run([tmp_path / "neo4j-csv" / "import.sh"], env=admin, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    imported.run("start")
    held = imported.whole()
    with connect(imported.uri, imported.user, imported.password) as store:
        assert load(store, build, SCHEMA) == Loaded(0, len(build.reports), 0, 0)
        assert load(store, build, SCHEMA, verify=True).rows == 0
        imported.clear()
        load(store, build, SCHEMA)
    assert imported.whole() == held


def test_the_same_build_gives_the_same_bytes(tmp_path: Path) -> None:
    """Names, order and bytes of the files come from the build alone."""
    for name in ("a", "b"):
        write_csv(question_build(), SCHEMA, tmp_path / name)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert first == second
    assert len(first) > 20


def test_a_list_is_parted_by_what_none_of_its_parts_holds(tmp_path: Path) -> None:
    """A name with the usual separator in it takes another one."""
    record = report("x.txt")
    build = build_of([record], [says(record, entity("A\x1fB", "Company"), "develops", entity("GPT", "AIModel"))])
    write_csv(build, SCHEMA, tmp_path / "csv")
    assert "U+001E" in (tmp_path / "csv" / "import.sh").read_text()


def test_a_class_that_can_be_no_label_is_refused(tmp_path: Path) -> None:
    """Nothing of it reaches a command line."""
    record = report("x.txt")
    build = build_of([record], [says(record, entity("A", "Company"), "deve`lops", entity("GPT", "AIModel"))])
    with pytest.raises(StoreError, match="cannot be the name"):
        write_csv(build, SCHEMA, tmp_path / "csv")
