"""A build <-> its folder: Turtle, JSON lines, texts, and `build.json` that vouches for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from kg import __version__
from kg.errors import BuildFolderError
from kg.graph import entities_of
from kg.model import Build
from loaders import extracted, lines
from loaders.graphml import write_graphml
from loaders.rdf import write_jsonld, write_trig, write_turtle
from loaders.staging import MANIFEST, open_folder, replace_files, settle
from ontology import Ontology, load_ontology
from ontology.schema import Schema, read_schema

Value = TypeVar("Value")
Writer = Callable[[Build, Schema, Path], None]

FORMATS: dict[str, tuple[str, Writer]] = {
    "trig": ("graph.trig", write_trig),
    "jsonld": ("graph.jsonld", write_jsonld),
    "graphml": ("graph.graphml", write_graphml),
}
TURTLE = ("graph.ttl", write_turtle)


class FolderSink:
    """Writes a build as a folder that then holds exactly its reports. `formats`: more files beside Turtle (trig, jsonld, graphml, neo4j-csv)."""

    def __init__(self, folder: Path, formats: Iterable[str] = (), ontology: Ontology | None = None) -> None:
        """Raises UsageError where no such folder can be made."""
        self.folder, self.formats, self.ontology = folder, tuple(sorted(set(formats))), ontology or load_ontology()
        open_folder(folder)

    def write(self, build: Build) -> None:
        """Replace the folder's build, all of it or nothing. Raises UsageError or BuildFolderError; the old build is then still whole."""
        replace_files(self.folder, lambda staging: self._fill(build, staging))

    def _fill(self, build: Build, folder: Path) -> None:
        schema = read_schema(self.ontology)
        for name, text in text_files(build):
            (folder / name).parent.mkdir(exist_ok=True)
            with (folder / name).open("w", encoding="utf-8", newline="") as out:
                out.writelines(text)
        for name, write in [TURTLE, *(FORMATS[each] for each in self.formats if each in FORMATS)]:
            write(build, schema, folder / name)
        if "neo4j-csv" in self.formats:
            from loaders.neo4j_csv import write_csv

            write_csv(build, schema, folder / "neo4j-csv")
        hashes = {path.relative_to(folder).as_posix(): sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()}
        manifest = json.dumps(manifest_of(build, self.ontology, hashes), ensure_ascii=False, indent=1) + "\n"
        (folder / MANIFEST).write_text(manifest, "utf-8", newline="")


def formats_of(folder: Path) -> tuple[str, ...]:
    """The formats beside Turtle that a folder's build was written in. Raises BuildFolderError where it holds no finished build."""
    files = read_manifest(folder)["files"]
    found = [name for name, (file, _) in FORMATS.items() if file in files]
    return (*found, *(["neo4j-csv"] if any(name.startswith("neo4j-csv/") for name in files) else []))


def text_files(build: Build) -> Iterator[tuple[str, Iterable[str]]]:
    """Each file's name and its lines."""
    yield "statements.jsonl", (lines.line(lines.statement_json(each)) for each in build.statements)
    yield "observations.jsonl", (lines.line(lines.observation_json(each)) for each in build.observations)
    yield "quarantine.jsonl", (lines.line(lines.quarantined_json(each)) for each in build.quarantined)
    yield "reports.jsonl", (lines.line(lines.report_json(each)) for each in build.reports)
    yield "equated.jsonl", (lines.line(lines.equated_json(each)) for each in build.equated)
    yield "extracted.jsonl", (extracted.to_line(each) for each in build.extracted)
    for hash_, text in build.texts:
        yield f"texts/{hash_}.txt", (text,)


def manifest_of(build: Build, ontology: Ontology, hashes: dict[str, str]) -> dict[str, Any]:
    """What `build.json` holds: nothing in it depends on the clock or on where the folder is."""
    return {
        "program": {"name": "report-kg", "version": __version__},
        "ontology": {"version": read_schema(ontology).version, "sha256": ontology_hash(ontology)},
        "min_confidence": build.min_confidence,
        "totals": dict(build.totals),
        "files": hashes,
    }


def ontology_hash(ontology: Ontology) -> str:
    """One hash of all data files, ours and the user's."""
    digest = hashlib.sha256()
    for root in ontology.folders:
        for part in ("", "names", "frames", "words", "asking"):
            place = root.joinpath(part) if part else root
            found = [file for file in place.iterdir() if file.name.endswith((".tsv", ".ttl", ".md"))] if place.is_dir() else []
            for file in sorted(found, key=lambda each: each.name):
                digest.update(f"{part}/{file.name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def read_folder(folder: Path) -> Build:
    """The build that a folder holds. Raises BuildFolderError where it is unfinished, damaged or no build at all."""
    manifest = read_manifest(folder)
    texts = tuple((name[6:-4], (folder / name).read_bytes().decode()) for name in sorted(manifest["files"]) if name.startswith("texts/"))
    statements = _read(folder, "statements.jsonl", lines.read_statement)
    observations = _read(folder, "observations.jsonl", lines.read_observation)
    return Build(
        reports=_read(folder, "reports.jsonl", lines.read_report),
        statements=statements,
        observations=observations,
        quarantined=_read(folder, "quarantine.jsonl", lines.read_quarantined),
        entities=tuple(entities_of((*statements, *observations))),
        texts=texts,
        totals=tuple(manifest["totals"].items()),
        equated=_read(folder, "equated.jsonl", lines.read_equated),
        extracted=tuple(extracted.from_line(line, dict(texts)) for line in _lines(folder / "extracted.jsonl")),
        min_confidence=manifest["min_confidence"],
    )


def read_manifest(folder: Path) -> dict[str, Any]:
    """`build.json`, after every file that it lists was compared with its hash."""
    again = "build the folder anew with `kg build`"
    try:
        settle(folder)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = manifest["files"].items()
    except FileNotFoundError as error:
        raise BuildFolderError(f"{folder}: holds no finished build (no {MANIFEST}); {again}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildFolderError(f"{folder / MANIFEST}: cannot be read ({error}); {again}") from error
    for name, hash_ in files:
        if not (folder / name).is_file() or sha256(folder / name) != hash_:
            raise BuildFolderError(f"{folder / name}: is not the file that {MANIFEST} lists: the build is unfinished or damaged; {again}")
    return manifest


def sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _read(folder: Path, name: str, read: Callable[[dict[str, Any]], Value]) -> tuple[Value, ...]:
    return tuple(read(json.loads(line)) for line in _lines(folder / name))


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="\n") as data:
        yield from data
