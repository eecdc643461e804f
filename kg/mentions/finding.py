"""One sentence -> the names in it, known and unknown, one at each place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.mentions.bodies import bodies
from kg.mentions.firms import listed
from kg.mentions.kinds import kinds_named
from kg.mentions.latin import RUN, classes_of
from kg.mentions.names import Known, Names
from kg.mentions.products import EDITION, EXTENDED, hyphened, longer, whole_name
from kg.mentions.types import Types, word_tags
from kg.mentions.unknown import Found, find_unknown

VERSION = re.compile(r"^[ \-.]?(?:v?\d|V\d|[A-Z][A-Za-z]*|mini\b|nano\b|pro\b|preview\b|instruct\b|chat\b|base\b|high\b|exp\b|flash\b|lite\b)")
AGENTIVE = re.compile(
    r"(?:公司|集团|科技|汽车|手机|官方|首席|创始|CEO|旗下|团队|宣布|发布|推出|表示|称|披露|公布|正式|方面|发言人|高管|则|也|还|将|已|与|和|、|于|在|计划|拟|计|自研|云|股价|\(|的|今|昨|近|首|开|上线|收购|投资|预计|回应|拒绝|，\w?月|\d+月|当|同|把|因|被|一|二|三|四|上半年|全年|季|收入|营收|净利|市值|概念|产业链|生态|芯片|iPhone|[A-Z]|将|未|并|亦|仍|又|从|向|对|把|为|拟|官宣|拿下|获|称|高管|股|财报|业绩)"
)
JOINED = re.compile(
    r"(?:、|和|与|及|携手|联合|由|向|对|被|为|给|以及|包括|如|获|据|从|收购|并购|入股|投资|起诉|状告|约谈|处罚|调查|击败|超越|超过|加盟|加入|离开|收编|控股|联手|牵手|供货)$"
)
EMPLOYED = re.compile(r"(?:采用|使用|基于|引入|运用|借助|结合|利用|支持|通过)$")  # before a technique
KNOWN_ALONE = 4  # letters and digits of a known name that is one without the Chinese word before it; X1 and M5 may be part of another
COMMON_WORD = 2  # Chinese names of so many characters may be ordinary words
PROPER = ("nr", "nrt", "nrfg", "nt", "nz")  # parts of speech of proper names
AGENT_LIKE = ("Company", "Organization", "ResearchOrganization", "GovernmentBody", "Person")


@dataclass(slots=True)
class Raw:
    """A name before its document is known: `entry` of the names data, or None; `doubtful` needs its context."""

    start: int
    end: int
    form: str
    classes: tuple[str, ...]
    entry: Known | None
    sure: bool
    doubtful: bool = False
    rank: int = 0


def find_raw(text: str, names: Names, types: Types) -> list[Raw]:
    """The names of a sentence in order, none overlapping another."""
    found = list(known(text, names, types))
    agents = [r for r in found if r.classes[0] in AGENT_LIKE and not r.doubtful]
    borders = [r for r in found if r.classes[0] in (*AGENT_LIKE, "Place") and not r.doubtful]
    places = [(r.start, r.end, r.classes[0] == "Place") for r in found if r.classes[0] in ("Place", "GovernmentBody")]
    public = (Raw(a, b, text[a:b], (class_,), None, True, rank=2) for a, b, class_ in bodies(text, places, types) if not names.lookup(text[a:b]))
    sure = [(r.start, r.end, r.classes[0]) for r in found if not r.doubtful]
    named = (Raw(a, b, text[a:b], (class_,), None, True, rank=3) for a, b, class_ in kinds_named(text, sure, types) if not names.lookup(text[a:b]))
    candidates = [
        *found,
        *public,
        *named,
        *(r for r in from_unknown(text, names, types) if not begins_with(r, agents, types) and not cuts_into(r, borders)),
    ]
    firms = [(r.start, r.end) for r in found if r.classes[0] == "Company" and not r.doubtful]
    candidates += [Raw(a, b, text[a:b], ("Company",), None, False, rank=7) for a, b in listed(text, firms, types) if not names.lookup(text[a:b])]
    candidates.sort(key=lambda r: (r.start - r.end, r.rank, r.start))
    trade = bool(types.trade.search(text))
    taken: list[Raw] = []
    busy = bytearray(len(text))
    for raw in candidates:
        if not any(busy[raw.start : raw.end]):
            busy[raw.start : raw.end] = b"\x01" * (raw.end - raw.start)
            taken.append(raw)
    return sorted((r for r in taken if trade or r.form not in types.goods), key=lambda r: r.start)


def begins_with(raw: Raw, agents: Iterable[Raw], types: Types) -> bool:
    """华为联合: a known name and a word of its sentence make no name of a company."""
    if raw.classes[0] != "Company" or raw.form.endswith("公司"):
        return False
    return any(a.start == raw.start and raw.form[a.end - a.start :] in types.slots["after"] for a in agents)


def cuts_into(raw: Raw, agents: Iterable[Raw]) -> bool:
    """伟达Cosmos: a product's name that begins within a known company's; 德米斯·哈萨比斯因: a known person's and more."""
    if raw.classes[0] == "Person" and any(a.start == raw.start and a.end < raw.end and a.classes[0] == "Person" for a in agents):
        return True
    return raw.rank in (3, 4, 5, 6) and any(a.start < raw.start < a.end for a in agents)


