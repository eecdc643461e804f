"""How fast a build is, and how it grows.

python benchmarks/speed.py text reports/*.txt       characters a second from text file to Turtle on one core; ratio to bare reading
python benchmarks/speed.py pdf reports/*.pdf        reading a PDF as a ratio to pypdfium2's bare text of the same pages
python benchmarks/speed.py growth reports/*.txt     time and peak memory at 10, 100 and 1,000 reports (copies with names varied)
"""

from __future__ import annotations

import argparse
import gc
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

SIZES = (10, 100, 1_000)
VARIED = re.compile(r"(?<=[A-Za-z])-?\d+")  # the number of a product's name: GPT-4, HBM3


def measure_text(reports: list[Path]) -> None:
    """One core: processor time of a build of all reports, imports and first loads left out, against that of decoding the files."""
    from kg.cli import COLLECTOR
    from kg.pipeline import build
    from loaders.folder import FolderSink

    gc.set_threshold(*COLLECTOR)
    with tempfile.TemporaryDirectory() as folder:
        build(reports[:1], [FolderSink(Path(folder) / "warm")])
        started = process_time()
        built = build(reports, [FolderSink(Path(folder) / "out")])
        seconds = process_time() - started
    characters = sum(record.characters for record in built.reports)
    started = process_time()
    for _ in range(100):
        for path in reports:
            path.read_text("utf-8", errors="replace")
    bare = (process_time() - started) / 100
    print(f"{len(reports)} reports, {characters} characters, {seconds:.2f} s")
    print(f"{characters / seconds:,.0f} characters a second, {seconds / bare:,.0f} x bare reading")


def measure_pdf(reports: list[Path]) -> None:
    """Reading (layout, tables, furniture) against pypdfium2's text of the same pages; the best of three each, one warm-up."""
    from kg.reading import read_report

    read_report(reports[0], reports[0].name)
    ours = min(timed(lambda: [read_report(path, path.name) for path in reports]) for _ in range(3))
    bare = min(timed(lambda: [bare_text(path) for path in reports]) for _ in range(3))
    print(f"{len(reports)} PDFs: {ours:.2f} s, bare text {bare:.2f} s: {ours / bare:.1f} x")


def bare_text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def timed(work: Callable[[], object]) -> float:
    """Seconds on the clock: PDFs are read in a process of their own, whose time the processor's clock of this one leaves out."""
    started = perf_counter()
    work()
    return perf_counter() - started


def measure_growth(reports: list[Path], sizes: list[int]) -> None:
    """A process for each size, so that its peak memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            place = Path(folder) / str(size)
            place.mkdir()
            for number in range(size):
                source = reports[number % len(reports)]
                text = VARIED.sub(lambda match, n=number: f"{match[0]}{n}", source.read_text("utf-8"))
                (place / f"{number:04d}-{source.name}").write_text(text, "utf-8")
            subprocess.run([sys.executable, __file__, "one", str(place)], check=True)


def measure_one(folder: Path) -> None:
    """Processor time, imports and first loads left out, and the peak of this process's memory."""
    from kg.pipeline import build
    from loaders.folder import FolderSink

    build([min(folder.iterdir())])
    started = process_time()
    built = build([folder], [FolderSink(folder.with_name(f"{folder.name}-out"))])
    seconds = process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = len(built.reports)
    print(
        f"{count:5} reports: {seconds:7.1f} s, {seconds / count * 1000:5.0f} ms a report, peak {memory:,.0f} MB, {len(built.statements)} statements",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["text", "pdf", "growth", "one"])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    options = parser.parse_args()
    if options.what == "growth":
        measure_growth(options.reports, options.sizes)
    elif options.what == "one":
        measure_one(options.reports[0])
    else:
        (measure_text if options.what == "text" else measure_pdf)(options.reports)


if __name__ == "__main__":
    main()
