"""Requests -> answers: several at once, none twice, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread

from kg.asking.answers import FOLDER, Answers
from kg.asking.client import Refused, Reply, Server
from kg.asking.parsing import read_claims
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
    asked, todo = Asked(), list[Question]()
    for question in questions:
        kept = answers.find(question.request.key)
        if kept is None:
            todo.append(question)
        else:
            note_cut(asked, question, kept)
    asked.cached = len(questions) - len(todo)
    if todo:
        ask_rest(asked, todo, server(), answers, jobs, budget, progress)
    asked.left = len(todo) - asked.sent
    asked.failures.sort()
    return asked


def ask_rest(
    asked: Asked, todo: Sequence[Question], server: Server, answers: Answers, jobs: int, budget: int | None, progress: Progress | None
) -> None:
    row = 0
    for question, reply in take_turns(todo, server, jobs, lambda: budget is not None and asked.tokens_in + asked.tokens_out >= budget):
        asked.sent += 1
        refused = count_reply(asked, question, reply, answers, server.model)
        row = row + 1 if refused else 0
        if row >= PATIENCE:
            again = "build again to go on where this stopped"
            raise ModelError(f"{server.address}: {row} requests failed in a row, the last: {refused}; {again}")
        if progress is not None:
            progress(asked.cached + asked.sent, asked.cached + len(todo), question.file)


def count_reply(asked: Asked, question: Question, reply: Reply | Refused, answers: Answers, model: str) -> str | None:
    """Keep a reply; or note, and return, why it came to nothing."""
    refused = reply.reason if isinstance(reply, Refused) else None
    if isinstance(reply, Reply):
        asked.tokens_in += reply.tokens_in
        asked.tokens_out += reply.tokens_out
        if read_claims(reply.text) == ([], False):
            refused = "the answer holds no statements that can be read"
        else:
            answers.keep(question.request.key, model, reply)
            note_cut(asked, question, reply)
    if refused is not None:
        asked.failures.append((question.file, question.number, f"{refused}; build again to ask for it once more"))
    return refused


def note_cut(asked: Asked, question: Question, reply: Reply) -> None:
    """An answer that is cut off costs what it did not say; asked again, it would most likely be cut again."""
    claims, whole = read_claims(reply.text)
    if not (whole and reply.complete):
        advice = f"what is missing is the rules' alone; to ask again take away {FOLDER}/{question.request.key[:8]}….json"
        asked.failures.append((question.file, question.number, f"the answer is cut off after {len(claims)} statements: {advice}"))


def take_turns(todo: Sequence[Question], server: Server, jobs: int, spent: Callable[[], bool]) -> Iterator[tuple[Question, Reply | Refused]]:
    """The replies as they come, at most `jobs` requests under way; none is begun once the budget is spent.

    The threads are daemons: whoever interrupts the program does not wait for a server that hangs.
    """
    waiting, under_way = iter(todo), 0
    replies: SimpleQueue[tuple[Question, Reply | Refused | Exception]] = SimpleQueue()

    def ask(question: Question) -> None:
        try:
            replies.put((question, server.ask(question.request)))
        except Exception as error:  # raised again where the replies are read
            replies.put((question, error))

    while True:
        while under_way < jobs and not spent() and (question := next(waiting, None)) is not None:
            Thread(target=ask, args=(question,), daemon=True).start()
            under_way += 1
        if not under_way:
            return
        question, reply = replies.get()
        under_way -= 1
        if isinstance(reply, Exception):
            raise reply
        yield question, reply
