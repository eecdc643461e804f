"""When a clause says that its act happened, was announced, or takes effect."""

from __future__ import annotations

import re

from kg.clauses import Parsed, Signal
from kg.frames.matching import Match
from kg.frames.roles import Context
from kg.mentions import Time
from kg.model import Modality, Qualifier

OWN_DATE = ("develops", "availableOn")  # dated in their own clause only
ATTRIBUTIVE = ("relative", "subject relative", "passive relative", "nominal")  # 7 日，开发 X 的 Y 宣布…: not the day of 开发
OWNER = re.compile(r"的[开研制]")  # Claude 的开发商 X 宣布…
ELSEWHEN = re.compile(r"(?:随后|此后|之后|此前|早前|先前|后来|早些时候|更早)(?:就|便|也|又|已|才|亦|均|曾)*$")
MEANS = ("以", "按", "通过", "凭", "凭借")  # 8 月 5 日以某协议开源的 X
OCCASION = re.compile(
    r"的[^，。；]{0,24}?(?:会|展|赛|论坛|活动|报告|公告|博客|财报|仪式|讲话|演讲|直播|采访|日|案例|声明|文件|通知|上|中|期间|里|时)"
)
EVENT_REACH = 20  # characters
RULED = re.compile(r"批准|放行|否决|立案|裁定|驳回|因(?![此为])")  # 7 日，某局批准 X 收购 Y: the day of 批准
DEALS = ("acquires", "partnersWith", "investsIn")
SHOWN = ("releases", "openSources", "upgrades")
ANNOUNCED = re.compile(r"，?(?:双方|两家公司|公司|该公司|其|三方|后者|前者)?(?:已|曾)?(?:于|在)?")
ANNOUNCING = re.compile(r"(?:正式|共同|联合)?(?:宣布|官宣|公告|披露|公布|对外宣布)")
ALONG = re.compile(
    r"同时(?:还|又|也)?(?:预告|宣布|公布|推出|发布|披露|官宣|放出|上线|公告)|(?:一同|一并|同步|一起|同场)(?:拿出|亮相|发布|推出|揭晓|登场|公布)"
)
DAY = len("2024-06-28")


def dates_of(context: Context, match: Match, planned: int, modality: Modality) -> dict[str, Qualifier]:
    """`date` and `validFrom` of what matched, where its clause, the sentence or the ones beside it tell them."""
    found: dict[str, Qualifier] = {}
    near = (modality == "denied" and not opens_with_day(match)) or match.frame.predicate.name in OWN_DATE or match.frame.option("near") == "date"
    attributive = match.how in ATTRIBUTIVE and match.frame.predicate.name != "participatesIn"
    found |= dates(context, match.verb, planned, near, attributive or OWNER.match(match.parsed.text, match.verb.start) is not None)
    if match.frame.predicate.name == "participatesIn" and lasts_days(match, found.get("date")):
        found.pop("date")  # 6 日至 8 日举行的大会: who spoke there spoke on one of them
    if match.frame.predicate.name in DEALS and is_ruled_on(match):
        found.pop("date", None)
    if match.frame.predicate.name == "availableOn" and "date" not in found and "validFrom" in found and planned < 0:
        found["date"] = found["validFrom"]  # 2 月 3 日起，X 也能在 Y 上用
    if context.below and "date" not in found and modality in ("asserted", "denied"):
        found |= opening_date(context)
    if "date" not in found and modality != "reported" and ALONG.search(match.parsed.text[: match.verb.end]):
        found |= day_before(context)
    if "date" not in found and match.frame.predicate.name in SHOWN and not match.parsed.read.times:
        found |= event_date(context)
    return found


def opens_with_day(match: Match) -> bool:
    """7 月 22 日，某公司告诉员工，已谢绝…: the day at the head of the sentence dates what it denies as well."""
    return any(t.start <= 1 and t.kind == "date" and t.iso and len(t.iso) == DAY for t in match.parsed.read.times)


