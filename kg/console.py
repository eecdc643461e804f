"""What the command line shows on standard error: a bar while it works, a table when it is done, messages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.model import Build

SHOWN = 12  # predicates in the summary


def say(message: str) -> None:
    """One line on standard error."""
    click.echo(message, err=True)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, file: str) -> None:
            bar.update(task, completed=done, total=total, description=file)

        yield show


def print_summary(built: Build, started: float, place: str) -> None:
    """Reports, statements by predicate, what was quarantined, and how long it took."""
    from rich.console import Console
    from rich.table import Table

    totals, predicates = dict(built.totals), Counter(each.predicate for each in built.statements)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    failed = f" ({totals['reports_failed']} failed)" if totals["reports_failed"] else ""
    table.add_row("reports", f"{totals['reports_built']}{failed}")
    table.add_row("entities", str(len(built.entities)))
    table.add_row("statements", str(totals["statements"]))
    for name, count in sorted(predicates.items(), key=lambda each: (-each[1], each[0]))[:SHOWN]:
        table.add_row(f"  {name}", str(count))
    if len(predicates) > SHOWN:
        table.add_row(f"  {len(predicates) - SHOWN} others", str(sum(sorted(predicates.values())[:-SHOWN])))
    table.add_row("observations", str(totals["observations"]))
    table.add_row("quarantined", str(totals["quarantined"]))
    table.add_row("seconds", f"{monotonic() - started:.1f}")
    table.add_row("written to", place)
    Console(stderr=True, highlight=False, markup=False).print(table)


def print_messages(built: Build) -> None:
    """What was left out, what a reader should know of each report, and why reports failed."""
    for message in built.messages:
        say(message)
    for record in built.reports:
        for message in record.messages:
            say(f"{record.file}: {message}")
    for record in built.reports:
        if record.status == "failed":
            say(f"{record.file}: failed: {record.reason}")
