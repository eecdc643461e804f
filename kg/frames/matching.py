"""A word and its frames in a parsed sentence -> who did what: subject, object or value, and by which construction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.clauses import Chunk, Parsed, Signal
from kg.frames.lexicon import Frame, Slot
from kg.frames.roles import (
    DISPOSAL,
    PASSIVE,
    Context,
    Filled,
    as_class,
    find_governed,
    find_object,
    find_subject,
    fits,
    take,
    topic,
    unknown_subject,
    verbs_between,
)
from kg.mentions import Mention, Quantity

SCENES = ("participatesIn", "winsAward")  # the event or prize of a paragraph holds for its sentences
TOGETHER = ("与", "和", "同", "跟", "携手", "联合", "会同", "协同", "联手")
JOINTLY = re.compile(r"共同|联合|合资|携手|一起|一道|合作|双双|宣布组建|共建|合建")
PAIRING = {"与", "和", "同", "跟", "及", "以及"}
PRESENTED = re.compile(r"[了过]?的(?:还有|则是|则有|便是|正是|另有|是|包括|为)?")
HEADED = ("releases", "develops", "uses", "discontinues", "supports", "basedOn")
OWN_PARTS = re.compile(
    r"(?:全新|最新|首个|新|正式|完整|公开|多模态|轻量|企业|专业|个人)?(?:版|版本|预览|权重|代码|源码|源代码|"
    r"升级|测试|API|接口|模型|系列|公测|内测|网页|App|移动|生产|量产|研发|服务(?!器)|功能|能力|能|支持|部署|"
    r"推理|训练|开发|迭代|更新|架构|技术|算法|平台|应用|下一代|后续|继任|国际|国内|海外|中文)"
)
JOINED_RELATIVE = re.compile(r"(?:并|及|和|、)[^，。；]{1,12}的")  # 发布并以 MIT 协议开源的
ALONE = re.compile(r"(?:了|过|中|在即|完毕|之中|之后|后|时|以来|一事|至今)?(?:[，。；：！？—]|$)|于|在|至|到|自")
USERS = re.compile(r"的?(?:新|老|付费|企业|个人|存量)?(?:用户|客户|开发者|车主|玩家|订阅者|订户|使用者)")
END = re.compile(r"[了过]?[，。；：！？—]*")
LONGEST_GAP = 60  # characters between the parts of a word with a gap


@dataclass(frozen=True, slots=True)
class Match:
    """What a frame found in a sentence. `subject` is None where the construction leaves it open; `how` names construction and carrying."""

    frame: Frame
    parsed: Parsed
    verb: Signal
    subject: Mention | None
    object: Mention | None = None
    quantity: Quantity | None = None
    how: str = "active"
    carried: str = "own"


def match(context: Context, verb: Signal, frame: Frame) -> list[Match]:
    """All that one word states by one frame in the sentence at hand."""
    limit = rest_of_word(context.parsed, verb, frame)
    after = frame.option("after")
    unless = frame.option("unless")
    if unless and re.search(unless, context.parsed.text[verb.end : context.parsed.clause_end(context.parsed.clause_of(verb.start))]):
        return []
    if limit is None or (after and after not in context.parsed.text[verb.start : verb.end + LONGEST_GAP]):
        return []
    if frame.transitive:
        return match_transitive(context, verb, frame, limit)
    return match_pattern(context, verb, frame, limit)


def rest_of_word(parsed: Parsed, verb: Signal, frame: Frame) -> int | None:
    """Where the object must have ended: the second part of a word with a gap, or the sentence's end; None where that part is missing."""
    if not frame.rest:
        return len(parsed.text)
    end = parsed.clause_end(parsed.clause_of(verb.start))
    found = parsed.text.find(frame.rest, verb.end, min(end, verb.end + LONGEST_GAP))
    return found if found >= 0 else None


