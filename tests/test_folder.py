"""A build <-> its folder: what is written, the same bytes each time, nothing half-written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx
import pyoxigraph as ox
import pytest
from checking_rows import CLOSE, GPT, HASH, OPENAI, RELEASE, WORDS, entity, said
from question_build import question_build

from kg.checking import check_files
from kg.errors import BuildFolderError, UsageError
from kg.graph import plain_edges
from kg.iris import report_iri
from kg.model import Build, Equated, Extracted, Extraction, Quarantined, ReportRecord, Span, Violation
from loaders.folder import FolderSink, read_folder
from loaders.rdf import graph_triples
from loaders.staging import STAGING
from ontology import load_ontology
from ontology.schema import read_schema

ONTOLOGY = load_ontology()
FORMATS = ("trig", "jsonld", "graphml")
TEXT = "\ufeff第一行\r\n第二行\u2028OpenAI 于 5 月 13 日发布 GPT-4o。\n"
RECORDS = (
    ReportRecord("a.pdf", HASH, "built", None, "标题", "2024-05-20", "云岭证券", 3, len(TEXT), (("statements", 1),), ("一页是扫描件",)),
    ReportRecord("坏.pdf", None, "failed", "is encrypted; remove the password"),
)
BROKEN = Quarantined(said("releases", GPT, GPT, value=float("nan"), id="x:bad"), (Violation("releases-subject", "subject", "主语须是行为主体"),))
SMALL = Build(
    RECORDS, (RELEASE,), (CLOSE,), (BROKEN, Quarantined(CLOSE, ())), tuple(sorted([OPENAI, GPT, CLOSE.instrument], key=lambda each: each.id)),
    ((HASH, TEXT),), (("extracted", 4), ("quarantined", 2), ("stored", 2)), (Equated(OPENAI.id, ("OpenAI", "Open AI"), HASH, Span(1, 2)),),
    (Extracted(RECORDS[0], TEXT, (Span(0, 4),), Extraction((RELEASE,), (CLOSE,), equated=((OPENAI, GPT, Span(1, 2)),))), Extracted(RECORDS[1])), 0.25,
)  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def test_a_folder_reads_back_as_its_build(tmp_path: Path) -> None:
    """Everything survives: line ends of the texts, failed reports, quarantine, what linking started from."""
    FolderSink(tmp_path / "out").write(SMALL)
    found = read_folder(tmp_path / "out")
    nan = replace(BROKEN, item=replace(BROKEN.item, value=None))  # type: ignore[call-arg]  # JSON has no such number
    assert found == replace(SMALL, quarantined=(nan, SMALL.quarantined[1]))


def test_a_large_build_reads_back_too(tmp_path: Path) -> None:
    """Every predicate, modality, kind of value and qualifier."""
    build = question_build()
    FolderSink(tmp_path).write(build)
    found = read_folder(tmp_path)
    assert (found.statements, found.observations, found.reports, found.texts) == (build.statements, build.observations, build.reports, build.texts)
    assert set(build.entities) <= set(found.entities)


def test_to_write_twice_is_to_write_once(tmp_path: Path) -> None:
    """The same build gives the same bytes, in the same folder and in another one, whatever order its values come in."""
    build = question_build()
    FolderSink(tmp_path / "a", FORMATS).write(build)
    once = contents(tmp_path / "a")
    FolderSink(tmp_path / "a", FORMATS).write(build)
    shuffled = replace(build, entities=build.entities[::-1])
    FolderSink(tmp_path / "somewhere" / "else", reversed(FORMATS)).write(shuffled)
    assert contents(tmp_path / "a") == once == contents(tmp_path / "somewhere" / "else")


def test_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    """Another hash seed, another working folder: the same bytes."""
    FolderSink(tmp_path / "here", FORMATS).write(question_build())
    code = "import sys; sys.path[:0] = sys.argv[1:3]\nfrom pathlib import Path\nfrom question_build import question_build\n"
    code += f"from loaders.folder import FolderSink\nFolderSink(Path('there'), {FORMATS}).write(question_build())"
    tests = Path(__file__).parent
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(tests), str(tests.parent)]
        subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_lines_are_those_of_the_specification(tmp_path: Path) -> None:
    """Keys and forms of statements, observations, quarantine and reports; characters as they are."""
    FolderSink(tmp_path).write(SMALL)
    (statement,) = rows(tmp_path, "statements.jsonl")
    words = {"quote": WORDS.quote, "start": 10, "end": 34, "page": 1, "regions": ["page=1&viewrect=10,20.5,300,12"]}
    assert statement == {
        "id": RELEASE.id, "report": "a.pdf", "report_id": HASH, "predicate": "releases", "value": None, "currency": None,
        "subject": {"id": OPENAI.id, "label": "OpenAI", "class": "Company", "names": ["OpenAI", "Open AI"]},
        "object": {"id": GPT.id, "label": "GPT-4o", "class": "AIModel", "names": ["GPT-4o"]},
        "qualifiers": {"date": "2024-05-13"}, "modality": "asserted", "evidence": [words], "confidence": 1.0,
    }  # fmt: skip
    (observation,) = rows(tmp_path, "observations.jsonl")
    assert observation["instrument"] == {"id": CLOSE.instrument.id, "label": "9988.HK", "class": "Security", "code": "9988.HK", "names": ["9988.HK"]}
    assert observation["evidence"] == [{"quote": "81.35", "start": 100, "end": 105, "page": 2, "table": 1, "row": 2, "column": 3, "regions": []}]
    assert rows(tmp_path, "quarantine.jsonl")[0]["violations"] == [{"shape": "releases-subject", "path": "subject", "message": "主语须是行为主体"}]
    assert [(row["file"], row["status"], row["reason"]) for row in rows(tmp_path, "reports.jsonl")] == [
        ("a.pdf", "built", None), ("坏.pdf", "failed", "is encrypted; remove the password"),
    ]  # fmt: skip
    assert "发布" in (tmp_path / "statements.jsonl").read_text("utf-8")


def test_characters_that_end_lines_elsewhere_do_not_here(tmp_path: Path) -> None:
    """A quote with U+2028 or U+0085 stays on one line of any program, and is the same when read."""
    odd = replace(RELEASE, evidence=(replace(WORDS, quote="甲\u2028乙\u2029丙\x85丁\n戊"),))
    FolderSink(tmp_path).write(replace(SMALL, statements=(odd,)))
    assert len((tmp_path / "statements.jsonl").read_text("utf-8").splitlines()) == 1
    assert read_folder(tmp_path).statements == (odd,)


def test_build_json_vouches_for_every_file(tmp_path: Path) -> None:
    """Versions, totals, and each file's SHA-256; neither a clock nor a path of this machine."""
    FolderSink(tmp_path / "out", FORMATS).write(SMALL)
    manifest = json.loads((tmp_path / "out" / "build.json").read_text("utf-8"))
    files = contents(tmp_path / "out")
    assert manifest["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "build.json"}
    assert manifest["totals"] == {"extracted": 4, "quarantined": 2, "stored": 2}
    assert re.fullmatch(r"[0-9a-f]{64}", manifest["ontology"]["sha256"])
    assert manifest["ontology"]["version"]
    assert not re.search(rf"{re.escape(str(tmp_path))}|\d\d:\d\d", json.dumps(manifest))


def test_what_is_written_conforms(tmp_path: Path) -> None:
    """A second check of the written files proves it, in every RDF format."""
    FolderSink(tmp_path, FORMATS).write(question_build())
    checked = check_files([tmp_path / name for name in ("graph.ttl", "graph.trig", "graph.jsonld")], ONTOLOGY)
    assert checked.conforms, checked.results[:3]
    assert checked.triples > 5_000


def test_the_formats_hold_the_same_graph(tmp_path: Path) -> None:
    """Turtle, JSON-LD and TriG have the same triples; in TriG the default graph is the plain one and each report's statements are a graph."""
    build, schema = question_build(), read_schema(ONTOLOGY)
    FolderSink(tmp_path, FORMATS).write(build)
    quads = {name: list(ox.parse(path=str(tmp_path / name))) for name in ("graph.ttl", "graph.trig", "graph.jsonld")}
    assert {quad.triple for quad in quads["graph.ttl"]} == set(graph_triples(build, schema))
    assert all({quad.triple for quad in found} == set(graph_triples(build, schema)) for found in quads.values())
    graphs = {quad.graph_name for quad in quads["graph.trig"]}
    assert graphs == {ox.DefaultGraph(), *(ox.NamedNode(report_iri(each.hash or "")) for each in build.reports)}
    plain = [quad for quad in quads["graph.trig"] if quad.graph_name == ox.DefaultGraph()]
    assert not [quad for quad in plain if "/statement/" in str(quad)]
    assert {"releases", "publishedBy", "parameterCount"} <= {quad.predicate.value.rpartition("#")[2] for quad in plain}


def test_turtle_can_be_read_by_a_person(tmp_path: Path) -> None:
    """Sorted prefixes, then entities with their types first, Chinese as it is."""
    FolderSink(tmp_path).write(SMALL)
    lines = (tmp_path / "graph.ttl").read_text("utf-8").split("\n")
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes) == lines[: len(prefixes)]
    assert lines[len(prefixes)] == "<https://w3id.org/report-kg/entity/Agent/OpenAI> a kg:Agent , kg:Company , kg:Organization ;"


