"""Entities of all reports -> groups that are one entity each: connected components of the graph of names that reports equate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import networkx as nx

from kg.linking.names import Canon, name_key
from kg.model import Entity
from ontology.schema import Schema

ORGANIZATION = "Organization"
PERSON = "Person"
INSTRUMENT = "Instrument"

Node: TypeAlias = tuple[str, str, str]  # branch, report ("" where the name holds everywhere), folded name
Use: TypeAlias = tuple[str, Entity]  # a report and an entity of it
Bond: TypeAlias = tuple[str, Entity, Entity]  # a report, a person and an organization that joins it


@dataclass(slots=True)
class Group:
    """Nodes that are one entity, and what reports say of it."""

    nodes: tuple[Node, ...]
    names: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)
    known: str | None = None

    @property
    def branch(self) -> str:
        return self.nodes[0][0]


class Names:
    """Which node an entity of a report is."""

    def __init__(self, canon: Canon, schema: Schema, generic: frozenset[str], everywhere: frozenset[str]) -> None:
        """`generic` and `everywhere` are keys: of names that hold in their report only, and of agents that are not (only) persons."""
        self.canon, self.schema, self.generic, self.everywhere = canon, schema, generic, everywhere

    def node(self, report: str, entity: Entity) -> Node:
        return self.named(report, entity, entity.label, entity.known)

    def named(self, report: str, entity: Entity, name: str, known: str | None = None) -> Node:
        branch, key = self.schema.branch(entity.class_), name_key(name)
        found = self.canon.find(branch, name, known)
        if found is not None:
            return branch, "", name_key(found)
        local = key in self.generic or (entity.class_ == PERSON and key not in self.everywhere)
        return branch, report if local else "", key


def group_nodes(names: Names, used: Mapping[Use, int], equated: Iterable[tuple[str, Entity, Entity]], bonds: Iterable[Bond]) -> list[Group]:
    """Group the entities that reports use (how often: the value) by names that they share or equate, and persons by organizations.

    The order of reports changes nothing; what the names data parts, or gives two entries, stays two groups.
    """
    edges: defaultdict[tuple[Node, Node], set[str]] = defaultdict(set)
    graph = nx.Graph()
    for report, entity in used:
        graph.add_node(names.node(report, entity))
        for name in (*entity.names, *own_code(entity, names.schema)):
            add_edge(edges, report, names.node(report, entity), names.named(report, entity, name))
    for report, one, other in equated:
        add_edge(edges, report, names.node(report, one), names.node(report, other))
    join(graph, sort_edges(edges), names.canon)
    join(graph, person_edges(names, graph, bonds), names.canon)
    groups = [Group(tuple(sorted(component))) for component in nx.connected_components(graph)]
    describe(groups, names, used)
    return groups


def own_code(entity: Entity, schema: Schema) -> tuple[str, ...]:
    """An instrument's code is a name of it; a company's is that of its share."""
    return (entity.code,) if entity.code and schema.branch(entity.class_) == INSTRUMENT else ()


def add_edge(edges: defaultdict[tuple[Node, Node], set[str]], report: str, one: Node, other: Node) -> None:
    """Two names are bound where they are of one branch and no generic word."""
    if one != other and one[0] == other[0]:
        edges[min(one, other), max(one, other)].add(report)


def sort_edges(edges: Mapping[tuple[Node, Node], set[str]]) -> list[tuple[Node, Node]]:
    """What most reports say comes first: where not all can hold, the last give way."""
    return sorted(edges, key=lambda edge: (-len(edges[edge]), edge))


def join(graph: nx.Graph, edges: Sequence[tuple[Node, Node]], canon: Canon) -> None:
    """Add the edges one by one, but for those that would make one entity of two that the names data tells apart."""
    groups = nx.utils.UnionFind(graph)
    members: dict[Node, set[Node]] = {}
    for one, other in graph.edges:
        unite(groups, members, one, other)
    for one, other in edges:
        some, others = (members.get(groups[node], {node}) for node in (one, other))
        if some is others or not clash(some, others, canon):
            graph.add_edge(one, other)
            unite(groups, members, one, other)


def unite(groups: nx.utils.UnionFind, members: dict[Node, set[Node]], one: Node, other: Node) -> None:
    together = members.pop(groups[one], {one}) | members.pop(groups[other], {other})
    groups.union(one, other)
    members[groups[one]] = together


def clash(some: set[Node], others: set[Node], canon: Canon) -> bool:
    """Two entries of the names data, and two names that it parts, are never one."""
    if some & others:
        return False
    known = {node for node in (*some, *others) if (node[0], node[2]) in canon.known}
    return len(known) > 1 or canon.are_apart((node[2] for node in some), (node[2] for node in others))


def person_edges(names: Names, graph: nx.Graph, bonds: Iterable[Bond]) -> list[tuple[Node, Node]]:
    """Persons of one name in two reports, wherever an organization joins them in both."""
    component = {node: number for number, nodes in enumerate(sorted(map(sorted, nx.connected_components(graph)))) for node in nodes}
    alike: defaultdict[tuple[str, int], set[Node]] = defaultdict(set)
    for report, person, organization in bonds:
        node, body = names.node(report, person), component[names.node(report, organization)]
        for each in nx.node_connected_component(graph, node):
            alike[each[2], body].add(node)
    return [(first, other) for nodes in alike.values() for first, *rest in [sorted(nodes)] for other in rest]


def describe(groups: Iterable[Group], names: Names, used: Mapping[Use, int]) -> None:
    """Fill in names, classes and codes of the groups."""
    group_of = {node: group for group in groups for node in group.nodes}
    for (report, entity), count in used.items():
        group = group_of[names.node(report, entity)]
        group.names.update(dict.fromkeys(own_names(names, group, report, entity), count))
        group.classes[entity.class_] += count
        if entity.code:
            group.codes.add(entity.code)
    for group in groups:
        group.known = next((found for node in group.nodes if (found := names.canon.known.get((node[0], node[2])))), None)


def own_names(names: Names, group: Group, report: str, entity: Entity) -> Iterator[str]:
    """The names of an entity of a report that are names of its group: not generic words, not those that turned out to be another entity's."""
    nodes = set(group.nodes)
    for name in sorted({entity.label, *entity.names}):
        node = names.named(report, entity, name, entity.known if name == entity.label else None)
        if node in nodes and name_key(name) not in names.generic:
            yield name
