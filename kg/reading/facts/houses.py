"""Cover, footers, sources and disclaimer -> the house that publishes the report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.model import Named, Span
from kg.reading.facts.lines import FactLine
from kg.reading.words import ReadingWords

SHAPE = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:证券|期货|基金|信托|资管|资本)(?=[^\u4e00-\u9fff]|股份|有限|研究|（|\(|$|[^家业产市交化])")
ENGLISH = re.compile(r"\b[A-Z][A-Za-z&.]+(?: [A-Z][A-Za-z&.]+){0,3} (?:Securities|Capital|Research|Markets)(?: (?:Co\.|Ltd\.?|Limited|LLC|Inc\.))*")
BEFORE = re.compile(r".*[由供归经为与于对是及和、，：:“”]|^(?:本报告|报告|资料来源|请务必阅读|版权|感谢|来自|签约)+")
ISSUED = re.compile(r"(本报告|本研究报告|本纪要|本刊|本晨报|本周报|本月报|本快讯|本[\u4e00-\u9fff]{2,4})由|(published|issued|prepared) by", re.I)
OWNS = re.compile(r"(以下简称|具备|已取得|版权|发布|制作|编制|撰写|整理)")
PLACES = 14  # blocks of the cover in which a house stands with its name
NOBODY = re.compile(r"某|本公司|我公司|各家|多家|中国证券|上市证券|买卖|任何|有价|该等|相关|其他|持有|发行")
COUNTS = {"note": 2, "furniture": 1, "side": 1, "disclaimer": 3}


def publisher(lines: Sequence[FactLine], words: ReadingWords) -> Named | None:
    """The house that the disclaimer says publishes it, that the cover begins with, that the sources and footers name: the most of these."""
    weight: dict[str, float] = defaultdict(float)
    place: dict[str, tuple[float, Span]] = {}
    for number, line in enumerate(lines):
        if line.kind not in COUNTS and number >= PLACES:
            continue
        for name, start, end in houses_in(line.text, words):
            count = weight_of(line, number, start, end)
            weight[name] += count
            if name not in place or count > place[name][0]:
                place[name] = (count, line.span(start, end))
    best = max(weight, key=lambda name: (weight[name], -place[name][1].start), default=None)
    return Named(best, place[best][1]) if best is not None and weight[best] >= 2 else None


def weight_of(line: FactLine, number: int, start: int, end: int) -> float:
    if line.kind == "disclaimer":
        return 10 if ISSUED.search(line.text[max(0, start - 12) : start]) else 6 if OWNS.search(line.text[end : end + 20]) else 3
    if number < PLACES and start <= 1 and len(line.text) <= 60:
        return 6
    return COUNTS.get(line.kind, 0)


def houses_in(text: str, words: ReadingWords) -> Iterator[tuple[str, int, int]]:
    """Houses with a known name, else what is shaped like one."""
    known = [(name, match.start(), match.end()) for name, forms in words.houses for match in forms.finditer(text)]
    yield from known
    taken = [(start, end) for _, start, end in known]
    for match in [*SHAPE.finditer(text), *ENGLISH.finditer(text)]:
        cut = BEFORE.match(match[0])
        start = match.start() + (cut.end() if cut else 0)
        name = text[start : match.end()]
        if len(name) >= 4 and not NOBODY.search(name) and not any(start < e and s < match.end() for s, e in taken):
            yield name, start, match.end()