def test_graphml_is_the_plain_graph(tmp_path: Path) -> None:
    """Nodes with names, edges with predicate, agreed qualifiers, reports; lists joined; no character that XML forbids."""
    odd = entity("坏\x00\ufffe名", "AIModel", "Product", "B", "A")
    told = said("restrictsService", OPENAI, odd, qualifiers={"place": (GPT, OPENAI)}, id="x:odd")
    build = question_build()
    FolderSink(tmp_path, ["graphml"]).write(replace(build, statements=(*build.statements, told)))
    graph = networkx.read_graphml(tmp_path / "graph.graphml")
    assert graph.nodes[odd.id]["label"] == "坏\ufffd\ufffd名"
    assert graph.nodes[odd.id]["names"] == "A; B; 坏\ufffd\ufffd名"
    (edge,) = graph.get_edge_data(OPENAI.id, odd.id).values()
    assert {key: edge[key] for key in ("predicate", "place", "reports", "statements")} == {
        "predicate": "restrictsService", "place": "GPT-4o; OpenAI", "reports": 1, "statements": "x:odd",
    }  # fmt: skip
    assert graph.number_of_edges() == len(plain_edges(build.statements, read_schema(ONTOLOGY))) + 1


def test_a_new_build_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    """DIR holds exactly these reports; files that no build wrote stay."""
    FolderSink(tmp_path, FORMATS).write(question_build())
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    (tmp_path / "texts" / "mine.txt").write_text("mine", "utf-8")
    FolderSink(tmp_path).write(SMALL)
    assert set(contents(tmp_path)) == {
        "build.json", "equated.jsonl", "extracted.jsonl", "graph.ttl", "notes.txt", "observations.jsonl", "quarantine.jsonl", "reports.jsonl",
        "statements.jsonl", f"texts/{HASH}.txt", "texts/mine.txt",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["statements.jsonl", "graph.ttl", f"texts/{HASH}.txt"])