def dates(context: Context, verb: Signal, planned: int, own_only: bool, attributive: bool = False) -> dict[str, Qualifier]:
    """`date` of the act (or its announcement) and `validFrom`, the day that a plan or rule takes effect."""
    parsed = context.parsed
    clause = parsed.clause_of(verb.start)
    first = clause if attributive else adverbial_start(parsed, clause)
    own_only = own_only or attributive
    times = [t for t in parsed.read.times if t.iso and "/" not in t.iso and not t.iso.startswith("FY") and not ends_range(parsed, t)]
    own = [t for t in times if first <= parsed.clause_of(t.start) <= clause and (t.start <= 1 or not parsed.in_brackets(t.start))]
    effective = [t for t in own if is_effective(parsed, t, verb.start, planned) or is_later(context, t)]
    found: dict[str, Qualifier] = {"validFrom": str(effective[0].iso)} if effective else {}
    usable = [t for t in own if t not in effective]
    before = [t for t in usable if t.start <= verb.start and not belongs_elsewhere(parsed, t, verb.start)]
    after = [t for t in usable if t.start >= verb.end and t.start - verb.end <= 4]
    elsewhen = ELSEWHEN.search(parsed.text, parsed.borders[clause], verb.start) is not None
    earlier = [] if own_only or elsewhen else earlier_times(context, times, clause)
    chosen = finest(before) or finest(after[:1]) or finest(earlier) or (None if own_only else announced_after(context, times, clause))
    if chosen:
        found["date"] = str(chosen.iso)
    if "validFrom" not in found and not own_only:
        later = [t for t in times if t.start >= parsed.clause_end(clause) and is_effective(parsed, t, 0, -1)]
        if later:
            found["validFrom"] = str(later[0].iso)
    return found


def announced_after(context: Context, times: list[Time], clause: int) -> Time | None:
    """X 与 Y 合作，双方 10 日宣布…: the day in the next clause on which the same ones announced it."""
    parsed = context.parsed
    start = parsed.clause_end(clause)
    for time in times:
        if (
            time.start >= start
            and ANNOUNCED.fullmatch(parsed.text[start : time.start])
            and ANNOUNCING.match(parsed.text, time.end)
            and not is_later(context, time)
        ):
            return time
    return None


def is_ruled_on(match: Match) -> bool:
    """7 日，某局批准 X 收购 Y: the clause is about what an authority did to the deal."""
    parsed = match.parsed
    return RULED.search(parsed.text[parsed.borders[parsed.clause_of(match.verb.start)] : match.verb.start]) is not None


def opening_date(context: Context) -> dict[str, Qualifier]:
    """The first day in the sentences that open the text below a heading."""
    times = [t for parsed in context.below for t in parsed.read.times if t.iso and t.kind == "date" and len(t.iso) == DAY]
    return {"date": times[0].iso or ""} if times and not is_later(context, times[0]) else {}


def day_before(context: Context) -> dict[str, Qualifier]:
    """公司同时宣布…: on the day that the sentence before, of the same paragraph, tells of."""
    before = context.before
    if before is None or before.read.sentence.block != context.parsed.read.sentence.block:
        return {}
    days = {t.iso: "" for t in before.read.times if t.iso and t.kind == "date" and len(t.iso) == DAY and not is_later(context, t)}
    return {"date": next(iter(days))} if len(days) == 1 else {}


def event_date(context: Context) -> dict[str, Qualifier]:
    """The day of the event that the sentence before, of the same paragraph, tells of: what is shown next is shown there."""
    before = context.before
    if before is None or before.read.sentence.block != context.parsed.read.sentence.block:
        return {}
    days = [t for t in before.read.times if t.iso and t.kind == "date" and len(t.iso) == DAY and not is_later(context, t)]
    event = any(m.classes[0] == "Event" for m in before.read.mentions)
    return {"date": days[0].iso or ""} if event and len(days) == 1 else {}