def pairs(frame: Frame, context: Context, verb: Signal, subject: Filled | None, obj: Filled, how: str) -> list[Match]:
    """One match for each coordinated subject and object; 分别 pairs the two lists in their order."""
    told_of = obj.how == "earlier" and frame.predicate.name in SCENES
    if (obj.how == "earlier" and not told_of) or (subject is not None and subject.how == "earlier"):
        return []  # measured: what is carried over from the sentence before is right one time in six
    subjects: tuple[Mention | None, ...] = subject.mentions if subject else (None,)
    each = any("each" in s.kinds for s in context.parsed.between(0, len(context.parsed.text)) if abs(s.start - verb.start) < 12)
    if each and len(subjects) == len(obj.mentions) > 1:
        couples = list(zip(subjects, obj.mentions, strict=True))
    else:
        couples = [(s, o) for s in subjects for o in obj.mentions]
    carried = subject.how if subject and subject.how != "own" else obj.how
    return [
        Match(frame, context.parsed, verb, s, o, how=how, carried=carried)
        for s, o in couples
        if (s is None or (s.entity != o.entity and not are_users(context.parsed, s))) and not is_never(frame, s, o)
    ]


def are_users(parsed: Parsed, subject: Mention) -> bool:
    """GPT-4 客户改用 X: those who use a thing act, not the thing."""
    return USERS.match(parsed.text, subject.end) is not None


def is_never(frame: Frame, subject: Mention | None, obj: Mention) -> bool:
    """Names that the frame never takes: a court is not whom one sues."""
    both = frame.option("neverboth")
    if both and subject is not None and subject.classes[0] == obj.classes[0] == both:
        return True
    if frame.predicate.domain == ("GovernmentBody",) and obj.classes[0] in ("GovernmentBody", "Place"):
        return True
    if "Organization" in frame.predicate.range and obj.classes[0] == "Place":
        return True
    barred = str(frame.option("notclass") or "").split(",")
    if any(m is not None and m.classes[0] in barred for m in (subject, obj)):
        return True
    never = frame.option("never")
    return bool(never) and any(m is not None and re.search(str(never), m.entity.label) for m in (subject, obj))


def match_transitive(context: Context, verb: Signal, frame: Frame, limit: int) -> list[Match]:
    subject_slot, object_slot = frame.left[0], frame.right[0]
    joined = match_joined(context, verb, frame)
    if joined:
        return joined
    for attempt in (disposal, passive, nominal, active, subject_relative, copular, middle):
        found = attempt(context, verb, frame, subject_slot, object_slot, limit)
        if found:
            return found
    return []


def clause_start(parsed: Parsed, place: int) -> int:
    return parsed.borders[parsed.clause_of(place)]


def disposal(context: Context, verb: Signal, frame: Frame, subject: Slot, obj: Slot, limit: int) -> list[Match]:
    """S 将/把 O V."""
    parsed = context.parsed
    start = clause_start(parsed, verb.start)
    filled = find_governed(context, Slot("O", DISPOSAL, obj.classes), start, verb.start, verb.start)
    if filled is None or filled.chunk is None:
        return []
    who = find_subject(context, subject, filled.chunk.prep_start, bool(frame.option("person")), loose=bool(frame.option("loose")))
    return pairs(frame, context, verb, who, filled, "disposal") if who else []


def passive(context: Context, verb: Signal, frame: Frame, subject: Slot, obj: Slot, limit: int) -> list[Match]:
    """O 由/被/获 S V, 由 S V 的 O."""
    parsed = context.parsed
    start = clause_start(parsed, verb.start)
    agent = find_governed(context, Slot("S", PASSIVE, subject.classes), start, verb.start, verb.start)
    if agent is None or agent.chunk is None or len(verbs_between(parsed, agent.chunk.end, verb.start)) > 1:
        return agentless(context, verb, frame, obj)
    if relative(parsed, verb):
        thing = find_object(context, obj, verb.end, limit)
        if thing:
            return pairs(frame, context, verb, agent, thing, "passive relative")
    thing = find_subject(context, obj, agent.chunk.prep_start, person=True)
    return pairs(frame, context, verb, agent, thing, "passive") if thing else []


