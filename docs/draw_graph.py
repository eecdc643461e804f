"""Draw the plain graph of a build's folder as SVG: `kg build examples/reports/d05.txt; python docs/draw_graph.py kg-out docs/graph.svg`."""

from __future__ import annotations

import math
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.sax.saxutils import escape

from kg.graph import plain_edges
from kg.model import Entity
from loaders.folder import read_folder
from ontology import load_ontology
from ontology.schema import read_schema

Place = tuple[float, float]

WIDTH, HEIGHT, MARGIN, STEPS = 1280, 860, 70, 900
GRAVITY = 1.1  # towards the middle: keeps what is not joined together in the picture
COLOURS = {"Agent": "#2b6cb0", "Product": "#c05621", "Technology": "#2f855a", "Event": "#6b46c1", "Programme": "#6b46c1", "Place": "#718096"}
FONTS = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
ARROW = (
    '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#999"/></marker></defs>'
)
HALO = 'stroke="#fff" stroke-width="3" paint-order="stroke"'  # a label is read over a line
REPORT = frozenset({"mentions", "publishedBy", "authoredBy", "rates", "listedAs"})  # edges of the report itself, which join everything to everything


def draw(folder: Path) -> str:
    schema = read_schema(load_ontology())
    built = read_folder(folder)
    entities = {entity.id: entity for entity in built.entities}
    edges = [edge for edge in plain_edges(built.statements, schema) if edge.predicate not in REPORT]
    names = sorted({end for edge in edges for end in (edge.subject, edge.object)})
    places = lay_out(names, [(edge.subject, edge.object) for edge in edges])
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONTS}">', ARROW]
    parts.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>')
    parts += [line(places[edge.subject], places[edge.object], edge.predicate) for edge in edges]
    parts += [node(places[name], entities[name], schema.branch(entities[name].class_)) for name in names]
    return "\n".join([*parts, "</svg>", ""])


def lay_out(names: list[str], pairs: list[tuple[str, str]]) -> dict[str, Place]:
    """Fruchterman and Reingold's springs, from a circle on which neighbours stand side by side; the same picture every time."""
    degree = Counter(end for pair in pairs for end in pair)
    order = sorted(names, key=lambda name: (min((min(pair) for pair in pairs if name in pair), default=name), -degree[name], name))
    turn = 2 * math.pi / len(order)
    at = {name: [math.cos(i * turn) * (1 + i % 3 / 5), math.sin(i * turn) * (1 + i % 3 / 5)] for i, name in enumerate(order)}
    ideal = 2.4 / math.sqrt(len(order))
    for step in range(STEPS):
        push = {name: [-at[name][0] * GRAVITY, -at[name][1] * GRAVITY] for name in order}
        for one, other in combinations(order, 2):
            spread(at, push, one, other, lambda length: ideal * ideal / length)
        for one, other in pairs:
            spread(at, push, one, other, lambda length: -length * length / ideal)
        heat = 0.12 * (1 - step / STEPS)
        for name, (x, y) in push.items():
            length = math.hypot(x, y) or 1.0
            at[name][0] += x / length * min(length, heat)
            at[name][1] += y / length * min(length, heat)
    return stretch(at)


def spread(at: dict[str, list[float]], push: dict[str, list[float]], one: str, other: str, force: object) -> None:
    x, y = at[one][0] - at[other][0], at[one][1] - at[other][1]
    length = max(math.hypot(x, y), 0.01)
    strength = force(length) / length  # type: ignore[operator]
    for name, sign in ((one, 1), (other, -1)):
        push[name][0] += sign * x * strength
        push[name][1] += sign * y * strength


def stretch(at: dict[str, list[float]]) -> dict[str, Place]:
    """Fill the picture."""
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*at.values(), strict=True))
    wide, high = (WIDTH - 2 * MARGIN) / ((right - left) or 1), (HEIGHT - 2 * MARGIN) / ((bottom - top) or 1)
    return {name: (MARGIN + (x - left) * wide, MARGIN + (y - top) * high) for name, (x, y) in at.items()}


def line(start: Place, end: Place, predicate: str) -> str:
    length = math.dist(start, end) or 1.0
    tip = end[0] - (end[0] - start[0]) * 11 / length, end[1] - (end[1] - start[1]) * 11 / length
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    drawn = f'<line x1="{start[0]:.0f}" y1="{start[1]:.0f}" x2="{tip[0]:.0f}" y2="{tip[1]:.0f}" stroke="#bbb" marker-end="url(#a)"/>'
    return f'{drawn}<text x="{x:.0f}" y="{y:.0f}" font-size="9" fill="#888" text-anchor="middle">{predicate}</text>'


def node(place: Place, entity: Entity, branch: str) -> str:
    dot = f'<circle cx="{place[0]:.0f}" cy="{place[1]:.0f}" r="9" fill="{COLOURS.get(branch, "#4a5568")}"/>'
    label = f'<text x="{place[0]:.0f}" y="{place[1] - 13:.0f}" font-size="13" fill="#111" text-anchor="middle" {HALO}>'
    return f"{dot}{label}{escape(entity.label)}</text>"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(draw(Path(sys.argv[1])), "utf-8")
