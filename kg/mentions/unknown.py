"""Names that no list has, found by their form and the words about them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.apposed import apposed
from kg.mentions.endings import limited, suffixed
from kg.mentions.firms import firms
from kg.mentions.found import Found
from kg.mentions.funds import funds, worldwide
from kg.mentions.goods import exported, materials
from kg.mentions.latin import classes_of, runs
from kg.mentions.persons import persons
from kg.mentions.quotes import books, quoted
from kg.mentions.techniques import techniques
from kg.mentions.types import Types, segment, word_tags

SERIAL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:(?!第|[一二三四五六七八九十]|"
    r"[的了是在由与和对将从])[\u4e00-\u9fff]){2,3}[一二三四五六七八九十]{1,2}号(?![线院楼文公令厅机工站])"
)
BRACKETED = re.compile(r"([\u4e00-\u9fff]{2,12})\([\u4e00-\u9fff]{2,4}\)(?:[\u4e00-\u9fff]{2,16}公司|科技|技术|智能|软件|信息|数据|网络|电子|半导体)")


def find_unknown(text: str, types: Types) -> Iterator[Found]:
    """Yield what the form of the text shows to be names; they may overlap each other and known names."""
    yield from books(text, types)
    yield from quoted(text, types)
    for start, end in runs(text, types):
        classes, sure = classes_of(text, start, end, types)
        yield Found(start, end, classes, sure, 4)
    for start, end in persons(text, types):
        yield Found(start, end, ("Person",), True, 2)
    yield from suffixed(text, types)
    yield from materials(text, types)
    yield from exported(text, types)
    for start, end, sure in firms(text, types):
        yield Found(start, end, ("Company",), sure, 6)
    yield from (Found(start, end, ("Company",), True, 6) for start, end in apposed(text, types))
    yield from limited(text, types)
    yield from (Found(start, end, ("Company",), True, 3) for start, end in funds(text, types))
    yield from (Found(start, end, ("Organization",), True, 3) for start, end in worldwide(text))
    for found in BRACKETED.finditer(text):
        start, size = found.end(1), 0
        for word in reversed(segment(found[1])):
            if (
                word in types.slots["verbs"]
                or (word in types.slots["before"] - types.slots["countries"] and word_tags().get(word) != "ns")
                or size + len(word) > 6
            ):
                break
            start, size = start - len(word), size + len(word)
        if size >= 2:
            yield Found(start, found.end(), ("Company",), True, 1)
    for found in SERIAL.finditer(text):
        yield Found(found.start(), found.end(), ("Hardware", "Programme"), True, 5)
    yield from (Found(start, end, ("Technology",), True, 3) for start, end in techniques(text, types))
