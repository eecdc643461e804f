"""Whole reports and whole folders of a user: what goes in as text comes out as these statements."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import kg

ROOT = Path(__file__).parent.parent
REPORTS = sorted((ROOT / "tests" / "reports").glob("*.tsv"))


def state(folder: Path, text: str, ontology: Path | None = None) -> list[dict[str, Any]]:
    """The statements of one report with this text, its mentions of entities left out."""
    (folder / "a.txt").write_text(f"科技周报\n\n2024年6月28日\n\n{text}\n", "utf-8")
    kg("build", folder / "a.txt", "--out", folder / "out", "--quiet", *(("--ontology", ontology) if ontology else ()))
    lines = map(json.loads, (folder / "out" / "statements.jsonl").read_text("utf-8").splitlines())
    return [line for line in lines if line["predicate"] != "mentions"]


def triple(statement: dict[str, Any]) -> tuple[str, str, object]:
    obj = statement["object"]["label"] if statement["object"] else statement["value"]
    return statement["subject"]["label"], statement["predicate"], obj


@pytest.mark.parametrize("report", REPORTS, ids=[path.stem for path in REPORTS])
def test_a_report_becomes_its_statements(report: Path, tmp_path: Path) -> None:
    """Each line of NAME.tsv is stated: subject, predicate, object or value, modality, then qualifiers (name=value)."""
    ran = kg("build", report.with_suffix(".txt"), "--out", tmp_path / "out", "--quiet")
    assert ran.status == 0, ran.err
    lines = (tmp_path / "out" / "statements.jsonl").read_text("utf-8").splitlines()
    said = [(list(map(str, triple(line))), line["modality"], details(line)) for line in map(json.loads, lines)]
    missing = []
    for row in report.read_text("utf-8").splitlines():
        subject, predicate, obj, modality, *more = row.split("\t")
        if not any(told == [subject, predicate, obj] and how == modality and given >= set(more) for told, how, given in said):
            missing.append(row)
    assert not missing


def details(statement: dict[str, Any]) -> set[str]:
    """Its qualifiers, and the value of a score, as name=value."""
    return {f"{name}={value}" for name, value in (*statement["qualifiers"].items(), ("value", statement["value"]))}


def test_a_user_adds_a_predicate_with_two_files(tmp_path: Path) -> None:
    """Those of docs/ontology.md, letter by letter; without them nothing is stated, with them it conforms."""
    page = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    (schema,) = re.findall(r"```turtle\n(.*?)```", page, re.DOTALL)
    (frames,) = re.findall(r"```\n(S V O.*?)```", page, re.DOTALL)
    mine = tmp_path / "mine"
    (mine / "frames").mkdir(parents=True)
    (mine / "schema.ttl").write_text(schema, "utf-8")
    (mine / "frames" / "insures.tsv").write_text(frames, "utf-8")
    text = "腾讯承保了H100，阿里巴巴为H200提供保险。"
    assert "insures" not in {statement["predicate"] for statement in state(tmp_path, text)}
    said = {triple(statement) for statement in state(tmp_path, text, mine)}
    assert {("腾讯", "insures", "H100"), ("阿里巴巴", "insures", "H200")} <= said
    assert kg("check", tmp_path / "out" / "graph.ttl", "--ontology", mine).status == 0


NAMES = (
    # a name that no text shows to be one
    ("云雀鸣\tCompany\n", "云雀鸣收购百度。", ("云雀鸣", "acquires", "百度")),
    # joined: ours has them as one company with other names
    ("字节\tCompany\t字节跳动|火山方舟公司\n", "火山方舟公司收购百度。", ("字节", "acquires", "百度")),
    # parted: in our data one is an alias of the other
    ("字节跳动\tCompany\t抖音集团\tnot\n", "抖音集团收购百度。", ("抖音集团", "acquires", "百度")),
)


@pytest.mark.parametrize(("rows", "text", "said"), NAMES)
def test_a_users_names_add_join_and_part(rows: str, text: str, said: tuple[str, str, str], tmp_path: Path) -> None:
    (tmp_path / "mine" / "names").mkdir(parents=True)
    (tmp_path / "mine" / "names" / "mine.tsv").write_text(rows, "utf-8")
    assert said in map(triple, state(tmp_path, text, tmp_path / "mine"))
    assert said not in map(triple, state(tmp_path, text))


def test_a_users_names_reclass(tmp_path: Path) -> None:
    (tmp_path / "mine" / "names").mkdir(parents=True)
    (tmp_path / "mine" / "names" / "mine.tsv").write_text("百度\tResearchOrganization\n", "utf-8")
    text = "百度于6月27日发布文心大模型4.0。"
    classes = [
        {s["subject"]["class"] for s in state(tmp_path, text, ontology) if s["predicate"] == "releases"} for ontology in (None, tmp_path / "mine")
    ]
    assert classes == [{"Company"}, {"ResearchOrganization"}]
