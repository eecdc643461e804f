"""Names that no list has: found by their form and the words about them, with their class; and what must not be taken for one."""

from __future__ import annotations

import pytest

from kg.mentions import Mention
from kg.mentions.reading import read_mentions
from kg.model import Block, Document, Page, ReportFacts, Span
from ontology import load_ontology

FIRMS = """
凌锐微拟在年底前停止供应单片机	凌锐微
经过两轮增持，鼎阳云正式入主数澜信息	鼎阳云|数澜信息
继云枢数据之后，博衡集团又吞下睿瞳科技	云枢数据|博衡集团|睿瞳科技
由霁岚科技与沁澜光电共同开发	霁岚科技|沁澜光电
恒信智联从创始人手中受让股份	恒信智联
除澄岳智能外，客户还有砺峰传动	澄岳智能|砺峰传动
海淀公司中移（杭州）信息技术有限公司中标	中移（杭州）信息技术有限公司
近日，北京智行远航机器人有限公司成立	北京智行远航机器人有限公司
Nordlys AI完成B轮融资	Nordlys AI
银湖主导，Quantrics于2023年6月完成私有化融资	Quantrics
"""
PERSONS = """
公司任命何海健为首席财务官	何海健
原首席财务官罗戎转任总裁	罗戎
聘任周景行、吕若兰为副总经理	周景行|吕若兰
由季怀谷任首席执行官	季怀谷
总裁冯敬表示业务稳健	冯敬
联合创始人沈牧之说，端侧不会取代云端	沈牧之
OpenAI前首席技术官米拉·穆拉蒂如今创业	米拉·穆拉蒂
拿下乔尼·艾维创办的公司	乔尼·艾维
约翰·詹南德雷亚或将转任顾问	约翰·詹南德雷亚
亚历山大·王作出了回应	亚历山大·王
新闻秘书莱维特表示	莱维特
首席执行官Elena Moro表示	Elena Moro
裴若谷2019年一手创办了该公司	裴若谷
云岫科技董事会推选方鹤年担任新一任董事长	方鹤年
德米斯·哈萨比斯因此获奖	德米斯·哈萨比斯
"""
PRODUCTS = """
端侧模型问渠-34B的上下文为256K	问渠-34B	AIModel
知微-Max模型的训练尚未完成	知微-Max	AIModel
租用沧澜K2芯片按小时计费	沧澜K2	Chip
擦窗机器人净界W1已经开售，售价2999元	净界W1	Hardware
骁龙X3 Elite的能效更高	骁龙X3 Elite	Chip
Mac mini教育版的价格下调	Mac mini教育版	Hardware
灵澜助手先后上架两家商店	灵澜助手	Software
代号为“昆岭湖”的处理器	昆岭湖	Chip
多模态模型Brillo-VL开源，参数仅7B	Brillo-VL	AIModel
QX900流片成功，主频3.2GHz，采用5nm制程	QX900	Chip
人形机器人Skyra S2售价9.9万元，续航4小时	Skyra S2	Hardware
"""
OTHERS = """
巴西经济保护管理委员会展开调查	巴西经济保护管理委员会	GovernmentBody
越南国会高票通过法律	越南国会	GovernmentBody
江苏省工业和信息化厅印发通知	江苏省工业和信息化厅	GovernmentBody
阿联酋交通部颁发牌照	阿联酋交通部	GovernmentBody
云帆智算中心已于5月封顶	云帆智算中心	Programme
哈尔滨智算中心采购服务器	哈尔滨智算中心	Programme
微软推出了“欧洲安全计划”	欧洲安全计划	Programme
英伟达启动AI PC加速计划	AI PC加速计划	Programme
获得“启元大奖”的团队来自上海	启元大奖	Award
政府叫停钴出口四个月	钴	Technology
计划自2026年起限制碳酸锂出口	碳酸锂	Technology
对石墨负极材料实施出口管制	石墨负极材料	Technology
玄戒X9采用第二代3nm工艺	第二代3nm工艺	Technology
"""
NONE = """
下游客户已经开始备货，国内厂商将受益
600519.SH、0700.HK等个股上涨
分析师证书编号S0880523110042，联系邮箱见封面
FY2025 Q3收入增长12.5%
生产级大模型加速落地，人形机器人量产在即
算力租赁、聊天机器人与入表数据成为热点
海外市场能够用更低成本获得增长，公司副总在会上
带宽为8TB/s，功耗700W，容量141GB
单颗算力提升，整套系统与编程模型更为成熟
"""


def mentions(text: str) -> list[Mention]:
    page = Page(1, Span(0, len(text)))
    document = Document("r.txt", "h", text, (page,), (Block("paragraph", page.span),), facts=ReportFacts(date="2025-06-30"))
    return [mention for read in read_mentions(document, load_ontology())[0] for mention in read.mentions]


def rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in table.strip().splitlines()]


def names(found: list[Mention], class_: str) -> set[str]:
    return {name.replace(" ", "") for mention in found if mention.classes[0] == class_ for name in (mention.entity.label, *mention.entity.names)}


@pytest.mark.parametrize(("text", "wanted"), rows(FIRMS))
def test_companies(text: str, wanted: str) -> None:
    """Companies that no list has are found whole, without the words beside them."""
    assert {name.replace(" ", "") for name in wanted.split("|")} <= names(mentions(text), "Company")


@pytest.mark.parametrize(("text", "wanted"), rows(PERSONS))
def test_persons(text: str, wanted: str) -> None:
    """People are found by posts, by deeds and by the characters of foreign names, and their names end where the next word begins."""
    assert {name.replace(" ", "") for name in wanted.split("|")} <= names(mentions(text), "Person")


@pytest.mark.parametrize(("text", "wanted", "class_"), rows(PRODUCTS + OTHERS.lstrip()))
def test_things(text: str, wanted: str, class_: str) -> None:
    """Products, bodies, programmes, prizes and goods under export control are found with their class."""
    assert wanted.replace(" ", "") in names(mentions(text), class_)


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_no_names(text: str) -> None:
    """Common nouns, codes, units, periods and certificate numbers are no names."""
    assert [mention.text for mention in mentions(text)] == []


def test_deterministic_classes() -> None:
    """A name in letters carries every class that it may have, so that a frame can choose; the first is the likeliest by the words about it."""
    (found,) = mentions("Render向用户开放三个月免费额度，用户可在线登录")
    assert found.classes[0] in ("Software", "Company")
    assert {"Software", "Company", "AIModel"} <= set(found.classes)
