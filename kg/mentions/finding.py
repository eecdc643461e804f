"""One sentence -> the names in it, known and unknown, one at each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.mentions.bodies import bodies
from kg.mentions.context import by_context, is_word
from kg.mentions.firms import listed
from kg.mentions.kinds import kinds_named
from kg.mentions.latin import RUN, classes_of
from kg.mentions.lettered import is_alone, latin, maker_before
from kg.mentions.names import Known, Names
from kg.mentions.products import EXTENDED, hyphened, longer, whole_name
from kg.mentions.raw import AGENT_LIKE, Raw
from kg.mentions.types import Types
from kg.mentions.unknown import find_unknown

BEGINNINGS = {"Place": "place", "GovernmentBody": "body", "Company": "firm"}  # of the names of bodies


def find_raw(text: str, names: Names, types: Types) -> list[Raw]:
    """The names of a sentence in order, none overlapping another."""
    found = list(known(text, names, types))
    agents = [r for r in found if r.classes[0] in AGENT_LIKE and not r.doubtful]
    borders = [r for r in found if r.classes[0] in (*AGENT_LIKE, "Place") and not r.doubtful]
    places = [(r.start, r.end, BEGINNINGS[r.classes[0]]) for r in found if r.classes[0] in BEGINNINGS]
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
