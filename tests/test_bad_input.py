"""Bad and odd reports through the command line: refused by name with what to do, the others built; or built like any other."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import EXAMPLES, files_of, kg

GOOD = "科技周报\n\n2024年6月28日\n\n百度于6月27日发布文心大模型4.0。\n"


def make_pdf(path: Path, text: str | None = "Baidu released ERNIE 4.0 on June 27, 2024.", password: str | None = None) -> None:
    """One page with this text, or with a grey box and no text at all."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption(password) if password else None)
    if text:
        canvas.drawString(72, 700, text)
    else:
        canvas.rect(72, 72, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()


def truncate(path: Path) -> None:
    make_pdf(path)
    path.write_bytes(path.read_bytes()[:300])


BAD: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("empty.txt", lambda path: path.write_bytes(b"")),
    ("blank.md", lambda path: path.write_text(" \n\n\t\n", "utf-8")),
    ("empty.pdf", lambda path: path.write_bytes(b"")),
    ("encrypted.pdf", lambda path: make_pdf(path, password="geheim")),
    ("truncated.pdf", truncate),
    ("picture.pdf", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)),
    ("text.pdf", lambda path: path.write_text(GOOD, "utf-8")),
    ("noise.txt", lambda path: path.write_bytes(random.Random(1).randbytes(4000))),
    ("noise.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + random.Random(2).randbytes(4000))),
)


