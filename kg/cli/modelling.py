"""What --model adds to kg build: the asking before it, its messages, its extractor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import console
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.asking.rounds import Asked
    from kg.pipeline import Extractor
    from ontology import Ontology

OPENAI = "https://api.openai.com/v1"

model_option = click.option("--model", metavar="NAME", help="Ask this language model as well; what the reports say is then sent to its server.")
url_option = click.option(
    "--model-url", metavar="URL", help="Its address if not OpenAI's, e.g. http://localhost:11434/v1; the key is OPENAI_API_KEY."
)
budget_option = click.option("--budget", type=click.IntRange(1), metavar="N", help="Begin no further request after N tokens, in and out together.")


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What the command line says of the model."""

    name: str
    url: str | None
    budget: int | None


def model_options(name: str | None, url: str | None, budget: int | None) -> ModelOptions | None:
    """Raises UsageError where --model-url or --budget stand without --model."""
    if name is None:
        if url is not None or budget is not None:
            raise UsageError("--model-url and --budget say how a model is asked: name it with --model")
        return None
    return ModelOptions(name, url, budget)


def ask_model(
    reports: tuple[Path, ...], out: Path, options: ModelOptions, ontology: Ontology, published: str | None, jobs: int, quiet: bool
) -> tuple[Asked, tuple[Extractor, ...]]:
    """Ask about every section that has no answer in the build's folder, and give the extractors that read the answers."""
    from kg.asking.answers import FOLDER
    from kg.asking.extractor import ModelAnswers
    from kg.asking.reports import ask_reports
    from kg.tables import extract_tables

    if not quiet:
        console.say(f"the reports' text goes to {options.url or OPENAI} (model {options.name}); answers are kept in {out / FOLDER}")
    with console.progress_bar(quiet) as progress:
        asked = ask_reports(
            reports,
            out / FOLDER,
            options.name,
            ontology,
            url=options.url,
            published=published,
            jobs=jobs,
            budget=options.budget,
            progress=progress,
        )
    return asked, (ModelAnswers(out / FOLDER, options.name), extract_tables)


def print_asked(asked: Asked, quiet: bool) -> None:
    """What asking came to; what failed or was left, with what to do next, even when quiet."""
    for file, number, reason in asked.failures:
        console.say(f"{file}: section {number}: {reason}")
    if asked.left:
        console.say(f"the budget is spent: {asked.left} sections were not asked; build again with a larger --budget to go on")
    if not quiet:
        total = asked.cached + asked.sent + asked.left
        share = f", {asked.cached / total:.0%} of the answers were there" if total else ""
        console.say(f"model: {asked.sent} requests, {asked.tokens_in:,} tokens in, {asked.tokens_out:,} out{share}")
