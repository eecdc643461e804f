"""Document -> statements with evidence: the rules, our first extractor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from kg.clauses import Parsed, rated
from kg.frames.attending import find_attending
from kg.frames.drafting import draft_match, draft_posts, draft_rounds, draft_scores, draft_values
from kg.frames.drafts import Draft, write
from kg.frames.funding import find_investors
from kg.frames.matching import Match, match
from kg.frames.modality import is_opinion
from kg.frames.owners import OWNING, Owners
from kg.frames.roles import Context, fits
from kg.frames.rules import Rules, read_rules
from kg.frames.rulings import find_rulings, read_rulings
from kg.frames.templates import find_templates, without_echoes
from kg.frames.told import keep_strongest
from kg.mentions import Read
from kg.mentions.reading import read_mentions
from kg.model import Document, Entity, Extraction, Span
from ontology import Ontology

OPENING = 2  # sentences in which a section dates what its heading tells
TRIGGERS = frozenset({"verb", "noun", "gap"})


def extract_statements(document: Document, ontology: Ontology) -> Extraction:
    """Make a statement of each clause whose words signal a predicate between mentions that it may hold between."""
    rules = read_rules(ontology)
    reads, equated = read_mentions(document, ontology)
    drafts = keep_strongest(draft_statements(rules, document, reads, ontology), rules.stronger)
    return Extraction(
        statements=tuple(write(document, draft, rules.weights) for draft in drafts), equated=tuple(equated), mentioned=first_mentions(reads)
    )


def first_mentions(reads: Iterable[Read]) -> tuple[tuple[Entity, Span], ...]:
    """Each entity that is surely named, with the first sentence that names it."""
    found: dict[Entity, Span] = {}
    for read in reads:
        for mention in read.mentions:
            if mention.sure:
                found.setdefault(mention.entity, read.sentence.whole)
    return tuple(found.items())


def draft_statements(rules: Rules, document: Document, reads: Iterable[Read], ontology: Ontology) -> Iterator[Draft]:
    contexts = list(read_contexts(rules, document, reads))
    matches = [m for context in contexts for m in find_matches(rules, context)]
    matches += [m for c in contexts for m in find_investors(c, rules.lexicon) if not is_opinion(c.parsed, rules.cues, m.verb.start)]
    matches += [m for c in contexts for m in find_attending(c, rules.lexicon) if not is_opinion(c.parsed, rules.cues, m.verb.start)]
    matches += [m for c in contexts for m in find_rulings(c, read_rulings(ontology)) if not is_opinion(c.parsed, rules.cues, m.verb.start)]
    agents = [m.entity for c in contexts for m in c.parsed.read.mentions if fits(rules.schema, m, ("Agent",))]
    owners = Owners(rules.schema, ontology, agents)
    for found in matches:
        if found.frame.predicate.name in OWNING and found.subject is not None and found.object is not None and found.carried in ("own", "carried"):
            owners.learn(found.object.entity, found.subject.entity, found.parsed.read.sentence.whole.start)
    by_parsed = {id(context.parsed): context for context in contexts}
    for found in matches:
        yield from draft_match(rules, by_parsed[id(found.parsed)], found, owners)
    yield from draft_rounds(rules, contexts)
    for context in contexts:
        yield from draft_values(rules, context)
        yield from draft_posts(rules, context)
        yield from draft_scores(rules, context)


def read_contexts(rules: Rules, document: Document, reads: Iterable[Read]) -> Iterator[Context]:
    before: Parsed | None = None
    heading: Parsed | None = None
    reads = list(reads)
    about = rated(document, reads)
    sentences = list(rules.parser.parse(document, reads))
    for place, parsed in enumerate(sentences):
        below = below_heading(sentences, place) if parsed.read.sentence.heading else ()
        yield Context(parsed, rules.schema, before, heading, document.facts.date, about, below)
        before = parsed
        if parsed.read.sentence.heading:
            heading = parsed


def below_heading(sentences: Sequence[Parsed], place: int) -> tuple[Parsed, ...]:
    """The first sentences of the text below a heading; none where another heading follows at once."""
    below = sentences[place + 1 : place + 1 + OPENING]
    return tuple(takewhile(lambda parsed: not parsed.read.sentence.heading, below))


def find_matches(rules: Rules, context: Context) -> Iterator[Match]:
    """What whole phrases state, and what single words state besides."""
    whole = [m for m in find_templates(context, rules.templates) if not is_opinion(context.parsed, rules.cues, m.verb.start)]
    yield from without_echoes(try_frames(rules, context), whole, rules.stronger)


def try_frames(rules: Rules, context: Context) -> Iterator[Match]:
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


__all__ = ["extract_statements", "find_matches", "read_contexts", "read_rules"]
