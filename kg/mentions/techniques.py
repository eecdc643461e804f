"""Processes and techniques by what they are called behind what employs them: 16/12纳米FinFET, 1β制程, 沿用双堆栈工艺."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.firms import NEVER
from kg.mentions.types import Types, segment

SIZE = r"(?<![\d./])(?:\d{1,3}(?:\.\d)?/)?\d{1,3}(?:\.\d)? ?(?:nm|纳米|埃米)(?:级)?"
NODE = re.compile(
    rf"(?:第[一二三四五]代)?(?:{SIZE}(?:(?:平面)? ?(?:FinFET|CMOS|GAA|FD-SOI|BCD|SOI)(?: ?(?:制程|工艺))?"
    r"|(?:车规|射频|先进|成熟)?(?:级)?(?:制程|工艺|产线))"
    r"|(?<![A-Za-z0-9])1[αβγabc] ?(?:nm|纳米)?(?:制程|工艺|节点)"
    r"|(?<![A-Za-z0-9])\d{2}[A-Z]{1,6}(?:制程|工艺)|(?<![A-Za-z0-9])N\dP?(?:制程|工艺))(?:节点|技术)?"
)
EMPLOYED = re.compile(
    r"(?:采用|使用|沿用|基于|改用|换用|选用|引入|运用|导入|换装|转向|用上|借助|依托|利用|搭配|换成)(?:了|的是)?"
    r"(?:自研的?|自主研发的?|全新的?|最新的?|先进的|独家的?|成熟的?|自家的?|业界首个)?([\u4e00-\u9fffA-Za-z0-9+\-./ ]{2,14}?)"
    r"(工艺|架构|机制|算法|范式|路线|方案)(?![师图的者商计])"
)
VAGUE = re.compile(
    r"^(?:该|这|其|此|新|上述|不同|同一|同样|相同|类似|多种|两种|三种|统一|通用|成熟|先进|传统"
    r"|主流|整套|整体|多|双|新一代|上一代|下一代|第[一二三]代|一体化|公司|行业|国产|自主|自研)$"
)

LATIN = re.compile("[A-Za-z]{2}")  # a name of its own: 稀疏 MoE 架构


def techniques(text: str, types: Types) -> Iterator[tuple[int, int]]:
    """Yield start and end of process nodes and of techniques that something is said to employ."""
    for found in NODE.finditer(text):
        yield found.span()
    for found in EMPLOYED.finditer(text):
        name = found[1].strip()
        if (
            LATIN.search(name)
            or VAGUE.match(name)
            or NEVER & set(name)
            or any(word in types.slots["after"] for word in segment(name) if len(word) > 1)
        ):
            continue
        yield found.start(1), found.end()
