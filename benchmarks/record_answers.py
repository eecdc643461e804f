"""Answers of a reader instead of a model, kept for the tests: the program's own prompts out, the answers in.

record_answers.py prompts REPORT… --out DIR     for each request DIR/NAME-N.txt: what a model would be sent, word for word
record_answers.py keep REPORT… --answers DIR --to FOLDER
                                                DIR/NAME-N.json, what the reader answered, to FOLDER as the program keeps a server's answers

The reader sees the prompts only. Answers are kept as they were given.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from kg.asking.answers import Answers
from kg.asking.client import Reply
from kg.asking.extractor import requests_for
from kg.asking.prompts import Request
from kg.reading import read_report
from ontology import load_ontology

MODEL = "reader"


def named_requests(reports: list[Path]) -> Iterator[tuple[str, Request]]:
    for path in reports:
        for number, request in enumerate(requests_for(read_report(path, path.name), load_ontology(), MODEL), 1):
            yield f"{path.stem}-{number}", request


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["prompts", "keep"])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    for name, request in named_requests(options.reports):
        if options.what == "prompts":
            options.out.mkdir(parents=True, exist_ok=True)
            (options.out / f"{name}.txt").write_text(f"[system]\n{request.system}\n[user]\n{request.user}\n", "utf-8")
        elif (file := options.answers / f"{name}.json").is_file():
            text = file.read_text("utf-8")
            Answers(options.to).keep(request.key, MODEL, Reply(text, len(request.system + request.user), len(text), True))


if __name__ == "__main__":
    main()
