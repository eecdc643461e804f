"""Answers and servers that no good program sends: each costs its own section at most."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from commands import files_of, kg
from model_server import Answer, Sent, completion, failure, model_server

from kg.asking.grounding import number
from kg.asking.places import is_pieced, spaced, stands
from kg.sentences import fold

TEXT = """临江证券 计算机行业周报
2024年6月30日

一、要闻

6月28日，澜图智能发布大模型“澜图-2”，上下文长度为 128K。
"""
RELEASE: dict[str, Any] = {
    "subject": {"name": "澜图智能", "class": "Company"},
    "predicate": "releases",
    "object": {"name": "澜图-2", "class": "AIModel"},
    "qualifiers": {"date": "2024-06-28"},
    "modality": "asserted",
    "quote": "澜图智能发布大模型",
}
WHOLE = json.dumps({"statements": [RELEASE]}, ensure_ascii=False)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    path = tmp_path / "reports" / "note.txt"
    path.parent.mkdir()
    path.write_text(TEXT, "utf-8")
    return path


def build(report: Path, answer: Answer) -> tuple[Any, list[dict[str, Any]]]:
    """What `kg build` says with a server that answers so, and what was sent to it."""
    with model_server(answer) as server:
        ran = kg("build", report, "--out", report.parent / "out", "--model", "m", "--model-url", server.url)
        return ran, list(server.requests)


def lines(report: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line, parse_constant=pytest.fail) for line in (report.parent / "out" / name).read_text("utf-8").splitlines()]


def test_model_that_takes_no_temperature(report: Path) -> None:
    """Models that think first refuse temperature 0: they are asked without it, and with the schema still."""

    def answer(body: dict[str, Any]) -> Sent:
        return failure(400, "Unsupported value: 'temperature' does not support 0 with this model.") if "temperature" in body else completion(WHOLE)

    ran, sent = build(report, answer)
    assert ran.status == 0
    assert [("temperature" in body, "response_format" in body) for body in sent] == [(True, True), (False, True)]


def test_answer_without_statements_is_asked_for_again(report: Path) -> None:
    """Prose is no answer: it is named, the status tells, and the next build asks once more."""
    ran, _ = build(report, lambda _: completion("抱歉，我不能回答。"))
    assert ran.status == 1
    assert "note.txt: section 1: the answer holds no statements that can be read; build again" in ran.err
    ran, sent = build(report, lambda _: completion(WHOLE))
    assert (ran.status, len(sent)) == (0, 1)


def test_cut_answer_tells_each_time(report: Path) -> None:
    """A cut answer is kept: the next build asks nothing, gives the same bytes, and says the same."""
    first, _ = build(report, lambda _: completion(WHOLE[:-2] + ', {"subject": {"na', finish="length"))
    files = files_of(report.parent / "out")
    second, sent = build(report, lambda _: completion(WHOLE))
    assert (first.status, second.status, sent) == (1, 1, [])
    assert "note.txt: section 1: the answer is cut off after 1 statements" in second.err
    assert files_of(report.parent / "out") == files


STRANGE = [
    '{"statements": [{"subject": "澜图智能", "predicate": ["x"], "object": {"name": ["a"]}, "value": {"a": 1}, "modality": 3, "quote": 5}]}',
    WHOLE.replace('"2024-06-28"', '["2024"]'),
    WHOLE.replace('"qualifiers": {"date": "2024-06-28"}', '"qualifiers": [1]'),
    WHOLE.replace("澜图-2", "\\ud800"),  # half a surrogate pair
    WHOLE.replace("澜图-2", "澜图\\u0000"),
    WHOLE.replace('"value": null', "").replace('"modality"', '"value": NaN, "modality"'),
    WHOLE.replace('"modality"', '"value": 1e999, "modality"'),
    WHOLE.replace('"modality"', f'"value": {"9" * 400}, "modality"'),
    '{"statements": ' + "[" * 100_000,
]


def test_strange_answers_cost_no_report(report: Path) -> None:
    """Whatever types and signs answers have, every report is built, every file is JSON, and a second build gives the same bytes."""
    for number_ in range(len(STRANGE)):
        report.with_name(f"{number_}.txt").write_text(f"{TEXT}\n第{number_}号报告。\n", "utf-8")
    report.unlink()

    def answer(body: dict[str, Any]) -> Sent:
        found = re.search(r"第(\d)号报告", body["messages"][1]["content"])
        return completion(STRANGE[int(found[1])] if found else "")

    build(report.parent, answer)
    assert [line["status"] for line in lines(report.parent, "reports.jsonl")] == ["built"] * len(STRANGE)
    for name in ("statements.jsonl", "quarantine.jsonl", "extracted.jsonl"):
        lines(report.parent, name)
    files = files_of(report.parent.parent / "out")
    build(report.parent, answer)
    assert files_of(report.parent.parent / "out") == files


@pytest.mark.parametrize(
    ("value", "wanted"), [("1,000", 1000), (97.5, 97.5), (3.0, 3), (True, None), ("nan", None), (float("inf"), None), (10**400, None), ([1], None)]
)
def test_numbers_of_claims(value: object, wanted: float | None) -> None:
    assert number(value) == wanted


STANDING = [
    ("GPT-4o", "OpenAI 发布 GPT-4o 模型", True),
    ("GPT-4", "OpenAI 发布 GPT-4o 模型", False),
    ("K2", "月之暗面发布K2-0905", False),
    ("Claude 3", "Claude 3.5 已上线", False),
    ("Orvane Labs", "收购OrvaneLabs。", True),  # spaces do not count inside a name
    ("AI", "Nebulon Airlines", False),
]


@pytest.mark.parametrize(("name", "text", "wanted"), STANDING)
def test_names_stand_by_themselves(name: str, text: str, wanted: bool) -> None:
    """A model's name inside a longer one is another model's."""
    assert stands(spaced(name).replace(" ", ""), spaced(fold(text)[0])) == wanted


PIECED = [
    ("澜车G7 Ultra版", "Ultra版装有三颗芯片", "澜车G7上市", True),
    ("澜车临江工厂", "澜车位于临江的工厂投产", "", True),
    ("Claude 3.5 Opus", "Claude 3 Opus 更强", "Claude 3.5 Sonnet 上线", False),  # no such model
    ("澜车G7 Max版", "Ultra版装有三颗芯片", "澜车G7上市", False),
    ("澜图智能云", "公司宣布涨价", "澜图智能与云", False),  # nothing of it in the sentence
]


@pytest.mark.parametrize(("name", "sentence", "before", "wanted"), PIECED)
def test_names_in_pieces(name: str, sentence: str, before: str, wanted: bool) -> None:
    """A name may stand apart, in pieces of which one is Chinese: two Latin ones side by side could make any model."""
    assert is_pieced(name, spaced(fold(sentence)[0]), [spaced(fold(before)[0])]) == wanted


def test_interrupt_does_not_wait_for_the_server(report: Path) -> None:
    """Ctrl-C ends a build at once, though the server hangs."""
    command = [sys.executable, "-m", "kg", "build", report, "--out", report.parent / "out", "--model", "m", "--model-url"]
    with model_server(lambda _: Sent(200, completion(WHOLE).body, pause=5.0)) as server:
        ran = subprocess.Popen([*command, server.url], stderr=subprocess.PIPE, env=os.environ, text=True)
        while not server.requests and ran.poll() is None:
            time.sleep(0.05)
        ran.send_signal(signal.SIGINT)
        _, said = ran.communicate(timeout=4)
    assert ran.returncode == 130
    assert "interrupted" in said
