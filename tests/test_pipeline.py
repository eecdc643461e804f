"""Reports in, one checked build out: whatever their order, their number of processes, and what is wrong with some of them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg.errors import OntologyError, UsageError
from kg.model import Build, Document, Entity, Evidence, Extraction, Statement
from kg.pipeline import build, open_ontology, remove_reports
from ontology import Ontology, load_ontology

SENTENCE = re.compile(r"([^。\s]+?)(发布|收购)([^。\s]+)。")


def say_releases(document: Document, ontology: Ontology) -> Extraction:
    """A reader of one construction: 甲发布乙。 丙收购丁。 The object of the second has a class that does not fit."""
    found = []
    for match in SENTENCE.finditer(document.text):
        subject, verb, obj = match.groups()
        found.append(
            Statement(
                report=document.file,
                report_id=document.hash,
                subject=Entity(subject, "Company", (subject,)),
                predicate="releases" if verb == "发布" else "acquires",
                object=Entity(obj, "AIModel", (obj,)),
                evidence=(Evidence(match[0], match.start(), match.end()),),
                confidence=0.9 if verb == "发布" else 0.5,
            )
        )
    return Extraction(tuple(found))


def stumble(document: Document, ontology: Ontology) -> Extraction:
    """A reader that a certain report trips up."""
    if "绊脚石" in document.text:
        raise ZeroDivisionError("a fault of ours")
    return Extraction()


class Memory:
    """A sink that keeps what it was given."""

    def __init__(self) -> None:
        self.builds: list[Build] = []

    def write(self, build: Build) -> None:
        self.builds.append(build)


REPORTS = {
    "a/周报.txt": "行业周报\n\n甲一科技发布乙二模型。丙三公司发布丁四模型。\n",
    "b/周报.txt": "行业周报\n\n戊五科技发布己六模型。\n",
    "c.md": "# 点评\n\n戊五科技收购己六模型。甲一科技发布己六模型。\n",
    "d.txt": "纪要\n\n今日无事。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in REPORTS.items():
        path = tmp_path / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "reports"


def make(*reports: Path, **options: object) -> Build:
    return build(reports, extractors=[say_releases], **options)  # type: ignore[arg-type]


def said(built: Build) -> set[tuple[str, str, str, str]]:
    return {
        (s.report, s.subject.label, s.predicate, s.object.label if s.object else "")
        for s in built.statements
        if s.predicate not in ("mentions", "publishedBy")
    }


def test_each_report_gives_its_statements(folder: Path) -> None:
    """Two reports of one name in different folders are two; one without statements is built, too."""
    built = make(folder)
    assert said(built) == {
        ("a/周报.txt", "甲一科技", "releases", "乙二模型"),
        ("a/周报.txt", "丙三公司", "releases", "丁四模型"),
        ("b/周报.txt", "戊五科技", "releases", "己六模型"),
        ("c.md", "甲一科技", "releases", "己六模型"),
    }
    assert [(r.file, r.status) for r in built.reports] == [(name, "built") for name in ("a/周报.txt", "b/周报.txt", "c.md", "d.txt")]


def test_what_does_not_conform_is_quarantined_and_the_counts_add_up(folder: Path) -> None:
    """A company does not acquire a model: the statement is kept apart with the reason, and counted."""
    built = make(folder)
    (broken,) = (each for each in built.quarantined if isinstance(each.item, Statement))
    assert (broken.item.report, broken.item.predicate) == ("c.md", "acquires")
    assert broken.violations[0].message
    totals = dict(built.totals)
    assert totals["extracted"] == totals["stored"] + totals["quarantined"]
    assert totals["stored"] == totals["statements"] + totals["observations"] == len(built.statements)
    by_report = [dict(record.counts) for record in built.reports]
    assert sum(counts.get("statements", 0) for counts in by_report) == totals["statements"]
    assert sum(counts.get("quarantined", 0) for counts in by_report) == totals["quarantined"] == 1


def test_order_and_processes_change_nothing(folder: Path) -> None:
    """Reports named in any order, read by one process or three, give equal builds."""
    files = [folder / name for name in REPORTS]
    first = make(*files)
    assert make(*files[::-1]) == first
    assert make(*files, jobs=3) == first


def test_a_report_given_twice_counts_once(folder: Path) -> None:
    """Named twice, or as a copy of the same bytes, of which a message tells."""
    shutil.copy(folder / "c.md", folder / "e.md")
    built = make(folder, folder / "c.md")
    assert [record.file for record in built.reports] == ["a/周报.txt", "b/周报.txt", "c.md", "d.txt"]
    assert built.messages == ("e.md: the same bytes as c.md; counted once",)


def test_a_report_that_fails_leaves_the_others(folder: Path) -> None:
    """One that cannot be read, and one that brings a fault of ours to light, are named with the reason."""
    (folder / "leer.txt").write_bytes(b"")
    (folder / "stein.txt").write_text("绊脚石\n\n甲一科技发布乙二模型。\n", "utf-8")
    built = build([folder], extractors=[say_releases, stumble])
    failed = {record.file: record.reason or "" for record in built.reports if record.status == "failed"}
    assert failed.keys() == {"leer.txt", "stein.txt"}
    assert "ZeroDivisionError" in failed["stein.txt"]
    assert len(said(built)) == 4
    assert dict(built.totals)["reports_failed"] == 2


def test_what_is_too_unsure_is_quarantined(folder: Path) -> None:
    built = make(folder, min_confidence=0.95)
    assert not said(built)
    assert {each.violations[0].shape for each in built.quarantined} == {"min-confidence"}
    totals = dict(built.totals)
    assert totals["extracted"] == totals["stored"] + totals["quarantined"]


def test_a_report_mentions_what_its_statements_are_about(folder: Path) -> None:
    built = make(folder / "a")
    mentioned = {s.object.label for s in built.statements if s.predicate == "mentions" and s.object}
    assert mentioned == {"甲一科技", "乙二模型", "丙三公司", "丁四模型"}
    assert {s.subject.class_ for s in built.statements if s.predicate == "mentions"} == {"Report"}


def test_removing_a_report_is_building_without_it(folder: Path) -> None:
    """By file name or hash; what only it said is gone, and the build equals one made without it."""
    whole = make(folder)
    shutil.rmtree(folder / "b")
    without = make(folder)
    hash_ = next(record.hash for record in whole.reports if record.file == "b/周报.txt")
    for name in ("b/周报.txt", str(hash_)):
        assert remove_reports(whole, [name], load_ontology()) == without
    with pytest.raises(UsageError, match=r"no such report"):
        remove_reports(whole, ["z.txt"], load_ontology())


def test_each_sink_gets_the_build(folder: Path) -> None:
    sinks = [Memory(), Memory()]
    built = build([folder], sinks, extractors=[say_releases])
    assert [sink.builds for sink in sinks] == [[built], [built]]


def test_progress_is_told_report_by_report(folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    make(folder, progress=lambda done, total, file: told.append((done, total, file)))
    assert [done for done, _, _ in told] == [1, 2, 3, 4]
    assert {total for _, total, _ in told} == {4}


BROKEN = (
    # each file of a user's ontology is read before the first report
    ("names/mine.tsv", "甲一科技\tKompanie\n", ":1:"),
    ("names/mine.tsv", "# a comment\n\n\tCompany\n", ":3:"),
    ("schema.ttl", "@prefix kg: <https://w3id.org/report-kg/ontology#> .\nkg:buys a kg:Predicate ;\n", "schema.ttl:"),
    ("shapes.ttl", "this is no Turtle", "shapes.ttl:1"),
)


@pytest.mark.parametrize(("file", "text", "named"), BROKEN)
def test_a_mistake_in_a_users_ontology_is_named_with_file_and_line(file: str, text: str, named: str, tmp_path: Path) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(OntologyError, match=re.escape(named)):
        open_ontology(tmp_path)
