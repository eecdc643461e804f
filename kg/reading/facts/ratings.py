"""Cover and text -> what the report rates, with the rating before and target prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Rating, Span
from kg.reading.facts.lines import FactLine
from kg.reading.facts.opinions import body_rating, industry_in, main_industry
from kg.reading.facts.targets import target_prices
from kg.reading.words import ReadingWords

CODE = r"(?:\d{4,6}(?:\.[A-Z]{2})?|[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z]{2,5}:\s?[A-Z]{2,4})"
NAMED = re.compile(rf"([^\s（()）：:，,；;“”|｜]+)\s*[（(]\s*({CODE})\s*[)）]")
INDUSTRY = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,12}?)(?=行业(?!研究|评级)|板块$)")
LABEL = re.compile(r"^(?:股票|公司|行业|投资)?\s*(?:投资)?评级\s*[:：]?\s*|^行业\s*[:：]\s*|^投资建议\s*[:：]\s*")
TAIL = re.compile(r"(?:股票|公司|行业|投资)?(?:投资)?评级\s*[:：]?\s*$|[:：|｜\-—\s\u3000“”\"（(]+$")
FROM = r"(?:由|从)\s*[“\"]?(?P<from>{rating})[”\"]?\s*(?:评级)?\s*{changed}"
APART = re.compile(r"(?:^|评级|[:：|｜/\s\u3000“\"（(—\-])$")  # what stands before the word of a rating
PIECES = re.compile(r"[；;|｜]|(?<=[)）])[、，,\s\u3000]+")
LONGEST = 80  # characters of a line that gives a rating


def ratings(lines: Sequence[FactLine], cover: Sequence[FactLine], words: ReadingWords) -> tuple[Rating, ...]:
    """What the cover rates, else what a sentence of the body does; a company's target price from either."""
    found = list(cover_ratings(cover, words))
    if not found and (said := body_rating(lines, words)):
        found = [said]
    kept: dict[str, Rating] = {}
    for rating in found:
        whole = rating if rating.instrument else named(rating, cover, lines, words)
        if whole.instrument and whole.instrument not in kept:
            kept[whole.instrument] = whole
    return tuple(with_target(rating, lines) if rating.code or not rating.instrument.endswith("行业") else rating for rating in kept.values())


def named(rating: Rating, cover: Sequence[FactLine], lines: Sequence[FactLine], words: ReadingWords) -> Rating:
    """The rating of what title and cover are about, else of the industry that the text names most."""
    subject = title_subject(cover, words)
    if subject is None and (industry := main_industry(lines, words)):
        subject = industry, None
    return replace(rating, instrument=subject[0], code=subject[1]) if subject else rating


def with_target(rating: Rating, lines: Sequence[FactLine]) -> Rating:
    price, previous, currency = target_prices(lines)
    return replace(rating, target_price=price, previous_target_price=previous, currency=currency)


def cover_ratings(cover: Sequence[FactLine], words: ReadingWords) -> Iterator[Rating]:
    """The ratings of lines, or of neighbouring lines that give name, rating and change one each."""
    for number, line in enumerate(cover):
        if not may_rate(line) or words.ratings["previous"].match(line.text.strip()):
            continue
        several = rated_pieces(line, words)
        if len(several) != 1:
            yield from several
            continue
        rating = several[0]
        for after in cover[number + 1 : number + 2]:
            if rating.previous is None and (said := said_before(after.text, rating.rating or "", words)):
                rating = replace(rating, previous=said, span=Span(rating.span.start, after.start + len(after.text)))
        for before in cover[max(0, number - 1) : number]:
            if not rating.instrument and re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{2,12}行业", before.text.strip()):
                rating = replace(rating, instrument=before.text.strip(), span=Span(before.start, rating.span.end))
        yield rating


def rated_pieces(line: FactLine, words: ReadingWords) -> list[Rating]:
    """The ratings of a line: one, or several parted by marks or behind closing brackets."""
    span = line.span(0, len(line.text))
    pieces = [piece for piece in PIECES.split(line.text) if words.ratings["rating"].search(piece)]
    whole = line_rating(line.text, span, words) if len(pieces) < 2 else None
    found = [whole] if whole else [line_rating(piece, span, words) for piece in pieces]
    return [rating for rating in found if rating is not None]


def may_rate(line: FactLine) -> bool:
    return len(line.text) <= LONGEST and "。" not in line.text and line.kind in ("side", "paragraph", "heading", "furniture")


