"""Take the pictures of docs/browser.md in a Neo4j Browser: set NEO4J_URI, NEO4J_PASSWORD and NEO4J_BROWSER to a server with a loaded build."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from neo4j_browser import open_browser, views_of  # noqa: E402
from neo4j_server import Server  # noqa: E402


def main() -> None:
    user = os.environ.get("NEO4J_USERNAME", "neo4j")
    server = Server(os.environ["NEO4J_URI"], user, os.environ["NEO4J_PASSWORD"], os.environ["NEO4J_BROWSER"])
    (HERE / "pictures").mkdir(exist_ok=True)
    with open_browser(server) as browser:
        browser.style()
        for number, query in enumerate(views_of(HERE / "browser.md"), 1):
            browser.picture(query, HERE / "pictures" / f"browser-{number}.png")


if __name__ == "__main__":
    main()