def adverbial_start(parsed: Parsed, clause: int) -> int:
    """7月11日，X 发布 Y: clauses before that hold no name belong to the clause."""
    while clause > 0 and parsed.text[parsed.borders[clause] - 1] == "，" and not any(c.clause == clause - 1 and not c.prep for c in parsed.chunks):
        if any("verb" in s.kinds for s in parsed.between(parsed.borders[clause - 1], parsed.borders[clause])):
            break
        clause -= 1
    return clause


def earlier_times(context: Context, times: list[Time], clause: int) -> list[Time]:
    """Days that earlier clauses of the sentence begin with; no quarter, no year, nothing inside a relative clause."""
    parsed = context.parsed
    found = [t for t in times if t.end <= parsed.borders[clause] and t.kind == "date" and len(str(t.iso)) >= 7 and not is_later(context, t)]
    return [t for t in found if not is_effective(parsed, t, t.end, -1) and not inside_relative(parsed, t) and not only_describes(parsed, t)]


def inside_relative(parsed: Parsed, time: Time) -> bool:
    """7月发布的 X: the day belongs to the verb before 的."""
    end = parsed.clause_end(parsed.clause_of(time.start))
    between = [s for s in parsed.between(time.end, end) if s.kinds & {"verb", "of"}]
    return len(between) > 1 and "verb" in between[0].kinds and "of" in between[1].kinds and between[1].start - between[0].end <= 1


def finest(times: list[Time]) -> Time | None:
    """The last time, or an earlier one that gives the same more exactly (2024年 … 8月15日)."""
    if not times:
        return None
    last = times[-1]
    return next((t for t in reversed(times) if str(t.iso).startswith(str(last.iso)) and len(str(t.iso)) > len(str(last.iso))), last)


def ends_range(parsed: Parsed, time: Time) -> bool:
    """17日至21日: the second day of a range."""
    return parsed.text[max(0, time.start - 1) : time.start] in ("至", "到", "-", "—") and any(
        t.end in (time.start - 1, time.start) for t in parsed.read.times
    )


def lasts_days(match: Match, date: Qualifier | None) -> bool:
    """Whether the date is the first day of several (6 日至 8 日)."""
    times, text = match.parsed.read.times, match.parsed.text
    return any(t.iso == date and text[t.end : t.end + 1] in ("至", "到", "-", "—", "~") for t in times) if date else False


def is_later(context: Context, time: Time) -> bool:
    """Whether a time lies after the report: no act has such a date."""
    return (
        context.published is not None
        and str(time.iso)[: len(context.published)] > context.published[: len(str(time.iso))]
        and str(time.iso)[5:6] not in ("Q", "H")
    ) or (context.published is not None and str(time.iso)[:4] > context.published[:4])


def is_effective(parsed: Parsed, time: Time, verb: int, planned: int) -> bool:
    """Whether a time is when something takes effect: behind the sign of a plan, or 自…起, …施行."""
    if 0 <= planned <= time.start <= verb or (planned >= 0 and time.start > verb):
        return True
    after = parsed.text[time.end : time.end + 8]
    return re.match(r"(日|晚|凌晨|零时)?起|(日)?(正式)?(生效|施行|实施|执行)", after) is not None


def belongs_elsewhere(parsed: Parsed, time: Time, verb: int) -> bool:
    """A date inside a relative clause (7月发布的 X …), where 的 follows another verb before ours."""
    if only_describes(parsed, time):
        return True
    between = [s for s in parsed.between(time.end, verb) if s.kinds & {"verb", "of", "prep"} and parsed.text[s.start : s.end] not in MEANS]
    return bool(between) and "verb" in between[0].kinds and any("of" in s.kinds for s in between[1:])


def only_describes(parsed: Parsed, time: Time) -> bool:
    """7 月 11 日的故障; 12 月 3 日，即清单问世的次日: the day tells which thing or which other day is meant."""
    event = any(time.end < m.start <= time.end + EVENT_REACH and m.classes[0] == "Event" for m in parsed.read.mentions)
    described = parsed.text.startswith("的", time.end) and not event and not OCCASION.match(parsed.text, time.end)
    return described or parsed.text.startswith("即", parsed.borders[parsed.clause_of(time.start)])
