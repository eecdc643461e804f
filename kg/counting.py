"""What was found -> what counts: each report once, the sure statements, totals that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Extracted, Observation, Quarantined, Statement, Violation


def each_once(extracted: Iterable[Extracted]) -> tuple[list[Extracted], list[str]]:
    """The reports by file name, of equal bytes the first, and a message for each that is left out."""
    first: dict[str, str] = {}
    kept, messages = [], []
    for report in sorted(extracted, key=lambda each: (each.record.file, each.record.hash or "")):
        file, hash_ = report.record.file, report.record.hash
        if hash_ is not None and hash_ in first:
            messages.append(f"{file}: the same bytes as {first[hash_]}; counted once")
            continue
        if hash_ is not None:
            first[hash_] = file
        kept.append(report)
    return kept, messages


def part_unsure(statements: Iterable[Statement], least: float) -> tuple[list[Statement], list[Quarantined]]:
    """The statements of that confidence at least, and the others, quarantined."""
    sure, unsure = [], []
    for statement in statements:
        if statement.confidence >= least:
            sure.append(statement)
        else:
            message = f"置信度 {statement.confidence:g} 低于要求的 {least:g} (below --min-confidence)"
            unsure.append(Quarantined(statement, (Violation("min-confidence", "confidence", message),)))
    return sure, unsure


def count_items(
    statements: Iterable[Statement], observations: Iterable[Observation], quarantined: Iterable[Quarantined]
) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """What each report (by hash) gave: statements, observations, quarantined."""
    found = Counter((each.report_id, "statements") for each in statements)
    found.update((each.report_id, "observations") for each in observations)
    found.update((each.item.report_id, "quarantined") for each in quarantined)
    return {report: tuple((kind, found[report, kind]) for kind in ("observations", "quarantined", "statements")) for report, _ in found}


def count_all(
    reports: Sequence[Extracted], statements: Sequence[Statement], observations: Sequence[Observation], quarantined: Sequence[Quarantined]
) -> tuple[tuple[str, int], ...]:
    """Totals, sorted by name: extracted = stored + quarantined, stored = statements + observations."""
    stored = len(statements) + len(observations)
    failed = sum(report.record.status == "failed" for report in reports)
    return (
        ("extracted", stored + len(quarantined)),
        ("observations", len(observations)),
        ("quarantined", len(quarantined)),
        ("reports", len(reports)),
        ("reports_built", len(reports) - failed),
        ("reports_failed", failed),
        ("statements", len(statements)),
        ("stored", stored),
    )
