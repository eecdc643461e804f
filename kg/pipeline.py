"""The arrows in a row: reports -> what each gave -> one linked and checked build -> sinks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeAlias

from kg.checking import check
from kg.counting import count_all, count_items, each_once, part_unsure
from kg.errors import KgError, ReportError, UsageError
from kg.graph import entities_of
from kg.linking import link_reports
from kg.linking.names import read_canon
from kg.model import Build, Document, Extracted, Extraction, ReportRecord
from kg.reading import find_reports, read_report
from kg.reporting import state_facts, state_mentions
from kg.sentences import STATING
from ontology import Ontology, load_ontology
from ontology.schema import read_schema

Extractor: TypeAlias = Callable[[Document, Ontology], Extraction]
Progress: TypeAlias = Callable[[int, int, str], None]  # reports done, reports in all, the file just done


class Sink(Protocol):
    """Where a build goes."""

    def write(self, build: Build) -> object: ...


@dataclass(frozen=True, slots=True)
class Job:
    """One report to read, and how; travels to another process."""

    path: Path
    file: str
    ontology: Ontology
    published: str | None
    extractors: tuple[Extractor, ...]


def build(
    reports: Iterable[Path],
    sinks: Sequence[Sink] = (),
    *,
    ontology: Ontology | None = None,
    published: str | None = None,
    min_confidence: float = 0.0,
    jobs: int = 1,
    extractors: Sequence[Extractor] | None = None,
    progress: Progress | None = None,
) -> Build:
    """Read the reports (files or folders), check what they state, write what conforms to the sinks, and return it.

    A report that cannot be read is a record with status `failed`; the others are built. `published` is the date of reports that give none,
    `jobs` how many processes read. Raises UsageError where there is nothing to read, OntologyError for a mistake in the ontology's files.
    """
    ontology = ontology or load_ontology()
    found = find_reports(reports)
    todo = [Job(path, file, ontology, published, tuple(extractors or rules())) for path, file in found.reports]
    extracted = []
    for one in run_jobs(todo, jobs):
        extracted.append(one)
        if progress is not None:
            progress(len(extracted), len(todo), one.record.file)
    built = assemble(extracted, ontology, min_confidence, found.messages)
    for sink in sinks:
        sink.write(built)
    return built


def rules() -> tuple[Extractor, ...]:
    """The extractors that need no model."""
    from kg.frames import extract_statements
    from kg.tables import extract_tables

    return extract_statements, extract_tables


def run_jobs(todo: Sequence[Job], jobs: int) -> Iterator[Extracted]:
    """What each report gave, in the order of the reports."""
    if jobs <= 1 or len(todo) <= 1:
        yield from map(extract_report, todo)
        return
    from kg.workers import run_in_processes

    yield from run_in_processes(extract_report, todo, min(jobs, len(todo)))


def extract_report(job: Job) -> Extracted:
    """Read one report and let each extractor state what it finds. What goes wrong with a report is its record's reason."""
    try:
        document = read_report(job.path, job.file, job.published, job.ontology)
        given = [extract(document, job.ontology) for extract in (state_facts, *job.extractors)]
    except ReportError as error:
        return Extracted(ReportRecord(job.file, None, "failed", f"{error.reason}; {error.advice}"))
    except KgError:
        raise
    except Exception as error:  # a fault of ours that this report brings to light must not cost the others
        fault = f"{type(error).__name__}: {error}".rstrip(": ")
        return Extracted(ReportRecord(job.file, None, "failed", f"could not be analysed ({fault}); please report this with the file"))
    return gather(document, given)


def gather(document: Document, given: Sequence[Extraction]) -> Extracted:
    """One report's record, and all that was found in it."""
    facts = document.facts
    statements = tuple(s for each in given for s in each.statements)
    extraction = Extraction(
        (*statements, *state_mentions(document, given)),
        tuple(o for each in given for o in each.observations),
        tuple(q for each in given for q in each.quarantined),
        tuple(e for each in given for e in each.equated),
        counts=tuple(c for each in given for c in each.counts),
    )
    record = ReportRecord(
        file=document.file,
        hash=document.hash,
        status="built",
        title=facts.title,
        date=facts.date,
        publisher=facts.publisher.name if facts.publisher else None,
        pages=len(document.pages),
        characters=len(document.text),
        messages=(*document.messages, *(f"{count} {what}" for what, count in extraction.counts)),
    )
    blocks = tuple(block for block in document.blocks if block.kind in STATING)
    return Extracted(record, document.text, blocks, extraction)


def assemble(extracted: Iterable[Extracted], ontology: Ontology, min_confidence: float = 0.0, messages: Iterable[str] = ()) -> Build:
    """Link, check and count what reports gave: the same build whatever their order. A report given twice counts once."""
    reports, doubles = each_once(extracted)
    linked = link_reports(reports, ontology)
    sure, unsure = part_unsure(linked.statements, min_confidence)
    texts = {report.record.hash: report.text for report in reports if report.record.hash and report.text}
    statements, observations, broken = check(sure, linked.observations, ontology, texts)
    quarantined = tuple(sorted((*linked.quarantined, *unsure, *broken), key=lambda each: each.item.id))
    counts = count_items(statements, observations, quarantined)
    return Build(
        reports=tuple(replace(report.record, counts=counts.get(report.record.hash or "", ())) for report in reports),
        statements=tuple(statements),
        observations=tuple(observations),
        quarantined=quarantined,
        entities=tuple(entities_of((*statements, *observations))),
        texts=tuple(sorted((report.record.hash, report.text) for report in reports if report.record.hash and report.record.status == "built")),
        totals=count_all(reports, statements, observations, quarantined),
        equated=linked.equated,
        extracted=tuple(reports),
        min_confidence=min_confidence,
        messages=(*messages, *doubles),
    )


def remove_reports(built: Build, reports: Iterable[str], ontology: Ontology) -> Build:
    """The build as if made without these reports (file names or hashes). Raises UsageError for one that it does not hold."""
    gone: set[ReportRecord] = set()
    for name in reports:
        found = [each.record for each in built.extracted if name in (each.record.file, each.record.hash)]
        if not found:
            raise UsageError(f"{name}: the build holds no such report; reports.jsonl lists its files and hashes")
        gone.update(found)
    return assemble((each for each in built.extracted if each.record not in gone), ontology, built.min_confidence)


def open_ontology(extra: Path | None) -> Ontology:
    """Our ontology with a user's folder laid over it, every file of it read: a mistake comes to light before the first report is read."""
    from kg.checking.shapes import read_shapes
    from kg.frames import read_rules

    ontology = load_ontology(extra)
    schema = read_schema(ontology)
    read_shapes(ontology)
    read_canon(ontology, schema)
    read_rules(ontology)
    return ontology
