"""What several commands have in common: options, the database, tables on standard output."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import UsageError

if TYPE_CHECKING:
    from loaders.neo4j import Neo4jSink
    from loaders.neo4j_store import Store
    from ontology import Ontology

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
PATH = click.Path(path_type=Path)
WIDTH = 200  # of a table where standard output is no terminal

out_option = click.option("--out", type=PATH, default=Path("kg-out"), show_default=True, metavar="DIR", help="The build's folder.")
ontology_option = click.option("--ontology", "extra", type=PATH, metavar="DIR", help="Your own names, predicates, words and shapes, laid over ours.")
quiet_option = click.option("--quiet", is_flag=True, help="No bar, no summary: only what went wrong.")


def neo4j_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the commands that may talk to a database."""
    database = click.option("--database", metavar="NAME", help="The database's name; without it the server's default one.")
    uri = click.option("--neo4j", "uri", metavar="URI", help="E.g. bolt://localhost:7687; NEO4J_USERNAME and NEO4J_PASSWORD say who you are.")
    return uri(database(command))


def published_date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The callback of --published."""
    if value is not None and not DATE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no date: write it as 2024-06-28")
    return value


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


def print_tables(tables: Iterable[object]) -> None:
    """Tables on standard output."""
    from rich.console import Console

    screen = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    for table in tables:
        screen.print(table)
