"""How many of the names that statements need are found, and with their class.

python benchmarks/mention_recall.py rows ROWS.tsv ...                  sentences with their statements, one a line
python benchmarks/mention_recall.py gold GOLD.json ... --reports DIR   reports, read from DIR/NAME.txt, with their gold statements
  -v lists what is missed; --spurious N the N names most often found that nothing needs
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.mentions.reading import read_mentions
from kg.model import Block, Document, Page, ReportFacts, Span
from kg.reading import read_report
from ontology import load_ontology

COVER = ("publishedBy", "authoredBy", "rates", "mentions", "listedAs")  # said by covers and tables, not by sentences
PUBLISHED = "2025-06-30"  # of the rows


@dataclass(slots=True)
class Case:
    """A text with the names that its statements need: all their forms, and the class."""

    document: Document
    needed: list[tuple[set[str], str]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def normal(name: str) -> str:
    return re.sub(r"[\s\"'“”‘’《》「」·\-‐–—_]+", "", unicodedata.normalize("NFKC", name).casefold())


def rows(paths: list[Path]) -> Iterator[Case]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            text, *statements = line.split("\t")
            names: dict[str, str] = {}
            for statement in statements:
                subject, _, object_ = statement.split("|")[:3]
                for argument in (subject, object_):
                    name, colon, class_ = argument.rpartition(":")
                    if colon and class_.strip().isalpha():
                        names.setdefault(name.strip(), class_.strip())
            page = Page(1, Span(0, len(text)))
            document = Document(path.name, "", text, (page,), (Block("paragraph", page.span),), facts=ReportFacts(date=PUBLISHED))
            yield Case(document, [({normal(n)}, c) for n, c in names.items()], {normal(n) for n in names})


def gold(paths: list[Path], reports: Path) -> Iterator[Case]:
    for path in paths:
        told = json.loads(path.read_text("utf-8"))
        forms = {e["id"]: ({normal(n) for n in (e["id"], *e["names"])}, e["class"]) for e in told["entities"]}
        text = [
            s
            for s in told["statements"]
            if s.get("required", True) and s["predicate"] not in COVER and "\t" not in s["quote"] and not s["quote"].startswith("|")
        ]
        needed = {name for s in text for name in (s["subject"], s.get("object")) if name in forms and forms[name][1] != "Report"}
        case = Case(read_report(reports / f"{path.stem}.txt", f"{path.stem}.txt"))
        case.needed = [forms[name] for name in sorted(needed)]
        case.known = set().union(*(names for names, _ in forms.values()))
        yield case


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["rows", "gold"])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--reports", type=Path, default=Path("."))
    parser.add_argument("--spurious", type=int, default=0)
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    ontology = load_ontology()
    counts: Counter[str] = Counter()
    spurious: Counter[tuple[str, str]] = Counter()
    for case in rows(options.files) if options.what == "rows" else gold(options.files, options.reports):
        found: dict[str, set[str]] = {}
        for mention in (m for read in read_mentions(case.document, ontology)[0] for m in read.mentions):
            forms = {normal(n) for n in (mention.entity.label, *mention.entity.names)}
            counts["mentions"] += 1
            if not forms & case.known:
                counts["spurious"] += 1
                spurious[mention.entity.label, mention.classes[0]] += 1
            for form in forms:
                found.setdefault(form, set()).update(mention.classes)
                found.setdefault(f"{form}|first", set()).add(mention.classes[0])
        for forms, class_ in case.needed:
            hit = forms & found.keys()
            first = {c for form in hit for c in found[f"{form}|first"]}
            some = {c for form in hit for c in found[form]}
            counts["needed"] += 1
            counts["found"] += bool(hit)
            counts["class"] += class_ in first
            counts["some class"] += class_ in some
            if options.verbose and class_ not in first:
                print(
                    "CLASS" if hit else "MISS",
                    f"{min(forms)}:{class_}",
                    ",".join(sorted(some)),
                    case.document.text if options.what == "rows" else case.document.file,
                    sep="\t",
                )
    for (label, class_), number in spurious.most_common(options.spurious):
        print(number, label, class_)
    needed = counts["needed"]
    print(
        f"{needed} names needed: found {counts['found'] / needed:.3f}, with class {counts['class'] / needed:.3f},"
        f" class among several {counts['some class'] / needed:.3f};"
    )
    print(f"{counts['mentions']} mentions, {counts['spurious']} of them of names that no statement has")


if __name__ == "__main__":
    main()
