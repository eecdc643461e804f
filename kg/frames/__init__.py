"""Document -> statements with evidence: the rules, our first extractor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Parsed, Parser, Signal
from kg.frames.drafts import CARRIED, HOW, Draft, write
from kg.frames.lexicon import Frame, Lexicon, Slot, read_lexicon
from kg.frames.matching import Match, match
from kg.frames.modality import Cues, cue_words, is_opinion, modality_of, read_cues
from kg.frames.owners import OWNING, Owners
from kg.frames.posts import Titles, find_posts, read_titles, title_words
from kg.frames.qualifiers import ROUND, change_after, dates, period_of, qualifiers_of
from kg.frames.roles import Context, as_class, find_subject, fits, topic
from kg.frames.scores import find_scores
from kg.frames.values import Value, find_values
from kg.mentions import Mention, Read
from kg.mentions.reading import read_mentions
from kg.model import Document, Entity, Extraction, Modality, Qualifier, Span, Statement
from ontology import Ontology
from ontology.schema import Schema, read_schema

TRIGGERS = frozenset({"verb", "noun", "gap"})
TAILS = "在于由从用以对向"  # prepositions at the end of a word with a gap: 可在…下载
OPEN = ("releases", "develops", "openSources", "upgrades", "discontinues", "restrictsService", "changesPrice")
ANNOUNCING = ("宣布", "正式宣布", "同时宣布", "公告", "官宣", "宣告", "公布")
PRESENTING = ("releases", "develops", "openSources", "upgrades")  # what these bring in, the clauses after are about


@dataclass(frozen=True, slots=True)
class Rules:
    """All data that the rules need, read once an ontology."""

    schema: Schema
    lexicon: Lexicon
    parser: Parser
    cues: Cues
    titles: Titles


@lru_cache(maxsize=4)
def read_rules(ontology: Ontology) -> Rules:
    lexicon = read_lexicon(ontology)
    kinds: dict[str, frozenset[str]] = dict(cue_words(ontology))
    for word, frames in lexicon.words.items():
        kinds[word] = kinds.get(word, frozenset()) | {kind_of(frame) for frame in frames} | (tail_of(word) if any(f.rest for f in frames) else set())
        if any(frame.predicate.name in PRESENTING and not frame.rest for frame in frames):
            kinds[word] |= {"present"}
    for word in title_words(ontology):
        kinds[word] = kinds.get(word, frozenset()) | {"title"}
    return Rules(read_schema(ontology), lexicon, Parser(ontology, kinds), read_cues(ontology), read_titles(ontology))


def kind_of(frame: Frame) -> str:
    """What a frame's word is for the parser: a verb, the noun of a metric, another noun; the first part of a word with a gap is none of them."""
    if frame.rest:
        return "gap"
    if frame.slot("N") is not None:
        return "metric"
    return "noun" if frame.option("noun") else "verb"


def tail_of(word: str) -> set[str]:
    """The first part of a word with a gap parts noun groups; one that ends in a preposition governs the next."""
    return {"break"} | ({"tail"} if word[-1] in TAILS else set()) if len(word) > 1 else set()


def extract_statements(document: Document, ontology: Ontology) -> Extraction:
    """Make a statement of each clause whose words signal a predicate between mentions that it may hold between."""
    rules = read_rules(ontology)
    reads, equated = read_mentions(document, ontology)
    drafts = list(draft_statements(rules, document, reads, ontology))
    return Extraction(statements=tuple(write(document, draft) for draft in drafts), equated=tuple(equated), mentioned=first_mentions(reads))


def first_mentions(reads: Iterable[Read]) -> tuple[tuple[Entity, Span], ...]:
    """Each entity that is surely named, with the first sentence that names it."""
    found: dict[Entity, Span] = {}
    for read in reads:
        for mention in read.mentions:
            if mention.sure:
                found.setdefault(mention.entity, read.sentence.whole)
    return tuple(found.items())


def draft_statements(rules: Rules, document: Document, reads: Iterable[object], ontology: Ontology) -> Iterator[Draft]:
    contexts = list(read_contexts(rules, document, reads))
    matches = [m for context in contexts for m in find_matches(rules, context)]
    agents = [m.entity for c in contexts for m in c.parsed.read.mentions if fits(rules.schema, m, ("Agent",))]
    owners = Owners(rules.schema, ontology, agents)
    for found in matches:
        if found.frame.predicate.name in OWNING and found.subject is not None and found.object is not None and found.carried in ("own", "carried"):
            owners.learn(found.object.entity, found.subject.entity)
    by_parsed = {id(context.parsed): context for context in contexts}
    for found in matches:
        yield from draft_match(rules, by_parsed[id(found.parsed)], found, owners)
    for context in contexts:
        yield from draft_values(rules, context)
        yield from draft_posts(rules, context)
        yield from draft_scores(rules, context)


def read_contexts(rules: Rules, document: Document, reads: Iterable[object]) -> Iterator[Context]:
    before: Parsed | None = None
    heading: Parsed | None = None
    for parsed in rules.parser.parse(document, reads):  # type: ignore[arg-type]
        yield Context(parsed, rules.schema, before, heading, document.facts.date)
        before = parsed
        if parsed.read.sentence.heading:
            heading = parsed


def find_matches(rules: Rules, context: Context) -> Iterator[Match]:
    """Try the frames of every word of the sentence; of several frames of one predicate the first that fits counts."""
    parsed = context.parsed
    for signal in parsed.signals:
        if not signal.kinds & TRIGGERS or is_opinion(parsed, rules.cues, signal.start):
            continue
        done: set[str] = set()
        for frame in rules.lexicon.words.get(signal.text, ()):
            if frame.predicate.name not in done:
                found = match(context, signal, frame)
                if found:
                    done.add(frame.predicate.name)
                    yield from found


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
    confidence = HOW.get(found.how, 0.85) * CARRIED[carried]
    yield Draft(found.parsed, subject, predicate.name, obj, None, None, qualifiers, modality, confidence)


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
    owner = owners.of(found.object.entity)
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
    for found in find_values(context, rules.lexicon):
        if is_opinion(context.parsed, rules.cues, found.cue.start):
            continue
        predicate = found.frame.predicate
        modality, _ = modality_of(context.parsed, rules.cues, found.cue, predicate.name, found.frame.option("modality"))
        subject = as_class(rules.schema, found.subject, predicate.domain).entity
        qualifiers = value_qualifiers(context, found)
        yield Draft(context.parsed, subject, predicate.name, None, found.quantity.value, found.quantity.currency, qualifiers, modality, HOW["value"] * CARRIED[found.carried])


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
    edges += [t.end for t in (*parsed.read.times, *parsed.read.quantities) if t.end <= verb.start]
    start = max(edges, default=0)
    words = parsed.text[start : verb.end].strip("“”\"' ")
    return words if len(words) <= 16 else verb.text


def draft_posts(rules: Rules, context: Context) -> Iterator[Draft]:
    for post in find_posts(context, rules.titles):
        if is_opinion(context.parsed, rules.cues, post.start):
            continue
        body = as_class(rules.schema, post.body, ("Organization",)).entity
        person = as_class(rules.schema, post.person, ("Person",)).entity
        yield Draft(context.parsed, person, "holdsPosition", body, None, None, {"title": post.title}, "asserted", HOW["post"] * (1.0 if post.sure else 0.8))


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
        yield Draft(context.parsed, subject, "scoresOn", benchmark, score.quantity.value, None, qualifiers, modality, HOW["score"] * CARRIED[score.carried])


__all__ = ["Statement", "extract_statements", "read_rules"]
