"""kg build, load, remove: what changes a folder or a database."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from kg import console
from kg.cli.modelling import ask_model, budget_option, model_option, model_options, print_asked, url_option
from kg.cli.options import PATH, database_sink, neo4j_options, ontology_option, out_option, published_date, quiet_option
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.pipeline import Sink

FORMATS = ("trig", "jsonld", "graphml", "neo4j-csv")


@click.command()
@click.argument("reports", nargs=-1, required=True, type=PATH, metavar="REPORT...")
@out_option
@neo4j_options
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="One more format beside Turtle; may be given several times.")
@ontology_option
@click.option("--published", callback=published_date, metavar="DATE", help="The date (2024-06-28) of reports that give none themselves.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X", help="Quarantine what is less sure than X (0 to 1).")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Read N reports at once, each in a process of its own."
)
@model_option
@url_option
@budget_option
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
    model: str | None,
    model_url: str | None,
    budget: int | None,
    quiet: bool,
) -> None:
    """Read reports (files or folders; .txt .md .pdf), extract what they state, check it, write DIR.

    DIR then holds exactly these reports: graph.ttl, statements.jsonl, observations.jsonl, quarantine.jsonl, reports.jsonl, texts/ and,
    written last, build.json. A report that cannot be read is named with the reason; the others are built and the exit status is 1.

    \b
    kg build reports/ --format graphml
    kg build a.pdf b.txt --out week30 --published 2025-07-20
    """
    started = monotonic()
    from kg.pipeline import build as build_graph
    from kg.pipeline import open_ontology
    from loaders.folder import FolderSink

    options, ontology = model_options(model, model_url, budget), open_ontology(extra)
    with ExitStack() as open_sinks:
        sinks: list[Sink] = [FolderSink(out, formats, ontology)]
        if uri is not None:
            sinks.append(open_sinks.enter_context(database_sink(uri, database, ontology)))
        asked, extractors = ask_model(reports, out, options, ontology, published, jobs, quiet) if options else (None, None)
        progress = open_sinks.enter_context(console.progress_bar(quiet))
        built = build_graph(
            reports,
            sinks,
            ontology=ontology,
            published=published,
            min_confidence=min_confidence,
            jobs=jobs,
            extractors=extractors,
            progress=progress,
        )
    console.print_messages(built)
    if not quiet:
        console.print_summary(built, started, str(out))
    if asked is not None:
        print_asked(asked, quiet)
    if not built.statements and not built.observations:
        console.say("no report states anything: are they research reports with text?")
    failed = any(record.status == "failed" for record in built.reports) or (asked is not None and bool(asked.failures or asked.left))
    sys.exit(1 if failed or not (built.statements or built.observations) else 0)


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
@neo4j_options
@click.option("--only", is_flag=True, help="Remove what other builds loaded.")
@click.option("--verify", is_flag=True, help="Compare everything with the database and mend it.")
@ontology_option
@quiet_option
def load(folder: Path, uri: str | None, database: str | None, only: bool, verify: bool, extra: Path | None, quiet: bool) -> None:
    """Load what a build wrote into Neo4j; reports of other builds stay.

    \b
    export NEO4J_PASSWORD=…
    kg load kg-out --neo4j bolt://localhost:7687
    """
    from kg.pipeline import open_ontology
    from loaders.folder import read_folder

    if uri is None:
        raise UsageError("kg load needs the database's address: --neo4j bolt://localhost:7687")
    ontology = open_ontology(extra)
    built = read_folder(folder)
    with database_sink(uri, database, ontology, only, verify) as sink:
        loaded = sink.write(built)
    if not quiet:
        console.say(f"{loaded.sent} reports sent, {loaded.unchanged} unchanged, {loaded.removed} removed, {loaded.rows} rows written or taken away")


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@out_option
@neo4j_options
@ontology_option
@quiet_option
def remove(reports: tuple[str, ...], out: Path, uri: str | None, database: str | None, extra: Path | None, quiet: bool) -> None:
    """Take reports away: DIR (and, with --neo4j, the database) is then as if built without them.

    REPORT is a file's name as reports.jsonl gives it, or its hash. Give the --ontology that the build was made with.
    """
    started = monotonic()
    from kg.pipeline import open_ontology, remove_reports
    from loaders.folder import FolderSink, formats_of, read_folder

    ontology = open_ontology(extra)
    old = read_folder(out)
    built = remove_reports(old, reports, ontology)
    with ExitStack() as open_sinks:
        sink = open_sinks.enter_context(database_sink(uri, database, ontology)) if uri is not None else None
        FolderSink(out, formats_of(out), ontology).write(built)
        if sink is not None:
            kept = {record.hash for record in built.reports}
            sink.remove(record.hash for record in old.reports if record.hash and record.hash not in kept)
            sink.write(built)
    if not quiet:
        console.print_summary(built, started, str(out))
