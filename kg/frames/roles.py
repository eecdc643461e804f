"""Finding who fills a role: the noun groups of a clause that a word's frame may take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.clauses import Chunk, Parsed, Signal
from kg.frames.lexicon import Slot
from kg.mentions import Mention
from ontology.schema import Schema

PASSIVE = ("由", "被", "获", "遭", "受", "经", "经由", "获得", "得到", "遭到", "受到", "接受")
DISPOSAL = ("将", "把")
# what is only compared with is no topic
COMPARED = re.compile(r"(?:前代|上一代|上代|前作|前辈|旧款|老款|竞品|对手|相比|较之|与|而|初代|前任)[^，。；]{0,3}$")
# adverbial clauses before the subject
OPENING = re.compile(r"(?:此外|同时|另外)?(?:继|除|在|为|作为|凭|随着|尽管|虽|因|由于|针对|围绕|自|据|经|对于|当|借助|早在|刚刚|获准|遭)")
CLOSING = re.compile(r"(?:之?[后前时际]|以来|期间|同时|来看|影响|一事|传闻|传言|说法)$")
SOMEONE = re.compile(
    r"(?:后继者|继任者|接班人|开发商|开发者|制造商|竞争对手|对手|竞品|用户|客户|车主|玩家|订阅者|供应商|厂商|"
    r"替代品|替代者|作者|创造者)"
)
FILLER = 3  # characters that are no names, times or known words before a verb whose subject is carried over: more are a subject that we do not know


@dataclass(frozen=True, slots=True)
class Filled:
    """Who fills a role: mentions, how they were found (own: in the clause; carried: from an earlier one), the distance in clauses."""

    mentions: tuple[Mention, ...]
    how: str = "own"
    chunk: Chunk | None = None


@dataclass(slots=True)
class Context:
    """The sentence at hand, the one before it in the paragraph, the heading's; of a heading also the sentences below it that date what it tells."""

    parsed: Parsed
    schema: Schema
    before: Parsed | None = None
    heading: Parsed | None = None
    published: str | None = None
    about: Mention | None = None  # the company that the report rates
    below: tuple[Parsed, ...] = ()
    subjects: dict[tuple[int, tuple[str, ...]], Filled | None] = field(default_factory=dict)


def fits(schema: Schema, mention: Mention, classes: Iterable[str]) -> bool:
    return any(schema.is_a(c, classes) for c in mention.classes)


def as_class(schema: Schema, mention: Mention, classes: Iterable[str]) -> Mention:
    """The mention with the first of its classes that the role may hold."""
    if schema.is_a(mention.classes[0], classes):
        return mention
    class_ = next(c for c in mention.classes if schema.is_a(c, classes))
    return replace(mention, classes=(class_,), entity=replace(mention.entity, class_=class_))


def take(context: Context, chunk: Chunk, slot: Slot, how: str = "own") -> Filled | None:
    """The group's names that the role may hold, the preferred class first."""
    if slot.role == "S" and not may_act(context, chunk.mentions[0], slot.classes):
        return None
    if slot.role == "O" and chunk.mentions[0].classes[0] == "Person" and "Person" not in slot.classes and "Agent" not in slot.classes:
        return None
    place = chunk.mentions[0].classes[0] == "Place"
    if slot.role == "O" and place and not {"Place", "GovernmentBody", "Agent"} & set(slot.classes):
        return None  # 向中国供货: no body
    for wanted in [(c,) for c in slot.classes] if len(slot.classes) > 1 else [slot.classes]:
        found = tuple(as_class(context.schema, m, wanted) for m in chunk.mentions if fits(context.schema, m, wanted))
        if found:
            return Filled(
                tuple(as_class(context.schema, m, slot.classes) for m in chunk.mentions if fits(context.schema, m, slot.classes)), how, chunk
            )
    return None