def agentless(context: Context, verb: Signal, frame: Frame, obj: Slot) -> list[Match]:
    """O 被/遭/获 V: who did it is left open."""
    before = context.parsed.text[: verb.start]
    if not before.endswith(("被", "遭", "已被", "遭到", "受到", "曾被", "又被", "即被", "被正式", "随即遭到", "均被", "也被", "被迫")):
        return []
    thing = find_subject(context, obj, verb.start, person=True)
    return pairs(frame, context, verb, None, thing, "agentless") if thing else []


def relative(parsed: Parsed, verb: Signal) -> bool:
    """Whether 的 follows the word: what comes then is what the verb is about."""
    after = parsed.text[verb.end : verb.end + 3].lstrip("了过")
    return after.startswith("的")


def nominal(context: Context, verb: Signal, frame: Frame, subject: Slot, obj: Slot, limit: int) -> list[Match]:
    """S (完成) 对 O 的 V; O 的 V 由 S …."""
    parsed = context.parsed
    if not parsed.text[: verb.start].endswith("的") and not frame.option("noun"):
        return []
    start = clause_start(parsed, verb.start)
    thing = find_governed(context, Slot("O", ("对", "对于", "针对"), obj.classes), start, verb.start, verb.start)
    if thing is None or thing.chunk is None:
        return []
    who = find_subject(context, subject, thing.chunk.prep_start, bool(frame.option("person")), loose=bool(frame.option("loose")))
    return pairs(frame, context, verb, who, thing, "nominal") if who else []


def active(context: Context, verb: Signal, frame: Frame, subject: Slot, obj: Slot, limit: int) -> list[Match]:
    """S V O, S V 的 O."""
    thing = find_object(context, obj, verb.end, limit)
    if thing is None and frame.rest:  # 停止向中国用户提供 X: behind the second part
        thing = find_object(context, obj, limit + len(frame.rest), len(context.parsed.text))
    if thing is None or thing.chunk is None or of_another(context.parsed, thing.chunk, frame):
        return []
    inverted = subject_after(context, verb, subject, thing.chunk)
    who = find_subject(context, subject, verb.start, bool(frame.option("person")), loose=bool(frame.option("loose")))
    who = companions(context, who, verb, subject) if who else None
    if inverted and (who is None or who.how != "own"):
        return pairs(frame, context, verb, inverted, thing, "subject relative")
    return pairs(frame, context, verb, who, thing, "relative" if relative(context.parsed, verb) else "active") if who else []


def companions(context: Context, who: Filled, verb: Signal, slot: Slot) -> Filled:
    """A 与 B 共同 V, A 与 C 旗下的 B V: all who act together."""
    parsed, chunk = context.parsed, who.chunk
    if chunk is None or who.how != "own":
        return who
    more: list[Mention] = []
    for other in parsed.chunks:
        if other.modifies == chunk.number and 0 < other.split < len(other.mentions):
            more += other.mentions[: other.split]
        elif other.clause == chunk.clause and chunk.end < other.start < verb.start and other.prep in TOGETHER and other.modifies is None:
            more += other.mentions if JOINTLY.search(parsed.text[other.end : verb.end]) else ()
    known = {m.entity for m in who.mentions}
    extra = tuple(as_class(context.schema, m, slot.classes) for m in more if fits(context.schema, m, slot.classes) and m.entity not in known)
    return Filled(who.mentions + extra, who.how, chunk) if extra else who


def of_another(parsed: Parsed, chunk: Chunk, frame: Frame) -> bool:
    """建成一台使用 H100 的超算: the name only describes a thing that has none."""
    if not chunk.of or chunk.modifies is not None or frame.predicate.name not in HEADED:
        return False
    of = next((s.end for s in parsed.signals if s.start >= chunk.end and "of" in s.kinds), chunk.end)
    return OWN_PARTS.match(parsed.text, of) is None


