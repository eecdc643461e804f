"""Tables -> observations and statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.model import Document, Extraction, Observation, Statement
from kg.tables.columns import read_columns
from kg.tables.context import Context, LeftOut
from kg.tables.heads import table_sections
from kg.tables.market import is_market, read_market
from kg.tables.naming import read_names
from kg.tables.words import table_words
from ontology import Ontology

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
    words, names = table_words(ontology), read_names(ontology)
    for table in document.tables:
        yield from read_table(Context(document, table, words, names))


def read_table(context: Context) -> Iterator[Found]:
    for section in table_sections(context.table, context.words, context.published):
        columns = read_columns(section.heads, context.words, context.caption)
        if is_market(columns):
            yield from read_market(section, columns, context)