def test_a_folder_that_does_not_match_is_refused(tmp_path: Path, name: str) -> None:
    """A file changed, or gone: an unfinished or damaged build, named, with what to do."""
    FolderSink(tmp_path).write(SMALL)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    with pytest.raises(BuildFolderError, match=rf"{name}: .* unfinished or damaged; build the folder anew"):
        read_folder(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(BuildFolderError, match=name):
        read_folder(tmp_path)


@pytest.mark.parametrize("manifest", [None, "", "{}", "[]", '{"files": 3}', "\x00"])
def test_a_folder_without_a_sound_build_json_is_refused(tmp_path: Path, manifest: str | None) -> None:
    """No build.json, or none of ours: no finished build."""
    if manifest is not None:
        (tmp_path / "build.json").write_text(manifest, "utf-8")
    with pytest.raises(BuildFolderError, match="build the folder anew"):
        read_folder(tmp_path)


def test_a_file_in_the_way_is_wrong_use(tmp_path: Path) -> None:
    """Before any report is read, not after."""
    (tmp_path / "file").write_text("", "utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(UsageError, match="is a file; name another one with --out"):
            FolderSink(folder)


def test_a_full_disk_leaves_the_old_build_whole(tmp_path: Path) -> None:
    """A clear end, nothing half-written; where no build was, no folder is left."""
    FolderSink(tmp_path / "out").write(SMALL)
    old = contents(tmp_path / "out")
    code = (
        "import resource, signal, sys; sys.path[:0] = sys.argv[1:3]\nfrom pathlib import Path\n"
        "from question_build import question_build\nfrom loaders.folder import FolderSink\nfrom kg.errors import BuildFolderError\n"
        "build = question_build()\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "for name in ('out', 'new'):\n"
        "    try:\n        FolderSink(Path(name)).write(build)\n    except BuildFolderError as error:\n        print(error)\n"
    )
    tests = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tests), str(tests.parent)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    first, second = done.stdout.strip().split("\n")
    assert "cannot be written (File too large); make room or name another folder with --out; the build that was there is still whole" in first
    assert second.endswith("make room or name another folder with --out")
    assert contents(tmp_path / "out") == old
    assert not (tmp_path / "new").exists()


class CutOff(tuple[tuple[str, str], ...]):
    """Ctrl-C when the texts have been written."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from super().__iter__()
        raise KeyboardInterrupt


def test_a_build_cut_off_while_writing_leaves_the_old_one(tmp_path: Path) -> None:
    """Ctrl-C in the middle of the new files: the last complete build is there and nothing else."""
    FolderSink(tmp_path).write(SMALL)
    old = contents(tmp_path)
    build = question_build()
    with pytest.raises(KeyboardInterrupt):
        FolderSink(tmp_path).write(replace(build, texts=CutOff(build.texts)))
    assert contents(tmp_path) == old


@pytest.mark.parametrize("moved", range(1, 9))
def test_a_build_killed_while_renaming_is_ended_by_whoever_comes_next(tmp_path: Path, moved: int) -> None:
    """All new files are there when the first is renamed: a kill in between costs nothing."""
    FolderSink(tmp_path / "new").write(SMALL)
    FolderSink(tmp_path / "out", FORMATS).write(question_build())
    staging = tmp_path / "out" / STAGING
    shutil.copytree(tmp_path / "new", staging)
    names = sorted(name for name in contents(tmp_path / "new") if name != "build.json")
    for name in names[:moved]:
        (staging / name).replace(tmp_path / "out" / name)
    assert read_folder(tmp_path / "out") == read_folder(tmp_path / "new")
    assert contents(tmp_path / "out") == contents(tmp_path / "new")


def test_what_was_killed_before_it_was_complete_is_thrown_away(tmp_path: Path) -> None:
    """Files beside a build that no build.json completes are no build."""
    FolderSink(tmp_path).write(SMALL)
    old = contents(tmp_path)
    (tmp_path / STAGING).mkdir()
    (tmp_path / STAGING / "statements.jsonl").write_text("{", "utf-8")
    assert read_folder(tmp_path).statements == SMALL.statements
    assert contents(tmp_path) == old
