"""Cover and text -> what the report rates, with the rating before and target prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Rating, Span
from kg.reading.facts.lines import FactLine
from kg.reading.facts.opinions import body_rating, industry_in, main_industry
from kg.reading.facts.rating_lines import NAMED, rated_pieces, said_before
from kg.reading.facts.targets import target_prices
from kg.reading.words import ReadingWords

INDUSTRY = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,12}?)(?=行业(?!研究|评级)|板块$)")
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


def may_rate(line: FactLine) -> bool:
    return len(line.text) <= LONGEST and "。" not in line.text[:-1] and line.kind in ("side", "paragraph", "heading", "furniture")


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
