"""首席执行官黄仁勋, 华为常务董事、华为云CEO张平安, 创始人兼CEO X -> holdsPosition: titles between a body and a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Parsed
from kg.frames.lexicon import Slot
from kg.frames.roles import Context, find_subject, fits
from kg.mentions import Mention
from kg.sentences import fold_name
from ontology import Ontology

JOINT = "兼、暨/和及与"
MINISTER = re.compile(r"^(部长|局长|主任|主席|署长|院长|校长|行长|总理|总统|市长|大臣|委员长|会长|秘书长|州长|总检察长|司长|处长|首相|社长|发言人)")
HOLDING = re.compile(
    r"(出任|担任|任|改任|获任|兼任|接任|升任|就任"
    r"|是|为|现任|曾任|履新|晋升|转任|改任|当选|身兼|重任|作为|掌管|执掌|履职|接棒|\()[^，。；]{0,22}$"
)
JUDGE = re.compile(r"法官")
STATE = re.compile(r"总统|首相|总理$|分析师|教授|院士")  # whose state it is, the text must say
FIRM = re.compile(r"^(主席|主任|院长|校长|会长|社长|秘书长|发言人|行长)")
APPOINT = "(?:任命|聘任|委任|聘请|提名|聘用|聘|任用|选举|选任|指定|提拔|推选|委派|增补|选聘|推举|起用)"
APPOINTING = re.compile(APPOINT + r"了?[^，。；：]{0,14}$|(?:宣布|决定|同意)由$")
APPOINTED = re.compile(r"(?:获|被|受|经)[^，。；]{0,6}" + APPOINT + r"(?:为|担任|出任|任)?[^，。；]{0,14}$")


@dataclass(frozen=True, slots=True)
class Titles:
    pattern: re.Pattern[str]


@lru_cache(maxsize=4)
def read_titles(ontology: Ontology) -> Titles:
    ordered = sorted(title_words(ontology), key=lambda w: (-len(w), w))
    one = "(?:" + "|".join(map(re.escape, ordered)) + ")"
    first = "(?:前|原|现任|时任|候任|代理|临时|联合|联席|创始|首席|高级|执行|常务|副){0,3}"
    return Titles(re.compile(rf"{first}{one}(?:[{JOINT}]{{1,2}}(?:前|原|联合|首席|高级|执行|副)?{one})*"))


def title_words(ontology: Ontology) -> set[str]:
    return {fold_name(part) for row in ontology.rows("words", "titles.tsv") for part in row.cells[0].split("|")}


@dataclass(frozen=True, slots=True)
class Post:
    person: Mention
    body: Mention
    title: str
    start: int
    end: int
    sure: bool = True
    appointed: bool = False


def find_posts(context: Context, titles: Titles) -> Iterator[Post]:
    """Each title of a sentence with the persons that it stands before and the body that it stands behind."""
    parsed, schema = context.parsed, context.schema
    mentions = sorted((m for c in (*parsed.chunks, *parsed.asides) for m in c.mentions), key=lambda m: m.start)
    persons = [m for m in mentions if fits(schema, m, ("Person",))]
    if not persons:
        return
    bodies = [m for m in mentions if fits(schema, m, ("Organization",))]
    for found in titles.pattern.finditer(parsed.text):
        person = person_of(parsed, found, persons)
        if person is None:
            continue
        appointed = is_appointed(parsed, found, person)
        body = body_of(parsed, found, bodies, persons)
        sure = body is not None
        if appointed:
            body = appointing(context, person) or body
        body = body or salient(context, found.start(), kind_of_body(found[0]), JUDGE.search(found[0]) is not None)
        if body is None:
            continue
        for each in joined(parsed, person, persons):
            if body.entity != each.entity:
                yield Post(each, body, strip_former(found[0]), found.start(), found.end(), sure, appointed)


def is_appointed(parsed: Parsed, found: re.Match[str], person: Mention) -> bool:
    """任命 X 为 title, X 获聘为 title: the statement is that somebody named the person."""
    if found.start() < person.start:
        return False
    start = parsed.borders[parsed.clause_of(person.start)]
    return bool(APPOINTING.search(parsed.text[start : person.start]) or APPOINTED.search(parsed.text[person.end : found.start()]))


def appointing(context: Context, person: Mention) -> Mention | None:
    """Who names: the body before the verb in its clause, else what the clauses before are about."""
    slot = Slot("S", (), ("Company", "GovernmentBody", "ResearchOrganization", "Organization"))
    filled = find_subject(context, slot, person.start, attributive=True)
    return filled.mentions[0] if filled is not None else None


def joined(parsed: Parsed, person: Mention, persons: list[Mention]) -> list[Mention]:
    """前研究员 A 和 B: a title before coordinated persons is that of all."""
    found = [person]
    for other in persons:
        if other.start > found[-1].end and parsed.text[found[-1].end : other.start] in ("和", "与", "、", "及"):
            found.append(other)
    return found


def kind_of_body(title: str) -> tuple[str, ...]:
    """What may have such a post: courts judges, governments ministers, firms and institutes the rest."""
    if JUDGE.search(title):
        return ("GovernmentBody",)
    if STATE.search(title):
        return ()
    return ("GovernmentBody",) if MINISTER.match(title) and not FIRM.match(title) else ("Company", "ResearchOrganization")


def strip_former(title: str) -> str:
    return re.sub(r"^(前任?|原|现任|时任|候任|新任)", "", title)


def person_of(parsed: Parsed, found: re.Match[str], persons: list[Mention]) -> Mention | None:
    """The person right after the title (a list of titles may stand between), or X 为/任/出任 … title, or X(title)."""
    for person in persons:
        gap = parsed.text[found.end() : person.start]
        near = person.start >= found.end() and re.fullmatch(r"[、兼暨和及]?[^，。；：]{0,14}?[\"“(]?", gap)
        if near and (not gap or only_titles(parsed, found.end(), person.start)):
            return person
    for person in reversed(persons):
        gap = parsed.text[person.end : found.start()]
        if person.end <= found.start() and re.fullmatch(r"(?:\([^)]*\))?(?:：|——?|(?:，|；)?(?:系|乃|仍?是|则?以|获任?|履新))[^，。；：]{0,16}", gap):
            return person
        if person.end <= found.start() and len(gap) <= 40 and HOLDING.search(gap):
            return person
    return None


def only_titles(parsed: Parsed, start: int, end: int) -> bool:
    """Between title and person stands only another body's title: 华为常务董事、华为云CEO 张平安."""
    between = parsed.text[start:end]
    return len(between) <= 2 or (between[0] in "、兼暨和" and any(start <= s.start and s.end <= end and "title" in s.kinds for s in parsed.signals))


