"""How much is learnt by heart: each report read without the words, phrases and names that work in no other text.

left_out.py REPORTS GOLD --score SCORER --names NAMES --rows ROWS [--leave NAME,…]

Of each report: which words of frames, whole phrases and names state or are found there and in no other report, nor in the sentences of ROWS
(names of the files in NAMES, written without sight of any report, are nobody's own). Then F1 with all of the ontology, and without what is that
report's own. What falls is what the report has taught; what an unseen report of its kind would get lies between.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.frames import find_matches, read_contexts, read_rules
from kg.mentions.reading import read_mentions
from kg.model import Block, Document, Page, ReportFacts, Span
from kg.pipeline import build
from kg.reading import read_report
from ontology import Ontology, load_ontology

Used = tuple[str, str, str]  # file, line, word (of a name: its canonical form)


def used_in(document: Document, ontology: Ontology) -> Iterator[Used]:
    """What of the ontology's files states something in a document, and which names it has."""
    rules = read_rules(ontology)
    reads, _ = read_mentions(document, ontology)
    for read in reads:
        yield from (("names", "", m.entity.known) for m in read.mentions if m.entity.known)
    for context in read_contexts(rules, document, reads):
        for match in find_matches(rules, context):
            file, _, line = match.frame.place.partition(":")
            yield file, line, "" if match.how == "template" else match.verb.text


def sentence(text: str) -> Document:
    span = Span(0, len(text))
    return Document("row", "row", text, (Page(1, span),), (Block("paragraph", span),), facts=ReportFacts(date="2025-06-30"))


def own_of(reports: dict[str, Path], rows: Iterable[Path], known: set[str], ontology: Ontology) -> dict[str, set[Used]]:
    """Of each report what no other text uses."""
    users: dict[Used, set[str]] = defaultdict(set)
    for name, path in reports.items():
        for item in used_in(read_report(path, path.name), ontology):
            users[item].add(name)
    for path in rows:
        for line in path.read_text("utf-8").splitlines():
            for item in used_in(sentence(line.split("\t")[0]), ontology):
                users[item].add("")
    own: dict[str, set[Used]] = {name: set() for name in reports}
    for item, names in users.items():
        if len(names) == 1 and (name := next(iter(names))) and not (item[0] == "names" and item[2] in known):
            own[name].add(item)
    return own


def without(own: set[Used], place: Path) -> Ontology:
    """A copy of the ontology that lacks these words, phrases and names."""
    shutil.copytree(Path(str(load_ontology().folders[0])), place, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("frames", "words", "names"):
        for file in sorted((place / folder).glob("*.tsv")):
            mine = [item for item in own if item[0] in (file.name, folder)]
            if mine:
                lines = file.read_text("utf-8").split("\n")
                file.write_text("\n".join(kept for n, line in enumerate(lines, 1) if (kept := cut(line, n, folder, mine)) is not None), "utf-8")
    return Ontology((place,))


def cut(line: str, number: int, folder: str, own: list[Used]) -> str | None:
    """A line of a file without what is a report's own; None where nothing of it stays."""
    cells = line.split("\t")
    if folder == "names":
        return None if any(cells[0] == item[2] for item in own) else line
    words = {item[2] for item in own if item[1] == str(number)}
    if folder == "words" or not words:
        return None if words else line
    kept = [word for word in cells[1].split("|") if word.partition("…")[0].removesuffix("的") not in words]
    return "\t".join([cells[0], "|".join(kept), *cells[2:]]) if kept else None


def tally(path: Path, gold: dict[str, Any], ontology: Ontology, score: Any) -> tuple[int, int, int]:
    """Required statements that are right, those that are missed, and wrong ones of one report."""
    built = build([path], ontology=ontology)
    statements = [json.loads(line) for line in lines_of(built)]
    told = score.score_report(gold, statements, None)
    required = sum(s.get("required", True) for s in gold["statements"])
    return required - len(told.missed), len(told.missed), len(told.wrong)


def lines_of(built: Any) -> list[str]:
    from loaders.folder import FolderSink

    with tempfile.TemporaryDirectory() as folder:
        FolderSink(Path(folder) / "out").write(built)
        return (Path(folder) / "out" / "statements.jsonl").read_text("utf-8").splitlines()


def f1(right: int, missed: int, wrong: int) -> float:
    return 2 * right / max(1, 2 * right + missed + wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--score", type=Path, required=True, help="folder of score.py")
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--leave", default="", help="reports that are not read at all")
    options = parser.parse_args()
    sys.path.insert(0, str(options.score))
    import score

    golds = {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(options.gold.glob("*.json")) if p.stem not in options.leave.split(",")}
    reports = {name: options.reports / gold["report"] for name, gold in golds.items()}
    known = {line.split("\t")[0] for path in options.names.glob("*.tsv") for line in path.read_text("utf-8").splitlines()}
    own = own_of(reports, sorted(options.rows.glob("*.tsv")), known, load_ontology())
    sums = [(0, 0, 0), (0, 0, 0)]
    for name, path in reports.items():
        with tempfile.TemporaryDirectory() as folder:
            ontologies = load_ontology(), without(own[name], Path(folder) / "ontology")
            counts = [tally(path, golds[name], ontology, score) for ontology in ontologies]
        sums = [tuple(map(sum, zip(a, b, strict=True))) for a, b in zip(sums, counts, strict=True)]  # type: ignore[misc]
        names = sum(item[0] == "names" for item in own[name])
        print(
            f"{name:28} F1 {f1(*counts[0]):.3f}, without its own {len(own[name]) - names:3} words and {names:2} names {f1(*counts[1]):.3f}",
            flush=True,
        )
    print(f"{'all':28} F1 {f1(*sums[0]):.3f}, without {f1(*sums[1]):.3f}")


if __name__ == "__main__":
    main()
