"""Statements and observations with IRIs -> those that conform to the ontology's shapes, and those that do not with the reasons."""

from kg.checking.files import Checked, FileResult, check_files
from kg.checking.items import check

__all__ = ["Checked", "FileResult", "check", "check_files"]