def known(text: str, names: Names, types: Types) -> Iterator[Raw]:
    for hit in names.find(text):
        form = text[hit.start : hit.end]
        entries = sorted(hit.entries, key=lambda e: e.guarded)
        classes = tuple(dict.fromkeys(e.class_ for e in entries))
        entry = by_context(text, hit.start, hit.end, entries, types)
        if entry.class_ != classes[0]:
            classes = (entry.class_, *(c for c in classes if c != entry.class_))
        doubtful = entry.guarded and is_word(form, entry, types) and not types.is_name(text, hit.start, hit.end)
        if doubtful and form in types.ordinary:
            continue
        maker = maker_before(form, entry, names)
        end = longer(text, hit.end) if entry.class_ in EXTENDED else hit.end
        if end > hit.end and not names.lookup(text[hit.start : end]) and not is_alone(text[hit.end : end].strip(" -"), names):
            whole = maker or maker_before(text[hit.start : end], entry, names)
            yield from lengthened(text, hit.start, end, whole, entry, names)
            if whole and not maker:
                continue
        if maker is not None:
            cut, company = maker
            yield Raw(hit.start, hit.start + cut, form[:cut], (company.class_,), company, True)
            begin = hit.start + cut + (form[cut] == " ")
            yield Raw(begin, hit.end, text[begin : hit.end], classes, entry, True)
        else:
            yield Raw(hit.start, hit.end, form, classes, entry, not entry.guarded, doubtful, 0)


def lengthened(text: str, start: int, end: int, maker: tuple[int, Known] | None, entry: Known, names: Names) -> Iterator[Raw]:
    """谷歌Pixel 9, of which 谷歌Pixel is known: the product behind its maker, known or not."""
    begin = start + maker[0] + (text[start + maker[0]] == " ") if maker else start
    product = next(iter(names.lookup(text[begin:end])), None)
    if product is not None and maker is not None:
        yield Raw(start, start + maker[0], text[start : start + maker[0]], (maker[1].class_,), maker[1], True)
    yield Raw(begin, end, text[begin:end], (product.class_ if product else entry.class_,), product, True, rank=1)


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


def by_context(text: str, start: int, end: int, entries: list[Known], types: Types) -> Known:
    """Of several entries of one name, the one whose class the words about it say."""
    if len(entries) > 1:
        for class_ in (types.class_after(text, end), types.class_before(text, start)):
            for entry in entries:
                if entry.class_ == class_:
                    return entry
        if text[start:end] in types.slots["platforms"] and {"Company", "Software"} <= {entry.class_ for entry in entries}:
            class_ = firm_or_platform(text, start, end, types)
            return next((entry for entry in entries if entry.class_ == class_), entries[0])
    return entries[0]


