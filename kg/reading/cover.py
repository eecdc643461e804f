"""The cover: how far it goes, which of its lines is the title, which are house, analysts, rating and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import BlockKind
from kg.reading.facts.dates import DATE, is_date_line
from kg.reading.facts.lines import DECORATION, FactLine
from kg.reading.facts.rating_lines import only_change, rated_pieces
from kg.reading.parts import Part
from kg.reading.signs import CAPTION, NOTE
from kg.reading.words import ReadingWords, core

LONGEST = 40  # parts
LONGEST_TITLE = 80  # characters
PROSE = 80  # characters; a longer part is body
PARTER = re.compile(r"\s*[|｜·/／—\u3000]\s*|\s+&\s+")
UNIT = re.compile(r"(组|团队|研究|研究院|研究所|研究部|研究中心|研究员|部门|有限公司|securities|research|capital|research team|\(HK\))$", re.I)
SERIES = re.compile(r"系列(之[一二三四五六七八九十百\d]+|[（(].*[)）])?$|第\s*\d+\s*期$")


def cover_end(text: str, parts: Sequence[Part], words: ReadingWords) -> int:
    """How many parts come before the first section, list of contents or paragraph."""
    for number, part in enumerate(parts[:LONGEST]):
        line = text[part.span.start : part.span.end]
        if part.kind in ("side", "furniture"):
            continue
        if part.kind == "table" or len(line) > PROSE or words.sections.get(core(line)) in ("body", "contents", "risk"):
            return number
    return min(len(parts), LONGEST)


def title_parts(text: str, cover: Sequence[Part], words: ReadingWords) -> Iterator[int]:
    """Numbers of the parts that are the title: the first that names no house, genre, date or person, and the headline or subtitle after it."""
    lines = [text[part.span.start : part.span.end] for part in cover]
    fit = [n for n, line in enumerate(lines) if cover[n].kind is None and may_be_title(line, words)]
    if not fit:
        return
    first = fit[0]
    yield first
    second = next((n for n in fit[1:2] if n == first + 1 or between_furniture(cover, first, n)), None)
    if second is None:
        return
    if re.match(r"^[—–-]{1,2}", lines[second]) or words.lines["periodical"].search(strip_brackets(lines[first])) or lines[first].startswith("#"):
        yield second


def between_furniture(cover: Sequence[Part], first: int, second: int) -> bool:
    return all(cover[n].kind in ("furniture", "side") for n in range(first + 1, second))


def strip_brackets(line: str) -> str:
    return re.sub(r"\s*[（(【][^（）()【】]*[)）】]\s*|第\s*\d+\s*期|\d{4}\s*年第\s*\d+\s*周", "", line).strip()


def may_be_title(line: str, words: ReadingWords) -> bool:
    plain = DECORATION.sub("", line).strip()
    if not 4 <= len(plain) <= LONGEST_TITLE or plain.endswith(("。", "；", ";", ":", "：")):
        return False
    return cover_kind(plain, words) is None and not CAPTION.match(plain) and not NOTE.match(plain)


def is_genre(line: str, words: ReadingWords) -> bool:
    """Lines that say house, team or kind of report: 通信组 | 行业周报."""
    if words.lines["genre"].fullmatch(line) or UNIT.search(line):
        return True
    pieces = [piece for piece in PARTER.split(line) if piece]
    if SERIES.search(line) and (len(pieces) > 1 or len(line) <= 14) and not words.lines["periodical"].search(line.partition("系列")[0]):
        return True
    house = re.match(r"^[\u4e00-\u9fff]{2,8}(证券|期货|国际|资本)\b|^[\u4e00-\u9fff]{2,8}证券", line)
    return bool(len(pieces) > 1 and not re.search(r"\d{4}", line) and (all(len(p) <= 14 for p in pieces))) or bool(house and len(line) <= 40)


def cover_kind(line: str, words: ReadingWords) -> BlockKind | None:
    """`side` for lines of the cover that say date, rating, analysts or prices; `furniture` for those that name house or genre."""
    if is_date_line(line, words) or is_rating_line(line, words) or is_people_line(line, words):
        return "side"
    if words.lines["period"].match(line) and DATE.search(line):
        return "side"
    if re.match(r"^[（(][^（）()]*\d{4}[^（）()]*[)）]$", line):
        return "side"
    if re.match(r"^[^。，；]{2,18}[:：]\s*[-+]?[\d,.—–/~\-\s]+(%|％|元|倍|港元|美元|亿元)?$", line):
        return "side"  # 当前价格（港元）：9.98
    return "furniture" if is_genre(line, words) else None


def is_people_line(line: str, words: ReadingWords) -> bool:
    if len(line) > 100 or re.search(r"[。；]", line):
        return False
    role = words.roles["analyst"].search(line) or words.roles["helper"].search(line)
    if role is None:
        return bool(words.roles["mark"].match(line) and re.search(r"[:：\d@]", line))
    return role.start() == 0 or bool(re.search(r"[:：]|S\d{10}|@", line)) or len(line) <= 20


def is_rating_line(line: str, words: ReadingWords) -> bool:
    """A line that gives a rating or target price, or only how a rating changed."""
    if len(line) > 80 or "。" in line[:-1]:
        return False
    if re.match(r"^目标价", line) or (re.search(r"目标价", line) and words.ratings["rating"].search(line)):
        return True
    if only_change(line, words):
        return True
    if not words.ratings["rating"].search(line):
        return False
    return bool(words.ratings["previous"].match(line) or rated_pieces(FactLine(line, 0, "side", 1), words))
