"""Reply -> claims: JSON read with tolerance for what stands around it and for an end that is cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LIST = re.compile(r'\{\s*"statements"|\[\s*\{|\[\s*\]')


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as a model gave it, its fields of whatever types; what does not fit is found out later."""

    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""


def read_claims(text: str) -> tuple[list[Claim], bool]:
    """The claims of a reply, and whether it was whole: code fences and words around the JSON are left out, of a cut list what is complete counts."""
    body = text.strip().removeprefix("\ufeff")
    begun = LIST.search(body)
    try:
        listed = statements_in(decode(body, begun.start())[0]) if begun else None
    except ValueError:
        listed = None
    if listed is not None:
        return [Claim(each) for each in listed], True
    return [Claim(each) for each in complete_objects(body)], False


def decode(body: str, start: int) -> tuple[Any, int]:
    """The JSON value that begins there, and where it ends; half a surrogate pair in it is no text. Raises ValueError."""
    try:
        found, end = json.JSONDecoder().raw_decode(body, start)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")), end


def statements_in(found: Any) -> list[dict[str, Any]] | None:
    """The list of statements that a JSON value holds: {"statements": […]}, or the bare list."""
    listed = found.get("statements") if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        return None
    return listed


def complete_objects(body: str) -> Iterator[dict[str, Any]]:
    """The statements before the place where a list is cut off or damaged."""
    at = body.find("[", max(body.find('"statements"'), 0))
    while at >= 0:
        at = body.find("{", at)
        if at < 0:
            return
        try:
            found, at = decode(body, at)
        except ValueError:
            return
        if isinstance(found, dict) and "predicate" in found:
            yield found