def body_of(parsed: Parsed, found: re.Match[str], bodies: list[Mention], persons: list[Mention]) -> Mention | None:
    """The body right before the title: 英伟达首席执行官, 英伟达的首席执行官, 美国财政部部长, the reference 公司首席执行官."""
    for body in reversed(bodies):
        if body.end <= found.start():
            gap = parsed.text[body.end : found.start()]
            gap = re.sub(r"\([^)]*\)", "", gap)
            between = any(body.end <= p.start < found.start() for p in persons)
            if not between and re.fullmatch(r"[\s一-鿿A-Za-z ]{0,8}", gap):
                return body
            return None
        if body.start < found.start() < body.end and MINISTER.match(found[0]):
            return body
    return None


def salient(context: Context, place: int, kinds: tuple[str, ...], court: bool = False) -> Mention | None:
    """Whose title it is where none stands before it: the company that the report rates, the nearest body before, else the heading's."""
    if context.about is not None and "Company" in kinds:
        return context.about
    for parsed in (context.parsed, context.before, context.heading):
        if parsed is None or not kinds:
            continue
        groups = [c for c in parsed.chunks if parsed is not context.parsed or c.end <= place]
        if parsed is context.parsed:
            groups.reverse()
        for chunk in groups:
            for mention in chunk.mentions:
                if context.schema.is_a(mention.classes[0], kinds) and not chunk.prep and (not court or "法院" in mention.entity.label):
                    return mention
    return None
