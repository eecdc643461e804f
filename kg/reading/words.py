"""Word lists about reports: what the files `reading-*.tsv` say, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.sentences import to_simplified
from ontology import Ontology

BULLETS = "●■◆◇►▶▸▹◼◾▪▫□▌▍▎▏█▐•·○◎★☆※➢➤✓✔❖⚫⬤◉-–—*"


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """The words by kind, and the patterns made of them."""

    sections: dict[str, str]  # heading, folded by `core` -> kind of section
    lines: dict[str, re.Pattern[str]]
    roles: dict[str, re.Pattern[str]]
    ratings: dict[str, re.Pattern[str]]
    houses: tuple[tuple[str, re.Pattern[str]], ...]  # a house's name, and all its forms
    surnames: frozenset[str]
    industries: frozenset[str]
    label: re.Pattern[str]  # the heading of a risk or disclaimer section with a colon, at the beginning of a paragraph


@lru_cache(maxsize=4)
def reading_words(ontology: Ontology) -> ReadingWords:
    sections = {core(word): kind for kind, words in listed(ontology, "reading-sections.tsv") for word in words}
    labels = [word for kind, words in listed(ontology, "reading-sections.tsv") for word in words if kind in ("disclaimer", "risk")]
    houses = tuple((name, re.compile(either([name, *forms]))) for name, forms in listed(ontology, "reading-houses.tsv"))
    return ReadingWords(
        sections,
        patterns(ontology, "reading-lines.tsv"),
        patterns(ontology, "reading-roles.tsv"),
        patterns(ontology, "reading-ratings.tsv"),
        houses,
        listed_names(ontology, "reading-surnames.tsv"),
        listed_names(ontology, "reading-industries.tsv"),
        re.compile(rf"^(?:[【\[]({either(labels)})[】\]]\s*[:：]?|({either(labels)})\s*[:：])", re.I),
    )


def listed(ontology: Ontology, file: str) -> list[tuple[str, list[str]]]:
    rows = []
    for row in ontology.rows("words", file):
        if len(row.cells) < 2:
            raise row.fault("needs two columns: kind and words parted by |")
        rows.append((row.cells[0], split(row.cells[1])))
    return rows


def listed_names(ontology: Ontology, file: str) -> frozenset[str]:
    return frozenset(name for row in ontology.rows("words", file) for name in split(row.cells[0]))


def patterns(ontology: Ontology, file: str) -> dict[str, re.Pattern[str]]:
    """One pattern a kind: any of its words, the longest first."""
    found: dict[str, list[str]] = {}
    for kind, words in listed(ontology, file):
        found.setdefault(kind, []).extend(words)
    return {kind: re.compile(either(words), re.I) for kind, words in found.items()}


def split(cell: str) -> list[str]:
    return [word.strip() for word in cell.split("|") if word.strip()]


def either(words: Iterable[str]) -> str:
    """A pattern of any of the words; spaces in them may be missing or more, … is a gap, Latin words stand alone."""
    found = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        pattern = r"\s*".join(re.escape(piece) for piece in word.split()).replace("…", r"[^。；]{0,20}?")
        found.append(rf"(?<![A-Za-z]){pattern}(?![A-Za-z])" if word[0].isascii() and word[0].isalpha() else pattern)
    return "(?:" + "|".join(found) + ")"


NUMBERING = re.compile(
    r"^(?:#{1,6}\s*|[" + re.escape(BULLETS) + r"]+\s*|第[一二三四五六七八九十百\d]+[章节部分篇]+[、：:\s]*|[一二三四五六七八九十]+[、.．]\s*"
    r"|[（(][一二三四五六七八九十\d]+[)）]\s*|\d{1,2}(?:[.．]\d{1,2})*(?:[、.．)）|｜\s\u3000]+|(?=[\u4e00-\u9fff])))"
)  # fmt: skip


WIDE = {char: char - 0xFEE0 for part in (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B)) for char in part}


def plain(text: str) -> str:
    """The text as the word lists are written: simplified characters, letters and digits of half width, each in its place."""
    return to_simplified(text.translate(WIDE))


def core(heading: str) -> str:
    """A heading without its number, bullets, brackets, spaces and colon, in lower case."""
    text = heading.strip()
    for _ in range(3):
        text = NUMBERING.sub("", text, count=1).strip()
    return re.sub(r"[\s【】\[\]《》:：*_▌]+", "", text).casefold()
