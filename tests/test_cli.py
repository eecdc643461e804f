"""The command as a person types it: what it prints where, its exit status, what it leaves behind."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import EXAMPLES, Ran, files_of, kg

from kg import __version__
from kg.cli.asking import read_pairs
from kg.errors import UsageError

SLOW = ("rdflib", "networkx", "pypdfium2", "neo4j", "pyoxigraph", "jieba", "opencc", "lxml", "pdfplumber", "shacl", "rich", "openai")
GOLD = {
    "report": "d05.txt",
    "published": "2025-03-30",
    "entities": [{"id": "SK 海力士", "class": "Company", "names": ["SK海力士"]}, {"id": "HBM9", "class": "Chip", "names": []}],
    "statements": [
        {
            "subject": "SK 海力士",
            "predicate": "releases",
            "object": "HBM9",
            "qualifiers": {},
            "modality": "asserted",
            "required": True,
            "quote": "SK 海力士",
        }
    ],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the example reports."""
    out = tmp_path_factory.mktemp("built") / "out"
    assert kg("build", EXAMPLES, "--out", out, "--quiet").status == 0
    return out


def test_help_imports_nothing_slow() -> None:
    """`kg --help` answers at once: no library that takes its time is imported for it."""
    program = f"import sys, kg.cli; kg.cli.main(['--help']); print(sorted(set({SLOW!r}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert "kg build reports/" in done.stdout


@pytest.mark.parametrize("command", ["build", "load", "check", "query", "remove", "coverage", "score"])
def test_each_command_has_help(command: str) -> None:
    ran = kg(command, "--help")
    assert ran.status == 0
    assert "Usage: kg" in ran.out


def test_version() -> None:
    assert kg("--version").out == f"kg {__version__}\n"


def test_a_build_prints_its_summary_on_standard_error(tmp_path: Path) -> None:
    """Standard output stays empty, so that a pipe gets results only; there is no bar where no terminal is."""
    ran = kg("build", EXAMPLES, "--out", tmp_path / "out")
    assert (ran.status, ran.out) == (0, "")
    assert "statements" in ran.err
    assert "quarantined" in ran.err
    assert "\r" not in ran.err


def test_a_terminal_sees_a_bar(tmp_path: Path) -> None:
    """It counts the reports while they are read, and is gone at the end."""
    terminal, slave = pty.openpty()
    words = [sys.executable, "-m", "kg", "build", EXAMPLES, "--out", tmp_path / "out"]
    process = subprocess.Popen(words, stderr=slave, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"})
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError):  # the terminal's other end is closed
        while piece := os.read(terminal, 4096):
            shown += piece
    assert process.wait() == 0
    assert b"3/3" in shown
    assert b"\x1b[2K" in shown


def test_quiet_says_nothing(tmp_path: Path) -> None:
    assert kg("build", EXAMPLES / "d01.txt", "--out", tmp_path / "out", "--quiet") == Ran(0, "", "")


def test_a_build_is_whole_and_its_counts_add_up(built: Path) -> None:
    """The files of the specification are there, `build.json` vouches for them, extracted = stored + quarantined."""
    manifest = json.loads((built / "build.json").read_text("utf-8"))
    assert {"graph.ttl", "statements.jsonl", "observations.jsonl", "quarantine.jsonl", "reports.jsonl"} <= manifest["files"].keys()
    totals = manifest["totals"]
    assert totals["extracted"] == totals["stored"] + totals["quarantined"]
    assert totals["statements"] == len((built / "statements.jsonl").read_text("utf-8").splitlines())


def test_the_graph_conforms(built: Path) -> None:
    """A second check, of the file as written."""
    ran = kg("check", built / "graph.ttl")
    assert (ran.status, ran.out) == (0, "")


