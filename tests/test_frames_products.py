"""Products: whole phrases, whose they are, and what is no statement about them."""

from __future__ import annotations

import pytest

from kg.frames import extract_statements
from kg.frames.owners import read_houses
from kg.frames.templates import read_templates
from kg.model import Block, Document, Page, ReportFacts, Span
from ontology import load_ontology

FOUND = [
    ("OpenAI停止向中国内地用户提供ChatGPT API，其他地区不受影响。", "OpenAI", "restrictsService", "ChatGPT API"),
    ("自2024年7月9日起，OpenAI停止向中国内地和香港的开发者提供OpenAI API。", "OpenAI", "restrictsService", "OpenAI API"),
    ("零一万物面向Claude用户推出迁移方案，可一键切换到Yi-Large。", "零一万物", "offersMigration", "Claude"),
    ("Copilot Pages是Microsoft 365 Copilot的一项功能，团队可在其中协同编辑生成的内容。", "Copilot Pages", "partOf", "Microsoft 365 Copilot"),
    ("据报道，OpenAI计划把Sora整合进ChatGPT，使之成为后者的内置模块。", "Sora", "partOf", "ChatGPT"),
    ("2025年3月起，飞桨3.0可在太初元碁T100加速卡上运行，对Gemma 3n的支持已合入TensorRT-LLM主分支。", "TensorRT-LLM", "supports", "Gemma 3n"),
    ("同日，英伟达开源推理框架Dynamo，这一Triton推理服务器的后继者支持PyTorch和vLLM。", "Dynamo", "supports", "vLLM"),
    ("谷歌将于7月为Pixel 9开放对Auracast的支持，推送分批进行。", "Pixel 9", "supports", "Auracast"),
    ("Claude Opus 4可通过Amazon Bedrock与Vertex AI获取。", "Claude Opus 4", "availableOn", "Vertex AI"),
    ("理想汽车对L6推出限时让利，落地价直降1.5万元，活动到月底为止。", "理想汽车", "changesPrice", "L6"),
]

ABSENT = [
    ("同日，英伟达开源推理框架Dynamo，这一Triton推理服务器的后继者支持PyTorch和vLLM。", "supports", "Triton"),
    ("OpenAI停止向中国内地用户提供ChatGPT API，其他地区不受影响。", "releases", "OpenAI"),
    ("训练同等规模的模型，TPU v7p所需时间仅为TPU v5e的四分之一。", "partOf", "TPU v7p"),
    ("喜剧演员萨拉·西尔弗曼起诉OpenAI，指控该公司未经许可使用其著作训练大语言模型。", "uses", "OpenAI"),
]


def statements(text: str) -> list[tuple[str, str, str]]:
    whole = Span(0, len(text))
    document = Document("report.txt", "0" * 64, text, (Page(1, whole),), (Block("paragraph", whole),), facts=ReportFacts(date="2025-06-30"))
    return [(s.subject.label, s.predicate, s.object.label if s.object else "") for s in extract_statements(document, load_ontology()).statements]


@pytest.mark.parametrize(("text", "subject", "predicate", "thing"), FOUND)
def test_phrases_are_found(text: str, subject: str, predicate: str, thing: str) -> None:
    """Each phrase gives its statement, between the names that the text uses."""
    assert (subject, predicate, thing) in statements(text)


@pytest.mark.parametrize(("text", "predicate", "subject"), ABSENT)
def test_what_is_not_said_is_not_found(text: str, predicate: str, subject: str) -> None:
    """A phrase told as a whole is not told again by a word inside it, nor by what only stands near."""
    assert not [s for s in statements(text) if s[1] == predicate and s[0].startswith(subject)]


def test_the_house_member_that_acted_is_the_agent() -> None:
    """Where a product's maker is left unsaid, the sister that the report names acts."""
    text = "9月24日，阿里云在云栖大会上推出Qwen3-Max。同场亮相的还有视觉理解模型Qwen3-VL。"
    assert ("阿里云", "releases", "Qwen3-VL") in statements(text)


def test_data_is_read() -> None:
    """Every template compiles and states a predicate; houses hold each of their members."""
    ontology = load_ontology()
    assert {t.frame.predicate.name for t in read_templates(ontology).templates} >= {"restrictsService", "offersMigration", "partOf", "trainedOn"}
    assert all(name in house and len(house) > 1 for name, house in read_houses(ontology).items())
