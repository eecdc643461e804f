"""The answers of a folder as an extractor of the pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.asking.answers import Answers
from kg.asking.grounding import ground_claims, ground_of
from kg.asking.parsing import read_claims
from kg.asking.prompts import Request, requests_of
from kg.asking.together import put_together, read_policy
from kg.frames import extract_statements, first_mentions
from kg.mentions import Read
from kg.mentions.reading import read_mentions
from kg.model import Document, Extraction, Quarantined, Span, Statement
from ontology import Ontology

CUT = "sections whose answer was cut off or no JSON: what was whole in it counts"
MISSING = "sections without an answer of the model"


def requests_for(document: Document, ontology: Ontology, model: str, reads: Sequence[Read] | None = None) -> list[Request]:
    """What is asked about a report: a request for each of its sections, with the entities that our own reading knows."""
    return requests_of(document, ontology, first_mentions(reads if reads is not None else read_mentions(document, ontology)[0]), model)


@dataclass(frozen=True, slots=True)
class ModelAnswers:
    """An extractor: the statements of the rules over text together with those that a model's answers in a folder give. It asks nothing itself.

    A section without an answer is the rules' alone; a message says so. `alone` leaves the rules out.
    """

    folder: Path
    model: str
    alone: bool = False

    def __call__(self, document: Document, ontology: Ontology) -> Extraction:
        rules = Extraction() if self.alone else extract_statements(document, ontology)
        reads, _ = read_mentions(document, ontology)
        policy, answers = read_policy(ontology), Answers(self.folder)
        ground = ground_of(document, reads, ontology, policy.confidence)
        claimed: list[Statement | Quarantined] = []
        answered: list[Span] = []
        missing = cut = 0
        for request in requests_for(document, ontology, self.model, reads):
            reply = answers.find(request.key)
            if reply is None:
                missing += 1
                continue
            claims, whole = read_claims(reply.text)
            claimed += ground_claims(ground, request.section, claims)
            if whole and reply.complete:
                answered += request.section.spans
            else:
                cut += 1
        stated = [each for each in claimed if isinstance(each, Statement)]
        found = [*put_together(rules.statements, stated, answered, policy, ground.schema)]
        return Extraction(
            statements=tuple(each for each in found if isinstance(each, Statement)),
            quarantined=tuple(each for each in (*claimed, *found) if isinstance(each, Quarantined)),
            equated=rules.equated,
            mentioned=rules.mentioned,
            counts=tuple((what, count) for count, what in ((cut, CUT), (missing, MISSING)) if count),
        )
