"""A build's folder and gold files -> the tally of each report, as tables or JSON."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import BuildFolderError, UsageError
from kg.scoring import Tally, score_report
from kg.scoring.facts import Json
from ontology.schema import Schema

if TYPE_CHECKING:
    from rich.table import Table

Scored: TypeAlias = tuple[str, Tally]  # a report's name and what was counted


def score_folder(folder: Path, gold: Iterable[Path], schema: Schema) -> list[Scored]:
    """Score what a build's folder states of each report that has a gold file.

    Raises BuildFolderError where the folder holds no statements, UsageError where a gold file cannot be read.
    """
    built, quarantined = (by_report(folder / name) for name in ("statements.jsonl", "quarantine.jsonl"))
    scored = []
    for path in gold:
        wanted = read_gold(path)
        name = Path(wanted["report"]).stem
        try:
            tally = score_report(wanted, built.get(name, ()), quarantined.get(name, ()), read_text(folder, built.get(name, ())), schema)
        except (KeyError, TypeError) as error:
            raise UsageError(f"{path}: is no gold file ({type(error).__name__}: {error}); docs/scoring.md shows the form") from error
        scored.append((path.stem, tally))
    return scored


def by_report(file: Path) -> Mapping[str, list[Json]]:
    """The lines of a build's file by the name of their report, without folders and ending."""
    found: defaultdict[str, list[Json]] = defaultdict(list)
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                found[Path(item["report"]).stem].append(item)
    except (OSError, ValueError, KeyError) as error:
        raise BuildFolderError(f"{file}: cannot be read ({error}); build the folder anew with `kg build`") from error
    return found


def read_gold(path: Path) -> dict[str, Any]:
    try:
        wanted = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as a gold file ({error}); name the .json files of gold reports") from error
    if not isinstance(wanted, dict) or not {"report", "entities", "statements"} <= wanted.keys():
        raise UsageError(f"{path}: is no gold file: it needs report, entities and statements; docs/scoring.md shows the form")
    return wanted


def read_text(folder: Path, built: Sequence[Json]) -> str | None:
    """The text of the report that these statements are of."""
    file = folder / "texts" / f"{built[0]['report_id']}.txt" if built else None
    return file.read_text("utf-8") if file is not None and file.is_file() else None


def total(scored: Iterable[Scored]) -> Tally:
    whole = Tally()
    for _, tally in scored:
        whole.add(tally)
    return whole


def as_json(scored: Sequence[Scored]) -> str:
    """Totals, then the figures of each report, predicate and stage."""
    whole = total(scored)
    content = {
        **whole.figures(),
        "by_predicate": {name: dict(zip(("required", "right", "wrong"), counts, strict=True)) for name, *counts in predicates(whole)},
        "by_report": {name: tally.figures() for name, tally in scored},
        "missed_by_stage": dict(sorted(whole.stages.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_tables(scored: Sequence[Scored]) -> Iterator[Table]:
    """One table of reports, of predicates, of the stages that lost what is missing, and of the totals."""
    whole = total(scored)
    yield table("report", ((name, *counts(tally)) for name, tally in scored))
    yield table("predicate", ((name, *f1(required, right, wrong)) for name, required, right, wrong in predicates(whole)))
    from kg.scoring.stages import STAGES

    lost: Counter[str] = whole.stages
    yield table("missed at", ((stage, lost[stage]) for stage in STAGES), ("missed",))
    yield table("all reports", ((name, "-" if value is None else value) for name, value in whole.figures().items()), ("figure",))


def predicates(tally: Tally) -> list[tuple[str, int, int, int]]:
    """Required, right and wrong facts of each predicate, those asked for most first."""
    names = tally.required.keys() | tally.wrong.keys()
    rows = ((name, tally.required[name], tally.right[name], tally.wrong[name]) for name in names)
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def counts(tally: Tally) -> tuple[object, ...]:
    return f1(*(sum(counter.values()) for counter in (tally.required, tally.right, tally.wrong)))


def f1(required: int, right: int, wrong: int) -> tuple[object, ...]:
    """Required, right, wrong, precision, recall, F1; a dash where there is nothing to divide by."""
    precision = right / (right + wrong) if right + wrong else None
    recall = right / required if required else None
    both = 2 * precision * recall / (precision + recall) if precision and recall else None
    return required, right, wrong, *("-" if each is None else f"{each:.3f}" for each in (precision, recall, both))


def table(name: str, rows: Iterable[Sequence[object]], columns: Sequence[str] = ("required", "right", "wrong", "precision", "recall", "F1")) -> Table:
    from rich.table import Table

    made = Table(name, box=None, pad_edge=False)
    for column in columns:
        made.add_column(column, justify="right")
    for row in rows:
        made.add_row(*map(str, row))
    return made
