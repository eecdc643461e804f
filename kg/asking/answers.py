"""Replies in a build's folder, one file each under the hash of what was asked: nothing is asked, or paid, twice."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from kg.asking.client import Reply

FOLDER = "answers"  # in a build's folder; no build takes it away


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers in a folder."""

    folder: Path

    def find(self, key: str) -> Reply | None:
        """The reply to a request, None where there is none or its file is damaged (then it is asked again)."""
        try:
            found = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            return Reply(str(found["text"]), int(found["tokens_in"]), int(found["tokens_out"]), bool(found["complete"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, model: str, reply: Reply) -> None:
        """Write a reply, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        found = {"model": model, "text": reply.text, "tokens_in": reply.tokens_in, "tokens_out": reply.tokens_out, "complete": reply.complete}
        draft = self.folder / f".{key}.tmp"
        draft.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="")
        os.replace(draft, self.folder / f"{key}.json")
