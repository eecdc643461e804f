"""A line of the cover -> the ratings that it gives: what is rated, how, and how before.

A line is read as words of known kinds: ratings, words of change, labels. What is left over must name what is rated, or the line rates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Rating, Span
from kg.reading.facts.dates import DATE
from kg.reading.facts.lines import FactLine
from kg.reading.facts.opinions import industry_in
from kg.reading.words import ReadingWords

CODE = r"(?:\d{4,6}(?:\.[A-Z]{2})?|[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z]{2,5}:\s?[A-Z]{2,4})"
NAMED = re.compile(rf"([^\s（()）：:，,；;“”|｜]+)\s*[（(]\s*({CODE})\s*[)）]")
PIECES = re.compile(r"[；;|｜]|(?<=[)）])[、，,\s\u3000]+")
GRADE = re.compile(r"\s*[-－]\s*([A-C])(?![A-Za-z])")
MOVE = re.compile(r"^[”\"\s]*(?:评级)?\s*(?:→|->|(?:上|下)调[至到为]|调[高低升降整][至到为]|[至到](?=[^\s]))")
FROM = re.compile(r"(?:[由从自]|from)\s*[“\"]?\s*$", re.I)
MARKS = re.compile(r"[\s\u3000:：，,;；|｜/·。“”\"'（()）\[\]【】→↑↓—–\-]+")
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z&与及和、]{2,14}")


def rated_pieces(line: FactLine, words: ReadingWords) -> list[Rating]:
    """The ratings of a line: one, or one for each piece that marks or closing brackets part."""
    span = line.span(0, len(line.text))
    if not words.ratings["rating"].search(line.text):
        return []
    if whole := line_rating(line.text, span, words):
        return [whole]
    found = [line_rating(piece, span, words) for piece in PIECES.split(line.text)]
    return [rating for rating in found if rating is not None]


def line_rating(text: str, span: Span, words: ReadingWords) -> Rating | None:
    """The one rating of a line; None where it rates nothing, or several things."""
    named = NAMED.search(text)
    body = text[: named.start()] + " " + text[named.end() :] if named else text
    body = DATE.sub(" ", body)
    current, previous = told_apart(body, words)
    if len(set(current)) != 1:
        return None
    labelled, names = left_over(body, words)
    change = {kind for kind in ("kept", "first", "changed") if words.ratings[kind].search(body)}
    clause = re.search(r"[，,！？?!]", body[: body.find(current[0])]) is not None  # 需求高增，维持推荐: a headline, no name
    instrument = named[1] if named else rated_name(names, bool(labelled or change or previous) and not clause, words)
    if instrument is None or (named and names):
        return None
    before = previous or (current[0] if "kept" in change else None)
    return Rating(instrument, named[2] if named else None, current[0], before, None, None, None, span)


def told_apart(body: str, words: ReadingWords) -> tuple[list[str], str | None]:
    """The ratings that hold now, and the one that did before: behind 前次, 由 and their like, or before an arrow."""
    current: list[str] = []
    previous: str | None = None
    earlier = re.compile(rf"(?:{words.ratings['previous'].pattern})\s*(?:评级)?\s*[为是]?[:：\s“\"]*$", re.I)
    for found in words.ratings["rating"].finditer(body):
        grade = GRADE.match(body, found.end())
        value = found[0] + (f"-{grade[1]}" if grade else "")
        before, after = body[: found.start()], body[grade.end() if grade else found.end() :]
        if earlier.search(before) or FROM.search(before) or (MOVE.match(after) and words.ratings["rating"].search(after)):
            previous = previous or value
        else:
            current.append(value)
    return current, previous


def left_over(body: str, words: ReadingWords) -> tuple[bool, list[str]]:
    """Whether a label says that the line rates, and the words that are no label, rating or word of change."""
    rest = re.sub(rf"{words.ratings['rating'].pattern}(?:{GRADE.pattern})?", " ", body, flags=re.I)
    rest, labels = re.subn(words.ratings["label"].pattern + r"(?=[\s\u3000:：·（(）)“”\"】\]。，,]|$|由)", " ", rest, flags=re.I)
    for kind in ("previous", "kept", "first", "changed", "filler"):
        rest = words.ratings[kind].sub(" ", rest)
    rest = words.lines["dated"].sub(" ", rest)
    return labels > 0, [piece for piece in MARKS.split(rest) if piece and not re.fullmatch(r"[由从至到为是的了、和及A-C\d]+", piece)]


def rated_name(names: Sequence[str], sure: bool, words: ReadingWords) -> str | None:
    """The name of the industry that is rated, "" where the line names none, None where its words are not a name."""
    if not names:
        return ""
    known = [name for name in names if name.endswith(("行业", "板块")) or name in words.industries]
    if len(names) > 1 and len(known) != len(names):
        return None
    name = (known or names)[-1]
    if not NAME.fullmatch(name) or (not known and not sure):
        return None
    bare = name.removesuffix("行业")
    return name if name.endswith("板块") else (industry_in(bare, words) if bare in words.industries else bare + "行业")


def said_before(text: str, rating: str, words: ReadingWords) -> str | None:
    """The rating before, from a line that says only that: 维持评级, 上次评级：中性."""
    if only_change(text, words):
        return rating if words.ratings["kept"].search(text) else None
    current, previous = told_apart(text, words)
    return previous if not current and len(text) <= 30 else None


def only_change(text: str, words: ReadingWords) -> bool:
    pattern = "|".join(words.ratings[kind].pattern for kind in ("kept", "first", "changed"))
    return bool(re.fullmatch(rf"\W*(?:{pattern})(?:评级)?\W*", text, re.I))