def may_act(context: Context, mention: Mention, classes: Iterable[str]) -> bool:
    """A subject is what its name means first: no product acts as the company that may bear its name too; countries act as their governments."""
    first = mention.classes[0]
    return first == "Place" or context.schema.is_a(first, classes)


def verbs_between(parsed: Parsed, start: int, end: int) -> list[Signal]:
    return [s for s in parsed.between(start, end) if "verb" in s.kinds]


def is_object(parsed: Parsed, chunk: Chunk, clause_start: int) -> bool:
    """Whether a group is the object of a verb before it in its clause, not the head of a relative clause (V 的 X)."""
    previous = [s for s in parsed.between(clause_start, chunk.start) if s.kinds & {"verb", "of", "speech"}]
    while previous and "of" in previous[-1].kinds and (modified_by_group(parsed, previous[-1], chunk) or of_time(parsed, previous[-1])):
        previous.pop()
    return bool(previous) and "verb" in previous[-1].kinds and not previous[-1].kinds & {"clausal", "speech"}


def of_time(parsed: Parsed, of: Signal) -> bool:
    """今夏的 X, 此前的 X, 自家的 X: 的 behind a time or such a word makes no relative clause."""
    return any(t.end == of.start for t in parsed.read.times) or any(s.end == of.start and "attribute" in s.kinds for s in parsed.signals)


def modified_by_group(parsed: Parsed, of: Signal, chunk: Chunk) -> bool:
    return any(c.modifies == chunk.number and c.end <= of.start for c in parsed.chunks)


def find_subject(context: Context, slot: Slot, place: int, person: bool = False, attributive: bool = False, loose: bool = False) -> Filled | None:
    """Who stands before `place` in its clause as a bare noun group; else the topic of earlier clauses or sentences."""
    parsed = context.parsed
    clause = parsed.clause_of(place)
    start = parsed.borders[clause]
    fallback: Filled | None = None
    for chunk in reversed(parsed.chunks):
        if chunk.clause != clause or chunk.end > place or (chunk.prep and chunk.prep not in ("作为", "如", "像")):
            continue
        filled = take(context, chunk, slot)
        if filled is None or (head_between(parsed, chunk, place) and not attributive) or of_someone(parsed, chunk):
            continue
        if is_object(parsed, chunk, start):
            fallback = fallback or filled
            continue
        return institution(context, filled, slot, person)
    if unknown_subject(parsed, start, place) and not (attributive or loose):
        return fallback
    carried = topic(context, slot, clause)
    if fallback and (carried is None or preferred(context, fallback, slot)):
        return fallback
    if carried is None or carried.how == "earlier":
        carried = following(context, slot, clause) or carried
    return institution(context, carried, slot, person) if carried else None


def following(context: Context, slot: Slot, clause: int) -> Filled | None:
    """继收购 A 之后，X …: the subject of an adverbial clause that opens the sentence stands at the head of the next one."""
    parsed = context.parsed
    start, end = parsed.borders[clause], parsed.clause_end(clause)
    if clause + 1 >= len(parsed.borders) or parsed.text[end - 1] not in "，,":
        return None
    if not OPENING.match(parsed.text, start) and not CLOSING.search(parsed.text[start : end - 1]):
        return None
    heads = [c for c in parsed.chunks if c.clause == clause + 1 and not c.prep and not is_object(parsed, c, end)]
    return best_of(context, parsed, heads[:1], slot, "carried")


def preferred(context: Context, filled: Filled, slot: Slot) -> bool:
    return fits(context.schema, filled.mentions[0], slot.classes[:1])


def of_someone(parsed: Parsed, chunk: Chunk) -> bool:
    """这一 X 的后继者, X 的开发商: somebody or something else that has no name."""
    if not chunk.of or chunk.modifies is not None:
        return False
    of = next((s.end for s in parsed.signals if s.start >= chunk.end and "of" in s.kinds), chunk.end)
    return SOMEONE.match(parsed.text, of) is not None


