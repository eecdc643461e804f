"""A server on loopback that speaks the protocol of chat completions and answers what a test tells it to."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).parent / "model" / "answers"
HINT = re.compile(r"^Entities known so far: .*$", re.M)


@dataclass(frozen=True)
class Sent:
    """What the server sends: a status and a body, after a pause, or a connection that it closes (status 0)."""

    status: int
    body: dict[str, Any] | str
    pause: float = 0.0


Answer = Callable[[dict[str, Any]], Sent]


@dataclass
class ModelServer:
    """Its address, every request's body and headers as they came, and how many were under way at once."""

    url: str
    answer: Answer
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    lock: Any = field(default_factory=threading.Lock)


def completion(text: str, finish: str = "stop", tokens: tuple[int, int] = (1000, 200)) -> Sent:
    """A whole answer."""
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return Sent(200, {"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice], "usage": usage})


def failure(status: int, message: str) -> Sent:
    return Sent(status, {"error": {"message": message, "type": "error", "code": None}})


def recorded(body: dict[str, Any]) -> Sent:
    """The reader's answer to the program's own prompt; the hint of known entities is no part of what it answers to."""
    system, user = (message["content"] for message in body["messages"])
    said = json.dumps([body["model"], system, HINT.sub("Entities known so far: none", user, count=1)], ensure_ascii=False)
    file = RECORDED / f"{hashlib.sha256(said.encode()).hexdigest()}.json"
    if not file.is_file():
        return failure(500, "this prompt was not recorded")
    kept = json.loads(file.read_text("utf-8"))
    return completion(kept["text"], tokens=(kept["tokens_in"], kept["tokens_out"]))


@contextmanager
def model_server(answer: Answer) -> Iterator[ModelServer]:
    """A server at a free port of loopback for as long as the block runs."""
    server = ModelServer("", answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with server.lock:
                server.requests.append(body)
                server.keys.append(self.headers.get("Authorization", ""))
                server.under_way += 1
                server.most = max(server.most, server.under_way)
            try:
                self.send(server.answer(body))
            finally:
                with server.lock:
                    server.under_way -= 1

        def send(self, sent: Sent) -> None:
            time.sleep(sent.pause)
            self.close_connection = True
            if sent.status == 0:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            data = (sent.body if isinstance(sent.body, str) else json.dumps(sent.body, ensure_ascii=False)).encode()
            try:
                self.send_response(sent.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("retry-after-ms", "1")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client did not wait

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{httpd.server_address[1]}/v1"
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