def subject_after(context: Context, verb: Signal, subject: Slot, thing: Chunk) -> Filled | None:
    """V O 的 S."""
    if not thing.of or thing.modifies is None:
        return None
    return take(context, context.parsed.chunks[thing.modifies], subject)


def subject_relative(context: Context, verb: Signal, frame: Frame, subject: Slot, obj: Slot, limit: int) -> list[Match]:
    """V O 的 S where the object was not the group's head."""
    parsed = context.parsed
    for chunk in parsed.chunks:
        if chunk.start >= verb.end and chunk.clause == parsed.clause_of(verb.start) and chunk.of and chunk.modifies is not None and not chunk.prep:
            thing, who = take(context, chunk, obj), take(context, parsed.chunks[chunk.modifies], subject)
            if thing and who and not verbs_between(parsed, verb.end, chunk.start):
                return pairs(frame, context, verb, who, thing, "subject relative")
            return []
    return []


def copular(context: Context, verb: Signal, frame: Frame, subject: Slot, obj: Slot, limit: int) -> list[Match]:
    """X 是 S (7月) V 的 …: what S did it to stands before 是."""
    parsed = context.parsed
    if not relative(parsed, verb) and not JOINED_RELATIVE.match(parsed.text, verb.end):
        return []
    start = clause_start(parsed, verb.start)
    is_place = parsed.text.rfind("是", start, verb.start)
    if is_place < 0:
        return []
    things = [c for c in parsed.chunks if start <= c.start and c.end <= is_place and is_place - c.end <= 4]
    agents = [c for c in parsed.chunks if is_place < c.start and c.end <= verb.start]
    thing = take(context, things[-1], obj) if things else None
    who = take(context, agents[-1], subject) if agents else None
    return pairs(frame, context, verb, who, thing, "relative") if thing and who else []


def middle(context: Context, verb: Signal, frame: Frame, subject: Slot, obj: Slot, limit: int) -> list[Match]:
    """O V at the end of a clause (K2 尚未开源), V 的 (还有) O: who did it is left open."""
    parsed = context.parsed
    if frame.option("strict") or any(context.schema.is_a("Company", (c,)) or context.schema.is_a(c, ("Agent",)) for c in frame.predicate.range):
        return []
    thing = presented(context, verb, obj, limit)
    if thing is None and ends_clause(parsed, verb):
        thing = find_subject(context, obj, verb.start, person=True)
        if thing is not None and thing.how != "own" and not is_adverbial(parsed, verb):
            thing = None
    return pairs(frame, context, verb, None, thing, "middle") if thing else []


def presented(context: Context, verb: Signal, obj: Slot, limit: int) -> Filled | None:
    """9月面世的 X, 同场亮相的还有 X."""
    found = PRESENTED.match(context.parsed.text, verb.end)
    return find_object(context, obj, found.end(), limit) if found else None


def ends_clause(parsed: Parsed, verb: Signal) -> bool:
    end = parsed.clause_end(parsed.clause_of(verb.start))
    return END.fullmatch(parsed.text[verb.end : end]) is not None


def is_adverbial(parsed: Parsed, verb: Signal) -> bool:
    """Whether the clause before the verb holds nothing but adverbs, so that its subject is the clause before."""
    return not unknown_subject(parsed, clause_start(parsed, verb.start), verb.start, 1)


def match_joined(context: Context, verb: Signal, frame: Frame) -> list[Match]:
    """A 携手 B 发布 C: the word stands inside a coordinated group and parts it."""
    for chunk in context.parsed.chunks:
        if chunk.start < verb.start < chunk.end:
            halves = [m for m in chunk.mentions if m.end <= verb.start], [m for m in chunk.mentions if m.start >= verb.end]
            return [
                Match(frame, context.parsed, verb, a, b, how="group")
                for a in halves[0]
                for b in halves[1]
                if a.entity != b.entity and not is_never(frame, a, b)
            ]
    return []


