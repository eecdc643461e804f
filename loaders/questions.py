"""A stored question -> the same rows from a build's folder (SPARQL) and from Neo4j (Cypher).

What `kg query` needs, in the order in which it needs it:

    queries.list_questions(extra)                          the list that `kg query` alone prints
    ask_folder(folder, name, {"by": "OpenAI"}, extra)      an Answer from DIR/graph.ttl
    ask_database(driver, name, {...}, extra, database)     an Answer from Neo4j, by a driver of the official package
    as_table(answer) / as_csv(answer) / as_json(answer)    a rich Table, or text
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import BuildFolderError, StoreError, UsageError
from queries import Question, Scalar, fill_parameters, find_question, values_row

if TYPE_CHECKING:
    from neo4j import Driver
    from rich.table import Table

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = tuple[Value, ...]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float"))
_BEYOND_INT64 = 2**63  # Neo4j keeps such a number as a float


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a question, each once, in the order that the question names. A cell that the graph leaves out is None."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def ask_folder(folder: Path, name: str, parameters: Mapping[str, str] | None = None, extra: Path | None = None) -> Answer:
    """Answer a question from the Turtle file of a build's folder.

    Raises UsageError (no such question or parameter) and BuildFolderError (no graph.ttl, or one that cannot be read).
    """
    question = find_question(name, extra)
    query = fill_values(question, fill_parameters(question, (parameters or {}).items()))
    return ask_store(open_graph(folder), question, query)


def ask_database(
    driver: Driver, name: str, parameters: Mapping[str, str] | None = None, extra: Path | None = None, database: str | None = None
) -> Answer:
    """Answer a question from a Neo4j database (None: the server's default one).

    Raises UsageError (no such question or parameter) and StoreError (the database does not answer, or refused the question).
    """
    from neo4j.exceptions import DriverError, Neo4jError

    from loaders.neo4j_store import explain

    question = find_question(name, extra)
    values = fill_parameters(question, (parameters or {}).items())
    try:
        with driver.session(database=database, default_access_mode="READ", notifications_min_severity="OFF") as session:
            records = session.run(question.cypher, dict[str, Any](values)).data()
    except (Neo4jError, DriverError) as error:
        raise StoreError(explain(error, "Neo4j", database)) from error
    return sort_answer(question, (tuple(canonical(record.get(column)) for column in question.columns) for record in records))


def open_graph(folder: Path) -> ox.Store:
    """Load a build's graph.ttl into memory. Raises BuildFolderError."""
    file, store = folder / "graph.ttl", ox.Store()
    try:
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise BuildFolderError(f"{file}: cannot be read ({error}); build the folder anew with `kg build`") from error
    return store


def ask_store(store: ox.Store, question: Question, query: str) -> Answer:
    """Run a question's SPARQL, its parameters filled in, on a store. Raises UsageError where it is not SPARQL."""
    try:
        solutions = cast(ox.QuerySolutions, store.query(query))
    except SyntaxError as error:
        raise UsageError(f"{question.name}.rq: {error}") from error
    return sort_answer(question, (tuple(_read_term(solution[column]) for column in question.columns) for solution in solutions))


def fill_values(question: Question, values: Mapping[str, Scalar]) -> str:
    """Return the question's SPARQL with these values in its VALUES row, each written as an RDF literal: data, never query text."""
    row = values_row(question.sparql)
    literals = " ".join(str(ox.Literal(values[name.lstrip("?")])) for name in row["names"].split())
    return question.sparql[: row.start("defaults")] + literals + question.sparql[row.end("defaults") :]


def sort_answer(question: Question, rows: Iterable[Row]) -> Answer:
    """Return each row once, by the question's order and then by the columns from left to right; None comes last."""
    ordered = sorted(set(rows), key=lambda row: [_sort_key(cell) for cell in row])
    for word in reversed(question.order):
        place, descending = question.columns.index(word.lstrip("-")), word.startswith("-")
        ordered.sort(key=lambda row: _sort_key(row[place], descending), reverse=descending)
    return Answer(question.columns, tuple(ordered))


def canonical(value: Any) -> Value:
    """Return a number in its one form: an int where it is whole, else a float; an empty string is a missing cell. Other values stay as they are."""
    if value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return cast(Value, value)
    if isinstance(value, int) and -_BEYOND_INT64 <= value < _BEYOND_INT64:
        return value
    number = float(value)
    return int(number) if number.is_integer() else number


def as_table(answer: Answer) -> Table:
    """Return a table for rich's console; its caption counts the rows."""
    from rich.table import Table
    from rich.text import Text

    table = Table(caption=f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}")
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(_text(cell)) for cell in row))
    return table


def as_csv(answer: Answer) -> str:
    """Return RFC 4180 rows with a header, lines ended by a line feed; a missing cell is empty."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([answer.columns, *([_text(cell) for cell in row] for row in answer.rows)])
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """Return an array of one object a row, ended by a line feed; a missing cell is null."""
    return json.dumps([dict(zip(answer.columns, row, strict=True)) for row in answer.rows], ensure_ascii=False, indent=1) + "\n"


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _read_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    if not isinstance(term, ox.Literal):
        return None if term is None else str(getattr(term, "value", term))
    datatype = term.datatype.value
    if datatype in _NUMBERS:
        return canonical(int(term.value) if datatype == _XSD + "integer" else float(term.value))
    return term.value == "true" if datatype == _XSD + "boolean" else canonical(term.value)


def _sort_key(value: Value, descending: bool = False) -> tuple[int, float | str]:
    if value is None:
        return (-1 if descending else 2, "")
    return (1, value) if isinstance(value, str) else (0, value)
