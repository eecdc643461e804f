"""The words that tables are read by, as `ontology/words/table-*.tsv` holds them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ontology import Ontology

CALENDAR = {"YEAR": r"(?:19|20)\d\d", "PERIOD": r"(?:19|20)?\d\d(?:[AEF]|[QH][1-4])?|[1-4][QH]\d\d"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric and the words of a header that mean it. `alone`: a column of it makes a table one of market data."""

    name: str
    words: tuple[tuple[str, ...], ...]
    kind: str
    unit: str | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Role:
    """What a column that holds no figures of a metric holds, and the class of what it names."""

    name: str
    class_: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of figures of products or companies: a pattern of its header, the predicate, the unit of a price, the classes it fits."""

    predicate: str
    pattern: re.Pattern[str]
    exact: int
    unit: str | None
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A pattern of codes, the class of what has such a code, the currency of its price, and whether any cell may hold it or a code's column only."""

    pattern: re.Pattern[str]
    class_: str
    currency: str | None
    anywhere: bool = True


@dataclass(frozen=True, slots=True)
class TableWords:
    metrics: tuple[Metric, ...]
    roles: dict[str, Role]
    fillers: tuple[str, ...]
    change_fillers: tuple[str, ...]
    scores: tuple[str, ...]
    measures: tuple[Measure, ...]
    units: dict[str, tuple[str, str]]
    exchanges: tuple[Exchange, ...]
    instruments: tuple[tuple[str, re.Pattern[str]], ...]

    def exchange(self, code: str, *, column: bool = False) -> Exchange | None:
        """The market of a code, None where this is none; in a column of codes plain numbers are codes too."""
        return next((e for e in self.exchanges if (column or e.anywhere) and e.pattern.fullmatch(code)), None)

    def role(self, words: str) -> Role | None:
        """The role of a header whose words are exactly these."""
        return self.roles.get(folded(words))


def folded(text: str) -> str:
    """Width, case and spaces do not tell words of a header apart."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=4)
def table_words(ontology: Ontology) -> TableWords:
    """All words of tables; rows of a user's folder come after ours and win where both name a word. Raises OntologyError on a bad line."""
    roles: dict[str, Role] = {}
    beside: dict[str, list[str]] = {"filler": [], "change-filler": [], "scores": []}
    for row in ontology.rows("words", "table-roles.tsv"):
        for word in map(folded, row.cells[1].split("|")):
            if row.cells[0] in beside:
                beside[row.cells[0]].append(word)
            else:
                roles[word] = Role(row.cells[0], row.cells[2])
    return TableWords(
        metrics=tuple(metrics(ontology)),
        roles=roles,
        fillers=longest_first(beside["filler"]),
        change_fillers=longest_first(beside["filler"] + beside["change-filler"]),
        scores=tuple(beside["scores"]),
        measures=tuple(measures(ontology)),
        units={folded(row.cells[0]): (row.cells[1], row.cells[2]) for row in ontology.rows("words", "table-units.tsv")},
        exchanges=tuple(
            Exchange(re.compile(row.cells[0]), row.cells[1], (*row.cells, "")[2] or None, "column" not in row.cells[3:])
            for row in ontology.rows("words", "table-exchanges.tsv")
        ),
        instruments=tuple((row.cells[0], re.compile(row.cells[1])) for row in ontology.rows("words", "table-instruments.tsv")),
    )


def longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def metrics(ontology: Ontology) -> list[Metric]:
    found = []
    for row in ontology.rows("words", "table-metrics.tsv"):
        if len(row.cells) < 3:
            raise row.fault("needs metric, words, kind and unit")
        words = tuple(tuple(p if p in CALENDAR else folded(p) for p in word.split("+")) for word in row.cells[1].split("|"))
        unit = row.cells[3] if len(row.cells) > 3 else ""
        found.append(Metric(row.cells[0].rstrip("*"), words, row.cells[2], unit or None, not row.cells[0].endswith("*")))
    return found


def measures(ontology: Ontology) -> list[Measure]:
    """Longer words before shorter ones, those with a * last."""
    found = []
    for row in ontology.rows("words", "table-columns.tsv"):
        predicate, words, unit, classes = (*row.cells, "", "")[:4]
        for word in map(folded, words.split("|")):
            pattern = re.compile(".+".join(re.escape(part) for part in word.split("*")) if "*" in word[1:-1] else starred(word))
            found.append(Measure(predicate, pattern, 0 if "*" in word else len(word), unit or None, tuple(classes.split("|"))))
    return sorted(found, key=lambda m: (-m.exact, -len(m.pattern.pattern)))


def starred(word: str) -> str:
    return re.escape(word).replace(r"\*", ".*")
