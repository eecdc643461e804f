"""The command: parse, make sinks, one library call, print, exit. Nothing slow is imported before it is needed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import click

from kg import __version__, console
from kg.cli.asking import check, coverage, query, score
from kg.cli.building import build, load, remove
from kg.errors import KgError, ModelError, StoreError

INTERRUPTED = 130  # as shells say it
COLLECTOR = (50_000, 20, 20)  # our values hold no cycles, and the names are a million objects: walking them often costs a tenth of a build


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
def cli() -> None:
    """Research reports in, a checked knowledge graph with evidence out.

    \b
    kg build reports/             read the reports of a folder, write ./kg-out
    kg query                      list the stored questions
    kg query releases --by 百度   ask one of them
    kg load kg-out --neo4j bolt://localhost:7687

    It runs offline and gives the same bytes every time. `kg COMMAND --help` says more.
    """


for command in (build, load, check, query, remove, coverage, score):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; errors become one message and an exit status."""
    gc.set_threshold(*COLLECTOR)
    try:
        cli.main(arguments, prog_name="kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        console.say("interrupted; the last complete build is as it was")
        sys.exit(INTERRUPTED)
    except KgError as error:
        console.say(f"kg: {error}")
        sys.exit(1 if isinstance(error, StoreError | ModelError) else 2)
    except BrokenPipeError:  # `kg query … | head` closed it
        sys.stderr.close()
        sys.exit(0)
