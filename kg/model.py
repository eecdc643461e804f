"""The values that flow through the program. No I/O, no behaviour beyond reading oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Number: TypeAlias = int | float
Modality: TypeAlias = Literal["asserted", "planned", "possible", "reported", "denied"]
Qualifier: TypeAlias = "str | int | float | Money | Entity | tuple[Entity, ...]"
BlockKind: TypeAlias = Literal["title", "heading", "paragraph", "table", "caption", "note", "side", "furniture", "contents", "disclaimer"]

MODALITIES: tuple[Modality, ...] = ("denied", "reported", "planned", "possible", "asserted")  # where several fit, the first wins


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle on a page: points from the page's top left. An RFC 8118 fragment when written."""

    page: int
    left: float
    top: float
    width: float
    height: float

    def fragment(self) -> str:
        return f"page={self.page}&viewrect={self.left:g},{self.top:g},{self.width:g},{self.height:g}"


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one line of a PDF page; `edges` holds the left edge of each code point and, last, the right edge of the run (points)."""

    span: Span
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page (1-based number) and the part of the text that it holds; a text file is one page of size 0."""

    number: int
    span: Span
    width: float = 0.0
    height: float = 0.0
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or other unit of layout. `level` is the depth of a heading, else 0.

    Only `title`, `heading` and `paragraph` blocks give statements. A paragraph's span may hold line breaks of the layout.
    """

    kind: BlockKind
    span: Span
    page: int = 1
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: its text as it stands at `span` (stripped), or an empty one of zero length. Merged cells repeat their text and span."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. Rows may differ in length. In the document's text a row is one line, its cells parted by tabs or pipes."""

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    row_spans: tuple[Span, ...]
    caption: Span | None = None
    note: Span | None = None
    page: int = 1
    cut: bool = False  # the page's edge cuts off a column, which is left out


@dataclass(frozen=True, slots=True)
class Rating:
    """What the report rates. `instrument` is the name of an industry or company as it stands, `span` the words that say it."""

    instrument: str
    code: str | None
    rating: str | None
    previous: str | None
    target_price: Number | None
    previous_target_price: Number | None
    currency: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where the report gives it."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report says about itself. `date` is ISO 8601 or None; `date_source` is text, file name, option or None."""

    title: str | None = None
    date: str | None = None
    date_source: str | None = None
    publisher: Named | None = None
    authors: tuple[Named, ...] = ()
    ratings: tuple[Rating, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report, read: one text of code points with pages, blocks and tables; every span is offsets into `text`."""

    file: str  # path below the folder that was named on the command line, '/' between its parts
    hash: str  # SHA-256 of the report's bytes, hex
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()  # empty for text files
    facts: ReportFacts = ReportFacts()
    messages: tuple[str, ...] = ()  # what a reader should know: scanned pages, a date that is missing


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions name. Before linking `id` is "" and the names are those of one report; after linking `id` is the IRI.

    `known` is the canonical name of the entry in the names data, if it is there.
    """

    label: str
    class_: str
    names: tuple[str, ...] = ()
    id: str = ""
    code: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: plain number and ISO 4217 currency."""

    value: Number
    currency: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or table row that says it: `text[start:end] == quote`."""

    quote: str
    start: int
    end: int
    page: int | None = None
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class CellEvidence(Evidence):
    """One table cell; `table`, `row` and `column` count from 1."""

    table: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """What one report says: subject, predicate, object or value, qualifiers (sorted by name), modality, evidence."""

    report: str
    report_id: str
    subject: Entity
    predicate: str
    object: Entity | None = None
    value: Number | None = None
    currency: str | None = None
    qualifiers: tuple[tuple[str, Qualifier], ...] = ()
    modality: Modality = "asserted"
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    extractors: tuple[str, ...] = ("rules",)
    id: str = ""

    def qualifier(self, name: str) -> Qualifier | None:
        return next((value for key, value in self.qualifiers if key == name), None)


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of an instrument's metric, from a table cell."""

    report: str
    report_id: str
    instrument: Entity
    metric: str
    value: Number
    unit: str | None
    currency: str | None
    date: str | None
    period: str | None
    forecast: bool
    evidence: tuple[CellEvidence, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """Why something does not conform: the shape, the path, a message that an analyst understands."""

    shape: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A statement or observation that does not conform, with the reasons."""

    item: Statement | Observation
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One line of reports.jsonl."""

    file: str
    hash: str | None
    status: Literal["built", "failed"]
    reason: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    pages: int = 0
    characters: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one extractor or the tables gave for one document."""

    statements: tuple[Statement, ...] = ()
    observations: tuple[Observation, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    equated: tuple[tuple[Entity, Entity, Span], ...] = ()  # names that this report equates, and where it does
    mentioned: tuple[tuple[Entity, Span], ...] = ()  # each entity that is surely named, with the first sentence that does
    counts: tuple[tuple[str, int], ...] = ()  # what was left out, with the reason, sorted


@dataclass(frozen=True, slots=True)
class Extracted:
    """One report with all it gave, before linking: nothing here depends on other reports. A failed report has no text and gave nothing.

    `blocks` are those that state something.
    """

    record: ReportRecord
    text: str = ""
    blocks: tuple[Block, ...] = ()
    extraction: Extraction = Extraction()


@dataclass(frozen=True, slots=True)
class Equated:
    """Two names of one entity (its IRI) that a report equates, and where it does."""

    entity: str
    names: tuple[str, str]
    report_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Build:
    """All that a build holds, linked and checked, each list sorted by id."""

    reports: tuple[ReportRecord, ...]
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]
    quarantined: tuple[Quarantined, ...]
    entities: tuple[Entity, ...]
    texts: tuple[tuple[str, str], ...] = ()  # (report hash, text), sorted
    totals: tuple[tuple[str, int], ...] = ()
    equated: tuple[Equated, ...] = ()
    extracted: tuple[Extracted, ...] = ()  # what linking started from: a report can be taken away again
    min_confidence: float = 0.0
    messages: tuple[str, ...] = ()  # what was left out before reading: the text beside a PDF, a report given twice


def regions_of(lines: Sequence[Line], span: Span) -> tuple[Region, ...]:
    """One rectangle for each piece of a line that the span covers, in text order."""
    found = []
    for line in lines:
        start, end = max(span.start, line.span.start), min(span.end, line.span.end)
        if start < end:
            left, right = line.edges[start - line.span.start], line.edges[end - line.span.start]
            found.append(Region(line.page, round(left, 2), round(line.top, 2), round(right - left, 2), round(line.bottom - line.top, 2)))
    return tuple(found)
