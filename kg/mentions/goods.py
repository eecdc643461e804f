"""Goods and materials by what is done to their export."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.found import Found
from kg.mentions.types import Types

EXPORTED = re.compile(
    r"(?:限制|禁止|叫停|暂停|收紧|管制|(?<![应反针核])对|放宽|"
    r"恢复)((?:(?![对向限禁])[\u4e00-\u9fffA-Za-z0-9、]){2,24}?)(?:等(?:[\u4e00-\u9fff]{0,4}))?(?:的?(?:对华|"
    r"对[\u4e00-\u9fff]{2,4}的?|向[\u4e00-\u9fff]{2,4})|实施|施加|设置|采取|执行)?出口"
)
LISTED = re.compile(r"^(?:、|和|与|及|等|出口|相关|的?出口|，|实施|管制|对|在内|。|以及)")
BEFORE_ELEMENT = ("", *"：；)停是“、和与对及将，把的可止制")


def exported(text: str, types: Types) -> Iterator[Found]:
    """限制碳酸锂出口, 对石墨负极材料实施出口管制: goods by what is done to their export."""
    for found in EXPORTED.finditer(text):
        start = found.start(1)
        for item in re.split(r"[、和与及]", found[1]):
            if (
                2 <= len(item) <= 10
                and item not in types.classes
                and not re.search(r"[的了是在将向对于为由等其该些件物项产品商口]|相关|部分|所有|所述", item)
            ):
                yield Found(start, start + len(item), ("Technology", "Product"), True, 5)
            start += len(item) + 1


def materials(text: str, types: Types) -> Iterator[Found]:
    """镓、锗等物项: elements in a list or beside what is said of their export."""
    if not any(word in text for word in ("出口", "管制", "稀土", "矿", "供应")):
        return
    for found in types.elements.finditer(text):
        before = text[max(0, found.start() - 1) : found.start()]
        alone = before in BEFORE_ELEMENT or len(found[0]) > 1
        if alone and LISTED.match(text[found.end() : found.end() + 3]):
            yield Found(found.start(), found.end(), ("Technology",), True, 3)