def match_pattern(context: Context, verb: Signal, frame: Frame, limit: int) -> list[Match]:
    """Patterns with prepositions, an object alone, or the roles in another order."""
    parsed = context.parsed
    start, end = clause_start(parsed, verb.start), parsed.clause_end(parsed.clause_of(verb.start))
    filled: dict[str, Filled] = {}
    place = verb.start
    for slot in (*reversed(frame.left), *frame.right):
        if slot.prepositions:
            side = (start, verb.start) if slot in frame.left else (verb.end, min(end, limit))
            found = find_governed(context, slot, *side, verb.start)
            if found is not None and found.chunk is not None and slot in frame.left:
                place = min(place, found.chunk.prep_start)
        elif slot in frame.left:
            if not (relative(parsed, verb) and not frame.right):
                continue
            found = find_object(context, slot, verb.end, len(parsed.text))
            if found is None and any(s.prepositions for s in frame.left):
                return []
        else:
            found = find_object(context, slot, verb.end, limit)
        if found is not None:
            filled[slot.role] = found
    for slot in frame.left:
        if not slot.prepositions and slot.role not in filled:
            found = find_subject(context, slot, place, bool(frame.option("person")) or slot.role == "O", loose=bool(frame.option("loose")))
            if found is not None:
                filled[slot.role] = found
    if "O" not in filled and any(PAIRING & set(slot.prepositions) for slot in frame.left):
        return match_group(context, verb, frame)
    if frame.slot("O") is None:
        filled |= match_topic(context, verb, frame, filled)
    who, thing = filled.get("S"), filled.get("O")
    if frame.slot("S") is None and len(frame.left) == 1 and not frame.right:
        thing = presented(context, verb, frame.left[0], limit) or (thing if alone(parsed, verb, thing) else None)
    if thing is None or (who is None and frame.slot("S") is not None):
        return []
    return pairs(frame, context, verb, who, thing, "pattern")


def alone(parsed: Parsed, verb: Signal, thing: Filled | None) -> bool:
    """Whether a verb without an object ends its clause or takes only a time or place; from an earlier clause nothing but adverbs may lie between."""
    if thing is None or (thing.how != "own" and not is_adverbial(parsed, verb)):
        return False
    end = parsed.clause_end(parsed.clause_of(verb.start))
    rest = parsed.text[verb.end : end]
    return verb.text[-1] in "到至于为在" or ALONE.match(rest) is not None or any(t.start == verb.end for t in parsed.read.times)


def match_topic(context: Context, verb: Signal, frame: Frame, filled: dict[str, Filled]) -> dict[str, Filled]:
    """S V: the object is what the clauses before are about (X 完成融资，A、B 跟投)."""
    who = filled.get("S")
    if who is None or (who.how != "own" and not frame.option("loose")):
        return {}
    taken = {m.entity for m in who.mentions}
    found = topic(context, Slot("O", (), frame.predicate.range), context.parsed.clause_of(verb.start))
    return {"O": found} if found and not any(m.entity in taken for m in found.mentions) else {}


def match_group(context: Context, verb: Signal, frame: Frame) -> list[Match]:
    """A 与 B 合作, A、B 达成协议, 双方合作: the halves of one coordinated group."""
    subject, obj = frame.slot("S"), frame.slot("O")
    if subject is None or obj is None:
        return []
    group = find_subject(context, subject, verb.start, person=True)
    if group is None or group.chunk is None or len(group.mentions) < 2:
        return []
    split = group.chunk.split if 0 < group.chunk.split < len(group.mentions) else 1
    return [
        Match(frame, context.parsed, verb, a, b, how="group", carried=group.how)
        for a in group.mentions[:split]
        for b in group.mentions[split:]
        if a.entity != b.entity and not is_never(frame, a, b)
    ]


__all__ = ["Match", "match"]
