"""How right the program is on reports that were written without sight of it (tests/blind)."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import kg

from kg.scoring import Tally
from kg.scoring.folders import Scored, score_folder, total
from ontology import load_ontology
from ontology.schema import read_schema

BLIND = Path(__file__).parent / "blind"


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    """The totals over all of them."""
    out = tmp_path_factory.mktemp("blind") / "out"
    assert kg("build", BLIND / "reports", "--out", out, "--quiet").status == 0
    scored: list[Scored] = score_folder(out, sorted((BLIND / "gold").glob("*.json")), read_schema(load_ontology()))
    assert len(scored) == 20
    return total(scored)


def test_precision_and_recall(tally: Tally) -> None:
    """What was reached on reports in new voices is not lost again."""
    figures = tally.figures()
    assert figures["precision"] is not None
    assert figures["precision"] >= 0.70
    assert figures["recall"] is not None
    assert figures["recall"] >= 0.50


def test_no_quote_is_made_up(tally: Tally) -> None:
    assert tally.unsupported == 0
