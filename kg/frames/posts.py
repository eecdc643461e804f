"""首席执行官黄仁勋, 华为常务董事、华为云CEO张平安, 创始人兼CEO X -> holdsPosition: titles between a body and a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Parsed
from kg.frames.holders import Holding, appointed_at, person_of, predecessors, read_holding
from kg.frames.lexicon import Slot
from kg.frames.roles import Context, find_subject, fits, is_object
from kg.mentions import Mention
from kg.sentences import fold_name
from ontology import Ontology

JOINT = "兼、暨/和及与"
MINISTER = re.compile(r"^(部长|局长|主任|主席|署长|院长|校长|行长|总理|总统|市长|大臣|委员长|会长|秘书长|州长|总检察长|司长|处长|首相|社长|发言人)")
JUDGE = re.compile(r"法官")
STATE = re.compile(r"总统|首相|总理$|分析师|教授|院士")  # whose state it is, the text must say
HEAD = re.compile(r"(?:州长|首相|总统|总理|市长|省长|国务卿|财长|防长|外长)$")
OFFICE = re.compile(r"[部委局署院]$|委员会$")  # no state
STATED = ("", "对", "在", "向", "据", "作为")
FIRM = re.compile(r"^(主席|主任|院长|校长|会长|社长|秘书长|发言人|行长)")


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles of posts, and the words between them and persons."""

    pattern: re.Pattern[str]
    holding: Holding


@lru_cache(maxsize=4)
def read_titles(ontology: Ontology) -> Titles:
    ordered = sorted(title_words(ontology), key=lambda w: (-len(w), w))
    one = "(?:" + "|".join(map(re.escape, ordered)) + ")"
    first = "(?:前|原|现任|时任|候任|代理|临时|联合|联席|创始|首席|高级|执行|常务|副){0,3}"
    return Titles(re.compile(rf"{first}{one}(?:[{JOINT}]{{1,2}}(?:前|原|联合|首席|高级|执行|副)?{one})*(?![会局办])"), read_holding(ontology))


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
        person = person_of(parsed, titles.holding, found, persons)
        if person is None:
            continue
        at = appointed_at(parsed, titles.holding, found, person)
        body = body_of(parsed, found, bodies, persons)
        sure = body is not None
        if at is not None:
            body = appointing(context, at) or body
        body = body or salient(context, found.start(), found[0], JUDGE.search(found[0]) is not None)
        if body is None:
            continue
        for each in joined(parsed, person, persons):
            if body.entity != each.entity:
                yield Post(each, body, strip_former(found[0]), found.start(), found.end(), sure, at is not None)
        for each in predecessors(parsed, titles.holding, found, persons):
            if each is not person and body.entity != each.entity:
                yield Post(each, body, strip_former(found[0]), found.start(), found.end(), sure)


def appointing(context: Context, place: int) -> Mention | None:
    """Who names: the body before the verb in its clause, else what the clauses before are about."""
    slot = Slot("S", (), ("Company", "GovernmentBody", "ResearchOrganization", "Organization"))
    parsed = context.parsed
    filled = find_subject(context, slot, place, attributive=True)
    if filled is not None and filled.chunk is not None and filled.how != "earlier" and is_object(parsed, filled.chunk, 0):
        filled = find_subject(context, slot, filled.chunk.start, attributive=True) or filled  # 官宣组建 X，由 Y 出任 …
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


def state(context: Context, place: int) -> Mention | None:
    """The state or town of the sentence whose head of government is meant: 反观加州，州长 X."""
    chunks = [c for c in context.parsed.chunks if c.end <= place and c.prep in STATED]
    return next((m for c in reversed(chunks) for m in c.mentions if "GovernmentBody" in m.classes and not OFFICE.search(m.entity.label)), None)


def acting(context: Context, place: int) -> Mention | None:
    """The company that opens the sentence and does what its first clause tells: a report on one company tells of others, too."""
    parsed = context.parsed
    heads = [c for c in parsed.chunks if c.clause == 0 and c.end <= place and not c.prep]
    if not heads or parsed.clause_of(place) == 0 or heads[0].modifies is not None or heads[0].of or len(heads[0].mentions) > 1:
        return None
    head = heads[0].mentions[0]
    return head if head.classes[0] == "Company" and not is_object(parsed, heads[0], 0) else None


def salient(context: Context, place: int, title: str, court: bool = False) -> Mention | None:
    """Whose title it is where none stands before it: the company that the report rates, the nearest body before, else the heading's."""
    kinds = kind_of_body(title)
    if HEAD.match(title):
        return state(context, place)
    if context.about is not None and "Company" in kinds:
        return acting(context, place) or context.about
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
