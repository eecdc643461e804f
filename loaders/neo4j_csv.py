"""A build -> files for `neo4j-admin database import full`: the same nodes and relationships that the loader sends.

A column has one type, so rows whose values differ in type (1 and 1.5) stand in files of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg.graph.plain import plain_edges
from kg.model import Build
from loaders.neo4j_build import ReportedBuild
from loaders.neo4j_store import quoted
from loaders.property_entities import entity_rows
from loaders.property_graph import LinkKind, Pair, Properties, Rows, edge_properties, end_label, flat, type_name
from ontology.terms import Schema

TYPES = {bool: "boolean", int: "long", float: "double", list: "string[]"}  # of a column; else string
DELIMITERS = "\x1f\x1e\x1d\x1c"  # between the parts of a list: the first that none of them holds
SCRIPT = """\
#!/bin/sh
# Fills a database with this build while the server is stopped: ./import.sh [DATABASE]. What the database held is gone.
# NEO4J_ADMIN names another neo4j-admin. Afterwards start the server; `kg load` adds the constraints and finds everything there.
cd "$(dirname "$0")" || exit
exec ${{NEO4J_ADMIN:-neo4j-admin}} database import full "${{1:-neo4j}}" --overwrite-destination \\
  --multiline-fields=true --array-delimiter=U+{delimiter:04X} \\
{files}
"""

Types: TypeAlias = tuple[tuple[str, type], ...]  # the properties whose type must be said, sorted


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of one label or relationships of one kind: cells of ids (and labels) with their headers, and properties."""

    option: str  # of the import command
    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[tuple[Any, ...], Properties]]


def write_csv(build: Build, schema: Schema, folder: Path) -> None:
    """Write the files, and `import.sh` with the command that imports them, to a folder that is made."""
    folder.mkdir(exist_ok=True)
    groups = list(groups_of(ReportedBuild(build, schema)))
    delimiter = next(each for each in DELIMITERS if not any(each in text for group in groups for text in _listed(group)))
    arguments = []
    for group in groups:
        for number, (types, rows) in enumerate(sorted(_by_types(group.rows).items(), key=lambda each: str(each[0])), 1):
            file = f"{group.name}-{number}.csv"
            with (folder / file).open("w", encoding="utf-8", newline="") as out:
                out.writelines(_lines(group.header, dict(types), rows, delimiter))
            arguments.append(f"  {group.option}={file}")
    script = folder / "import.sh"
    script.write_text(SCRIPT.format(delimiter=ord(delimiter), files=" \\\n".join(arguments)), "utf-8", newline="")
    script.chmod(0o755)


def groups_of(build: ReportedBuild) -> Iterator[Group]:
    """All nodes and relationships, nodes first."""
    rows = Rows()
    for report in build.items:
        own = build.rows(report)
        own.nodes["Report"][report] |= {"content": build.content(report), "entities": build.lines(report)}
        rows.add(own)
    entities = entity_rows(build.lines_by_entity, build.statements(), build.dates(), build.schema)
    quoted(*(class_ for row in entities for class_ in row.classes))
    yield Group("--nodes=Entity", "Entity", ("id:ID(Entity)", ":LABEL"), [((row.id, list(row.classes)), row.properties) for row in entities])
    for label, nodes in rows.nodes.items():
        found = [((id_,), {name: value for name, value in nodes[id_].items() if name != "id"}) for id_ in sorted(nodes)]
        yield Group(f"--nodes={label}", label, (f"id:ID({label})",), found)
    for kind, pairs in sorted(rows.links.items()):
        yield _links(kind, {pair: {} for pair in pairs})
    edges: dict[LinkKind, dict[Pair, Properties]] = {}
    for edge in plain_edges((flat(each) for each in build.statements()), build.schema):
        kind = LinkKind(end_label(edge.subject), type_name(edge.predicate), "Entity")
        edges.setdefault(kind, {})[edge.subject, edge.object] = edge_properties(edge)
    for kind, found_edges in sorted(edges.items()):
        yield _links(kind, found_edges)


def _links(kind: LinkKind, pairs: Mapping[Pair, Properties]) -> Group:
    quoted(kind.type)
    header = f":START_ID({kind.start})", f":END_ID({kind.end})"
    return Group(f"--relationships={kind.type}", f"{kind.start}-{kind.type}-{kind.end}", header, [(pair, pairs[pair]) for pair in sorted(pairs)])


def _by_types(rows: Sequence[tuple[tuple[Any, ...], Properties]]) -> dict[Types, list[tuple[tuple[Any, ...], Properties]]]:
    """The rows that can stand in one file."""
    found: dict[Types, list[tuple[tuple[Any, ...], Properties]]] = {}
    for cells, properties in rows:
        types = tuple(sorted(((name, type(value)) for name, value in properties.items() if type(value) in TYPES), key=lambda each: each[0]))
        found.setdefault(types, []).append((cells, properties))
    return found


def _lines(header: tuple[str, ...], types: Mapping[str, type], rows: list[tuple[tuple[Any, ...], Properties]], delimiter: str) -> Iterator[str]:
    names = sorted({name for _, properties in rows for name, value in properties.items() if value is not None})
    yield ",".join([*header, *(f"{name}:{TYPES.get(types.get(name, str), 'string')}" for name in names)]) + "\n"
    for cells, properties in rows:
        yield ",".join(_cell(value, delimiter) for value in (*cells, *(properties.get(name) for name in names))) + "\n"


def _cell(value: Any, delimiter: str) -> str:
    """A value as Neo4j's importer reads it: an absent one is empty, text is always quoted."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    text = delimiter.join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _listed(group: Group) -> Iterator[str]:
    for cells, properties in group.rows:
        for value in (*cells, *properties.values()):
            if isinstance(value, list):
                yield from value
