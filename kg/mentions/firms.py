"""Chinese company names that no list has: words that the language lacks, where the sentence has room for a company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.types import Types, segment, word_counts, word_tags

RUN = re.compile(r"[\u3400-\u9fff]{2,}")
RARE = 400  # a word of the dictionary that stands less often may begin a name
RARE_VERB = 100
RARE_PLACE = 1_000
LONGEST = 8  # characters
TIMES = ("年", "月", "日", "号", "季度", "元", "%")
NEVER = frozenset(
    "的了是在和与及或对向为由被将把从以于等其该这那各每两并且也还都又已曾正就才再仍均后前内款个只名位让使给据因某此较约超逾近称说没未不無无仅需须可能会应要很更最拟至获受做"
)
INVESTORS = ("基金", "资本", "创投", "投资", "资管")
MOVES = ("升", "降", "增", "减", "涨", "跌")  # 量价齐升
AFTER_FIRM = re.compile(r"[、和与及]([\u3400-\u9fff]{2,4}?)(?=[、和与及等的，。；均也在])")
BEFORE_FIRM = re.compile(r"(?:^|[，。；：、由])([\u3400-\u9fff]{2,4})[、和与及]$")
BOUND = frozenset("，。；：、(“《—·●◆■[/ -)]》×！？!?")


def firms(text: str, types: Types) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether it is sure of what may be a company's name."""
    for run in RUN.finditer(text):
        words = segment(run[0])
        places = [run.start()]
        for word in words:
            places.append(places[-1] + len(word))
        index = 0
        while index < len(words):
            size, sure = firm_at(text, types, words, places, index)
            if size:
                yield places[index], places[index + size], sure
            index += max(size, 1)


def listed(text: str, known: Sequence[tuple[int, int]], types: Types) -> Iterator[tuple[int, int]]:
    """吉利、奇瑞和|长安, 雅戈尔|、红杉: yield what stands in a list with known companies (start, end) and may be a name by itself."""
    for start, end in known:
        for found in (AFTER_FIRM.match(text, end), BEFORE_FIRM.search(text, max(0, start - 12), start)):
            if found is None:
                continue
            words = segment(found[1])
            name = (
                len(words) == 1 and word_tags().get(found[1], "nz") in ("nz", "nr", "nrt", "nt", "ns") and word_counts().get(found[1], 0) < RARE_PLACE
            )
            if (name or (len(words) == len(found[1]) > 2 and is_rare(found[1], types))) and found[1] not in types.slots["generic"] | types.goods:
                yield found.span(1)


def firm_at(text: str, types: Types, words: Sequence[str], places: Sequence[int], index: int) -> tuple[int, bool]:
    """How many words from here on are a company's name (0 for none), and whether its end says so."""
    if len(words[index]) > 1 and words[index] in types.slots["before"] and word_tags().get(words[index]) != "ns":
        return 0, False
    opened = opens(text, types, words, places, index)
    found = (0, False)
    for size in range(1, len(words) - index + 1):
        word, length = words[index + size - 1], places[index + size] - places[index]
        if length > LONGEST or (len(word) == 1 and word in NEVER):
            break
        if length < 3:
            continue
        closed = closes(text, types, words, places, index + size)
        end, coined = firm_end(words[index : index + size], types)
        if end and (opened and (closed or coined) if end in types.slots["broad"] else opened or closed or coined):
            longer = "".join(words[index + found[0] : index + size])
            if not found[1] or longer not in types.slots["after"] or len(end) > len(longer):  # 亿铸芯|联, not 华为|联
                found = (size, True)
        elif not found[0] and opened and closed and length in (3, 4) and is_coined(words[index : index + size], types):
            found = (size, False)
    return found


def opens(text: str, types: Types, words: Sequence[str], places: Sequence[int], index: int) -> bool:
    """Whether a name may begin here."""
    if index:
        return words[index - 1] in types.slots["before"] or words[index - 1] in types.classes
    return places[0] == 0 or text[places[0] - 1] in BOUND or (text[places[0] - 1].isascii() and text[places[0] - 1].isalpha())


def closes(text: str, types: Types, words: Sequence[str], places: Sequence[int], index: int) -> bool:
    """Whether a name may end here."""
    if index < len(words):
        return words[index] in types.slots["after"]
    end = places[index]
    return end == len(text) or text[end] in "，。；：、()”—%×！？!? " or text[end].isascii()


def firm_end(words: Sequence[str], types: Types) -> tuple[str, bool]:
    """The end that companies have ("" for none) where rare words stand before it, and whether these are no words at all."""
    name = "".join(words)
    if name in types.classes or (name in word_tags() and word_tags()[name] not in ("nz", "nt")):
        return "", False
    stem, end = name, ""
    if name[-2:] in INVESTORS and len(name) == 4 and len(words) == 3 and not NEVER & set(name) and name[:2] not in types.slots["generic"]:
        return name[-2:], False  # 锦秋基金
    for _ in range(2):  # 海洋科技, 汽车电子: two ends in a row
        cut = next((size for size in range(4, 0, -1) if len(stem) - size >= 2 and stem[-size:] in types.slots["ends"]), 0)
        if cut:
            end, stem = end or stem[-cut:], stem[:-cut]
        if cut and len(stem) <= 4 and is_rare(stem, types):
            return end, len(segment(stem)) == len(stem) and len(name) > 3
    return "", False


def is_rare(stem: str, types: Types) -> bool:
    """Whether it is made of characters that companies are named by, and of words that hardly ever stand elsewhere."""
    if stem in types.slots["generic"] or stem in types.classes or stem in types.common:
        return False
    return all(
        word in types.slots["letters"] or word not in types.slots["everyday"] if len(word) == 1 else is_rare_word(word, types)
        for word in segment(stem)
    )


def is_rare_word(word: str, types: Types) -> bool:
    tag = word_tags().get(word, "n")
    limit = RARE_PLACE if tag == "ns" else RARE if tag[0] in "nj" else RARE_VERB
    return word_counts().get(word, 0) < limit and word not in types.slots["generic"]


def is_coined(words: Sequence[str], types: Types) -> bool:
    """Whether it is nothing but single characters that companies are named by; of four, two may be others."""
    letters = sum(word in types.slots["letters"] for word in words)
    return (
        len(words) == len("".join(words)) and letters >= min(len(words), 2 + (len(words) < 4)) and not NEVER & set(words) and words[-1] not in MOVES
    )
