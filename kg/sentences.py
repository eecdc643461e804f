"""Document -> sentences: folded views of the text, in which every character knows its place in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Block, Document, Span

LONGEST = 380  # characters: evidence is a sentence, and a quote may have 400 at most
STATING = ("title", "heading", "paragraph")  # kinds of blocks whose text states something
STOP = re.compile(r"[。！？!?]+[”’」』)]*")
BREAK = "。；，、 "  # where a sentence that is too long is cut, the best first
SIMPLE = str.maketrans(
    {
        "（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "〔": "(",
        "〕": ")", "％": "%", "＋": "+", "－": "-", "–": "-", "‐": "-", "‑": "-",
        "−": "-", "～": "~", "〜": "~", "∼": "~", "／": "/", "：": "：", ":": "：", ";": "；", ",": "，", "「": "“", "」": "”", "『": "“", "』": "”",
        "〈": "《", "〉": "》", "＄": "$", "￥": "¥", "’": "'", "‘": "'", "•": "·", "・": "·", "･": "·", "＆": "&", "．": ".", "﹣": "-", "＝": "=",
        **{chr(c): chr(c - 0xFEE0) for r in (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B)) for c in r},
    }
)  # fmt: skip
CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` is folded (half-width letters, simplified characters, one form a punctuation mark, no spaces beside Chinese);
    `offsets[i]` is where its character i stands in the document. `block` is the index of its block, `heading` whether that is a title or heading."""

    text: str
    offsets: tuple[int, ...]
    block: int
    heading: bool

    def span(self, start: int, end: int) -> Span:
        """Where characters start to end of this sentence stand in the document."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))


def split_sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of all blocks that state something, in reading order."""
    for number, block in enumerate(document.blocks):
        if block.kind in STATING:
            yield from split_block(document.text, block, number)


def split_block(text: str, block: Block, number: int) -> Iterator[Sentence]:
    folded, offsets = fold(text[block.span.start : block.span.end])
    offsets = [block.span.start + offset for offset in offsets]
    for start, end in pieces(folded):
        while start < end and folded[start] == " ":
            start += 1
        if start < end:
            yield Sentence(folded[start:end], tuple(offsets[start:end]), number, block.kind != "paragraph")


def pieces(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(match.end() for match in STOP.finditer(folded)), len(folded)]:
        while end - start > LONGEST:
            window = folded[start : start + LONGEST]
            cut = next((at for at in (window.rfind(mark) for mark in BREAK) if at > LONGEST // 3), LONGEST - 1)
            yield start, start + cut + 1
            start += cut + 1
        if start < end:
            yield start, end
        start = end


def fold(text: str) -> tuple[str, list[int]]:
    """Return the folded text and the place of each of its characters in `text`."""
    simple = to_simplified(text.translate(SIMPLE))
    out: list[str] = []
    offsets: list[int] = []
    quotes = 0
    for at, char in enumerate(simple):
        if char.isspace() or char in "\u200b\ufeff\u00ad*":
            continue
        gap = at > 0 and offsets and offsets[-1] != at - 1 and simple[at - 1].isspace()
        if gap and latin(out[-1]) and latin(char):
            out.append(" ")
            offsets.append(at - 1)
        if char == '"':
            quotes += 1
            char = "“" if quotes % 2 else "”"
        elif char == "，" and between_digits(simple, at):
            char = ","
        elif char == "：" and text[at] == ":" and between_digits(simple, at):
            char = ":"
        elif char == "." and is_full_stop(simple, at):
            char = "。"
        out.append(char)
        offsets.append(at)
    return "".join(out), offsets


def latin(char: str) -> bool:
    return (char.isascii() and (char.isalnum() or char in "+'&.%")) or "\u00c0" <= char <= "\u024f"


def between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def is_full_stop(text: str, at: int) -> bool:
    """A dot that ends a sentence: the block ends or a space and no Latin lower case follows, and no initial stands before it."""
    after = text[at + 1 : at + 3]
    if at == 0 or text[at - 1] == "." or (after and not after[0].isspace() and after[0] not in "”'"):
        return False
    if CJK.match(text[at - 1]) or text[at - 1] in "%)”》":
        return True
    word = re.search(r"[A-Za-z0-9]+$", text[max(0, at - 20) : at])
    if word is None or (len(word[0]) == 1 and word[0].isupper()) or word[0] in {"Inc", "Ltd", "Co", "Corp", "Dr", "Mr", "St", "vs", "No", "Jr"}:
        return False
    if word[0].isdigit() and text[max(0, at - len(word[0]) - 1) : at - len(word[0])].strip() == "":
        return False  # "1. " numbers a list
    return len(after) < 2 or bool(CJK.match(after.strip()[:1] or "一"))


@lru_cache(maxsize=1)
def converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=100_000)
def simplified(char: str) -> str:
    found: str = converter().convert(char)  # type: ignore[attr-defined]
    return found if len(found) == 1 else char


def to_simplified(text: str) -> str:
    """Turn traditional characters into simplified ones, one for one."""
    return text.translate({ord(char): simplified(char) for char in set(text) if "\u3400" <= char <= "\u9fff"})


def fold_name(name: str) -> str:
    """A name in the form that sentences have: what is looked for in `Sentence.text`."""
    return to_simplified(name.translate(SIMPLE)) if name.isalnum() else fold(name)[0]
