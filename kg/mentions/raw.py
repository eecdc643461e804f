"""A name of one sentence, before its document is known."""

from __future__ import annotations

from dataclasses import dataclass

from kg.mentions.names import Known

AGENT_LIKE = ("Company", "Organization", "ResearchOrganization", "GovernmentBody", "Person")


@dataclass(slots=True)
class Raw:
    """A name before its document is known: `entry` of the names data, or None; `doubtful` needs its context."""

    start: int
    end: int
    form: str
    classes: tuple[str, ...]
    entry: Known | None
    sure: bool
    doubtful: bool = False
    rank: int = 0
