"""Names of products and programmes by the word of their kind at the end: 云帆智算中心, 灵犀助手, 哈尔滨智算中心, “瀚海计划”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.firms import NEVER, is_rare
from kg.mentions.types import Types, segment, word_counts, word_tags

BEFORE = re.compile(r"[\u3400-\u9fff]{1,8}$")
STAGE = re.compile(r"(?:[一二三四五]期|[二三四五]代)(?!工程)")
PROPER = ("nr", "nrt", "nz", "nt", "ns")
LETTERED = re.compile(r"[A-Z][A-Za-z0-9+]*(?: [A-Z][A-Za-z0-9]*)*([\u3400-\u9fff]{2,8}?)(?:计划|项目|园区)(?![在于将收购投资])")
QUOTE = re.compile(r"“([\u3400-\u9fffA-Za-z0-9+]{2,12})”")


def kinds_named(text: str, known: Sequence[tuple[int, int, str]], types: Types) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and class; `known` are the sure names of the sentence (start, end, class)."""
    for found in types.named_kind.finditer(text):
        class_, behind = types.named_kinds[found[0]]
        start = begin_of(text, found.start(), known, behind, types)
        if start is not None and found.end() - start >= 4 and text[start - 1 : start] != "”":
            stage = STAGE.match(text, found.end())
            yield start, stage.end() if stage else found.end(), class_
    for found in LETTERED.finditer(text):
        if not NEVER & set(found[1]) and not any(word in types.slots["before"] for word in segment(found[1]) if len(word) > 1):
            yield found.start(), found.end(), "Programme"
    for found in QUOTE.finditer(text):
        end = next((found[1][-size:] for size in range(min(6, len(found[1]) - 1), 1, -1) if found[1][-size:] in types.named_kinds), None)
        if end and len(found[1]) > len(end) + 1:
            yield found.start(1), found.end(1), types.named_kinds[end][0]


def begin_of(text: str, end: int, known: Sequence[tuple[int, int, str]], behind: str, types: Types) -> int | None:
    """Where the name begins whose word of kind begins at `end`."""
    for start, stop, class_ in known:
        if stop == end and behind == "site" and class_ == "Place":
            return next((first for first, last, other in known if last == start and other == "Place"), start)
        if stop == end and (
            (class_ == "Place" and behind == "city" and text[start:stop] not in types.slots["countries"])
            or (class_ == "Company" and behind == "firm")
        ):
            return start
        if start < end <= stop:
            return None
    run = BEFORE.search(text[max(0, end - 8) : end])
    if run is None:
        return None
    words = list(segment(run[0]))
    size = len(words[-1]) if len(words[-1]) > 1 else 0
    if size and is_rare(words[-1], types) and size <= 4 and (word_tags().get(words[-1], "nz") in PROPER or word_counts().get(words[-1], 0) < 25):
        before = words[-2] if len(words) > 1 else ""
        return end - size if not before or before in "的把了名" or before in types.slots["before"] or before in types.classes else None
    single = 0
    while single < min(len(words), 3) and len(words[-1 - single]) == 1:
        single += 1
    size = next((n for n in (3, 2) if n <= single and is_rare("".join(words[-n:]), types)), 0)
    return end - size if size and not any(a < end and end - size < b for a, b, _ in known) else None