def head_between(parsed: Parsed, chunk: Chunk, place: int) -> bool:
    """Whether the group only modifies a later one of the same clause that stands before `place`, through 的."""
    return chunk.of and chunk.modifies is not None and parsed.chunks[chunk.modifies].end <= place and not parsed.chunks[chunk.modifies].reference


def institution(context: Context, filled: Filled, slot: Slot, person: bool) -> Filled:
    """华为常务董事张平安发布 is 华为发布: the body that the person's title names, unless the predicate is about persons."""
    chunk = filled.chunk
    if person or chunk is None or not fits(context.schema, filled.mentions[0], ("Person",)):
        return filled
    for other in reversed(context.parsed.chunks):
        if other.modifies == chunk.number and fits(context.schema, other.mentions[-1], ("Organization",)):
            return Filled((as_class(context.schema, other.mentions[-1], ("Organization",)),), filled.how, other)
    bodies = tuple(c for c in slot.classes if context.schema.is_a("Company", (c,)) or context.schema.is_a(c, ("Organization",)))
    titled = [s for s in context.parsed.signals if s.end <= chunk.start and "title" in s.kinds and chunk.start - s.end <= 1]
    body = topic(context, Slot("S", (), ("Organization",)), chunk.clause) if bodies and titled else None
    return replace(body, how="carried") if body and body.how == "earlier" else body or filled


def unknown_subject(parsed: Parsed, start: int, end: int, filler: int = FILLER) -> bool:
    """Whether characters that belong to no name, time, number or known word stand between: some subject that has no name."""
    covered = [(s.start, s.end) for s in parsed.signals if s.kinds - {"plain"}]
    covered += [(t.start, t.end) for t in parsed.read.figures()]
    covered += [(m.start, m.end) for m in parsed.read.mentions]
    covered += parsed.brackets
    free = set(range(start, end))
    for a, b in covered:
        free.difference_update(range(a, b))
    return sum(parsed.text[i] not in " “”·●◆■-—：" for i in free) > filler


def topic(context: Context, slot: Slot, clause: int) -> Filled | None:
    """What the clauses before are about: the nearest one's subject, or what it presents (发布 X); else what the sentence before is about."""
    found = topic_within(context, context.parsed, slot, clause, "carried")
    if found is None and context.before is not None and context.before.read.sentence.block == context.parsed.read.sentence.block:
        found = topic_within(context, context.before, slot, len(context.before.borders), "earlier")
    if found is None and context.about is not None and context.schema.is_a("Company", slot.classes):
        return Filled((context.about,), "earlier")
    return found


def topic_within(context: Context, parsed: Parsed, slot: Slot, clause: int, how: str) -> Filled | None:
    for number in range(clause - 1, -1, -1):
        if parsed.text.startswith(("其中", "包括"), parsed.borders[number]) or of_bystanders(parsed, number):
            continue
        bare = [c for c in parsed.chunks if c.clause == number and not c.prep]
        verbs = [s for s in parsed.signals if "verb" in s.kinds and parsed.borders[number] <= s.start < parsed.clause_end(number)]
        subjects = [
            c for c in bare if not is_object(parsed, c, parsed.borders[number]) and not COMPARED.search(parsed.text[max(0, c.start - 8) : c.start])
        ]
        presented = [c for c in bare if c not in subjects and any(s.end <= c.start and "present" in s.kinds for s in verbs)]
        found = best_of(context, parsed, subjects, slot, how) or best_of(context, parsed, presented, slot, how)
        if found:
            return found
    for number in range(clause - 1, -1, -1):
        found = best_of(context, parsed, [c for c in parsed.chunks if c.clause == number and not c.prep], slot, how)
        if found:
            return found
    return None


def of_bystanders(parsed: Parsed, clause: int) -> bool:
    """完成 A 轮融资，X 领投，…: who only takes part in what the clauses before tell is not what the next ones are about."""
    start, end = parsed.borders[clause], parsed.clause_end(clause)
    return clause > 0 and any("bystander" in s.kinds for s in parsed.signals if start <= s.start < end)


