"""Chinese sell-side research reports in, a checked knowledge graph with evidence out.

    from kg.pipeline import build
    from loaders.folder import FolderSink

    build([Path("reports")], [FolderSink(Path("kg-out"))])
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("report-kg")
except PackageNotFoundError:  # a tree that nobody installed
    __version__ = "0+unknown"
