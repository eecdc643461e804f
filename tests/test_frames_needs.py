"""The words that a pattern needs: what is optional is none of them, of branches all."""

from __future__ import annotations

import re

import pytest

from kg.frames.needs import Needs, needed

ROWS = [
    ("S…对标O", {"对标"}),
    ("S(?:已|现已)?登陆了?O", {"登陆"}),
    ("S(?:采用|搭载)了O的", {"采用", "搭载"}),
    ("S[^，。]{0,8}?(?P<V>停止|终止)(?!说)O", {"停止", "终止"}),
    ("S(?:不|没有?)卖O", {"卖"}),
    ("O由S造|S造的O", {"由", "造的"}),
    ("S…O", set()),
]


@pytest.mark.parametrize(("pattern", "words"), ROWS)
def test_words_without_which_a_pattern_cannot_fit(pattern: str, words: set[str]) -> None:
    """Of a pattern's parts the one with the longest words counts; a part that may be missing never does."""
    assert needed(pattern) == words


def test_patterns_fit_no_text_without_their_words() -> None:
    """A text that a pattern fits holds one of its words."""
    needs = Needs(needed("(?:停产|停售)了?(?:…)O"))
    for text in ("停产了O", "停售O"):
        assert re.search("(?:停产|停售)了?O", text) is not None
        assert needs.find(text)
    assert not needs.find("停了O")
