"""The command with a real database: built into it, asked from it, taken out of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import EXAMPLES, kg
from neo4j_server import Server

pytestmark = pytest.mark.xdist_group("neo4j")


@pytest.fixture(autouse=True)
def who(neo4j: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j.password)


def test_a_build_loads_what_a_load_of_its_folder_loads(neo4j: Server, tmp_path: Path) -> None:
    reports = sorted(EXAMPLES.iterdir())[:2]
    assert kg("build", *reports, "--out", tmp_path / "out", "--neo4j", neo4j.uri, "--quiet").status == 0
    built = neo4j.whole()
    neo4j.clear()
    ran = kg("load", tmp_path / "out", "--neo4j", neo4j.uri)
    assert (ran.status, ran.out) == (0, "")
    assert "2 reports sent" in ran.err
    assert neo4j.whole() == built
    assert "2 unchanged" in kg("load", tmp_path / "out", "--neo4j", neo4j.uri).err


def test_removal_leaves_what_a_build_without_the_report_loads(neo4j: Server, tmp_path: Path) -> None:
    """In folder and database; the stored questions then agree."""
    reports = sorted(EXAMPLES.iterdir())
    assert kg("build", *reports, "--out", tmp_path / "out", "--neo4j", neo4j.uri, "--quiet").status == 0
    assert kg("remove", reports[0].name, "--out", tmp_path / "out", "--neo4j", neo4j.uri, "--quiet").status == 0
    left = neo4j.whole()
    rows = [json.loads(kg("query", "releases", "--json", "--out", tmp_path / "out", *where).out) for where in ((), ("--neo4j", neo4j.uri))]
    assert rows[0] == rows[1]
    assert rows[0]
    neo4j.clear()
    assert kg("build", *reports[1:], "--out", tmp_path / "without", "--neo4j", neo4j.uri, "--quiet").status == 0
    assert neo4j.whole() == left


def test_a_database_that_does_not_answer_costs_no_reading(tmp_path: Path) -> None:
    """It is asked before the first report is read: exit status 1, nothing written."""
    ran = kg("build", EXAMPLES, "--out", tmp_path / "out", "--neo4j", "bolt://127.0.0.1:1")
    assert ran.status == 1
    assert "bolt://127.0.0.1:1" in ran.err
    assert not (tmp_path / "out").exists()
