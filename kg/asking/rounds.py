"""Requests -> answers: several at once, none twice, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from kg.asking.answers import Answers
from kg.asking.client import Refused, Reply, Server
from kg.asking.prompts import Request
from kg.errors import ModelError

PATIENCE = 3  # requests that fail one after the other before the server is given up
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Question:
    """A request with the report and the number of its section."""

    file: str
    number: int
    request: Request


@dataclass(slots=True)
class Asked:
    """What a round of asking came to: requests sent, answers that were there, tokens, failures (file, section, reason), what the budget left out."""

    sent: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    failures: list[tuple[str, int, str]] = field(default_factory=list)
    left: int = 0


def ask_all(
    questions: Sequence[Question], server: Callable[[], Server], answers: Answers, *, jobs: int, budget: int | None, progress: Progress | None = None
) -> Asked:
    """Ask what no answer is there for, `jobs` at once; each answer is kept as soon as it comes. `server` is made when there is something to ask.

    No request is begun once the tokens reach the budget. Raises ModelError where the server refuses key or model, or fails time after time:
    the answers that came are kept then too.
    """
    asked = Asked()
    todo = [each for each in questions if answers.find(each.request.key) is None]
    asked.cached = len(questions) - len(todo)
    if not todo:
        return asked
    opened, row = server(), 0
    for question, reply in take_turns(todo, opened, jobs, lambda: budget is not None and asked.tokens_in + asked.tokens_out >= budget):
        asked.sent += 1
        if isinstance(reply, Refused):
            asked.failures.append((question.file, question.number, reply.reason))
            row += 1
            if row >= PATIENCE:
                again = "build again to go on where this stopped"
                raise ModelError(f"{opened.address}: {row} requests failed in a row, the last: {reply.reason}; {again}")
        else:
            row = 0
            answers.keep(question.request.key, opened.model, reply)
            asked.tokens_in += reply.tokens_in
            asked.tokens_out += reply.tokens_out
        if progress is not None:
            progress(asked.cached + asked.sent, len(questions), question.file)
    asked.left = len(todo) - asked.sent
    asked.failures.sort()
    return asked


def take_turns(todo: Sequence[Question], server: Server, jobs: int, spent: Callable[[], bool]) -> Iterator[tuple[Question, Reply | Refused]]:
    """The replies as they come, at most `jobs` requests under way; none is begun once the budget is spent."""
    waiting = iter(todo)
    under_way: dict[Future[Reply | Refused], Question] = {}
    pool = ThreadPoolExecutor(jobs)
    try:
        while True:
            while len(under_way) < jobs and not spent() and (question := next(waiting, None)) is not None:
                under_way[pool.submit(server.ask, question.request)] = question
            if not under_way:
                return
            for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                yield under_way.pop(done), done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
