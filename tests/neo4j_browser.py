"""The Neo4j Browser in headless Chromium, as a person uses it: log in, give it our colours, type a query, look."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from neo4j_server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
STYLE = Path(__file__).parents[1] / "loaders" / "style.grass"
SECONDS = 60_000  # milliseconds to wait for anything: two busy cores draw slowly
DROP = """
([text, name]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name));
    const target = document.querySelector('[data-testid="main"]') || document.body;
    for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: files}));
}"""


@dataclass(frozen=True)
class View:
    """What the Browser shows of one query's answer."""

    frame: Locator
    captions: list[str]
    relationships: int


class Browser:
    """A page of the Neo4j Browser, logged in."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def run(self, query: str) -> Locator:
        """Type a command and return the frame that it opens on top of the stream."""
        frames = self.page.locator("article")
        before = frames.count()
        editor = self.page.locator(".monaco-editor textarea").first
        editor.focus()
        self.page.keyboard.insert_text(query)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("([n]) => document.querySelectorAll('article').length != n", arg=[before])
        return frames.first

    def view(self, query: str) -> View:
        """Run a query and wait until its graph is drawn."""
        frame = self.run(query)
        frame.locator("g.node").first.wait_for()
        self.page.wait_for_timeout(3000)  # the layout settles
        captions = ["".join(node.locator("text").all_text_contents()).strip() for node in frame.locator("g.node").all()]
        return View(frame, captions, frame.locator("g.relationship").count())

    def picture(self, query: str, file: Path) -> None:
        """Save the graph of a query, drawn as large as the window."""
        view = self.view(query)
        wide = view.frame.locator("button[title*=ullscreen]").first
        wide.click()
        for panel in view.frame.locator("button[title='Collapse the node properties display']").all():
            panel.click()
        self.page.wait_for_timeout(1000)
        self.page.locator("button[aria-label='zoom-to-fit']").first.click()
        self.page.wait_for_timeout(3000)
        self.page.locator("article").first.screenshot(path=file)
        wide.click()

    def style(self) -> None:
        """Drop our style file on the window."""
        self.page.evaluate(DROP, [STYLE.read_text("utf-8"), STYLE.name])


def views_of(page: Path) -> list[str]:
    """The queries of a page of the documentation."""
    return re.findall(r"```cypher\n(.*?)\n```", page.read_text("utf-8"), re.DOTALL)


@contextmanager
def open_browser(server: Server) -> Iterator[Browser]:
    """Log in to the server's Browser. Skips nothing: without Chromium or playwright it says what to install."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("The Browser's tests need PyPI's playwright: pip install 'report-kg[test]'")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("The Browser's tests need Chromium (Debian: apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=QUIET)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(SECONDS)
        page.goto(server.browser)  # no ?dbms=…: with it the Browser tries an empty password first and hides the fields
        page.locator("input[data-testid=username], input[name=username]").first.fill(server.user)
        page.locator("input[type=password]").first.fill(server.password)
        page.keyboard.press("Enter")
        page.get_by_text(":play start").first.wait_for()
        yield Browser(page)
        browser.close()
