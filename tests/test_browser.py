"""The graph as a person sees it: the Neo4j Browser in headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_browser import Browser, open_browser, views_of
from neo4j_server import Server
from question_build import question_build

from loaders.neo4j import connect, load
from ontology import load_ontology
from ontology.schema import read_schema

pytestmark = pytest.mark.xdist_group("neo4j")
DOCS = Path(__file__).parents[1] / "docs"
SEEN = (  # a caption that each of the five views must show, as far as it fits into its circle
    ("OpenAI", "GPT-4o"),
    ("OpenAI", "微软"),
    ("台积电", "英伟达"),
    ("商务部", "镓"),
    ("releases", "OpenAI"),
)


@pytest.fixture
def browser(neo4j: Server) -> Iterator[Browser]:
    if not neo4j.browser:
        pytest.skip("NEO4J_URI is set and NEO4J_BROWSER, its Browser's address, is not")
    with connect(neo4j.uri, neo4j.user, neo4j.password) as store:
        load(store, question_build(), read_schema(load_ontology()))
    with open_browser(neo4j) as opened:
        yield opened


def test_the_five_views_show_named_nodes(browser: Browser) -> None:
    """Each query of the documentation, typed into a Browser that has never heard of us: every node has a caption, and the page has its picture."""
    queries = views_of(DOCS / "browser.md")
    assert len(queries) == len(SEEN)
    for number, (query, captions) in enumerate(zip(queries, SEEN, strict=True), 1):
        view = browser.view(query)
        assert view.relationships > 0, query
        assert all(view.captions), query
        assert set(captions) <= set(view.captions), query
        assert (DOCS / "pictures" / f"browser-{number}.png").stat().st_size > 20_000


def test_our_colours(browser: Browser) -> None:
    """The shipped style, dropped on the window, is taken: a company has its colour, and its name."""
    browser.style()
    view = browser.view("MATCH p = (:Company)-[:RELEASES]->(:AIModel) RETURN p")
    fills = {node.locator("circle.b-outline").get_attribute("fill") for node in view.frame.locator("g.node").all()}
    assert fills == {"#2F6DB5", "#1E8A7A"}
    assert "OpenAI" in view.captions
