"""Words -> signals: where the words of the structure and of the frames stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions.types import word_counts
from kg.sentences import fold_name
from ontology import Ontology


@dataclass(frozen=True, slots=True)
class Signal:
    """A word of the structure (`kinds`: prep, and, of, comma, …) or of a frame (kind `verb`) at `start`:`end` of a sentence."""

    start: int
    end: int
    text: str
    kinds: frozenset[str]


class Signals:
    """A finder of signals: all words at once, the longest at each place, none inside a longer word."""

    def __init__(self, kinds: Mapping[str, frozenset[str]]) -> None:
        self._words = sorted(kinds)
        self._kinds = [kinds[word] for word in self._words]
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str, taken: Iterable[tuple[int, int]]) -> list[Signal]:
        """Signals in order, without those that touch a span in `taken` (sorted: the mentions)."""
        busy = bytearray(len(text))
        for start, end in taken:
            busy[start:end] = b"\x01" * (end - start)
        masked = "".join("\x00" if used else char for char, used in zip(text, busy, strict=True)) if any(busy) else text
        return [
            Signal(start, end, self._words[number], self._kinds[number])
            for number, start, end in self._automaton.find_matches_as_indexes(masked)
            if self._kinds[number] and apart(text, start, end) and not (end - start == 1 and "verb" in self._kinds[number] and in_word(text, start))
        ]


def in_word(text: str, at: int) -> bool:
    """Whether the character is part of a longer word of the language: 高 of 高速, 诉 of 诉求."""
    counts = word_counts()
    return any(text[start:end] in counts for start, end in ((at - 1, at + 1), (at, at + 2), (at - 1, at + 2)) if start >= 0 and end <= len(text))


def apart(text: str, start: int, end: int) -> bool:
    """A Latin word stands alone, not inside another one."""
    first, last = text[start], text[end - 1]
    if not (first.isascii() and first.isalpha()):
        return True
    return not (start and text[start - 1].isascii() and text[start - 1].isalpha()) and not (
        last.isalpha() and end < len(text) and text[end].isascii() and text[end].isalpha()
    )


def structure_words(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Words of words/structure.tsv with their kinds; `plain` words have none, they only hide what stands inside them."""
    found: dict[str, set[str]] = {}
    for row in ontology.rows("words", "structure.tsv"):
        if len(row.cells) != 2:
            raise row.fault("needs two columns: kind, words (|)")
        kind, words = row.cells
        for word in words.split("|"):
            found.setdefault(fold_name(word) or word, set()).update(() if kind == "plain" else (kind,))
    return {word: frozenset(kinds) for word, kinds in found.items()}
