"""Runs of Latin words beside the names data: a known name with a version, a company and its product, a new name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.found import Found
from kg.mentions.latin import classes_of
from kg.mentions.names import Known, Names
from kg.mentions.products import EDITION, EXTENDED, whole_name
from kg.mentions.raw import AGENT_LIKE, Raw
from kg.mentions.types import Types

VERSION = re.compile(r"^[ \-.]?(?:v?\d|V\d|[A-Z][A-Za-z]*|mini\b|nano\b|pro\b|preview\b|instruct\b|chat\b|base\b|high\b|exp\b|flash\b|lite\b)")
KNOWN_ALONE = 4  # letters and digits of a known name that is one without the Chinese word before it; X1 and M5 may be part of another
OFFERS = ("AI", "Pro", "Cloud", "Max", "Plus", "Code", "Studio", "Assist")


def latin(text: str, found: Found, names: Names, types: Types) -> Iterator[Raw]:
    """A run of Latin words: known, a known name with a version, a company and its product, or unknown."""
    start, end = found.start, found.end
    form = text[start:end]
    begin = whole_name(text, start, form, types)
    if begin < start and not stands_alone(form, text[begin:start].rstrip("-"), names):
        edition = EDITION.match(text, end)
        end = edition.end() if edition else end
        yield Raw(begin, end, text[begin:end], found.classes, None, found.sure, rank=4)
        return
    if names.lookup(form):
        return
    for cut in cuts(form):
        head, rest = form[:cut], form[cut:]
        entries = names.lookup(head)
        if not entries:
            continue
        entry = min(entries, key=lambda e: e.guarded)
        if rest[0].isdigit() and entry.class_ in (*AGENT_LIKE, "Place"):
            continue  # Magic6 is no version of the company Magic
        if entry.class_ in (*AGENT_LIKE, "Place"):
            tail = rest.lstrip(" -")
            if entry.class_ == "Company" and tail in OFFERS and rest[0] == " " and not entry.guarded:
                yield Raw(start, end, form, ("Software", "AIModel", "Company"), None, False, rank=3)
                return
            if rest[0] == "-" and not names.lookup(tail) and entry.class_ == "Company":
                yield Raw(start, end, form, found.classes, None, False, rank=3)
                return
            if tail in ("API", "SDK") and entry.class_ == "Company":
                yield Raw(start, end, form, ("Software",), None, True, rank=3)
                return
            if names.lookup(tail) or not tail or tail in types.common:
                return  # two known names, or a name and a common noun: the finder has them
            if entry.class_ == "Company" and rest[0] == " " and not tail.islower():
                yield Raw(start, end, form, classes_of(text, start, end, types)[0], None, False, rank=4)
            return
        if VERSION.match(rest) and not (rest.strip() in types.common and rest.strip() not in types.slots["variants"]):
            yield Raw(start, end, form, (entry.class_,), None, True, rank=3)
            return
        if rest.strip() in ("API", "App", "SDK"):
            yield Raw(start, end, form, ("Software",), None, True, rank=3)
        return
    for cut in cuts(form):
        tail = form[cut:].lstrip(" ")
        kind = next((e.class_ for e in names.lookup(tail) if e.class_ in EXTENDED), None)
        if form[cut] == " " and kind is not None and kind not in found.classes[:1] and not found.sure:
            yield Raw(start, end, form, (kind,), None, True, rank=3)
            return
    edition = EDITION.match(text, end)
    end = edition.end() if edition else end
    yield Raw(start, end, text[start:end], found.classes, None, found.sure, rank=4)


def cuts(form: str) -> list[int]:
    """Where a run may be parted, the longest head first."""
    return [m.start() for m in re.finditer(r"[ \-.]|(?<=[A-Za-z])(?=\d)", form)][::-1]


def stands_alone(form: str, before: str, names: Names) -> bool:
    """谷歌|Pixel 9, 内存|HBM3E, 完整版|o1: whether the word before letters is a maker, or says what the known name is."""
    maker = any(entry.class_ in AGENT_LIKE and (entry.name == before or len(form) >= KNOWN_ALONE) for entry in names.lookup(before))
    return maker or before.endswith(("版", "屏", "国行")) or is_alone(form, names)


def is_alone(form: str, names: Names) -> bool:
    """Whether it is a known name long enough to be no part of another."""
    return len(form) >= KNOWN_ALONE and bool(names.lookup(form))


def maker_before(form: str, entry: Known, names: Names) -> tuple[int, Known] | None:
    """华为Pura 80: where a company's name before the product's own ends, if what follows is a name of it by itself."""
    if entry.class_ in AGENT_LIKE or entry.class_ in ("Place", "Programme", "Event", "Award", "Policy"):
        return None
    for cut in range(2, len(form) - 1):
        company = next((e for e in names.lookup(form[:cut]) if e.class_ == "Company"), None)
        rest = form[cut:].lstrip(" ")
        if company is not None and (entry in names.lookup(rest) or (len(rest) > 1 and re.search(r"\d", rest) and rest[0].isalpha())):
            return cut, company
    return None
