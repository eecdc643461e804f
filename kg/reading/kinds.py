"""Parts -> blocks: which lines are headings, which belong to contents, disclaimers, side bars, and which state something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Block, BlockKind, Span
from kg.reading.cover import cover_end, cover_kind, title_parts
from kg.reading.facts.dates import is_date_line
from kg.reading.facts.lines import DECORATION
from kg.reading.parts import Part
from kg.reading.signs import CAPTION, LEADER, NOTE
from kg.reading.words import BULLETS, ReadingWords, core

LONGEST_HEADING = 50  # characters
LONGEST_LINE = 90  # characters of a line that is furniture, caption or an analyst's; longer ones are prose
LONGEST_DISCLAIMER = 2000  # characters of a paragraph that are looked at to tell whether it is one
ENDS_SENTENCE = re.compile(r"[。；;，,！!：:]$")
HEADINGS = (
    (re.compile(r"^(#{1,6})\s+\S"), 0),
    (re.compile(r"^第[一二三四五六七八九十百\d]+[章部篇]"), 1),
    (re.compile(r"^第[一二三四五六七八九十百\d]+节"), 2),
    (re.compile(r"^【[一二三四五六七八九十]*[、.]?[^】]+】[^。；，]{0,30}$"), 1),
    (re.compile(r"^[一二三四五六七八九十]{1,3}[、.．:：\s]\s*\S"), 1),
    (re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]"), 2),
    (re.compile(r"^\d{1,2}([.．]\d{1,2}){0,3}[.．、\s\u3000]\s*\S"), 0),
    (re.compile(r"^\d{1,2}[.．]\d{1,2}([.．]\d{1,2})?(?=[\u4e00-\u9fff])"), 0),
    (re.compile(r"^[（(]?\d{1,2}[)）]"), 3),
    (re.compile(r"^[▌▍▎▏█■◆▶►□◇●][\s\u3000]*\S"), 1),
)
EARLIER = re.compile(
    r"^\W{0,2}\d{0,2}[.、)）]?\s*([《【“\"].{4,90}|.{4,80}[\s\-—–（(]*(19|20)\d\d[-./年\d月日）)]*)$|^.{0,12}(19|20)\d\d[-./年]\d.{0,80}$"
)
FIGURES = re.compile(r"^[\d\s.,%+\-–—−()（）/:：~～*EeAaXx倍×<>|]*$")
PAGE = re.compile(r"^[-—\s]*(\d{1,3}|第\s*\d+\s*页(\s*[/共，,]?\s*共?\s*\d+\s*页)?|page\s*\d+(\s*of\s*\d+)?|\d+\s*/\s*\d+)[-—\s]*$", re.I)
PAGED = re.compile(r"第\s*\d+\s*页|page\s*\d+\s*(of|/)", re.I)


@dataclass(slots=True)
class Reader:
    """Where the reading of parts has got to."""

    text: str
    words: ReadingWords
    cover: int
    titles: frozenset[int]
    repeated: Counter[str] = field(default_factory=Counter)
    section: str = "body"


def mark_blocks(text: str, parts: Sequence[Part], words: ReadingWords) -> tuple[Block, ...]:
    """The blocks of a document, one for each part; one that ends in 风险提示： is parted there."""
    parts = [piece for part in parts for piece in parted(text, part, words)]
    cover = cover_end(text, parts, words)
    repeated = Counter(core(text[p.span.start : p.span.end]) for p in parts if p.span.end - p.span.start <= LONGEST_LINE)
    reader = Reader(text, words, cover, frozenset(title_parts(text, parts[:cover], words)), repeated)
    return tuple(mark(reader, parts))


def parted(text: str, part: Part, words: ReadingWords) -> Iterator[Part]:
    """A paragraph at whose end risks are listed is two parts."""
    found = re.search(r"(?<=[。！？])\s*(风险提示|风险因素|主要风险)\s*[:：]", text[part.span.start : part.span.end]) if part.kind is None else None
    if found is None:
        yield part
        return
    yield Part(Span(part.span.start, part.span.start + found.start()), part.page, part.kind, part.level)
    yield Part(Span(part.span.start + found.start(1), part.span.end), part.page)


def mark(reader: Reader, parts: Sequence[Part]) -> Iterator[Block]:
    for number, part in enumerate(parts):
        line = reader.text[part.span.start : part.span.end]
        kind, level = kind_of(reader, parts, number, line)
        yield Block(kind, part.span, part.page, level)


def kind_of(reader: Reader, parts: Sequence[Part], number: int, line: str) -> tuple[BlockKind, int]:
    part = parts[number]
    if part.kind in ("furniture", "side"):
        return part.kind, 0
    if part.kind == "table":
        return ("contents" if reader.section == "contents" else "disclaimer" if reader.section == "disclaimer" else "table"), 0
    if number in reader.titles:
        return "title", 0
    if reader.section == "contents" and in_contents(reader, line):
        return "contents", 0
    if reader.section == "related" and EARLIER.match(line) and "。" not in line:
        return "side", 0
    alone = line_kind(line, reader.words)
    if alone:
        return alone, 0
    named = reader.words.sections.get(core(line)) if len(line) <= LONGEST_HEADING else None
    level = heading_level(line, part, named)
    if named or level:
        reader.section = next_section(reader, parts, number, named, level)
    if number < reader.cover and (kind := cover_kind(DECORATION.sub("", line).strip(), reader.words)):
        return kind, 0
    return in_section(reader, line, level)


def in_section(reader: Reader, line: str, level: int) -> tuple[BlockKind, int]:
    if FIGURES.match(line):
        return ("side" if is_date_line(line, reader.words) else "table"), 0
    if reader.section == "contents":
        reader.section = "contents" if reader.words.sections.get(core(line)) == "contents" else "body"
        if reader.section == "contents":
            return "contents", 0
    if reader.section == "related":
        if level and reader.words.sections.get(core(line)) == "related":
            return "side", 0
        reader.section = "body"
    if reader.section == "disclaimer" or disclaims(line, reader.words):
        return "disclaimer", 0
    if reader.section == "risk" and not level:
        if len(reader.words.lines["risky"].findall(line)):
            return "disclaimer", 0
        reader.section = "body"
    return ("heading", level) if level else ("paragraph", 0)


def line_kind(line: str, words: ReadingWords) -> BlockKind | None:
    """What a line shows by itself: contents, furniture, caption, note, analysts' lines."""
    if len(line) > LONGEST_LINE:
        return "note" if NOTE.match(line) and len(line) < 3 * LONGEST_LINE else None
    if LEADER.search(line):
        return "contents"
    if PAGE.match(line) or (PAGED.search(line) and not re.search(r"[。；]", line)) or is_pointer(line, words):
        return "furniture"
    if NOTE.match(line):
        return "note"
    if CAPTION.match(line) and not re.search(r"[。；]|(?<!\d)[，,](?!\d).*[，,]", line):
        return "caption"
    if re.search(r"S\d{10,13}\b|[\w.]+@[\w-]+\.\w+", line) and not re.search(r"[。；]", line):
        return "side"
    return None


