"""A name that no list has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """An unknown name at start:end of a sentence, with the classes it may have, likeliest first."""

    start: int
    end: int
    classes: tuple[str, ...]
    sure: bool
    rank: int = 5  # of two that overlap, the lower rank stays
