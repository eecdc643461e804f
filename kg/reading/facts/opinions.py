"""The body's sentences -> a rating that the cover does not give, and the industry that a report is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.model import Rating
from kg.reading.facts.lines import FactLine
from kg.reading.words import ReadingWords

KEPT = ("维持", "重申")
GIVEN = (
    r"(?P<act>维持|重申|首次覆盖|首予|给予|上调|下调)(?:了|对|将)?(?:(?P<industry>[\u4e00-\u9fff]{{2,12}}?)(?:行业|板块)|[^。；]{{0,16}}?)"
    r"(?:的|评级为|评级至|至|为)*\s*[“\"]?(?P<rating>{rating})[”\"]?\s*(?:的)?(?:投资)?评级"
)
MOVED = (
    r"(?:(?P<industry>[\u4e00-\u9fff]{{2,12}}?)(?:行业|板块))?(?:投资)?评级由\s*[“\"]?(?P<from>{rating})[”\"]?\s*(?P<act>上调|下调|调高|调低|调整)(?:至|为)\s*"
    r"[“\"]?(?P<rating>{rating})"
)


def body_rating(lines: Sequence[FactLine], words: ReadingWords) -> Rating | None:
    """The first sentence of the body that gives, keeps or moves a rating."""
    rating = words.ratings["rating"].pattern
    patterns = [re.compile(pattern.format(rating=rating)) for pattern in (MOVED, GIVEN)]
    for line in lines:
        if line.kind in ("paragraph", "heading") and "评级" in line.text:
            found = next((match for pattern in patterns if (match := pattern.search(line.text))), None)
            if found is not None:
                return rating_of(line, found, words)
    return None


def rating_of(line: FactLine, found: re.Match[str], words: ReadingWords) -> Rating:
    parts = found.groupdict()
    start = line.text.rfind("。", 0, found.start()) + 1
    end = (line.text + "。").find("。", found.end()) + 1
    previous = parts.get("from") or (found["rating"] if found["act"] in KEPT else None)
    industry = industry_in(found["industry"] or "", words)
    return Rating(industry, None, found["rating"], previous, None, None, None, line.span(start, min(end, len(line.text))))


def industry_in(text: str, words: ReadingWords) -> str:
    """The name of a known industry at the end of a text, with 行业; "" without one."""
    known = [name for name in words.industries if text.endswith(name)]
    return max(known, key=lambda name: (len(name), name)) + "行业" if known else ""


def main_industry(lines: Sequence[FactLine], words: ReadingWords) -> str | None:
    """The industry that the report's own text names most often as one."""
    names = "|".join(sorted((re.escape(name) for name in words.industries), key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"({names})(?:行业|板块|指数|[（(](?:申万|中信))")
    counts = Counter(name for line in lines if line.kind in ("paragraph", "heading", "title", "table") for name in pattern.findall(line.text))
    return max(counts, key=lambda name: (counts[name], name)) + "行业" if counts else None