def firm_or_platform(text: str, start: int, end: int, types: Types) -> str | None:
    """Whether a name that a company and its product share (微信) stands for the one or the other; None where nothing says so."""
    lead, tail = text[max(0, start - 8) : start], text[end : end + 8].lstrip("”)》")
    scores = {class_: bool(types.cues[class_][0].search(lead)) + bool(types.cues[class_][1].match(tail)) for class_ in ("Company", "Software")}
    return max(scores, key=lambda c: scores[c]) if scores["Software"] != scores["Company"] else None


def is_word(form: str, entry: Known, types: Types) -> bool:
    """Whether a guarded entry's form is the ordinary word itself: 小米, not 小米集团."""
    if form.isascii():
        return form in types.common or (form.islower() and not form[-1].isdigit()) or (len(form) < 3 and not form[-1].isdigit())
    if entry.class_ in AGENT_LIKE:
        return word_tags().get(form, "nz") not in PROPER
    return form in word_tags() or len(form) <= COMMON_WORD


def context_accepts(text: str, raw: Raw, types: Types, neighbours: Iterable[Raw]) -> bool:
    """Whether the words about an ordinary word show that it is the name."""
    class_ = raw.classes[0]
    if types.class_after(text, raw.end) == class_ or types.class_before(text, raw.start) == class_:
        return True
    before, after = text[max(0, raw.start - 2) : raw.start], text[raw.end : raw.end + 4]
    if before.endswith(("“", "《")) and after.startswith(("”", "》")):
        return True
    if class_ in AGENT_LIKE:
        near = any(
            0 <= other.start - raw.end <= 2 or 0 <= raw.start - other.end <= 2 for other in neighbours if other is not raw and not other.doubtful
        )
        return near or bool(AGENTIVE.match(after)) or bool(JOINED.search(before))
    if raw.form.isascii():
        return (raw.form not in types.common and not raw.form.islower()) or (class_ == "Technology" and bool(EMPLOYED.search(before)))
    return False


def from_unknown(text: str, names: Names, types: Types) -> Iterator[Raw]:
    for start, end in hyphened(text):
        begin = whole_name(text, start, text[start:end], types)
        if begin < start:
            yield Raw(begin, end, text[begin:end], classes_of(text, start, end, types)[0], None, True, rank=3)
    for found in find_unknown(text, types):
        form = text[found.start : found.end]
        if found.rank == 4 or RUN.fullmatch(form):
            yield from latin(text, found, names, types)
        elif not names.lookup(form):
            begin = found.start + known_tail(form, found.classes[0], names)
            if begin == found.start:
                yield Raw(found.start, found.end, form, found.classes, None, found.sure, rank=found.rank)


def known_tail(form: str, class_: str, names: Names) -> int:
    """最高荣誉|图灵奖: where the known prize begins that ends a longer run of words; 0 for none, and behind a year."""
    if class_ != "Award":
        return 0
    return next((cut for cut in range(1, len(form) - 2) if not form[0].isdigit() and any(e.class_ == class_ for e in names.lookup(form[cut:]))), 0)


def stands_alone(form: str, before: str, names: Names) -> bool:
    """谷歌|Pixel 9, 内存|HBM3E, 完整版|o1: whether the word before letters is a maker, or says what the known name is."""
    maker = any(entry.class_ in AGENT_LIKE and (entry.name == before or len(form) >= KNOWN_ALONE) for entry in names.lookup(before))
    return maker or before.endswith(("版", "屏", "国行")) or is_alone(form, names)


def is_alone(form: str, names: Names) -> bool:
    """Whether it is a known name long enough to be no part of another."""
    return len(form) >= KNOWN_ALONE and bool(names.lookup(form))


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
        if entry.class_ in ("Company", "Organization", "Person", "Place", "GovernmentBody", "ResearchOrganization"):
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


OFFERS = ("AI", "Pro", "Cloud", "Max", "Plus", "Code", "Studio", "Assist")


def cuts(form: str) -> list[int]:
    """Where a run may be parted, the longest head first."""
    return [m.start() for m in re.finditer(r"[ \-.]|(?<=[A-Za-z])(?=\d)", form)][::-1]


__all__ = ["Raw", "context_accepts", "find_raw"]
