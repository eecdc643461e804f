"""Which sentences signal a predicate and give nothing, and what they lack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import kg

REASONS = (
    # sentence, why it gives no statement
    ("我们认为，百度有望发布文心大模型5.0。", "opinion"),
    ("秋季促销活动陆续推出。", "no name"),
    ("百度发布了最新一期财报日历。", "no fitting name"),
)


@pytest.mark.parametrize(("sentence", "reason"), REASONS)
def test_what_a_sentence_lacks(sentence: str, reason: str, tmp_path: Path) -> None:
    """It is listed with its place, words, predicates and the reason; the sentence that gives a statement is not."""
    text = f"科技周报\n\n2024年6月28日\n\n百度于6月27日发布文心大模型4.0。\n\n{sentence}\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert kg("build", tmp_path / "a.txt", "--out", tmp_path / "out", "--quiet").status == 0
    (found,) = map(json.loads, kg("coverage", "--out", tmp_path / "out", "--json").out.splitlines())
    assert (found["sentence"], found["reason"]) == (sentence, reason)
    assert "releases" in found["predicates"]
    assert text[found["span"]["start"] : found["span"]["end"]] == sentence
    assert f"{reason}: 1 sentences" in kg("coverage", "--out", tmp_path / "out").out
