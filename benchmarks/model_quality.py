"""What the recorded answers are worth: the model alone before and after grounding, and together with the rules.

model_quality.py REPORT… --answers FOLDER --gold DIR --score SCORER

Precision, recall and F1 over the reports, the statements that grounding refused by reason, tokens and prompt size.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.asking.answers import Answers
from kg.asking.extractor import ModelAnswers, requests_for
from kg.asking.parsing import read_claims
from kg.model import Statement
from kg.pipeline import build, rules
from kg.reading import read_report
from kg.tables import extract_tables
from loaders.folder import FolderSink
from ontology import load_ontology

MODEL = "reader"


def as_given(report: Path, answers: Path) -> list[dict[str, Any]]:
    """The claims of a report's answers in the form of statements.jsonl, nothing checked."""
    found = []
    for request in requests_for(read_report(report, report.name), load_ontology(), MODEL):
        reply = Answers(answers).find(request.key)
        for claim in read_claims(reply.text)[0] if reply else []:
            fields = claim.fields
            qualifiers = {name: plain(value) for name, value in (fields.get("qualifiers") or {}).items() if value is not None}
            ends = {role: entity(fields.get(role)) for role in ("subject", "object")}
            evidence = [{"quote": claim.text("quote")}]
            found.append({**fields, **ends, "report": report.name, "qualifiers": qualifiers, "evidence": evidence, "confidence": 1.0})
    return found


def entity(value: Any) -> Any:
    return {"label": value["name"], "class": value["class"], "names": [value["name"]]} if isinstance(value, dict) and "name" in value else None


def plain(value: Any) -> Any:
    return [entity(each) for each in value] if isinstance(value, list) else value


def statements_of(reports: list[Path], extractors: Any, reasons: Counter[str]) -> list[dict[str, Any]]:
    built = build(reports, extractors=extractors)
    for each in built.quarantined:
        if isinstance(each.item, Statement) and "model" in each.item.extractors:
            reasons[each.violations[0].message.split(":")[0]] += 1
    with tempfile.TemporaryDirectory() as folder:
        FolderSink(Path(folder) / "out").write(built)
        return [json.loads(line) for line in (Path(folder) / "out" / "statements.jsonl").read_text("utf-8").splitlines()]


def show(name: str, statements: Iterable[dict[str, Any]], golds: dict[str, Any], score: Any) -> None:
    by_report: dict[str, list[dict[str, Any]]] = {report: [] for report in golds}
    for each in statements:
        by_report[Path(each["report"]).stem].append(each)
    right = required = wrong = 0
    for report, gold in golds.items():
        told = score.score_report(gold, by_report[report], None)
        required, right, wrong = (have + told.counts[name] for have, name in ((required, "required"), (right, "right"), (wrong, "wrong")))
    precision, recall = right / max(1, right + wrong), right / max(1, required)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:28} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({right} of {required}, {wrong} wrong)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--answers", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    options = parser.parse_args()
    sys.path.insert(0, str(options.score))
    import score

    golds = {path.stem: json.loads((options.gold / f"{path.stem}.json").read_text("utf-8")) for path in options.reports}
    reasons: Counter[str] = Counter()
    show("rules", statements_of(options.reports, rules(), Counter()), golds, score)
    show("model, before grounding", [each for path in options.reports for each in as_given(path, options.answers)], golds, score)
    alone = ModelAnswers(options.answers, MODEL, alone=True)
    show("model, after grounding", statements_of(options.reports, (alone,), reasons), golds, score)
    show("together", statements_of(options.reports, (ModelAnswers(options.answers, MODEL), extract_tables), Counter()), golds, score)
    print("refused:", ", ".join(f"{count} {reason}" for reason, count in reasons.most_common()) or "none")
    requests = [request for path in options.reports for request in requests_for(read_report(path, path.name), load_ontology(), MODEL)]
    replies = [reply for request in requests if (reply := Answers(options.answers).find(request.key))]
    print(f"{len(requests)} requests for {len(options.reports)} reports, {len(replies)} answered")
    print(f"instructions {len(requests[0].system):,} characters, {sum(len(r.user) for r in requests) / len(requests):,.0f} more a section")
    print(f"answers {sum(len(r.text) for r in replies):,} characters")


if __name__ == "__main__":
    main()
