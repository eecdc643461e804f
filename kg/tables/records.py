"""Sections -> records: what is said of one product, company or model, whichever way the table is turned."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.tables.columns import Column, match_measure, read_column
from kg.tables.context import Context
from kg.tables.heads import Head, Section, read_head
from kg.tables.naming import BRANCHES, is_name
from kg.tables.words import Role, folded

PRODUCTS = BRANCHES["Product"]


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a record: what its header says, its text, its row and column in the table."""

    column: Column
    text: str
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Record:
    """The cells that say something of `name`, an entity of `class_`; `place` is the cell that names it."""

    name: str
    class_: str
    place: tuple[int, int]
    fields: tuple[Field, ...]

    def text(self, role: str) -> str:
        """The text of the first cell of that role, else nothing."""
        return next((field.text for field in self.fields if field.column.role and field.column.role.name == role), "")


def read_records(section: Section, columns: tuple[Column, ...], context: Context) -> tuple[Record, ...]:
    """A record for each row that names what it is about; of a table turned on its side, for each column."""
    columns = first_role(section, columns, context)
    names = [at for at, column in enumerate(columns) if column.role and column.role.name == "name"]
    turned = next((at for at, column in enumerate(columns) if is_label(column)), None)
    if turned is not None and (not names or names[0] >= turned):
        return turned_records(section, columns, turned, context)
    subject = next((at for at in names if class_of(columns[at]) in PRODUCTS), names[0] if names else None)
    if subject is None:
        return ()
    owner = next((at for at in names if at != subject and class_of(columns[at]) == "Company"), None)
    if owner is not None:
        columns = (*columns[:owner], replace(columns[owner], role=Role("owner", "Agent")), *columns[owner + 1 :])
    return tuple(row_records(section, columns, subject, context))


def is_label(column: Column) -> bool:
    """A column of benchmarks or of items: what its rows name is measured in the columns beside it."""
    return column.role is not None and (column.role.name == "item" or (column.role.name == "name" and column.role.class_ == "Benchmark"))


def class_of(column: Column) -> str:
    return column.role.class_ if column.role else ""


def first_role(section: Section, columns: tuple[Column, ...], context: Context) -> tuple[Column, ...]:
    """A first column without a word in its header holds what the names data or the measures know most of its cells as."""
    if not columns or columns[0].head.words or columns[0].role:
        return columns
    labels = [row.cells[0].text for row in section.rows if row.cells and row.cells[0].text]
    heads = [column.head.raw for column in columns[1:]]
    half = max(len(labels), 1) / 2
    role = None
    if sum(1 for label in labels if context.names.find(label, "Benchmark")) >= half:
        role = Role("name", "Benchmark")
    elif sum(1 for head in heads if context.names.find(head, "Benchmark")) >= max(len(heads), 1) / 2:
        role = Role("name", "AIModel")
    elif sum(1 for label in labels if match_measure(folded(re.sub(r"[(（].*", "", label)), context.words)) >= half:
        role = Role("item", "Metric")
    return (replace(columns[0], role=role), *columns[1:]) if role else columns


def row_records(section: Section, columns: tuple[Column, ...], subject: int, context: Context) -> list[Record]:
    records = []
    filled: dict[int, tuple[str, tuple[int, int]]] = {}  # words of merged cells, given once for the rows below
    for row in section.rows:
        fields = []
        for at, column in enumerate(columns):
            text = row.cells[at].text if at < len(row.cells) else ""
            place = (row.number, min(at, len(row.cells) - 1))
            if column.role and column.role.name in ("owner", "name") and at <= subject:
                text, _ = filled[at] = (text, place) if text else filled.get(at, ("", place))
            fields.append(Field(column, text, place))
        if is_name(fields[subject].text, context.words):
            rest = tuple(field for at, field in enumerate(fields) if at != subject)
            class_ = "Company" if class_of(columns[subject]) == "Instrument" else class_of(columns[subject])
            records.append(Record(fields[subject].text, class_, fields[subject].place, rest))
    return records


def turned_records(section: Section, columns: tuple[Column, ...], labels: int, context: Context) -> tuple[Record, ...]:
    """A record for each column that names something: its rows' labels are the headers."""
    heads = [label_column(row.cells[labels].text if labels < len(row.cells) else "", columns[labels], context) for row in section.rows]
    class_ = turned_class(columns[labels + 1 :], context)
    records = []
    for at in range(labels + 1, len(columns)):
        if columns[at].role or not is_name(columns[at].head.raw, context.words):
            continue
        told = [(head, row) for head, row in zip(heads, section.rows, strict=True) if is_name(head.head.raw, context.words) and at < len(row.cells)]
        fields = tuple(Field(head, row.cells[at].text, (row.number, at)) for head, row in told)
        if fields:
            records.append(Record(columns[at].head.raw, class_, fields[0].place, fields))
    return tuple(records)


def label_column(label: str, above: Column, context: Context) -> Column:
    """A row's label read as a header; in a column of benchmarks it names one unless it is a measure's word."""
    column = read_column(read_head(label, context.published), context.words, context.caption)
    if above.role and above.role.class_ == "Benchmark" and not (column.measure and column.measure.exact) and not column.role:
        return Column(Head(label, label), Role("benchmark", "Benchmark"))
    return column


def turned_class(columns: tuple[Column, ...], context: Context) -> str:
    """The class of what the headers name: that of most of them in the names data, else models."""
    known = [found[1] for column in columns if (found := context.names.find(column.head.raw, "Product"))]
    return max(sorted(set(known)), key=known.count) if known else "AIModel"
