"""Document -> mentions: the names, quantities and times of every sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.mentions.quantities import Quantity
from kg.mentions.times import Time
from kg.model import Entity
from kg.sentences import Sentence

__all__ = ["Mention", "Quantity", "Read", "Time"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at start:end of a sentence (offsets into its folded text).

    `classes` are the classes it may have, likeliest first; `entity` is the same value for all mentions of it in a document; `sure` is False
    where only its form shows it, or where it is an ordinary word too.
    """

    start: int
    end: int
    text: str
    classes: tuple[str, ...]
    entity: Entity
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence and what was found in it, in order; mentions do not overlap one another nor the quantities and times."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]

    def figures(self) -> Iterator[Quantity | Time]:
        """All numbers and times, the numbers first."""
        yield from self.quantities
        yield from self.times
