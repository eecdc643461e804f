"""Funds by what they do, and bodies of the world: 杭州城投产业基金, 世界人工智能合作组织."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.types import Types, segment, word_tags

AIMS = "产业|投资|引导|创业|升级|成长|创新|并购|发展|科创|转型"
FUND = re.compile(rf"[\u3400-\u9fff]{{2,14}}?(?:{AIMS})(?:引导|投资)?基金(?![\u4e00-\u9fff]{{0,2}}(?:公司|会|经理))(?:[一二三四]期)?")
PLAIN = re.compile(rf"(?:{AIMS}|基金|私募|股权|专项|母)+")
WORLD = re.compile(r"(?:世界|国际|全球|亚太|亚洲|欧洲)[\u3400-\u9fff]{2,10}?(?:合作组织|联盟|联合会|协会|理事会|联合体)")
NAMELESS = re.compile(r"[的了是在和与或对]")
BORDERS = ("用于", "资金", "通过", "计划", "拟", "部分")
PLACES = ("ns", "nz", "nt")
SHORTEST = 6  # characters of a fund's name: 产业基金, 并购基金 are none


def funds(text: str, types: Types) -> Iterator[tuple[int, int]]:
    """Yield start and end of funds: from behind the last word that stands in no name."""
    for found in FUND.finditer(text):
        start = at = found.start()
        for word in segment(found[0])[:-1]:
            at += len(word)
            if word not in AIMS and (NAMELESS.search(word) or is_border(word, types)):
                start = at
        if found.end() - start >= SHORTEST and PLAIN.fullmatch(text[start : found.end()]) is None:
            yield start, found.end()


def is_border(word: str, types: Types) -> bool:
    """Whether a name may begin behind the word."""
    return word in BORDERS or word in types.slots["verbs"] or (word in types.slots["before"] and word_tags().get(word) not in PLACES)


def worldwide(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of bodies of the world."""
    for found in WORLD.finditer(text):
        if not NAMELESS.search(found[0]) and len(found[0]) >= SHORTEST:
            yield found.span()
