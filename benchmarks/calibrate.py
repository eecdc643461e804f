"""Train the weights of the confidence (ontology/words/confidence.tsv) from reports with gold, and show how well they are calibrated.

    calibrate.py REPORTS GOLD --score SCORER [--leave NAME,…] [--write]

A logistic regression with L2 over the features of kg/frames (how a statement was found, its predicate and modality), by plain gradient descent:
no framework, no random numbers. Reports named in --leave (the check set) are left out. Cross-validated over reports: each is judged by weights that
have not seen it. Without --write nothing is changed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.frames import read_rules
from kg.frames.confidence import BIAS, SCALE, Weights
from kg.frames.drafts import write
from kg.model import Entity, Money
from kg.reading import read_report
from ontology import load_ontology

ROUNDS, RATE, PENALTY = 800, 2.0, 1.0
LEVELS = (0.5, 0.7, 0.8, 0.9, 0.95)
Row = tuple[tuple[str, ...], bool]


def as_json(value: Any) -> Any:
    if isinstance(value, Entity):
        return {"label": value.label, "class": value.class_, "names": list(value.names)}
    if isinstance(value, Money):
        return {"value": value.value, "currency": value.currency}
    return [as_json(v) for v in value] if isinstance(value, tuple) else value


def rows_of(report: Path, gold: dict[str, Any], score: Any) -> list[Row]:
    """Features of each statement of a report, and whether the gold has it."""
    from kg.frames import draft_statements, read_mentions

    ontology = load_ontology()
    rules = read_rules(ontology)
    document = read_report(report, report.name)
    names = score.Names(gold["entities"])
    goals = [score.gold_key(s) for s in gold["statements"]]
    reads, _ = read_mentions(document, ontology)
    seen: list[Any] = []
    rows = []

    class Recorder(Weights):
        def confidence(self, features: Iterable[str]) -> float:
            seen.append(tuple(features))
            return 1.0

    for draft in draft_statements(rules, document, reads, ontology):
        statement = write(document, draft, Recorder({}))
        if statement.predicate not in score.SIGNATURES:
            continue
        qualifiers = {k: as_json(v) for k, v in statement.qualifiers}
        built = {"subject": as_json(statement.subject), "predicate": statement.predicate, "object": as_json(statement.object),
                 "value": statement.value, "qualifiers": qualifiers, "modality": statement.modality}  # fmt: skip
        key = score.built_key(built, names)
        rows.append((seen[-1], any(score.same(key, goal) for goal in goals)))
    return rows


def train(rows: Sequence[Row]) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for _ in range(ROUNDS):
        gradient: dict[str, float] = defaultdict(float)
        for features, right in rows:
            error = (1.0 if right else 0.0) - probability(weights, features)
            for feature in (BIAS, *features):
                gradient[feature] += error
        for feature, value in gradient.items():
            shrink = 0.0 if feature == BIAS else PENALTY * weights[feature]
            weights[feature] += RATE * (value - shrink) / len(rows)
    return weights


def probability(weights: dict[str, float], features: Iterable[str]) -> float:
    return 1 / (1 + math.exp(-(weights[BIAS] + sum(weights[f] for f in features))))


def cross_validate(by_report: dict[str, list[Row]]) -> list[tuple[float, bool]]:
    """Every statement judged by weights that have not seen its report, five folds."""
    names = sorted(by_report)
    judged = []
    for fold in range(5):
        weights = train([row for i, n in enumerate(names) if i % 5 != fold for row in by_report[n]])
        judged += [(probability(weights, f), right) for i, n in enumerate(names) if i % 5 == fold for f, right in by_report[n]]
    return judged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--score", type=Path, required=True, help="folder of score.py")
    parser.add_argument("--leave", default="")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(options.score))
    import score

    by_report = {}
    for path in sorted(options.gold.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if path.stem not in options.leave.split(","):
            by_report[path.stem] = rows_of(options.reports / gold["report"], gold, score)
    judged = cross_validate(by_report)
    for level in LEVELS:
        kept = [right for p, right in judged if p >= level]
        print(f"confidence >= {level}: {len(kept)} of {len(judged)} statements, {sum(kept) / max(1, len(kept)):.3f} right (cross-validated)")
    if options.write:
        weights = train([row for rows in by_report.values() for row in rows])
        lines = [f"{feature}\t{round(value * SCALE)}" for feature, value in sorted(weights.items())]
        target = Path(__file__).parent.parent / "ontology" / "words" / "confidence.tsv"
        target.write_text("# Weights of features in hundredths of a logit, trained by benchmarks/calibrate.py\n" + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
