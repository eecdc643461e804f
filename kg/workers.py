"""Work on several reports at once, each in a process of its own."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from kg.errors import UsageError

Job = TypeVar("Job")
Result = TypeVar("Result")


def run_in_processes(work: Callable[[Job], Result], todo: Sequence[Job], processes: int) -> Iterator[Result]:
    """Yield the results in the order of the jobs. Raises UsageError where a process dies, as it does when memory ends."""
    pool = ProcessPoolExecutor(processes, get_context("spawn"), leave_interrupts_to_parent)
    try:
        yield from pool.map(work, todo)
    except BrokenProcessPool as error:
        raise UsageError(f"a process of --jobs {processes} was killed, perhaps because memory ended; use fewer jobs") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
