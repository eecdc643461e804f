"""Tables -> observations and statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.model import Document, Extraction, Observation, Statement
from kg.tables.columns import Column, read_columns
from kg.tables.context import Context, LeftOut
from kg.tables.events import read_deals, read_events
from kg.tables.figures import read_figure
from kg.tables.forecasts import item_groups, read_forecast
from kg.tables.heads import Section, table_sections
from kg.tables.market import is_market, read_market, table_time
from kg.tables.naming import read_names
from kg.tables.products import read_figures
from kg.tables.records import read_records
from kg.tables.words import table_words
from ontology import Ontology

CUT = "the page's edge cuts off the row's last column"
Found = Observation | Statement | LeftOut


def extract_tables(document: Document, ontology: Ontology) -> Extraction:
    """What the document's tables state. Cells that hold figures and gave nothing are counted with the reason, never guessed."""
    found = list(read_tables(document, ontology))
    reasons = Counter(item.reason for item in found if isinstance(item, LeftOut))
    return Extraction(
        statements=tuple(item for item in found if isinstance(item, Statement)),
        observations=tuple(item for item in found if isinstance(item, Observation)),
        counts=tuple(sorted((f"table cells left out: {reason}", count) for reason, count in reasons.items())),
    )


def read_tables(document: Document, ontology: Ontology) -> Iterator[Found]:
    """Statements, observations and cells left out, table by table; contents, disclaimers and keys of ratings are no tables."""
    words, names = table_words(ontology), read_names(ontology)
    set_apart = [block.span for block in document.blocks if block.kind in ("contents", "disclaimer", "furniture")]
    for table in document.tables:
        start = table.row_spans[0].start if table.row_spans else 0
        if not any(span.start <= start < span.end for span in set_apart):
            yield from read_table(Context(document, table, words, names))


def read_table(context: Context) -> Iterator[Found]:
    if context.table.cut:
        yield from (LeftOut(context.table.number, row + 1, 0, "", CUT) for row in range(len(context.table.rows)))
    sections = table_sections(context.table, context.words, context.published)
    if not sections:
        yield from headless(context)
    read = [(section, read_columns(section.heads, context.words, context.caption)) for section in sections]
    as_of = table_time(tuple(column for _, columns in read for column in columns), context)
    for section, columns in read:
        if is_market(columns):
            yield from read_market(section, columns, as_of, context)
            if any(column.metric and not column.metric.alone for column in columns):
                yield from (item for item in read_rows(section, columns, context) if isinstance(item, Statement))
        elif groups := item_groups(columns):
            yield from read_forecast(section, columns, groups, context)
        else:
            yield from read_rows(section, columns, context)


def headless(context: Context) -> Iterator[LeftOut]:
    for row, cells in enumerate(context.table.rows):
        for column, cell in enumerate(cells):
            if read_figure(cell.text, context.words):
                yield context.left_out(row, column, "the table has no header")


def read_rows(section: Section, columns: tuple[Column, ...], context: Context) -> Iterator[Found]:
    """Rows of products, companies and models; of other tables the figures are counted."""
    records = read_records(section, columns, context)
    for record in records:
        yield from read_figures(record, context)
        yield from read_events(record, context)
    if records:
        return
    for row in section.rows:
        texts = {c.role.name: row.cells[at].text for at, c in enumerate(columns) if c.role and at < len(row.cells)}
        yield from read_deals(texts, (row.number, 0), context)
        for at, cell in enumerate(row.cells):
            if at and read_figure(cell.text, context.words):
                yield context.left_out(row.number, at, "the table is of no kind that we know")
