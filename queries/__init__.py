"""The stored questions: pairs of files NAME.cypher and NAME.rq -> what they answer, their parameters and columns.

Both files of a pair begin with the same header, as comments:

    # What did X release, and when?
    # parameters:
    #   by = "": who released it, by any of its names; empty: everybody
    # columns: agent, product, date, report
    # order: -date, agent

`#` stands for `//` in the .cypher. A default is a JSON string or number. `order` sorts the rows (`-`: the greatest first);
what it leaves open is sorted by the columns from left to right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

from kg.errors import UsageError

Scalar: TypeAlias = str | int

_PARAMETER = re.compile(r"""  (?P<name>\w+) = (?P<default>"(?:[^"\\]|\\.)*"|-?\d+): (?P<about>.+)""")
_VALUES = re.compile(r"^ *VALUES \((?P<names>[^)]*)\) \{ \((?P<defaults>.*)\) \}$", re.MULTILINE)  # on a line of its own in each .rq


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be asked of a question: its default (a string, or an integer) and what it means."""

    name: str
    default: Scalar
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """A pair of files: what they answer, and both their texts. `order` holds column names, `-` before those sorted the greatest first."""

    name: str
    about: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    order: tuple[str, ...]
    sparql: str
    cypher: str


def list_questions(extra: Path | None = None) -> list[Question]:
    """Return our questions and those of a user's ontology folder (`extra`/queries), sorted by name; the user's win over ours of the same name.

    Raises UsageError where a file of a pair is missing or its header cannot be read.
    """
    found = {question.name: question for question in _read_folder(files(__name__))}
    if extra is not None and (extra / "queries").is_dir():
        found |= {question.name: question for question in _read_folder(extra / "queries")}
    return [found[name] for name in sorted(found)]


def find_question(name: str, extra: Path | None = None) -> Question:
    """Return the question of that name. Raises UsageError, naming those there are."""
    questions = list_questions(extra)
    for question in questions:
        if question.name == name:
            return question
    raise UsageError(f"no stored question {name!r}; there are: {', '.join(question.name for question in questions)}")


def fill_parameters(question: Question, given: Iterable[tuple[str, str]]) -> dict[str, Scalar]:
    """Return a value for each parameter of the question, the default where none is given.

    Raises UsageError for a parameter that the question does not have and for a number that is none.
    """
    values = {parameter.name: parameter.default for parameter in question.parameters}
    for name, text in given:
        if name not in values:
            raise UsageError(f"question {question.name!r} has no parameter {name!r}; it has: {', '.join(values) or 'none'}")
        values[name] = _read_value(name, text, values[name])
    return values


def values_row(text: str) -> re.Match[str]:
    """Return the match of the line of a .rq that holds its parameters, the first of VALUES: group `names` its variables, `defaults` their values.

    Raises UsageError where there is none.
    """
    if match := _VALUES.search(text):
        return match
    raise UsageError("a .rq needs a line `VALUES (?name …) { (default …) }` for its parameters")


def _read_value(name: str, text: str, default: Scalar) -> Scalar:
    try:
        text.encode()
        return text if isinstance(default, str) else int(text)
    except UnicodeEncodeError as error:
        raise UsageError(f"parameter {name!r} is not valid Unicode: {text!r}") from error
    except ValueError as error:
        raise UsageError(f"parameter {name!r} must be a whole number, not {text!r}") from error


def _read_folder(folder: Traversable) -> Iterator[Question]:
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith((".rq", ".cypher"))}
    for name in sorted({file.rsplit(".", 1)[0] for file in texts}):
        if f"{name}.rq" not in texts or f"{name}.cypher" not in texts:
            raise UsageError(f"{folder}: a question is a pair of files; {name}.rq or {name}.cypher is missing")
        question = _read_question(name, texts[f"{name}.rq"], texts[f"{name}.cypher"])
        if read_header(question.cypher, "//") != read_header(question.sparql, "#"):
            raise UsageError(f"{folder}: {name}.rq and {name}.cypher do not have the same header")
        yield question


def read_header(text: str, mark: str) -> tuple[str, ...]:
    """Return the lines of comment that the text begins with, without their mark."""
    lines = []
    for line in text.splitlines():
        if not line.startswith(mark):
            break
        lines.append(line[len(mark) :].removeprefix(" ").rstrip())
    return tuple(lines)


def _read_question(name: str, sparql: str, cypher: str) -> Question:
    about: list[str] = []
    parameters: list[Parameter] = []
    lists: dict[str, tuple[str, ...]] = {"columns": (), "order": ()}
    for line in read_header(sparql, "#"):
        key, _, rest = line.partition(":")
        if key in lists:
            lists[key] = tuple(word.strip() for word in rest.split(","))
        elif match := _PARAMETER.fullmatch(line):
            parameters.append(Parameter(match["name"], json.loads(match["default"]), match["about"]))
        elif line and line != "parameters:":
            about.append(line)
    if not about or not lists["columns"] or {word.lstrip("-") for word in lists["order"]} - set(lists["columns"]):
        raise UsageError(f"question {name}: the header must say what it answers, its columns, and an order of those columns")
    if values_row(sparql)["names"].split() != [f"?{parameter.name}" for parameter in parameters]:
        raise UsageError(f"question {name}: the VALUES row of the .rq must hold the parameters of the header, in their order")
    return Question(name, " ".join(about), tuple(parameters), lists["columns"], lists["order"], sparql, cypher)
