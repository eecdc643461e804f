"""A quote -> where it stands in the report: found again despite spaces, width and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.mentions import Read
from kg.model import Document, Span
from kg.sentences import CJK, fold

MARKS = frozenset("“”‘’\"'《》「」『』 ")  # what a model may write otherwise than the text
ELLIPSIS = ("……", "…", "...")
PIECES = 4  # in which a name may stand apart
WORD = re.compile(r"[a-z0-9]+(?:[.\-][0-9]+)*|.")  # no piece begins or ends inside one


def plain(text: str) -> tuple[str, list[int]]:
    """The text folded (half-width, simplified, no spaces), without quotation marks and in lower case, and the place of each of its characters."""
    folded, offsets = fold(text)
    kept = [(char.lower(), at) for char, at in zip(folded, offsets, strict=True) if char not in MARKS and len(char.lower()) == 1]
    return "".join(char for char, _ in kept), [at for _, at in kept]


@dataclass(frozen=True, slots=True)
class Places:
    """A report's text in the form that quotes are looked for in."""

    document: Document
    text: str
    offsets: list[int]

    def find(self, quote: str, spans: Iterable[Span]) -> Span | None:
        """Where a quote stands, first within the spans (what the model was shown), else anywhere; None where it does not stand."""
        wanted, _ = plain(quote.strip().strip("".join(ELLIPSIS)))
        if not wanted:
            return None
        spans = list(spans)
        at = self.text.find(wanted)
        first = at
        while at >= 0:
            found = Span(self.offsets[at], self.offsets[at + len(wanted) - 1] + 1)
            if any(span.start <= found.start and found.end <= span.end for span in spans):
                return found
            at = self.text.find(wanted, at + 1)
        return Span(self.offsets[first], self.offsets[first + len(wanted) - 1] + 1) if first >= 0 else None


def places_of(document: Document) -> Places:
    text, offsets = plain(document.text)
    return Places(document, text, offsets)


def sentences_of(span: Span, reads: Iterable[Read]) -> list[tuple[Read, Span]]:
    """The sentences that a span touches, each with the part of the span that lies in it."""
    found = []
    for read in reads:
        whole = read.sentence.whole
        start, end = max(whole.start, span.start), min(whole.end, span.end)
        if start < end:
            found.append((read, Span(start, end)))
    return found


@lru_cache(maxsize=10_000)
def spaced(text: str) -> str:
    """A sentence's text in the form of `plain`, but with the spaces between Latin words."""
    return "".join(char.lower() for char in text if (char == " " or char not in MARKS) and len(char.lower()) == 1)


def stands(form: str, text: str) -> bool:
    """Whether a name (as `plain` gives it) stands in a spaced text by itself: GPT-4 does not in GPT-4o, nor K2 in K2-0905."""
    return bool(form) and name_pattern(form).search(text) is not None


@lru_cache(maxsize=10_000)
def name_pattern(form: str) -> re.Pattern[str]:
    before = r"(?<![a-z0-9])" if is_latin(form[0]) else ""
    after = r"(?![a-z0-9]|[.\-][0-9])" if is_latin(form[-1]) else ""
    return re.compile(before + " ?".join(map(re.escape, form)) + after)


def is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def is_pieced(name: str, sentence: str, told: Sequence[str]) -> bool:
    """Whether a name is put together of pieces of the text, one at least of the sentence: 小鹏G7 of the sentence before and Ultra版 of this one.

    Of two pieces side by side one must be Chinese: Claude 3.5 and Opus make no model.
    """
    words, texts = WORD.findall(spaced(fold(name)[0])), (sentence, *told)
    at, pieces = 0, list[str]()
    while at < len(words):
        ends = ((end, "".join(words[at:end]).replace(" ", "")) for end in range(len(words), at, -1))
        found = next(((end, piece) for end, piece in ends if len(piece) > 1 and any(stands(piece, text) for text in texts)), None)
        if found is None or len(pieces) == PIECES or (pieces and not CJK.search(pieces[-1] + found[1])):
            return False
        at = found[0]
        pieces.append(found[1])
    return any(stands(piece, sentence) for piece in pieces)
