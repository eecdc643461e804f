"""PDFs are read in a child process, which can be ended: a broken file must not hang, crash or fill the memory of the program that asked.

The parent sends the report's bytes and name, the child says each page that it has read and, last, the document or why there is none. Each message is
a pickle behind its length. One child serves all reports, one after another; it ends when its input does.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from typing import IO, Any

from kg.errors import ReportError
from kg.model import Document
from ontology import Ontology

SILENCE = 9.0  # seconds without a page read after which a file counts as broken
MEMORY = 1 << 30  # bytes of address space that the child may take
ADVICE = "get the report again, or print it to a new PDF"


class Worker:
    """A child process that reads PDFs."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "kg.reading.worker"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=child_environment())
        self.answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        assert self.process.stdout is not None
        while (message := receive(self.process.stdout)) is not None:
            self.answers.put(message)
        self.answers.put(("ended",))

    def read(self, data: bytes, file: str, published: str | None, ontology: Ontology) -> Document:
        """The document. Raises ReportError for what the child says of the file, for a child that dies of it or falls silent."""
        try:
            return self.ask(data, file, published, ontology)
        except ReportError:
            raise
        except BaseException:
            self.end()  # interrupted: what the child still says is no answer to the next question
            raise

    def ask(self, data: bytes, file: str, published: str | None, ontology: Ontology) -> Document:
        assert self.process.stdin is not None
        try:
            send(self.process.stdin, (data, file, published, ontology))
        except OSError as error:
            raise self.broken(file, "cannot be read: its reader ended") from error
        while True:
            try:
                kind, *rest = self.answers.get(timeout=SILENCE)
            except queue.Empty as error:
                raise self.broken(file, f"is damaged: nothing came of it for {SILENCE:.0f} seconds") from error
            if kind == "document":
                document: Document = rest[0]
                return document
            if kind == "failed":
                raise ReportError(*rest)
            if kind == "ended":
                raise self.broken(file, "is damaged: its reader crashed or took more than 1 GB of memory")

    def broken(self, file: str, reason: str) -> ReportError:
        self.end()
        return ReportError(file, reason, ADVICE)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class Holder:
    """The one worker of this process; a forked process makes its own."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.worker: Worker | None = None
        self.owner = 0

    def read(self, data: bytes, file: str, published: str | None, ontology: Ontology) -> Document:
        with self.lock:
            if self.worker is not None and self.owner == os.getpid() and not self.worker.alive:
                self.close()
            if self.worker is None or self.owner != os.getpid():
                self.worker, self.owner = Worker(), os.getpid()
            return self.worker.read(data, file, published, ontology)

    def close(self) -> None:
        if self.worker is not None and self.owner == os.getpid():
            self.worker.end()
            self.worker = None


HOLDER = Holder()
atexit.register(HOLDER.close)


def read_in_child(data: bytes, file: str, published: str | None, ontology: Ontology) -> Document:
    """The document of a PDF, read by the child process. Raises ReportError."""
    return HOLDER.read(data, file, published, ontology)


def child_environment() -> dict[str, str]:
    """Ours, with the modules found where they were found here."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONHASHSEED": "0"}


def send(pipe: IO[bytes], message: Any) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(struct.pack("<Q", len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message, None at the end."""
    with contextlib.suppress(OSError, ValueError):
        head = pipe.read(8)
        if len(head) == 8 and len(data := pipe.read(struct.unpack("<Q", head)[0])) == struct.unpack("<Q", head)[0]:
            return pickle.loads(data)
    return None


def limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Read what is asked until the source ends."""
    from kg.reading.pdf import read_pdf
    from kg.reading.words import reading_words

    while (message := receive(source)) is not None:
        data, file, published, ontology = message
        try:
            document = read_pdf(data, file, published, reading_words(ontology), lambda number: send(sink, ("page", number)))
            send(sink, ("document", document))
        except ReportError as error:
            send(sink, ("failed", error.file, error.reason, error.advice))
        except MemoryError:
            send(sink, ("failed", file, "is damaged: it would take more than 1 GB of memory", ADVICE))
        except Exception as error:  # whatever a broken file brings about must be said of that file, and the child go on
            send(sink, ("failed", file, f"cannot be read ({type(error).__name__}: {error})", ADVICE))


def main() -> None:
    limit_memory()
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not stand between the messages
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