def said_before(text: str, rating: str, words: ReadingWords) -> str | None:
    """The rating before, from a line that says only that: 维持评级, 上次评级：中性."""
    if only_change(text, words):
        return rating if words.ratings["kept"].search(text) else None
    return previous_of(text, rating, words) if words.ratings["previous"].match(text.strip()) else None


def only_change(text: str, words: ReadingWords) -> bool:
    pattern = "|".join(words.ratings[kind].pattern for kind in ("kept", "first", "changed"))
    return bool(re.fullmatch(rf"\W*(?:{pattern})(?:评级)?\W*", text, re.I))


def line_rating(text: str, span: Span, words: ReadingWords) -> Rating | None:
    """The rating that a line of the cover gives: name, rating, and in brackets or after it what it was."""
    body = LABEL.sub("", text.strip())
    kept = re.match(words.ratings["kept"].pattern, body, re.I)
    body = body[kept.end() :] if kept else body
    rating = words.ratings["rating"]
    outside = re.sub(r"[（(][^（）()]*[)）]", lambda m: m[0] if re.search(CODE, m[0]) or rating.search(m[0]) is None else " " * len(m[0]), body)
    match = last(rating, outside) or rating.search(body)
    if match is None or not at_end(body[match.end() :], words) or not APART.search(body[: match.start()]):
        return None
    grade = re.match(r"\s*[-－]\s*([A-C])(?![A-Za-z])", body[match.end() :])
    value = match[0] + (f"-{grade[1]}" if grade else "")
    instrument, code = instrument_of(body[: match.start()])
    return Rating(instrument, code, value, value if kept else previous_of(body[match.end() :], value, words), None, None, None, span)


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


def at_end(rest: str, words: ReadingWords) -> bool:
    """Whether only a grade, the change and brackets follow a rating."""
    rest = re.sub(r"^\s*[-－]\s*[A-C](?![A-Za-z])", "", rest)
    rest = re.sub(r"^[”\"]?\s*(?:评级)?\s*[（(]?[^（）()]*[)）]?\s*$", lambda m: "" if change_only(m[0], words) else m[0], rest)
    return not rest.strip(" ”\"\u3000)）")


def change_only(text: str, words: ReadingWords) -> bool:
    for kind in ("previous", "kept", "first", "changed", "rating"):
        text = words.ratings[kind].sub("", text)
    return not re.sub(r"[\s\u3000，,：:、/|“”\"（()）由从为至到评级\-－A-C]", "", text)


def previous_of(rest: str, rating: str, words: ReadingWords) -> str | None:
    one = words.ratings["rating"].pattern
    grade = r"(?:\s*[-－]\s*[A-C](?![A-Za-z]))?"
    said = rf"{words.ratings['previous'].pattern}\s*[:：]?\s*[“\"]?(?P<from>{one}{grade})"
    for pattern in (FROM.format(rating=one + grade, changed=words.ratings["changed"].pattern), said):
        if found := re.search(pattern, rest, re.I):
            return re.sub(r"\s*[-－]\s*", "-", found["from"])
    return rating if words.ratings["kept"].search(rest) else None


def instrument_of(before: str) -> tuple[str, str | None]:
    """The name before a rating, and its code."""
    text = before
    for _ in range(4):
        text = LABEL.sub("", TAIL.sub("", text).strip(" \u3000"))
    if found := NAMED.search(text):
        return found[1], found[2]
    text = re.split(r"[|｜]", text)[-1].strip(" \u3000:：“”\"")
    if not 2 <= len(text) <= 14 or not re.fullmatch(r"[\u4e00-\u9fffA-Za-z&、与及/\-]+", text):
        return "", None
    return (text if text.endswith(("行业", "板块")) else text + "行业"), None


def title_subject(cover: Sequence[FactLine], words: ReadingWords) -> tuple[str, str | None] | None:
    """What the report is about: the company with a code in its title, else the industry that title or cover name."""
    titles = [line.text for line in cover if line.kind == "title"]
    for text in titles:
        if found := NAMED.search(text.lstrip("# ")):
            return found[1], found[2]
    for text in titles:
        if found := INDUSTRY.search(re.sub(r"^[\s—–#-]+", "", text)):
            return industry_in(found[1], words) or found[1] + "行业", None
    for line in cover:
        found = INDUSTRY.search(line.text) if line.kind != "title" and len(line.text) <= 40 else None
        if found and (name := industry_in(found[1], words)):
            return name, None
    pieces = [piece.strip() for line in cover if len(line.text) <= 40 and line.kind != "title" for piece in re.split(r"[|｜·/—：:]", line.text)]
    return next(((piece + "行业", None) for piece in reversed(pieces) if piece in words.industries), None)
