"""Sentences are folded views in which every character knows its place."""

from __future__ import annotations

import pytest

from kg.model import Block, Document, Page, Span
from kg.sentences import LONGEST, fold, fold_name, split_sentences


def document(text: str, kind: str = "paragraph") -> Document:
    return Document("r.txt", "0" * 64, text, (Page(1, Span(0, len(text))),), (Block(kind, Span(0, len(text))),))  # type: ignore[arg-type]


FOLDED = [
    # spaces between Chinese and Latin go, between Latin words they stay
    ("7 月 11 日，月之暗面发布 Kimi K2", "7月11日，月之暗面发布Kimi K2"),
    # half-width marks of a Chinese text are its own, those of numbers stay
    ("英维克一季度收入 7,463.5 万元, 同比增长 41.4%.", "英维克一季度收入7,463.5万元，同比增长41.4%。"),
    # full-width letters and digits
    ("ＧＰＴ－４ｏ", "GPT-4o"),
    # traditional characters, one for one
    ("機器學習與軟體", "机器学习与软体"),
    # a dot in a version or an initial ends nothing
    ("Llama 3.1 由 J. Doe 发布", "Llama 3.1由J. Doe发布"),
    # lines that the layout broke
    ("百度发布\n文心大模型", "百度发布文心大模型"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_text_is_folded(text: str, folded: str) -> None:
    """One form of widths, marks, characters and spaces."""
    assert fold_name(text) == folded


@pytest.mark.parametrize(("text", "_"), FOLDED)
def test_every_character_knows_its_place(text: str, _: str) -> None:
    """Offsets rise and never leave the text."""
    folded, offsets = fold(text)
    assert len(folded) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


SPLIT = [
    ("百度发布文心。阿里发布通义！腾讯呢？", ["百度发布文心。", "阿里发布通义！", "腾讯呢？"]),
    ("“真的好用。”他说。", ["“真的好用。”", "他说。"]),
    ("售价 3.5 万元. 8月, 销量上升.", ["售价3.5万元。", "8月，销量上升。"]),
]


@pytest.mark.parametrize(("text", "sentences"), SPLIT)
def test_sentences_end_at_their_marks(text: str, sentences: list[str]) -> None:
    """At 。！？ with the quotes that close after them."""
    assert [s.text for s in split_sentences(document(text))] == sentences


def test_spans_give_the_words_back() -> None:
    """The span of a sentence's characters holds the same words in the document."""
    text = "今日：ＡＭＤ 发布 MI300X 。 英特尔 跟进。"
    doc = document(text)
    first, second = split_sentences(doc)
    assert text[first.whole.start : first.whole.end].startswith("今日")
    place = second.text.index("英特尔")
    span = second.span(place, place + 3)
    assert text[span.start : span.end] == "英特尔"


def test_a_sentence_without_end_is_cut() -> None:
    """No sentence is longer than evidence may be, and nothing is lost."""
    text = "百度发布文心，" * 400
    sentences = list(split_sentences(document(text)))
    assert max(len(s.text) for s in sentences) <= LONGEST
    assert "".join(s.text for s in sentences) == text


def test_only_stating_blocks_have_sentences() -> None:
    """A disclaimer states nothing."""
    assert list(split_sentences(document("本报告仅供参考。", "disclaimer"))) == []
