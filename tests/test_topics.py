"""Who a clause, a reference or a figure is about, where several names stood before."""

from __future__ import annotations

import pytest
from test_frames import read

ROWS = [
    # 其一 is a numeral; 今夏的 only describes what comes after it
    ("其一是多模态模型Pixtral Large，脱胎于今夏的Mistral Large 2，上下文窗口128K。", "contextLength", "Pixtral Large"),
    # a place before the name leaves it the one that 其 refers to, not the investor
    ("合肥砚芯存储完成3亿元B轮融资，由毅达资本跟投；其自主研发的YX8201已流片。", "develops", "砚芯存储"),
    # what a verb hands over to is nobody's topic
    ("澜泊光电发布LB-800，制造环节交给格芯。去年公司光模块出货86万只。", "reportsMetric", "澜泊光电"),
    # who joins a round is not what the next clause is about
    ("Photoroom宣布完成4300万美元的B轮融资，Balderton与Aglaé共同出资，自研模型Photoroom Instant Diffusion。", "develops", "Photoroom"),
]


@pytest.mark.parametrize(("text", "predicate", "subject"), ROWS)
def test_the_subject_is_who_the_text_is_about(text: str, predicate: str, subject: str) -> None:
    """No name but the topic's is the subject of the predicate."""
    assert {s.subject.label for s in read(text) if s.predicate == predicate} == {subject}
