"""Funds and bodies of the world that no list has."""

from __future__ import annotations

import pytest

from kg.mentions.funds import funds, worldwide
from kg.mentions.types import read_types
from ontology import load_ontology


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由云州城投产业基金领投", ["云州城投产业基金"]),
        ("国开制造业转型升级基金出资5亿元", ["国开制造业转型升级基金"]),
        ("某集团与江州市政府投资引导基金联合出资", ["江州市政府投资引导基金"]),
        # what only says its aim names none
        ("公司拟设立产业投资基金", []),
        ("募集资金用于产业发展基金", []),
        ("参与设立并购基金", []),
    ],
)
def test_funds(text: str, found: list[str]) -> None:
    """A fund's name begins behind the last word that stands in no name."""
    assert [text[start:end] for start, end in funds(text, read_types(load_ontology()))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("倡议成立世界数据治理合作组织，总部", ["世界数据治理合作组织"]),
        ("加入全球算力互联联盟", ["全球算力互联联盟"]),
        ("全球主要的联盟", []),
        ("国际联盟", []),
    ],
)
def test_worldwide(text: str, found: list[str]) -> None:
    """世界…合作组织 and the like are names."""
    assert [text[start:end] for start, end in worldwide(text)] == found
