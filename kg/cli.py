"""The command: parse, make sinks, one library call, print, exit. Nothing slow is imported before it is needed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from kg import __version__, console
from kg.errors import KgError, ModelError, StoreError, UsageError

if TYPE_CHECKING:
    from kg.pipeline import Sink
    from loaders.neo4j import Neo4jSink, Store
    from loaders.questions import Answer
    from ontology import Ontology

FORMATS = ("trig", "jsonld", "graphml", "neo4j-csv")
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

out_option = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("kg-out"), show_default=True, metavar="DIR", help="The build's folder."
)
ontology_option = click.option(
    "--ontology", "extra", type=click.Path(path_type=Path), metavar="DIR", help="Your own names, predicates, words and shapes, laid over ours."
)
quiet_option = click.option("--quiet", is_flag=True, help="No bar, no summary: only what went wrong.")


def neo4j_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the commands that may talk to a database."""
    database = click.option("--database", metavar="NAME", help="The database's name; the server's default one without.")
    uri = click.option(
        "--neo4j", "uri", metavar="URI", help="For example bolt://localhost:7687; user and password come from NEO4J_USERNAME, NEO4J_PASSWORD."
    )
    return uri(database(command))


def published_date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not DATE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no date: write it as 2024-06-28")
    return value


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
def cli() -> None:
    """Research reports in, a checked knowledge graph with evidence out.

    \b
    kg build reports/            read the reports of a folder, write ./kg-out
    kg query                     list the stored questions
    kg query releases --by 百度   ask one of them
    kg load kg-out --neo4j bolt://localhost:7687

    It runs offline and gives the same bytes every time. `kg COMMAND --help` says more.
    """


@cli.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@out_option
@neo4j_options
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="One more file beside Turtle; may be given several times.")
@ontology_option
@click.option("--published", callback=published_date, metavar="DATE", help="The date (2024-06-28) of reports that give none themselves.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X", help="Quarantine what is less sure than X (0 to 1).")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Read N reports at once, each in a process of its own."
)
@quiet_option
def build(
    reports: tuple[Path, ...],
    out: Path,
    uri: str | None,
    database: str | None,
    formats: tuple[str, ...],
    extra: Path | None,
    published: str | None,
    min_confidence: float,
    jobs: int,
    quiet: bool,
) -> None:
    """Read reports (files or folders; .txt .md .pdf), extract what they state, check it, write DIR.

    DIR then holds exactly these reports: graph.ttl, statements.jsonl, observations.jsonl, quarantine.jsonl, reports.jsonl, texts/ and,
    written last, build.json. A report that cannot be read is named with the reason; the others are built and the exit status is 1.
    """
    started = monotonic()
    from kg.pipeline import build as build_graph
    from kg.pipeline import open_ontology
    from loaders.folder import FolderSink

    ontology = open_ontology(extra)
    with ExitStack() as open_sinks:
        sinks: list[Sink] = [FolderSink(out, formats)]
        if uri is not None:
            sinks.append(open_sinks.enter_context(database_sink(uri, database, ontology)))
        progress = open_sinks.enter_context(console.progress_bar(quiet))
        built = build_graph(reports, sinks, ontology=ontology, published=published, min_confidence=min_confidence, jobs=jobs, progress=progress)
    console.print_messages(built)
    if not quiet:
        console.print_summary(built, started, str(out))
    if not built.statements and not built.observations:
        console.say("no report states anything: are they research reports with text?")
        sys.exit(1)
    sys.exit(1 if any(record.status == "failed" for record in built.reports) else 0)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@neo4j_options
@click.option("--only", is_flag=True, help="Remove what other builds loaded.")
@click.option("--verify", is_flag=True, help="Compare everything with the database and mend it.")
@ontology_option
@quiet_option
def load(folder: Path, uri: str | None, database: str | None, only: bool, verify: bool, extra: Path | None, quiet: bool) -> None:
    """Load what a build wrote into Neo4j; reports of other builds stay."""
    from kg.pipeline import open_ontology
    from loaders.folder import read_folder

    if uri is None:
        raise UsageError("kg load needs the database: --neo4j bolt://localhost:7687")
    ontology = open_ontology(extra)
    built = read_folder(folder)
    with database_sink(uri, database, ontology, only, verify) as sink:
        loaded = sink.write(built)
    if not quiet:
        console.say(f"{loaded.sent} reports sent, {loaded.unchanged} unchanged, {loaded.removed} removed, {loaded.rows} rows written or taken away")


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@ontology_option
def check(files: tuple[Path, ...], extra: Path | None) -> None:
    """Check RDF files that anyone wrote against the ontology's shapes; exit status 1 where something does not conform."""
    raise UsageError("kg check needs kg.checking")


@cli.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
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

    if form is not None:
        click.echo((as_csv if form == "csv" else as_json)(answer), nl=False)
        return
    print_tables([as_table(answer)])


def print_tables(tables: Iterable[object]) -> None:
    """Tables on standard output, as wide as they need where it is no terminal."""
    from rich.console import Console

    screen = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    for table in tables:
        screen.print(table)


@cli.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@out_option
@neo4j_options
@ontology_option
@quiet_option
def remove(reports: tuple[str, ...], out: Path, uri: str | None, database: str | None, extra: Path | None, quiet: bool) -> None:
    """Take reports away: DIR (and, with --neo4j, the database) is then as if built without them.

    REPORT is a file's name as reports.jsonl gives it, or its hash.
    """
    started = monotonic()
    from kg.pipeline import open_ontology, remove_reports
    from loaders.folder import FolderSink, read_folder

    ontology = open_ontology(extra)
    old = read_folder(out)
    built = remove_reports(old, reports, ontology)
    FolderSink(out).write(built)
    if uri is not None:
        kept = {record.hash for record in built.reports}
        with database_sink(uri, database, ontology) as sink:
            sink.remove(record.hash for record in old.reports if record.hash and record.hash not in kept)
            sink.write(built)
    if not quiet:
        console.print_summary(built, started, str(out))


@cli.command()
@out_option
@ontology_option
def coverage(out: Path, extra: Path | None) -> None:
    """Show which sentences have words that signal a predicate and gave no statement, by reason."""
    raise UsageError("kg coverage")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD...")
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


def database_sink(uri: str, database: str | None, ontology: Ontology, only: bool = False, verify: bool = False) -> Neo4jSink:
    """The database as a sink; whether it answers is known at once, before any report is read."""
    from loaders.neo4j import Neo4jSink
    from ontology.schema import read_schema

    return Neo4jSink(open_store(uri, database), read_schema(ontology), only, verify)


def open_store(uri: str, database: str | None) -> Store:
    """An open database. User and password come from the environment, the password else from a prompt on a terminal."""
    from loaders.neo4j import connect

    user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD")
    if password is None and not sys.stdin.isatty():
        raise UsageError(f"{uri}: no password for {user}: set NEO4J_PASSWORD, or run kg in a terminal, which asks for it")
    return connect(uri, user, click.prompt(f"Password of {user}", hide_input=True, err=True) if password is None else password, database)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; errors become one message and an exit status."""
    try:
        cli(arguments, prog_name="kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        console.say("interrupted; the last complete build is as it was")
        sys.exit(130)
    except KgError as error:
        console.say(f"kg: {error}")
        sys.exit(1 if isinstance(error, StoreError | ModelError) else 2)
    except BrokenPipeError:  # `kg query … | head` closed it
        sys.stderr.close()
        sys.exit(0)