@pytest.mark.parametrize(("name", "write"), BAD, ids=[name for name, _ in BAD])
def test_a_bad_report_is_refused_by_name_and_the_others_are_built(name: str, write: Callable[[Path], object], tmp_path: Path) -> None:
    """Exit status 1, the file and the reason on standard error and in reports.jsonl, no traceback."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.md").write_text(GOOD, "utf-8")
    write(tmp_path / "in" / name)
    ran = kg("build", tmp_path / "in", "--out", tmp_path / "out")
    assert ran.status == 1
    assert f"{name}: failed: " in ran.err
    assert "Traceback" not in ran.err
    assert "report this" not in ran.err, "a known kind of bad input is no fault of ours"
    records = {r["file"]: r for r in map(json.loads, (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines())}
    assert records[name]["status"] == "failed"
    assert records[name]["reason"]
    assert records["good.md"]["status"] == "built"


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    """A page that is a picture: the message says what is missing, whether it is refused or read some other way."""
    make_pdf(tmp_path / "scan.pdf", None)
    ran = kg("build", tmp_path / "scan.pdf", "--out", tmp_path / "out")
    assert ran.status == 1
    assert "scan.pdf" in ran.err


def said(out: Path) -> set[tuple[str, str, str]]:
    lines = map(json.loads, (out / "statements.jsonl").read_text("utf-8").splitlines())
    return {
        (line["subject"]["label"], line["predicate"], line["object"]["label"]) for line in lines if line["object"] and line["predicate"] == "releases"
    }


def build(tmp_path: Path, *reports: Path) -> Path:
    ran = kg("build", *reports, "--out", tmp_path / "out", "--quiet")
    assert (ran.status, ran.out) == (0, ""), ran.err
    return tmp_path / "out"


WRITTEN = (
    # one report, written in other ways: each gives what the plain one gives
    ("plain.txt", GOOD.encode()),
    ("bom.txt", b"\xef\xbb\xbf" + GOOD.encode()),
    ("gb18030.txt", GOOD.encode("gb18030")),
    ("crlf.txt", GOOD.replace("\n", "\r\n").encode()),
    ("wide.txt", GOOD.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)}).encode()),
    ("traditional.txt", "科技週報\n\n2024年6月28日\n\n百度於6月27日發佈文心大模型4.0。\n".encode()),
)


@pytest.mark.parametrize(("name", "data"), WRITTEN, ids=[name for name, _ in WRITTEN])
def test_one_report_in_other_writings_says_the_same(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (only,) = said(build(tmp_path, tmp_path / name))
    assert (only[0], only[1]) == ("百度", "releases")


def test_an_english_report_gives_no_wrong_statement(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(
        "Weekly note\n\n28 June 2024\n\nWe remain constructive on software. Margins may recover next year, and demand looks stable.\n\n"
        "Risks: competition, regulation, currency.\n",
        "utf-8",
    )
    ran = kg("build", tmp_path / "en.txt", "--out", tmp_path / "out")
    assert "Traceback" not in ran.err
    assert said(tmp_path / "out") == set()


def test_two_reports_of_one_name_are_two_and_one_given_twice_is_one(tmp_path: Path) -> None:
    for folder, model in (("a", "4.0"), ("b", "5.0")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "周报.txt").write_text(GOOD.replace("4.0", model), "utf-8")
    shutil.copy(tmp_path / "a" / "周报.txt", tmp_path / "b" / "copy.txt")
    out = build(tmp_path, tmp_path / "a", tmp_path / "b", tmp_path / "a" / "周报.txt")
    records = [json.loads(line) for line in (out / "reports.jsonl").read_text("utf-8").splitlines()]
    assert len(records) == len({record["file"] for record in records}) == 2
    assert len(said(out)) == 2


def test_a_text_beside_its_pdf_is_the_same_report(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    make_pdf(tmp_path / "in" / "a.pdf")
    (tmp_path / "in" / "a.txt").write_text(GOOD, "utf-8")
    ran = kg("build", tmp_path / "in", "--out", tmp_path / "out")
    records = [json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()]
    assert [record["file"] for record in records] == ["a.pdf"]
    assert "a.txt" in ran.err


def test_one_line_of_a_million_characters(tmp_path: Path) -> None:
    """Evidence is still a sentence."""
    (tmp_path / "long.txt").write_text("周报 2024年6月28日 " + "百度发布文心大模型4.0。今天市场平稳运行，成交有所放大，" * 36_000, "utf-8")
    out = build(tmp_path, tmp_path / "long.txt")
    lines = [json.loads(line) for line in (out / "statements.jsonl").read_text("utf-8").splitlines()]
    assert lines
    assert max(len(evidence["quote"]) for line in lines for evidence in line["evidence"]) <= 400


def test_fifty_megabytes_of_text(tmp_path: Path) -> None:
    """Built like any other report."""
    paragraph = "百度于6月27日发布文心大模型4.0。" + "天地玄黄，宇宙洪荒，日月盈昃，辰宿列张，寒来暑往，秋收冬藏。" * 12 + "\n\n"
    (tmp_path / "big.txt").write_text("周报\n\n2024年6月28日\n\n" + paragraph * (50_000_000 // len(paragraph.encode())), "utf-8")
    assert (tmp_path / "big.txt").stat().st_size > 49_000_000
    assert len(said(build(tmp_path, tmp_path / "big.txt"))) == 1


def test_wrong_places_end_with_2(tmp_path: Path) -> None:
    """A folder without reports, a path that does not exist, an output folder where a file stands."""
    (tmp_path / "nothing").mkdir()
    (tmp_path / "file").write_text("here already", "utf-8")
    for words in (
        ("build", tmp_path / "nothing", "--out", tmp_path / "out"),
        ("build", tmp_path / "gone", "--out", tmp_path / "out"),
        ("build", EXAMPLES, "--out", tmp_path / "file"),
        ("build", EXAMPLES, "--out", tmp_path / "file" / "below"),
    ):
        ran = kg(*words)
        assert ran.status == 2
        assert str(tmp_path) in ran.err
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "file").read_text("utf-8") == "here already"


BROKEN = (
    ("names/mine.tsv", b"X\tKompanie\n", "mine.tsv:1"),
    ("names/mine.tsv", "百度\tCompany\t\n".encode("gb18030"), "UTF-8"),
    ("frames/buys.tsv", b"nonsense\n", "buys.tsv"),
    ("schema.ttl", b"@prefix : <oops", "schema.ttl:1"),
    ("shapes.ttl", b"no Turtle", "shapes.ttl:1"),
)


@pytest.mark.parametrize(("file", "data", "named"), BROKEN, ids=[f"{file} {named}" for file, _, named in BROKEN])
def test_a_broken_ontology_ends_with_2_and_names_file_and_line(file: str, data: bytes, named: str, tmp_path: Path) -> None:
    (tmp_path / "mine" / file).parent.mkdir(parents=True)
    (tmp_path / "mine" / file).write_bytes(data)
    ran = kg("build", EXAMPLES, "--out", tmp_path / "out", "--ontology", tmp_path / "mine")
    assert ran.status == 2
    assert named in ran.err
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_the_old_build_whole(tmp_path: Path) -> None:
    """No room for the new files (here: none may have more than 20 kB): a clear end, no byte of the old build changed."""
    (tmp_path / "small.txt").write_text(GOOD, "utf-8")
    out = build(tmp_path, tmp_path / "small.txt")
    before = files_of(out)

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    words = [sys.executable, "-m", "kg", "build", str(EXAMPLES), "--out", str(out)]
    done = subprocess.run(words, preexec_fn=no_room, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode in (1, 2)
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(out) == before


def test_instructions_in_a_report_are_text(tmp_path: Path) -> None:
    """Braces, markup and control characters of a report end up in evidence and nowhere else."""
    (tmp_path / "odd.txt").write_text(GOOD + "\n百度发布“{x} [red] $y \\n 模型”。\n\n</script><b>${HOME}`ls`\n", "utf-8")
    ran = kg("build", tmp_path / "odd.txt", "--out", tmp_path / "out")
    assert ran.status == 0
    assert kg("check", tmp_path / "out" / "graph.ttl").status == 0
