"""Names by their end that no list has: 星澜科技, 江城大学, 2025世界人工智能大会, 北京智行远航机器人有限公司."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.bodies import does
from kg.mentions.found import Found
from kg.mentions.types import NAMELIKE, Types, segment, word_tags

CJK_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
FUNCTION = set(
    "的了是在和与及或对向为由被将把从以于等其该这那各每两一二三四五六七八九十并且也还都又已曾正就才再仍均"
    "后前中上下内外时年月日家款个只名位到至让使给据因用新老大小多少全本此某国美中日韩英法德俄欧亚个位项次"
    "批种类"
)
LEADING = frozenset("原经除令商方同官诉由将拟购投")  # single characters that stand before a name
COUNTRY = frozenset("美中日韩英法德俄欧亚国")
WIDE = re.compile(r"(?:(?:19|20)\d{2}年?)?(?:第[一二三四五六七八九十]+届)?(?:全球|世界|中国|国际|亚洲|全国)+$")  # 2024全球|6G发展大会


LIMITED = re.compile(r"([\u3400-\u9fff]{2,16})(?:股份)?有限(?:责任)?公司")


def suffixed(text: str, types: Types) -> Iterator[Found]:
    """星澜科技, 江城大学, 2025世界人工智能大会: names by their end; the words of the language show where they begin."""
    for run in CJK_RUN.finditer(text):
        if not types.suffix.search(run[0]):
            continue
        words = segment(run[0])
        place = run.start()
        starts = []
        for word in words:
            starts.append(place)
            place += len(word)
        for index in range(len(words)):
            found = suffix_at(text, types, words, starts, index)
            if found is not None:
                yield found


def suffix_at(text: str, types: Types, words: Sequence[str], starts: Sequence[int], index: int) -> Found | None:
    word = words[index]
    end = starts[index] + len(word)
    suffix = next((word[-size:] for size in range(len(word), 0, -1) if word[-size:] in types.suffixes), None)
    if suffix is None or (len(suffix) == 1 and suffix not in ("奖", "微")):
        return None
    class_, weak = types.suffixes[suffix]
    start = end - len(suffix) if len(suffix) < len(word) and not weak else starts[index]
    if class_ in ("Event", "Programme", "Award"):
        return event_at(text, class_, words, starts, index, types)
    if len(suffix) < len(word) and weak:
        return None
    first = stem_start(words, starts, index, weak)
    while first is not None and starts[index] - first > 2 and text[first] in types.slots["everyday"]:
        first += 1
    if first is None or starts[index] == first:
        return None
    stem = text[first : end - len(suffix)]
    if class_ == "Company" and (text[first:end] in types.classes or describes(stem, weak, types)):
        return None
    if (end < len(text) and text[end] in "业界类化性") or text.startswith(("行业", "产业", "板块", "领域"), end):
        return None
    return Found(first, end, (class_,), True, 5) if start > first or len(suffix) < len(word) else None


def describes(stem: str, weak: bool, types: Types) -> bool:
    """Whether what stands before a company's end says no name: 聊天|机器人, 欧美|数据, 所持|股权."""
    if (
        stem in types.slots["generic"]
        or stem in types.classes
        or stem in types.common
        or (stem[0] in "所两几各同双单" and stem not in types.slots["letters"])
    ):
        return True
    return stem in types.slots["countries"] or (weak and word_tags().get(stem) == "ns" and len(stem) > 2)


def stem_start(words: Sequence[str], starts: Sequence[int], index: int, weak: bool) -> int | None:
    """Where the part before the end begins: single characters that form no word, or one word that may be a name."""
    tags = word_tags()
    size, at = 0, index
    while at > 0 and size < 6:
        word = words[at - 1]
        if len(word) == 1:
            if word in COUNTRY and size == 1 and not weak:  # 德弘资本
                return starts[at - 1]
            if word in FUNCTION or word in LEADING or size + 1 > 4:
                break
        elif (
            (size == 0 and (word not in tags or tags[word] in NAMELIKE))
            or (not weak and size == 0 and len(word) == 2 and tags.get(word, "")[:1] == "n")
            or (size and tags.get(word, "") in ("ns",))
        ):
            return starts[at - 1]
        else:
            break
        size += len(word)
        at -= 1
    return starts[at] if size >= 2 else None


def event_at(text: str, class_: str, words: Sequence[str], starts: Sequence[int], index: int, types: Types) -> Found | None:
    """A named event, programme or prize: back to the word that can stand in no name."""
    tags = word_tags()
    at = index
    while at > 0 and (
        tags.get(words[at - 1], "n")[:1] in ("n", "j", "b", "l", "v", "s", "a", "i")
        and words[at - 1] not in types.slots["stoppers"]
        and len(words[at - 1]) > 1
        and not (class_ == "Programme" and does(words[at - 1], types))
    ):
        at -= 1
    first, end = starts[at], starts[index] + len(words[index])
    year = re.search(r"(?:(?:19|20)\d{2}年?(?:第[一二三四五六七八九十]+届)?|[A-Za-z0-9 ]*[A-Z][A-Za-z0-9 ]*)$", text[:first])
    if year and at == 0 and class_ != "Award":
        first = year.start()
        wide = WIDE.search(text[:first])
        first = wide.start() if wide and not re.match(r"(?:19|20)\d{2}", year[0]) else first
    return Found(first, end, (class_,), at < index - 1 or bool(year), 6) if end - first >= 5 or (year and end - first >= 4) else None


def limited(text: str, types: Types) -> Iterator[Found]:
    """北京智行远航机器人有限公司: back to the word that stands in no name."""
    for found in LIMITED.finditer(text):
        words = segment(found[1])
        start, at = found.end(1), len(words)
        while (
            at > 0 and words[at - 1] not in types.slots["verbs"] and not (len(words[at - 1]) == 1 and words[at - 1] in FUNCTION - set("国中日大新"))
        ):
            at -= 1
            start -= len(words[at])
        if found.end(1) - start >= 2:
            yield Found(start, found.end(), ("Company",), True, 1)
