"""Companies by the word right before them that says what they are, whatever words they are made of: 初创公司慧眼知微, 动画公司青藤映画."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.firms import NEVER, RARE, closes
from kg.mentions.types import Types, segment, word_counts, word_tags

RUN = re.compile(r"[\u3400-\u9fff]{3,14}")
LONGEST = 7  # characters
PROPER = ("nr", "nrt", "nz", "nt", "ns")
UNLIKELY = frozenset("未亦内副外坐")  # beginnings of what is said of a company
RARE_THING = 60


def apposed(text: str, types: Types) -> Iterator[tuple[int, int]]:
    """Yield start and end of names that stand right behind a word for a company and end where a name may end."""
    for said in types.firm_word.finditer(text):
        run = RUN.match(text, said.end())
        if run is None:
            continue
        words = segment(run[0])
        places = [run.start()]
        for word in words:
            places.append(places[-1] + len(word))
        for size in range(1, len(words) + 1):
            length = places[size] - places[0]
            if length > LONGEST or (len(words[size - 1]) == 1 and words[size - 1] in NEVER):
                break
            if length >= 3 and closes(text, types, words, places, size) and is_name(words[:size], types):
                yield places[0], places[size]
                break


def is_name(words: Sequence[str], types: Types) -> bool:
    """Whether the words can be a name: none that is common, and not most of them everyday characters."""
    if len(words) == 1:
        return word_tags().get(words[0], "nz") in PROPER
    if words[0][0] in UNLIKELY or types.titles.search("".join(words)):
        return False
    everyday = sum(len(word) == 1 and word in types.slots["everyday"] and word not in types.slots["letters"] for word in words)
    return everyday <= len(words) / 3 + 0.1 and all(
        len(word) == 1 or is_proper(word) or (place and word in types.slots["ends"]) for place, word in enumerate(words)
    )


def is_proper(word: str) -> bool:
    """慧眼, 青藤: a name, or a thing that is hardly ever spoken of."""
    tag = word_tags().get(word, "nz")
    return word_counts().get(word, 0) < (RARE if tag in PROPER else RARE_THING if tag == "n" else 1)
