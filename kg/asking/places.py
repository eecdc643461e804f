"""A quote -> where it stands in the report: found again despite spaces, width and quotation marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.mentions import Read
from kg.model import Document, Span
from kg.sentences import fold

MARKS = frozenset("“”‘’\"'《》「」『』 ")  # what a model may write otherwise than the text
ELLIPSIS = ("……", "…", "...")


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
