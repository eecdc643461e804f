"""The rules' statements and a model's -> one set, by the policy of words/asking-policy.tsv."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.asking.naming import key_of
from kg.graph.agreement import DATED
from kg.linking.merging import TELLING
from kg.model import Entity, Qualifier, Quarantined, Span, Statement, Violation
from ontology import Ontology
from ontology.schema import Schema

UNSUPPORTED = Violation("policy", "extractor", "语言模型读过这一句而未作此陈述 (the model read the sentence and does not state this)")


@dataclass(frozen=True, slots=True)
class Policy:
    """`confidence` of a model's statement; `alone`: from which on a statement of the rules stays that the model does not give; who wins the rest."""

    confidence: float
    alone: float
    modality: str
    dates: str
    qualifiers: str


@lru_cache(maxsize=4)
def read_policy(ontology: Ontology) -> Policy:
    """Raises OntologyError where a row is no policy."""
    said: dict[str, str] = {}
    for row in ontology.rows("words", "asking-policy.tsv"):
        name = row.cells[0]
        if len(row.cells) != 2 or name not in Policy.__dataclass_fields__:
            raise row.fault(f"needs two columns, the first one of {', '.join(Policy.__dataclass_fields__)}")
        if name in ("confidence", "alone"):
            try:
                if not 0 <= float(row.cells[1]) <= 1:
                    raise ValueError
            except ValueError as error:
                raise row.fault(f"{row.cells[1]} is no number from 0 to 1") from error
        elif row.cells[1] not in ("model", "rules"):
            raise row.fault(f"{row.cells[1]} is neither model nor rules")
        said[name] = row.cells[1]
    return Policy(float(said["confidence"]), float(said["alone"]), said["modality"], said["dates"], said["qualifiers"])


def put_together(
    rules: Iterable[Statement], model: Iterable[Statement], answered: Sequence[Span], policy: Policy, schema: Schema
) -> Iterator[Statement | Quarantined]:
    """Both sides' statements: of a fact that both give the two with equal words (linking makes one of them), of the rest what the policy keeps.

    `answered` are the spans of the report whose answers were read; a statement of the rules from elsewhere stays as it is.
    """
    theirs = list(model)
    by_predicate: dict[str, list[Statement]] = defaultdict(list)
    for statement in theirs:
        by_predicate[statement.predicate].append(statement)
    settled = dict[int, Statement]()
    for ours in rules:
        like = next((each for each in by_predicate[ours.predicate] if same_fact(ours, settled.get(id(each), each), schema)), None)
        if like is not None:
            one, other = settle(ours, settled.get(id(like), like), policy)
            settled[id(like)] = other
            yield one
        elif ours.confidence < policy.alone and read_by(ours, answered):
            yield Quarantined(ours, (UNSUPPORTED,))
        else:
            yield ours
    yield from (settled.get(id(each), each) for each in theirs)


def read_by(statement: Statement, answered: Sequence[Span]) -> bool:
    return all(any(span.start <= e.start < span.end for span in answered) for e in statement.evidence)


def same_fact(one: Statement, other: Statement, schema: Schema) -> bool:
    """Equal ends (of a symmetric predicate in either order), number and what tells apart; whether one denies it does not matter here."""
    ends = same(one.subject, other.subject) and same(one.object, other.object)
    turned = schema.predicates[one.predicate].symmetric and same(one.subject, other.object) and same(one.object, other.subject)
    if not ends and not turned:
        return False
    if one.value is not None and other.value is not None and abs(one.value - other.value) > 1e-6 * max(1.0, abs(one.value)):
        return False
    pairs = ((one.qualifier(name), other.qualifier(name)) for name in TELLING)
    return one.value is not None or all(a is None or b is None or a == b or key_of(str(a)) == key_of(str(b)) for a, b in pairs)


def same(one: Entity | None, other: Entity | None) -> bool:
    if one is None or other is None:
        return one is other
    return not {key_of(name) for name in (one.label, *one.names)}.isdisjoint(key_of(name) for name in (other.label, *other.names))


def settle(ours: Statement, theirs: Statement, policy: Policy) -> tuple[Statement, Statement]:
    """The rules' and the model's statement of one fact with the qualifiers and the modality that the policy chooses, the same on both."""
    modality = (theirs if policy.modality == "model" else ours).modality
    stronger, weaker = (theirs, ours) if policy.qualifiers == "model" else (ours, theirs)
    chosen: dict[str, Qualifier] = {**dict(weaker.qualifiers), **dict(stronger.qualifiers)}
    first, second = (theirs, ours) if policy.dates == "model" else (ours, theirs)
    for name in DATED:
        chosen.pop(name, None)
        value = first.qualifier(name) if policy.dates == "model" else first.qualifier(name) or second.qualifier(name)
        if value is not None:
            chosen[name] = value
    qualifiers = tuple(sorted(chosen.items()))
    value = theirs.value if theirs.value is not None else ours.value
    return (
        replace(ours, subject=theirs.subject, object=theirs.object, value=value, modality=modality, qualifiers=qualifiers),
        replace(theirs, value=value, currency=theirs.currency or ours.currency, modality=modality, qualifiers=qualifiers),
    )
