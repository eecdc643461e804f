"""Known names: which are meant where they are ordinary words too, with makers, versions and editions, and what else they are called."""

from __future__ import annotations

import pytest

from kg.mentions import Mention
from kg.mentions.reading import read_mentions
from kg.model import Block, Document, Page, ReportFacts, Span
from ontology import load_ontology

KNOWN = """
苹果或将于年底前推出新机	苹果	Company
AMD、甲骨文计划共建集群	甲骨文	Company
特斯拉或将自建产线	特斯拉	Company
寒武纪营业收入11.11亿元	寒武纪	Company
中国联通拟部署新卡	中国联通	Company
华为Pura 80系列来了	华为	Company
华为Pura 80系列来了	Pura 80	Hardware
三星的Galaxy S25 Edge发售	Galaxy S25 Edge	Hardware
马来西亚投贸部否认限制	马来西亚投贸部	GovernmentBody
网信办联合国家发展改革委发文	国家发展改革委	GovernmentBody
雅戈尔、红杉中国等出资	雅戈尔	Company
财政部长出席会议	财政部	GovernmentBody
在谷歌Pixel 9上使用	Pixel 9	Hardware
完整版o1上线	o1	AIModel
改用亚马逊Trainium2芯片	Trainium2	Chip
高带宽内存HBM3E已供货	HBM3E	Chip
强强联合：Anthropic×Palantir×亚马逊云科技	Palantir	Company
加拿大量子公司Xanadu入围	加拿大	Place
"""
ORDINARY = """
苹果汁与苹果树产业	苹果
小米粥很好喝	小米
"""
ALSO = """
英伟达H20芯片已经停供	H20芯片
采用LanDiT架构的模型	LanDiT架构
凌锐微LR9600处理器亮相	凌锐微LR9600
Mate 70系列开售	Mate 70系列
"""


def mentions(text: str) -> list[Mention]:
    page = Page(1, Span(0, len(text)))
    document = Document("r.txt", "h", text, (page,), (Block("paragraph", page.span),), facts=ReportFacts(date="2025-06-30"))
    return [mention for read in read_mentions(document, load_ontology())[0] for mention in read.mentions]


def rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "name", "class_"), rows(KNOWN))
def test_known(text: str, name: str, class_: str) -> None:
    """A known name is found with its class, a maker's apart from its product's."""
    assert (name, class_) in [(mention.text, mention.classes[0]) for mention in mentions(text)]


@pytest.mark.parametrize(("text", "name"), rows(ORDINARY))
def test_ordinary(text: str, name: str) -> None:
    """A word that is a company's name too is no name in its ordinary use."""
    assert name not in [mention.text for mention in mentions(text)]


@pytest.mark.parametrize(("text", "name"), rows(ALSO))
def test_also(text: str, name: str) -> None:
    """A thing is called with its kind and with its company too."""
    assert name in {other for mention in mentions(text) for other in mention.entity.names}


@pytest.mark.parametrize(
    ("text", "class_"),
    [("用户登录微信客户端", "Software"), ("支付宝宣布完成融资", "Company"), ("用户可以打开钉钉客户端", "Software"), ("GitHub公司表示", "Company")],
)
def test_platforms(text: str, class_: str) -> None:
    """A name that a company and its platform share is the one or the other by the words about it, and may be either."""
    found = next(mention for mention in mentions(text) if mention.text in ("微信", "支付宝", "钉钉", "GitHub"))
    assert found.classes[0] == class_
    assert {"Company", "Software"} <= set(found.classes)


@pytest.mark.parametrize("text", ["全国AI芯片产业", "大模型与人工智能加速发展", "推动智能驾驶与低空经济"])
def test_goods(text: str) -> None:
    """Goods and fields are no names where nothing restricts their trade."""
    assert mentions(text) == []


def test_goods_under_control() -> None:
    """Goods are names where their export is restricted."""
    assert "AI芯片" in [mention.text for mention in mentions("美国限制AI芯片对华出口")]


def test_a_product_keeps_to_its_maker() -> None:
    """小鹏G7, later in the report G7, is no group of states."""
    named = [m for m in mentions("小鹏G7上市，定价不高。此后SUV G7交付万辆。") if m.text == "G7"]
    assert [(m.classes[0], m.entity.label) for m in named] == [("Hardware", "小鹏G7")] * 2
