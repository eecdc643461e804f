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


@lru_cache(maxsize=4)
def read_houses(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Of each company the companies of its house, itself included, in the order of words/houses.tsv."""
    found: dict[str, tuple[str, ...]] = {}
    for row in ontology.rows("words", "houses.tsv"):
        if len(row.cells) != 1:
            raise row.fault("needs one column: the companies of one house (|)")
        house = tuple(fold_name(name) for name in row.cells[0].split("|"))
        found |= {name: house for name in house if name not in found}
    return found


class Owners:
    """What the document says of whose products are whose; asked for the agent of a thing."""

    def __init__(self, schema: Schema, ontology: Ontology, agents: Sequence[Entity]) -> None:
        self.schema = schema
        self.makers = dict(reversed(read_makers(ontology)))
        self.houses = read_houses(ontology)
        self.said: dict[Entity, Entity] = {}
        self.told: list[tuple[int, Entity]] = []
        self.agents = {fold_name(name): agent for agent in agents for name in (agent.label, *agent.names, *((agent.known,) if agent.known else ()))}

    def learn(self, thing: Entity, agent: Entity, place: int = 0) -> None:
        """Keep whose the thing is; `place` is where in the document that is said."""
        self.said.setdefault(thing, agent)
        self.told.append((place, agent))

    def near(self, context: Context, thing: Mention, place: int) -> Mention | None:
        """The agent that stands before the thing as its possessor: 华为 Mate 70, 小米的 YU7."""
        chunk = next((c for c in context.parsed.chunks if thing in c.mentions), None)
        if chunk is None:
            return None
        for other in reversed(context.parsed.chunks):
            if other.modifies == chunk.number and fits(self.schema, other.mentions[-1], ("Organization",)):
                return other.mentions[-1]
        return None

    def member(self, maker: str, place: int) -> Entity | None:
        """The company of the maker's house that acted last before the place, else the maker, else a sister that the document names."""
        house = self.houses.get(maker, (maker,))
        acted = [agent for at, agent in sorted(self.told, key=lambda t: t[0]) if at <= place and house_name(agent) in house]
        return acted[-1] if acted else next((self.agents[name] for name in (maker, *house) if name in self.agents), None)

    def of(self, thing: Entity, place: int = 0) -> Entity | None:
        """The agent that the document names as its maker, or that general knowledge knows and the document mentions."""
        if thing in self.said:
            return self.said[thing]
        for name in dict.fromkeys((thing.known or thing.label, thing.label, *thing.names)):
            folded = fold_name(name).casefold()
            for end in range(len(folded), 0, -1):
                maker = self.makers.get(folded[:end])
                if maker is not None and not inside_word(folded, end):
                    return self.member(maker, place)
        return None


def house_name(agent: Entity) -> str:
    return fold_name(agent.known or agent.label)


def inside_word(text: str, at: int) -> bool:
    """Latin letters stand on both sides of the place."""
    return at < len(text) and all(char.isascii() and char.isalpha() for char in text[at - 1 : at + 1])
