"""Cover and text -> what the report rates, with the rating before and target prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Rating, Span
from kg.reading.facts.lines import FactLine
from kg.reading.facts.targets import target_prices
from kg.reading.words import ReadingWords

CODE = r"(?:\d{4,6}(?:\.[A-Z]{2})?|[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z]{2,5}:\s?[A-Z]{2,4})"
NAMED = re.compile(rf"([^\s（()）：:，,；;“”|｜]+)\s*[（(]\s*({CODE})\s*[)）]")
INDUSTRY = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,12}?)(?=行业(?!研究|评级|周报|点评|深度|动态|专题|月报|快报|快讯|$)|行业(?:周报|点评|深度|动态|专题|月报|快报|快讯|$)|板块$)")
LABEL = re.compile(r"^(?:股票|公司|行业|投资)?\s*(?:投资)?评级\s*[:：]?\s*|^行业\s*[:：]\s*|^投资建议\s*[:：]\s*")
TAIL = re.compile(r"(?:股票|公司|行业|投资)?(?:投资)?评级\s*[:：]?\s*$|[:：|｜\-—\s\u3000“”\"（(]+$")
FROM = r"(?:由|从)\s*[“\"]?(?P<from>{rating})[”\"]?\s*(?:评级)?\s*{changed}"
LONGEST = 60  # characters of a line that gives a rating


def ratings(lines: Sequence[FactLine], cover: Sequence[FactLine], words: ReadingWords) -> tuple[Rating, ...]:
    """What the cover rates, else what a sentence of the body does; a company's target price from either."""
    found = list(cover_ratings(cover, words)) or list(body_ratings(lines, words))
    subject = title_subject(cover)
    kept: dict[str, Rating] = {}
    for rating in found:
        whole = rating if rating.instrument else named(rating, subject)
        if whole.instrument and whole.instrument not in kept:
            kept[whole.instrument] = whole
    return tuple(with_target(rating, lines) if rating.code or not rating.instrument.endswith("行业") else rating for rating in kept.values())


def named(rating: Rating, subject: tuple[str, str | None] | None) -> Rating:
    return replace(rating, instrument=subject[0], code=subject[1]) if subject else rating


def with_target(rating: Rating, lines: Sequence[FactLine]) -> Rating:
    price, previous, currency = target_prices(lines)
    return replace(rating, target_price=price, previous_target_price=previous, currency=currency)


def cover_ratings(cover: Sequence[FactLine], words: ReadingWords) -> Iterator[Rating]:
    for number, line in enumerate(cover):
        if len(line.text) > LONGEST or re.search(r"[。；;]", line.text) or line.kind not in ("side", "paragraph", "heading", "furniture"):
            continue
        rating = line_rating(line.text, line.span(0, len(line.text)), words)
        if rating is None:
            continue
        after = cover[number + 1] if number + 1 < len(cover) else None
        if rating.previous is None and after is not None and only_change(after.text, words):
            rating = replace(rating, previous=rating.rating if words.ratings["kept"].search(after.text) else None, span=Span(line.start, after.start + len(after.text)))
        before = cover[number - 1] if number else None
        if not rating.instrument and before is not None and re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{2,12}行业", before.text.strip()):
            rating = replace(rating, instrument=before.text.strip(), span=Span(before.start, rating.span.end))
        yield rating


def only_change(text: str, words: ReadingWords) -> bool:
    pattern = "|".join(words.ratings[kind].pattern for kind in ("kept", "first", "changed"))
    return bool(re.fullmatch(rf"\W*(?:{pattern})(?:评级)?\W*", text, re.I))


def line_rating(text: str, span: Span, words: ReadingWords) -> Rating | None:
    """The rating that a line of the cover gives: name, rating, and in brackets or after it what it was."""
    body = LABEL.sub("", text.strip())
    rating = words.ratings["rating"]
    outside = re.sub(r"[（(][^（）()]*[)）]", lambda m: m[0] if re.search(CODE, m[0]) or rating.search(m[0]) is None else " " * len(m[0]), body)
    match = last(rating, outside) or rating.search(body)
    if match is None or not at_end(body[match.end() :], words):
        return None
    grade = re.match(r"\s*[-－]\s*([A-C])(?![A-Za-z])", body[match.end() :])
    value = match[0] + (f"-{grade[1]}" if grade else "")
    instrument, code = instrument_of(body[: match.start()])
    return Rating(instrument, code, value, previous_of(body[match.end() :], value, words), None, None, None, span)


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
    for pattern in (FROM.format(rating=one + grade, changed=words.ratings["changed"].pattern), rf"{words.ratings['previous'].pattern}\s*[:：]?\s*[“\"]?(?P<from>{one}{grade})"):
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


def title_subject(cover: Sequence[FactLine]) -> tuple[str, str | None] | None:
    """What the report is about: the company with a code in its title, else the industry that title or cover name."""
    titles = [line.text for line in cover if line.kind == "title"]
    for text in titles:
        if found := NAMED.search(text.lstrip("# ")):
            return found[1], found[2]
    for text in [*titles, *(line.text for line in cover if line.kind != "title" and len(line.text) <= 40)]:
        found = INDUSTRY.search(re.sub(r"^[\s—–#-]+", "", text))
        if found and found[1] not in ("证券", "证券研究", "全", "各"):
            return found[1] + "行业", None
    for line in cover:
        pieces = [piece.strip() for piece in re.split(r"[|｜·]", line.text)]
        if len(pieces) >= 2 and pieces[0] == "行业研究" and 2 <= len(pieces[1]) <= 10:
            return pieces[1] + "行业", None
    return None


def body_ratings(lines: Sequence[FactLine], words: ReadingWords) -> Iterator[Rating]:
    """The first sentence of the body that gives or keeps a rating."""
    one = words.ratings["rating"].pattern
    given = re.compile(rf"(?P<act>维持|重申|首次覆盖|首予|给予|上调|下调)[^。；]{{0,16}}?[“\"]?(?P<rating>{one})[”\"]?\s*(?:的)?(?:投资)?评级")
    for line in lines:
        if line.kind not in ("paragraph", "heading"):
            continue
        if found := given.search(line.text):
            sentence = line.text.rfind("。", 0, found.start()) + 1, (line.text + "。").find("。", found.end()) + 1
            previous = found["rating"] if found["act"] in ("维持", "重申") else previous_of(line.text[slice(*sentence)], found["rating"], words)
            span = line.span(sentence[0], min(sentence[1], len(line.text)))
            yield Rating("", None, found["rating"], None if previous == found["rating"] and found["act"] not in ("维持", "重申") else previous, None, None, None, span)
            return