def best_of(context: Context, parsed: Parsed, chunks: Sequence[Chunk], slot: Slot, how: str) -> Filled | None:
    """The first group that fits the role's preferred class, not one that only modifies another that fits."""
    for wanted in [(c,) for c in slot.classes] if len(slot.classes) > 1 else [slot.classes]:
        for chunk in chunks:
            head = parsed.chunks[chunk.modifies] if chunk.modifies is not None else None
            if head is not None and head in chunks and any(fits(context.schema, m, wanted) for m in head.mentions):
                continue
            if any(fits(context.schema, m, wanted) for m in chunk.mentions):
                return take(context, chunk, Slot(slot.role, slot.prepositions, wanted), how)
    return None


def find_object(context: Context, slot: Slot, place: int, limit: int) -> Filled | None:
    """The first bare group after `place` that fits, or the head that it modifies; not beyond another verb of its own."""
    parsed = context.parsed
    clause = parsed.clause_of(place)
    end = min(limit, parsed.clause_end(clause))
    for chunk in parsed.chunks:
        if chunk.start < place or chunk.end > end:
            continue
        if chunk.prep and chunk.prep_start >= place:
            continue
        if blocked(parsed, place, chunk):
            return None
        head = chunk
        while head.modifies is not None and parsed.chunks[head.modifies].end <= end and take(context, parsed.chunks[head.modifies], slot):
            head = parsed.chunks[head.modifies]
        filled = take(context, head, slot)
        if filled:
            return filled
    return next_clause_object(context, slot, clause)


def blocked(parsed: Parsed, place: int, chunk: Chunk) -> bool:
    """A verb between: not joined to ours (发布并开源), nor in a relative clause (推出由 A 开发的 B), nor part of a noun (生产级模型)."""
    between = [s for s in parsed.between(place, chunk.start) if s.kinds & {"verb", "of", "speech"}]
    for index, signal in enumerate(between):
        if "of" in signal.kinds:
            continue
        joined = not parsed.text[place : signal.start].strip("并及与和、且后再同时又一正式了过")
        relative = any("of" in s.kinds for s in between[index + 1 :]) or (chunk.of and chunk.modifies is not None)
        inside = signal.end < chunk.start and index == len(between) - 1 and "speech" not in signal.kinds and len(signal.text) == 2
        if not joined and not relative and not inside:
            return True
        if joined:
            place = signal.end
    return False


def next_clause_object(context: Context, slot: Slot, clause: int) -> Filled | None:
    """发布新一代模型，名为 X / 发布三款产品：X、Y: what an explaining clause names."""
    parsed = context.parsed
    if clause + 1 >= len(parsed.borders):
        return None
    border = parsed.borders[clause + 1]
    for chunk in parsed.chunks:
        if chunk.clause == clause + 1:
            lead = parsed.text[border : chunk.start].strip("“《 ")
            explaining = parsed.text[border - 1] in "：—" and len(lead) <= 8
            listed = re.search(r"(均|也|都|悉数)?(在其中|在列|在内|名列其中|位列其中)", parsed.text[chunk.end : parsed.clause_end(clause + 1)])
            named = bool(listed) or lead.endswith(("名为", "称为", "命名为", "代号", "分别为", "分别是", "即", "包括", "包含", "取名", "定名"))
            return take(context, chunk, slot) if explaining or named else None
    return None


def find_governed(context: Context, slot: Slot, start: int, end: int, place: int) -> Filled | None:
    """A group behind one of the role's prepositions in start:end, the nearest to `place`."""
    found = [c for c in context.parsed.chunks if c.prep in slot.prepositions and start <= c.prep_start and c.end <= end]
    for chunk in sorted(found, key=lambda c: abs(c.start - place)):
        filled = take(context, chunk, slot)
        if filled:
            return filled
    return None
