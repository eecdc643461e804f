"""Sentences with their mentions -> parsed sentences: signals, references, noun groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.clauses.chunks import Chunk, Parsed, parse_chunks
from kg.clauses.references import Discourse, reference_words, resolve
from kg.clauses.signals import Signal, Signals, structure_words
from kg.mentions import Mention, Read
from kg.model import Document
from kg.sentences import fold_name
from ontology import Ontology
from ontology.schema import read_schema

__all__ = ["Chunk", "Parsed", "Parser", "Signal", "rated"]


class Parser:
    """The grammar: words of the structure, references and whatever words the frames bring (`kinds`), compiled once."""

    def __init__(self, ontology: Ontology, kinds: Mapping[str, frozenset[str]]) -> None:
        self.schema = read_schema(ontology)
        self.references = reference_words(ontology)
        words = dict(structure_words(ontology))
        for extra in ({word: frozenset({"ref"}) for word in self.references}, kinds):
            for word, kind in extra.items():
                words[word] = words.get(word, frozenset()) | kind
        self.signals = Signals(words)
        self.words = frozenset(word for word, found in words.items() if found & {"metric", "verb"})

    def parse(self, document: Document, reads: Iterable[Read]) -> Iterator[Parsed]:
        """Parse the sentences of one document in order; references look back over what stood before."""
        reads = list(reads)
        discourse = Discourse(default=rated(document, reads))
        for read in reads:
            discourse.enter(read.sentence.block)
            if read.sentence.heading:
                discourse.heading = []
            read = self.without_words(read)
            signals = self.signals.find(read.sentence.text, ((m.start, m.end) for m in read.mentions))
            references = resolve(read, signals, self.references, discourse, self.schema.is_a)
            parsed = parse_chunks(read, signals, references, self.schema.branch)
            yield parsed
            self.remember(parsed, discourse)

    def without_words(self, read: Read) -> Read:
        """The sentence without mentions that are a word of the frames themselves: 上下文窗口 is a metric here, no technology."""
        kept = tuple(m for m in read.mentions if m.classes[0] != "Technology" or m.text not in self.words)
        return read if len(kept) == len(read.mentions) else replace(read, mentions=kept)

    def remember(self, parsed: Parsed, discourse: Discourse) -> None:
        if parsed.read.sentence.heading:
            discourse.heading = [m for chunk in parsed.chunks for m in chunk.mentions if not chunk.prep] or discourse.heading
        groups = [chunk.mentions for chunk in parsed.chunks if len(chunk.mentions) == 2 and not chunk.reference]
        discourse.pair = groups[-1] if groups else ()
        firsts: set[tuple[int, str]] = set()
        kinds: set[str] = set()
        for chunk in parsed.chunks:
            kind = self.schema.branch(chunk.mentions[0].classes[0])
            head = head_of(parsed, chunk)
            subject = not head.prep and (chunk.clause, kind) not in firsts and not acted_upon(parsed, chunk)
            main = subject and kind not in kinds
            if subject:
                kinds.add(kind)
            if subject and head is chunk:
                firsts.add((chunk.clause, kind))
            for mention in chunk.mentions:
                discourse.remember(mention, 0 if main else 1 if subject else 2)


def head_of(parsed: Parsed, chunk: Chunk) -> Chunk:
    """The group that this one stands before as a modifier (优必选 全年 Walker 系列订单), at the end of all modifiers."""
    while chunk.modifies is not None:
        chunk = parsed.chunks[chunk.modifies]
    return chunk


def acted_upon(parsed: Parsed, chunk: Chunk) -> bool:
    """Whether the last word before the group in its clause that governs anything is a verb: 制造环节交给 X."""
    before = [s for s in parsed.between(parsed.borders[chunk.clause], chunk.start) if s.kinds & {"verb", "of", "break"}]
    return bool(before) and "of" not in before[-1].kinds


def rated(document: Document, reads: Sequence[Read]) -> Mention | None:
    """The company that the report is about: the one that it rates, where it rates just one; by its name or by the code behind its name."""
    names = {fold_name(rating.instrument) for rating in document.facts.ratings}
    if len(names) != 1:
        return None
    code = re.compile(r"[^，。；()]{0,8}\(" + re.escape(next(iter(names))))
    found = {
        mention.entity: mention
        for read in reads
        for mention in read.mentions
        if mention.classes[0] == "Company"
        and (
            names & {mention.text, fold_name(mention.entity.label), *map(fold_name, mention.entity.names)}
            or code.match(read.sentence.text, mention.end)
        )
    }
    return next(iter(found.values())) if len(found) == 1 else None
