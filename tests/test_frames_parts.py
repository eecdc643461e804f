"""Parts of products, users, platforms, scores in a row, prices by edition: what they state."""

from __future__ import annotations

import pytest

from kg.frames import extract_statements
from kg.model import Block, Document, Page, ReportFacts, Span, Statement
from ontology import load_ontology


def read(text: str) -> tuple[Statement, ...]:
    whole = Span(0, len(text))
    document = Document("report.txt", "0" * 64, text, (Page(1, whole),), (Block("paragraph", whole),), facts=ReportFacts(date="2025-06-30"))
    return extract_statements(document, load_ontology()).statements


STATED = [
    ("Brilliant Labs 于 2 月 8 日拿出 AI 眼镜 Frame，联网检索借道 Perplexity，售价 349 美元。", "costs", "Frame", 349.0),
    ("2 月 2 日，苹果 Vision Pro 在美国开卖，256 GB 版 3499 美元。", "costs", "Vision Pro", 3499.0),
    ("R1-Lite 在AIME 2024与MATH-500上分别拿到52.5分和91.6分。", "scoresOn", "AIME 2024", 52.5),
    ("R1-Lite 在AIME 2024与MATH-500上分别拿到52.5分和91.6分。", "scoresOn", "MATH-500", 91.6),
    ("鹿鸣-14B与雁栖-8B在BBH上分别得到78.3分和71.9分。", "scoresOn", "雁栖-8B", 71.9),
    ("这款视频大模型可灵 6 月 6 日才首度亮相，骨干网络取自 DiT。", "uses", "可灵", "DiT"),
    ("Pixtral Large 脱胎于今夏的 Mistral Large 2，权重已挂上 Hugging Face。", "availableOn", "Pixtral Large", "Hugging Face"),
]


@pytest.mark.parametrize(("text", "predicate", "name", "what"), STATED)
def test_parts_platforms_scores_and_prices(text: str, predicate: str, name: str, what: str | float) -> None:
    """The statement holds both: a name at one end, the other name or the figure at the other."""
    found = [(s.subject.label, s.object.label if s.object else "", s.value) for s in read(text) if s.predicate == predicate]
    assert any(name in row[:2] and what in row for row in found), found


def test_version_numbers_are_no_figures() -> None:
    """升级至 3.0 gives no specification, however near a metric's word stands."""
    assert not [s for s in read("“息壤”算力调度平台也升级至 3.0。") if s.predicate == "hasSpecification"]
