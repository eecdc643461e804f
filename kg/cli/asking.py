"""kg query, check, coverage, score: what only reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import console
from kg.cli.options import PATH, neo4j_options, ontology_option, open_store, out_option, print_tables
from kg.errors import UsageError

if TYPE_CHECKING:
    from loaders.questions import Answer


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@out_option
@neo4j_options
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@ontology_option
@click.pass_context
def query(context: click.Context, name: str | None, out: Path, uri: str | None, database: str | None, form: str | None, extra: Path | None) -> None:
    """Ask a stored question of a build or, with --neo4j, of the database. `kg query` alone lists the questions.

    \b
    kg query releases --by OpenAI
    kg query prices --csv --out kg-out
    """
    from loaders.questions import ask_database, ask_folder

    if name is None:
        list_questions(extra)
        return
    parameters = read_pairs(context.args)
    if uri is None:
        answer = ask_folder(out, name, parameters, extra)
    else:
        with open_store(uri, database) as store:
            answer = ask_database(store.driver, name, parameters, extra, database)
    print_answer(answer, form)


def list_questions(extra: Path | None) -> None:
    """Each question with what it answers and its parameters."""
    from queries import list_questions as find_questions

    for question in find_questions(extra):
        click.echo(f"{question.name}: {question.about}")
        for parameter in question.parameters:
            click.echo(f"    --{parameter.name}  {parameter.about}")


def read_pairs(words: Sequence[str]) -> dict[str, str]:
    """`--by OpenAI --since=2024` as names and values."""
    given: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name or not (equals or rest):
            raise UsageError(f"{word!r} is not understood: after the question come pairs such as --by OpenAI; `kg query` lists them")
        given[name] = value if equals else rest.pop(0)
    return given


def print_answer(answer: Answer, form: str | None) -> None:
    """The rows on standard output."""
    from loaders.questions import as_csv, as_json, as_table

    if form is None:
        print_tables([as_table(answer)])
    else:
        click.echo((as_csv if form == "csv" else as_json)(answer), nl=False)


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@ontology_option
def check(files: tuple[Path, ...], extra: Path | None) -> None:
    """Check RDF files that anyone wrote against the ontology's shapes; exit status 1 where something does not conform."""
    from kg.checking import check_files
    from kg.pipeline import open_ontology

    checked = check_files(files, open_ontology(extra))
    for found in checked.results:
        click.echo(f"{found.file}: {found.severity}: <{found.focus_node}> {found.path}: {found.message}")
    console.say(f"{checked.triples} triples, {len(checked.results)} results: {'all conforms' if checked.conforms else 'does not conform'}")
    sys.exit(0 if checked.conforms else 1)


@click.command()
@out_option
@click.option("--json", "in_json", is_flag=True, help="Print one JSON object a sentence.")
@ontology_option
def coverage(out: Path, in_json: bool, extra: Path | None) -> None:
    """Show which sentences have words that signal a predicate and gave no statement, by reason."""
    from kg.coverage import REASONS, find_uncovered
    from kg.pipeline import open_ontology
    from loaders.folder import read_folder

    found = list(find_uncovered(read_folder(out), open_ontology(extra)))
    if in_json:
        for each in found:
            click.echo(json.dumps(asdict(each), ensure_ascii=False))
        return
    for reason, meaning in REASONS.items():
        sentences = [each for each in found if each.reason == reason]
        click.echo(f"{reason}: {len(sentences)} sentences: {meaning}")
        for each in sentences:
            click.echo(f"  {each.report}:{each.span.start} [{', '.join(each.predicates)}: {', '.join(each.words)}] {' '.join(each.sentence.split())}")


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
@click.argument("gold", nargs=-1, required=True, type=PATH, metavar="GOLD...")
@click.option("--json", "in_json", is_flag=True, help="Print JSON.")
@ontology_option
def score(folder: Path, gold: tuple[Path, ...], in_json: bool, extra: Path | None) -> None:
    """Precision, recall and F1 of a build by predicate and report, against gold files; at which stage what is missing was lost."""
    from kg.scoring.folders import as_json, as_tables, score_folder
    from ontology import load_ontology
    from ontology.schema import read_schema

    scored = score_folder(folder, gold, read_schema(load_ontology(extra)))
    if in_json:
        click.echo(as_json(scored), nl=False)
    else:
        print_tables(as_tables(scored))