def test_every_quote_stands_in_its_text(built: Path) -> None:
    """text[start:end] is the quote, and no quote is longer than a sentence or a table row."""
    texts = {path.stem: path.read_bytes().decode() for path in (built / "texts").iterdir()}
    lines = [json.loads(line) for name in ("statements", "observations") for line in (built / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) > 50
    for line in lines:
        for evidence in line["evidence"]:
            assert texts[line["report_id"]][evidence["start"] : evidence["end"]] == evidence["quote"]
            assert 0 < len(evidence["quote"]) <= 400


def test_two_builds_in_any_order_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Also from another folder, by two processes."""
    reports = sorted(EXAMPLES.iterdir(), reverse=True)
    assert kg("build", *reports, "--out", tmp_path / "again", "--jobs", 2, "--quiet").status == 0
    assert files_of(tmp_path / "again") == files_of(built)


def test_removing_a_report_leaves_the_bytes_of_a_build_without_it(tmp_path: Path) -> None:
    """In the formats that the folder had."""
    reports = sorted(EXAMPLES.iterdir())
    assert kg("build", *reports, "--out", tmp_path / "out", "--format", "graphml").status == 0
    assert kg("build", *reports[1:], "--out", tmp_path / "without", "--format", "graphml").status == 0
    assert kg("remove", reports[0].name, "--out", tmp_path / "out").status == 0
    assert files_of(tmp_path / "out") == files_of(tmp_path / "without")


def test_removing_what_is_not_there_changes_nothing(built: Path) -> None:
    before = files_of(built)
    ran = kg("remove", "z.txt", "--out", built)
    assert ran.status == 2
    assert "z.txt" in ran.err
    assert files_of(built) == before


def test_query_lists_and_answers(built: Path) -> None:
    """A table, CSV and JSON hold the same rows."""
    assert "releases: " in kg("query").out
    table, rows, objects = (kg("query", "releases", "--out", built, *form) for form in ((), ("--csv",), ("--json",)))
    found = list(csv.DictReader(io.StringIO(rows.out)))
    assert [{key: value or None for key, value in row.items()} for row in found] == json.loads(objects.out)
    assert len(found) >= 3
    assert found[0]["product"] in table.out


WRONG = (
    (("build",), "REPORT"),
    (("build", "nirgends"), "nirgends"),
    (("build", EXAMPLES, "--published", "30.6.2024"), "2024-06-28"),
    (("build", EXAMPLES, "--min-confidence", "2"), "0<=x<=1"),
    (("build", EXAMPLES, "--format", "xml"), "trig"),
    (("build", EXAMPLES, "--ontology", "nirgends"), "nirgends"),
    (("build", EXAMPLES, "--neo4j", "bolt://127.0.0.1:1"), "NEO4J_PASSWORD"),
    (("load", "nirgends", "--neo4j", "bolt://127.0.0.1:1"), "nirgends"),
    (("load", "nirgends"), "--neo4j"),
    (("query", "nothing", "--out", "nirgends"), "no stored question"),
    (("query", "releases", "--out", "nirgends"), "kg build"),
    (("query", "releases", "--von", "OpenAI", "--out", "nirgends"), "von"),
    (("query", "releases", "OpenAI"), "--by OpenAI"),
    (("check", "nirgends.ttl"), "nirgends.ttl"),
    (("remove", "a.txt", "--out", "nirgends"), "nirgends"),
    (("score", "nirgends", "gold.json"), "nirgends"),
    (("frobnicate",), "frobnicate"),
)


@pytest.mark.parametrize(("words", "named"), WRONG)
def test_wrong_use_says_what_is_wrong_and_ends_with_2(words: tuple[object, ...], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, nothing on standard output, nothing written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    ran = kg(*words)
    assert (ran.status, ran.out) == (2, "")
    assert named in ran.err
    assert "Traceback" not in ran.err
    assert not list(tmp_path.iterdir())


def test_reports_that_state_nothing_end_with_1(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天天气很好。", "utf-8")
    ran = kg("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert ran.status == 1
    assert "no report states anything" in ran.err


def test_check_names_what_does_not_conform(tmp_path: Path) -> None:
    """On standard output, one line each; exit status 1."""
    (tmp_path / "bad.ttl").write_text(
        "@prefix kg: <https://w3id.org/report-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://w3id.org/report-kg/entity/Agent/X> a kg:Company , kg:Organization , kg:Agent ; rdfs:label "X", "Y" .\n',
        "utf-8",
    )
    ran = kg("check", tmp_path / "bad.ttl")
    assert ran.status == 1
    assert "bad.ttl" in ran.out


def test_score_shows_reports_predicates_and_stages(built: Path, tmp_path: Path) -> None:
    gold = tmp_path / "d05.json"
    gold.write_text(json.dumps(GOLD), "utf-8")
    table, figures = kg("score", built, gold), kg("score", built, gold, "--json")
    assert table.status == figures.status == 0
    assert "releases" in table.out
    found = json.loads(figures.out)
    assert (found["required"], found["right"], found["unsupported_quotes"]) == (1, 0, 0)
    assert found["missed_by_stage"] == {"mention": 1}


def test_an_interrupted_build_leaves_the_last_complete_one(built: Path, tmp_path: Path) -> None:
    """Ctrl-C in the middle: exit status 130, one line, every byte of the folder as it was."""
    (tmp_path / "long.txt").write_text("周报\n\n" + "百度发布文心大模型。\n\n" * 200_000, "utf-8")
    before = files_of(built)
    process = subprocess.Popen([sys.executable, "-m", "kg", "build", tmp_path / "long.txt", "--out", built], stderr=subprocess.PIPE, text=True)
    time.sleep(6)  # it reads by now, and will for a good while
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, "interrupted; the last complete build is as it was")
    assert files_of(built) == before


PAIRS = (
    (["--by", "OpenAI"], {"by": "OpenAI"}),
    (["--by=OpenAI", "--since", "2024"], {"by": "OpenAI", "since": "2024"}),
    (["--by", "--x"], {"by": "--x"}),
    (["--by="], {"by": ""}),
)


@pytest.mark.parametrize(("words", "pairs"), PAIRS)
def test_parameters_of_a_question(words: list[str], pairs: dict[str, str]) -> None:
    assert read_pairs(words) == pairs


@pytest.mark.parametrize("words", [["--by"], ["OpenAI"], ["--", "x"]])
def test_what_is_no_parameter(words: list[str]) -> None:
    with pytest.raises(UsageError):
        read_pairs(words)
