"""What matched -> statements to be: subject, object or value, qualifiers, modality, and what their confidence hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import Parsed, Signal
from kg.frames.dates import dates
from kg.frames.drafts import Draft
from kg.frames.funding import find_rounds
from kg.frames.lexicon import Slot
from kg.frames.matching import Match
from kg.frames.modality import is_opinion, modality_of
from kg.frames.owners import Owners
from kg.frames.posts import find_posts
from kg.frames.qualifiers import ROUND, change_after, period_of, qualifiers_of
from kg.frames.roles import Context, as_class, find_subject, fits, topic
from kg.frames.rules import Rules
from kg.frames.scores import find_scores
from kg.frames.values import Value, find_values
from kg.mentions import Mention
from kg.model import Entity, Modality, Qualifier
from ontology.schema import Schema

OPEN = ("releases", "develops", "openSources", "upgrades", "discontinues", "restrictsService", "changesPrice", "issuesPolicy")
ANNOUNCING = ("宣布", "正式宣布", "同时宣布", "公告", "官宣", "宣告", "公布")


def draft_match(rules: Rules, context: Context, found: Match, owners: Owners) -> Iterator[Draft]:
    subject, carried = subject_of(rules, context, found, owners)
    if subject is None or (found.object is not None and found.object.entity.label == subject.label):
        return
    predicate = found.frame.predicate
    modality, planned = modality_of(found.parsed, rules.cues, found.verb, predicate.name, found.frame.option("modality"))
    qualifiers = qualifiers_of(context, found, planned, modality)
    obj = found.object.entity if found.object is not None else None
    if found.frame.option("reverse") and obj is not None:
        subject, obj = obj, subject
    features = (f"how={found.how}", f"carried={carried}", *(("object=unsure",) if found.object is not None and not found.object.sure else ()))
    yield Draft(found.parsed, subject, predicate.name, obj, None, None, qualifiers, modality, features)


def subject_of(rules: Rules, context: Context, found: Match, owners: Owners) -> tuple[Entity | None, str]:
    """The subject, or whoever owns the object where the construction leaves the subject open."""
    if found.subject is not None:
        return found.subject.entity, found.carried
    if found.object is None or not (is_open(rules.schema, found)):
        return None, "own"
    domain = found.frame.predicate.domain
    near = owners.near(context, found.object, found.verb.start)
    if near is not None and fits(rules.schema, near, domain):
        return as_class(rules.schema, near, domain).entity, "own"
    speaker = announcer(context, found)
    if speaker is not None and rules.schema.is_a(speaker.class_, domain):
        return speaker, "own"
    owner = owners.of(found.object.entity, found.parsed.read.sentence.whole.start)
    if owner is not None and rules.schema.is_a(owner.class_, domain):
        return owner, "owner"
    salient = ruling_body(context, found, domain)
    return (salient.entity, "salient") if salient is not None else (None, "own")


def announcer(context: Context, found: Match) -> Entity | None:
    """X 宣布 Y 面世: who says that something of theirs came out brought it out."""
    parsed, thing = found.parsed, found.object
    if thing is None:
        return None
    clause = parsed.clause_of(thing.start)
    said = [s for s in parsed.between(parsed.borders[clause], thing.start) if s.text in ANNOUNCING]
    if not said:
        return None
    filled = find_subject(context, Slot("S", (), ("Organization",)), said[-1].start)
    return filled.mentions[0].entity if filled and filled.how != "earlier" else None


def is_open(schema: Schema, found: Match) -> bool:
    """Whether who did it can be known without being said: what happens to a product its owner does, what a rule does its government."""
    predicate = found.frame.predicate
    return predicate.name in OPEN or not any(schema.is_a("Company", (c,)) for c in predicate.domain)


def ruling_body(context: Context, found: Match, domain: tuple[str, ...]) -> Mention | None:
    """The government body that the sentence or the one before it is about, where only such a body can have acted."""
    if context.schema.is_a("Company", domain):
        return None
    filled = topic(context, Slot("S", (), domain), len(found.parsed.borders))
    return filled.mentions[0] if filled and filled.mentions[0].entity != getattr(found.object, "entity", None) else None


def draft_values(rules: Rules, context: Context) -> Iterator[Draft]:
    for found in find_values(context, rules.lexicon, rules.business):
        if is_opinion(context.parsed, rules.cues, found.cue.start):
            continue
        predicate = found.frame.predicate
        said = Signal(max(found.cue.start, found.quantity.start), found.quantity.end, found.quantity.text, frozenset())  # 收入目标为 9.5 亿元
        modality, _ = modality_of(context.parsed, rules.cues, said, predicate.name, found.frame.option("modality"))
        subject = as_class(rules.schema, found.subject, predicate.domain).entity
        qualifiers = value_qualifiers(context, found)
        yield Draft(
            context.parsed,
            subject,
            predicate.name,
            None,
            found.quantity.value,
            found.quantity.currency,
            qualifiers,
            modality,
            ("how=value", f"carried={found.carried}"),
        )


def value_qualifiers(context: Context, found: Value) -> dict[str, Qualifier]:
    """Metric, unit, period and change of a figure, as far as its predicate has them."""
    parsed, allowed = context.parsed, found.frame.predicate.qualifiers
    qualifiers: dict[str, Qualifier] = {}
    if "metric" in allowed:
        qualifiers["metric"] = found.frame.option("metric") or metric_words(parsed, found.cue)
    unit = found.unit or found.quantity.unit
    if "unit" in allowed and unit:
        qualifiers["unit"] = unit
    if "round" in allowed and (named := ROUND.search(parsed.text)):
        qualifiers["round"] = named[0]
    if "date" in allowed:
        qualifiers |= dates(context, found.cue, -1, False)
    period = period_of(parsed, found.cue.start, None) if "period" in allowed else None
    if period:
        qualifiers["period"] = period
    change = change_after(parsed, found.quantity) if "change" in allowed else None
    if change is not None:
        qualifiers["change"] = change
    return qualifiers


def metric_words(parsed: Parsed, verb: Signal) -> str:
    """The metric in the words of the report, with what stands directly before its word: FP16算力."""
    edges = [s.end for s in parsed.signals if s.end <= verb.start] + [m.end for m in parsed.read.mentions if m.end <= verb.start]
    edges += [t.end for t in parsed.read.figures() if t.end <= verb.start]
    start = max(edges, default=0)
    words = parsed.text[start : verb.end].strip("“”\"' ")
    return words if len(words) <= 16 else verb.text


def draft_posts(rules: Rules, context: Context) -> Iterator[Draft]:
    for post in find_posts(context, rules.titles):
        if is_opinion(context.parsed, rules.cues, post.start):
            continue
        body = as_class(rules.schema, post.body, ("Organization",)).entity
        person = as_class(rules.schema, post.person, ("Person",)).entity
        features = ("how=post", "carried=own" if post.sure else "carried=salient")
        verb = Signal(post.start, post.end, post.title, frozenset())
        modality: Modality = modality_of(context.parsed, rules.cues, verb, "appoints")[0]
        if post.appointed:
            yield Draft(context.parsed, body, "appoints", person, None, None, {"title": post.title}, modality, features)
            continue
        yield Draft(context.parsed, person, "holdsPosition", body, None, None, {"title": post.title}, "asserted", features)


def draft_rounds(rules: Rules, contexts: list[Context]) -> Iterator[Draft]:
    """Rounds of funding and going public; without a sum only where no sentence tells one of that company."""
    rounds = [(c, r) for c in contexts for r in find_rounds(c) if not is_opinion(c.parsed, rules.cues, r.cue.start)]
    summed = {r.subject.entity.label for _, r in rounds if r.quantity is not None}
    for context, found in rounds:
        if found.quantity is None and found.subject.entity.label in summed:
            continue
        modality, planned = modality_of(context.parsed, rules.cues, found.cue, "raisesFunding")
        qualifiers: dict[str, Qualifier] = dict(dates(context, found.cue, planned, False))
        if named := ROUND.search(context.parsed.text):
            qualifiers["round"] = named[0]
        value, currency = (found.quantity.value, found.quantity.currency) if found.quantity else (None, None)
        features = ("how=value", f"carried={found.carried}")
        yield Draft(context.parsed, found.subject.entity, "raisesFunding", None, value, currency, qualifiers, modality, features)


def draft_scores(rules: Rules, context: Context) -> Iterator[Draft]:
    for score in find_scores(context):
        if is_opinion(context.parsed, rules.cues, score.place):
            continue
        verb = Signal(score.quantity.start, score.quantity.end, score.quantity.text, frozenset())
        modality: Modality = modality_of(context.parsed, rules.cues, verb, "scoresOn")[0]
        qualifiers: dict[str, Qualifier] = {"setting": score.setting} if score.setting else {}
        if score.quantity.unit:
            qualifiers["unit"] = score.quantity.unit
        subject = as_class(rules.schema, score.subject, ("Product",)).entity
        benchmark = as_class(rules.schema, score.benchmark, ("Benchmark",)).entity
        yield Draft(
            context.parsed,
            subject,
            "scoresOn",
            benchmark,
            score.quantity.value,
            None,
            qualifiers,
            modality,
            ("how=score", f"carried={score.carried}"),
        )
