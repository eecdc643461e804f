"""Reports -> answers in a folder: what a build with a model does first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.asking.answers import Answers
from kg.asking.client import Server
from kg.asking.extractor import requests_for
from kg.asking.prompts import answer_schema
from kg.asking.rounds import Asked, Progress, Question, ask_all
from kg.errors import ReportError
from kg.reading import find_reports, read_report
from ontology import Ontology
from ontology.schema import read_schema


def ask_reports(
    reports: Iterable[Path],
    folder: Path,
    model: str,
    ontology: Ontology,
    *,
    url: str | None = None,
    published: str | None = None,
    jobs: int = 1,
    budget: int | None = None,
    progress: Progress | None = None,
    server: Callable[..., Server] = Server,
) -> Asked:
    """Ask a model about every section of the reports that has no answer in the folder yet, `jobs` at once, at most `budget` tokens in all.

    A report that cannot be read is left out: the build names it. Raises UsageError without the openai package or a key, ModelError where the
    server refuses or fails for good.
    """
    questions = list(questions_of(reports, model, ontology, published))
    schema = answer_schema(read_schema(ontology))
    return ask_all(questions, lambda: server(model, url, schema), Answers(folder), jobs=jobs, budget=budget, progress=progress)


def questions_of(reports: Iterable[Path], model: str, ontology: Ontology, published: str | None) -> Iterator[Question]:
    """A question for each section of each report; the same section in two reports is asked once."""
    seen: set[str] = set()
    for path, file in find_reports(reports).reports:
        try:
            document = read_report(path, file, published, ontology)
        except ReportError:
            continue
        for number, request in enumerate(requests_for(document, ontology, model), 1):
            if request.key not in seen:
                seen.add(request.key)
                yield Question(file, number, request)
