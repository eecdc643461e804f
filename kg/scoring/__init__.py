"""A build and gold files -> precision, recall and F1 by report and predicate, and the stage that lost what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.scoring.facts import Fact, Json, Names
from kg.scoring.qualifiers import details, is_supported, without_space
from kg.scoring.stages import Stages
from ontology.schema import Schema

UNSCORED = frozenset({"publishedBy", "authoredBy", "rates", "mentions", "listedAs"})  # of the report and its tables, not of the news
CHECKS = {
    "date_accuracy": "date",
    "undated_kept_undated": "undated",
    "modality_accuracy": "modality",
    "modality_of_the_unasserted": "unasserted",
    "qualifier_accuracy": "qualifier",
    "class_accuracy": "class",
}


@dataclass(slots=True)
class Tally:
    """What was counted over one or more reports. `checks` holds right and all of each detail; the others count facts by predicate."""

    required: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    optional: int = 0
    unsupported: int = 0
    checks: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    stages: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.required += other.required
        self.right += other.right
        self.wrong += other.wrong
        self.optional += other.optional
        self.unsupported += other.unsupported
        self.stages += other.stages
        for name, (right, all_) in other.checks.items():
            self.check(name, right, all_)

    def check(self, name: str, right: int, all_: int = 1) -> None:
        self.checks[name][0] += right
        self.checks[name][1] += all_

    def figures(self) -> dict[str, float | None]:
        """The totals, each as `score.py` of the specification names it."""
        required, right, wrong = (sum(counter.values()) for counter in (self.required, self.right, self.wrong))
        precision, recall = ratio(right, right + wrong) or 0.0, ratio(right, required) or 0.0
        f1 = round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0
        counts = {"required": required, "right": right, "wrong": wrong, "optional_given": self.optional}
        measures = {"precision": precision, "recall": recall, "f1": f1}
        return {**counts, **measures, **{name: ratio(*self.checks[key]) for name, key in CHECKS.items()}, "unsupported_quotes": self.unsupported}


def ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def score_report(gold: Json, built: Sequence[Json], quarantined: Iterable[Json], text: str | None, schema: Schema) -> Tally:
    """Compare what a build states of one report with its gold file. `text` is the report's; without it quotes are not looked for."""
    tally, names = Tally(), Names(gold["entities"], schema)
    scored = schema.predicates.keys() - UNSCORED - set(gold.get("unscored", ()))
    goals = [(names.gold_fact(each), each) for each in gold["statements"] if each["predicate"] in scored]
    given = [each for each in built if each["predicate"] in scored]
    hits = match(goals, given, names, tally)
    stages = Stages(built, quarantined, names, schema)
    for number, (fact, statement) in enumerate(goals):
        if not statement.get("required", True):
            tally.optional += number in hits
            continue
        tally.required[fact.predicate] += 1
        if number in hits:
            for name, right in details(statement, hits[number], names):
                tally.check(name, right)
        if number in hits or stands_for(fact, statement, goals, hits):
            tally.right[fact.predicate] += 1
        else:
            tally.stages[stages.lost(fact)] += 1
    if text is not None:
        flat = without_space(text)
        tally.unsupported = sum(not is_supported(each, flat) for each in given)
    return tally


def match(goals: Sequence[tuple[Fact, Json]], built: Iterable[Json], names: Names, tally: Tally) -> Mapping[int, list[Json]]:
    """The built statements of each goal; those that match none count as wrong, each fact once."""
    hits: defaultdict[int, list[Json]] = defaultdict(list)
    wrong: list[Fact] = []
    for statement in built:
        fact = names.built_fact(statement)
        found = [number for number, (goal, _) in enumerate(goals) if goal.same(fact)]
        for number in found:
            hits[number].append(statement)
        if not found and not any(fact.same(other) for other in wrong):
            wrong.append(fact)
    tally.wrong.update(fact.predicate for fact in wrong)
    return hits


def stands_for(fact: Fact, statement: Json, goals: Sequence[tuple[Fact, Json]], hits: Mapping[int, list[Json]]) -> bool:
    """Whether an optional goal of the same quote that was given is the same fact, told another way."""
    told = (goals[number] for number in hits)
    return any(fact.twin(other) and said.get("quote") == statement.get("quote") for other, said in told if not said.get("required", True))
