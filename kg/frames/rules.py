"""The data that the rules need, read once an ontology."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Parser
from kg.frames.business import Business, read_business
from kg.frames.confidence import Weights, read_weights
from kg.frames.lexicon import Frame, Lexicon, read_lexicon
from kg.frames.modality import Cues, cue_words, read_cues
from kg.frames.posts import Titles, read_titles, title_words
from kg.frames.templates import Phrases, read_templates
from kg.frames.told import Stronger, read_stronger
from ontology import Ontology
from ontology.schema import Schema, read_schema

PRESENTING = ("releases", "develops", "openSources", "upgrades")  # what these bring in, the clauses after are about
TAILS = "在于由从用以对向"  # prepositions at the end of a word with a gap: 可在…下载


@dataclass(frozen=True, slots=True)
class Rules:
    """All data that the rules need, read once an ontology."""

    schema: Schema
    lexicon: Lexicon
    business: Business
    parser: Parser
    cues: Cues
    titles: Titles
    weights: Weights
    templates: Phrases
    stronger: Stronger


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
    return Rules(
        read_schema(ontology),
        lexicon,
        read_business(ontology),
        Parser(ontology, kinds),
        read_cues(ontology),
        read_titles(ontology),
        read_weights(ontology),
        read_templates(ontology),
        read_stronger(ontology),
    )


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