def is_pointer(line: str, words: ReadingWords) -> bool:
    """A line that points to the disclaimer, as stands on each page."""
    return len(line) <= 60 and "。" not in line and bool(words.lines["furniture"].search(line))


def heading_level(line: str, part: Part, named: str | None) -> int:
    """The depth of a heading, 0 for what is none."""
    if len(line) > LONGEST_HEADING or "。" in line:
        return 0
    numbered = numbered_level(line)
    if part.level or numbered or named:
        return 0 if ENDS_SENTENCE.search(line) and not named else numbered or part.level or 1
    return 0


def numbered_level(line: str) -> int:
    for pattern, level in HEADINGS:
        if found := pattern.match(line):
            if level:
                return level
            return len(found[1]) if line[0] == "#" else 1 + len(re.findall(r"[.．]\d", found[0]))
    return 0


def next_section(reader: Reader, parts: Sequence[Part], number: int, named: str | None, level: int) -> str:
    """The kind of section that this heading opens. A disclaimer goes on to the end of the report, but for a heading with a body behind it."""
    if named and named != "body":
        return named
    if reader.section != "disclaimer":
        return "body" if named or reader.section == "risk" or level else reader.section
    start = parts[number].span.start
    early = start < len(reader.text) * (0.5 if named else 0.35)
    return "body" if early and (named or numbered_level(reader.text[start : parts[number].span.end])) else "disclaimer"


def in_contents(reader: Reader, line: str) -> bool:
    """Lines of a list of contents: they end in a page number, name the list, or say a heading that comes again."""
    if len(line) > LONGEST_LINE:
        return False
    if line.startswith("|") or "\t" in line or re.search(r"[\s.…·]\d{1,3}$", line) or reader.words.sections.get(core(line)) == "contents":
        return True
    return reader.repeated[core(line)] > 1 and reader.repeated.pop(core(line), 0) > 1


def disclaims(line: str, words: ReadingWords) -> bool:
    """Paragraphs that are a disclaimer, a rating key or a list of risks by what they say."""
    if words.label.match(line[:LONGEST_LINE].lstrip(BULLETS + " \u3000")):
        return True
    line = line[:LONGEST_DISCLAIMER]
    found = {match.casefold() for match in words.lines["disclaims"].findall(line)}
    if len(found) >= 2:
        return True
    return len(set(words.ratings["rating"].findall(line))) >= 3 and len(words.lines["scale"].findall(line)) >= 3
