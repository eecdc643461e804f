"""Bodies by what their name begins with and by its end: 北京市经济和信息化局, 越南国会, 杭州数据集团, 英特尔数据中心与人工智能事业部."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.firms import NEVER
from kg.mentions.types import Types, segment, word_tags

RUN = re.compile(r"[”“]?[\u3400-\u9fff]{1,24}")
HERE = re.compile(r"(?<![\u3400-\u9fff])(?:自治区|[省市州])(?=[\u3400-\u9fff]{2})")  # 市经信委: of the place that was named before
LONGEST = {"place": 16, "body": 20, "firm": 14}  # characters behind the beginning
NEAR = {"place": 16, "body": 6, "firm": 6}  # where no end says more than that it is a body or an institute
SHORT = ("部", "局", "署", "厅", "委", "院", "办", "司")  # ends that are a word by themselves only
JOINING = ("与", "和", "及")

Start = tuple[int, int, str]  # where a known name stands, and place, body or firm


def bodies(text: str, starts: Sequence[Start], types: Types) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and class of the bodies whose names begin with one of these places, bodies or companies."""
    nearer = ((found.start(), found.end(), "place") for found in HERE.finditer(text))
    for start, end, kind in (*starts, *nearer):
        run = RUN.match(text, end)
        if run is None or run[0][0] == "”":
            continue
        opened = run[0][0] == "“"
        best = longest(run[0].lstrip("“"), end + opened, kind, [s for s in starts if s[0] >= end], types)
        if best:
            yield (end + 1 if opened else start), best[0], best[1]


def longest(run: str, begin: int, kind: str, others: Sequence[Start], types: Types) -> tuple[int, str] | None:
    """Where the longest body ends that the run of characters from `begin` on goes on with, and its class."""
    words = segment(run)
    best = branch_of_firm(words, begin, types) if kind == "firm" else None
    at, joined = begin, False
    for word in words:
        at += len(word)
        said = run[: at - begin]
        joined = joined or (word in JOINING and kind != "place")
        class_ = class_of_end(said, kind, words, types)
        if at - begin > LONGEST[kind] or (class_ is None and stops(word, types) and not (joined and word in JOINING)):
            break
        if any(begin <= other < at and (kind != "place" or at < stop) for other, stop, _ in others):
            break
        if class_ is None and not joined and at - begin <= NEAR[kind]:
            class_ = public_end(word, types)
            class_ = class_ if kind != "firm" or class_ == "ResearchOrganization" else None
        if class_:
            best = (at, class_)
    return best


def branch_of_firm(words: Sequence[str], begin: int, types: Types) -> tuple[int, str] | None:
    """国投|创业, 罗氏|诊断中国: a company that is named by another one and what it does or where it is."""
    size = next((place for place, word in enumerate(words) if word not in types.body_ends["next"]), len(words))
    rest = "".join(words[size : size + 3])
    if not size or (rest and rest[0] not in JOINING and not any(rest[:length] in types.slots["after"] for length in (1, 2, 3))):
        return None
    return begin + len("".join(words[:size])), types.body_ends["next"][words[size - 1]]


def class_of_end(said: str, kind: str, words: Sequence[str], types: Types) -> str | None:
    """The class that the end of a name says which begins with such a name; what stands between may hold no verb."""
    ends = types.body_ends[kind]
    end = next((said[-size:] for size in range(min(8, len(said)), 1, -1) if (size < len(said) or size > 2) and said[-size:] in ends), None)
    between = said[: -len(end)] if end else ""
    if end is None or (end.endswith("基金") and between in types.slots["generic"]):
        return None
    if kind != "body" and any(does(word, types) for word in segment(between) if word not in JOINING or kind == "place"):
        return None
    return ends[end]


def does(word: str, types: Types) -> bool:
    """Whether a word is a verb or of those that stand in no name."""
    if len(word) == 1:
        return word in NEVER
    return word_tags().get(word, "n")[0] in "vdc" and word not in types.slots["inner"] and word not in types.slots["ends"]


def stops(word: str, types: Types) -> bool:
    if word in types.slots["inner"] or word in types.slots["bodies"]:
        return False
    return (
        word in types.slots["after"]
        if len(word) > 1
        else word not in SHORT and word in "的了是在与及或对向为由被将把从以于等其该这那各每两并且也还都又已曾正就才再仍均后前内款个称拟获而会"
    )


def public_end(word: str, types: Types) -> str | None:
    """The class that a public body's or an institute's last word says."""
    if word in types.slots["outside"]:
        return None
    if word in SHORT or (len(word) > 1 and word.endswith(("部", "局", "署", "厅")) and word not in types.classes):
        return "GovernmentBody"
    for size in range(len(word), 1, -1):
        if word[-size:] in types.slots["bodies"]:
            return "GovernmentBody"
        if types.suffixes.get(word[-size:], ("", True))[0] in ("ResearchOrganization",):
            return "ResearchOrganization"
    return None
