"""Whose product it is where a construction leaves the subject open (Microsoft 365 Copilot 今年3月亮相)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.frames.roles import Context, fits
from kg.mentions import Mention
from kg.model import Entity
from kg.sentences import fold_name
from ontology import Ontology
from ontology.schema import Schema

OWNING = ("releases", "develops", "openSources", "upgrades", "changesPrice")


@lru_cache(maxsize=4)
def read_makers(ontology: Ontology) -> tuple[tuple[str, str], ...]:
    """Beginnings of product names with their maker, the longest first: words/makers.tsv (general knowledge of the field)."""
    rows = []
    for row in ontology.rows("words", "makers.tsv"):
        if len(row.cells) != 2:
            raise row.fault("needs two columns: maker, beginnings of its products' names (|)")
        rows += [(fold_name(part).casefold(), fold_name(row.cells[0])) for part in row.cells[1].split("|") if part.strip()]
    return tuple(sorted(rows, key=lambda r: (-len(r[0]), r)))


class Owners:
    """What the document says of whose products are whose; asked for the agent of a thing."""

    def __init__(self, schema: Schema, ontology: Ontology, agents: Sequence[Entity]) -> None:
        self.schema = schema
        self.makers = dict(reversed(read_makers(ontology)))
        self.said: dict[Entity, Entity] = {}
        self.agents = {fold_name(name): agent for agent in agents for name in (agent.label, *agent.names, *((agent.known,) if agent.known else ()))}

    def learn(self, thing: Entity, agent: Entity) -> None:
        self.said.setdefault(thing, agent)

    def near(self, context: Context, thing: Mention, place: int) -> Mention | None:
        """The agent that stands before the thing as its possessor: 华为 Mate 70, 小米的 YU7."""
        chunk = next((c for c in context.parsed.chunks if thing in c.mentions), None)
        if chunk is None:
            return None
        for other in reversed(context.parsed.chunks):
            if other.modifies == chunk.number and fits(self.schema, other.mentions[-1], ("Organization",)):
                return other.mentions[-1]
        return None

    def of(self, thing: Entity) -> Entity | None:
        """The agent that the document names as its maker, or that general knowledge knows and the document mentions."""
        if thing in self.said:
            return self.said[thing]
        for name in dict.fromkeys((thing.known or thing.label, thing.label, *thing.names)):
            folded = fold_name(name).casefold()
            for end in range(len(folded), 0, -1):
                maker = self.makers.get(folded[:end])
                if maker is not None and not inside_word(folded, end):
                    return self.agents.get(maker)
        return None


def inside_word(text: str, at: int) -> bool:
    """Latin letters stand on both sides of the place."""
    return at < len(text) and all(char.isascii() and char.isalpha() for char in text[at - 1 : at + 1])
