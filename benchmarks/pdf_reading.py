"""How fast, how whole and how robustly PDFs are read.

    python benchmarks/pdf_reading.py REPORTS [--damaged N]

For each PDF in REPORTS: time against pypdfium2's bare text of the same pages (processor time, one process), the share of the sentences of the text
beside it (same name, .txt) that the PDF gives back, and the share of sentences and table rows whose regions another reader (pdfplumber) finds to hold
the same characters. `--damaged N` reads N copies with bytes flipped, cut, doubled or blanked at seeded places and counts how they ended.
"""

from __future__ import annotations

import argparse
import logging
import random
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pypdfium2

from kg.errors import ReportError
from kg.model import Document, Span, regions_of
from kg.reading import read_report
from kg.reading.forms import radicals
from kg.reading.pdf import read_pdf
from kg.reading.words import reading_words
from kg.reading.worker import HOLDER, read_in_child
from kg.sentences import split_sentences, to_simplified
from ontology import load_ontology

SAME = str.maketrans({"⸺": "——", "·": "•", "戶": "户", "㬵": "胶"})  # what two readers of one font call differently


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--damaged", type=int, default=0, metavar="N")
    options = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files = sorted(options.reports.glob("*.pdf"))
    measure(files)
    if options.damaged:
        damage([file.read_bytes() for file in files], options.damaged)


def measure(files: list[Path]) -> None:
    bare = ours = 0.0
    pages, sentences, regions = 0, [0, 0], [0, 0]
    words = reading_words(load_ontology())
    for file in files:
        data = file.read_bytes()
        start = time.process_time()
        pages += bare_text(data)
        middle = time.process_time()
        document = read_pdf(data, file.name, None, words)
        bare, ours = bare + middle - start, ours + time.process_time() - middle
        count(regions, enclosed(document, file))
        if file.with_suffix(".txt").exists():
            found = set(flat_sentences(document))
            count(sentences, [sentence in found for sentence in flat_sentences(read_report(file.with_suffix(".txt"), file.stem))])
    print(f"{len(files)} reports, {pages} pages, ms a page: {1000 * bare / pages:.1f} bare, {1000 * ours / pages:.1f} read, ratio {ours / bare:.2f}")
    print(f"sentences of the texts given back: {sentences[0]} of {sentences[1]}")
    print(f"regions that enclose their quote: {regions[0]} of {regions[1]}")


def count(tally: list[int], flags: list[bool]) -> None:
    tally[0] += sum(flags)
    tally[1] += len(flags)


def bare_text(data: bytes) -> int:
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        page.get_textpage().get_text_range()
    return len(pdf)


def flat_sentences(document: Document) -> list[str]:
    return [re.sub(r"\s+", "", sentence.text) for sentence in split_sentences(document)]


def enclosed(document: Document, file: Path) -> list[bool]:
    """For each sentence and table row, whether its regions hold its characters and no others."""
    spans = [sentence.whole for sentence in split_sentences(document)] + [row for table in document.tables for row in table.row_spans]
    with pdfplumber.open(file) as pdf:
        chars = {page.page_number: page.chars for page in pdf.pages}
    return [flat(document.text[span.start : span.end]) == flat(characters_in(document, span, chars)) for span in spans]


def characters_in(document: Document, span: Span, chars: dict[int, list[dict[str, object]]]) -> str:
    said = ""
    for region in regions_of(document.lines, span):
        inside = [c for c in chars[region.page] if region.left - 0.5 <= middle(c, "x0", "x1") <= region.left + region.width + 0.5]
        inside = [c for c in inside if region.top - 1 <= middle(c, "top", "bottom") <= region.top + region.height + 1]
        said += "".join(str(c["text"]) for c in inside)
    return said


def middle(char: dict[str, object], low: str, high: str) -> float:
    return (float(str(char[low])) + float(str(char[high]))) / 2


def flat(text: str) -> list[str]:
    """The characters of a text in one form, sorted: readers differ in the order of squeezed brackets."""
    plain = "".join(radicals().get(char, char) for char in re.sub(r"\s+", "", text))
    return sorted(to_simplified(unicodedata.normalize("NFKC", plain).translate(SAME)))


def damage(reports: list[bytes], copies: int) -> None:
    ends: Counter[str] = Counter()
    slowest, largest = 0.0, 0
    for seed in range(copies):
        start = time.monotonic()
        ends[outcome(damaged(reports[seed % len(reports)], seed))] += 1
        slowest, largest = max(slowest, time.monotonic() - start), max(largest, peak_memory())
    for reason, number in ends.most_common():
        print(f"{number:5} {reason}")
    print(f"slowest {slowest:.1f} s, most memory {largest} MB")


def damaged(whole: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    data, at, length = bytearray(whole), chance.randrange(len(whole)), chance.randrange(1, 20_000)
    way = seed // 7 % 4
    if way == 0:
        for _ in range(chance.choice([1, 10, 100, 1000])):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif way == 1:
        del data[at:]
    elif way == 2:
        data[at:at] = data[at : at + length]
    else:
        data[at : at + length] = bytes(len(data[at : at + length]))
    return bytes(data)


def outcome(data: bytes) -> str:
    try:
        read_in_child(data, "report.pdf", None, load_ontology())
        return "read"
    except ReportError as error:
        return error.reason


def peak_memory() -> int:
    """Megabytes that the reading child has held at most, where the system tells."""
    status = Path(f"/proc/{HOLDER.worker.process.pid}/status") if HOLDER.worker else None
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status and status.exists() else None
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main()
