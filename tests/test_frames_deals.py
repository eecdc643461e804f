"""Deals, posts and acts of government: what sentences must give, and must not. Names are made up or well known; each row is a little report."""

from __future__ import annotations

import pytest

from kg.frames import extract_statements
from kg.model import Block, Document, Page, ReportFacts, Span, Statement
from ontology import load_ontology

FOUND = [
    # passives, disposal, nominal events
    ("2月21日，英伟达被市场监管总局立案调查。", "市场监管总局 investigates 英伟达"),
    ("美国商务部将摩尔线程与壁仞科技列入实体清单。", "美国商务部 penalizes 摩尔线程|美国商务部 penalizes 壁仞科技"),
    ("3月25日，美国商务部将80家机构列入实体清单，浪潮信息与中科曙光均在其列。", "美国商务部 penalizes 浪潮信息|美国商务部 penalizes 中科曙光"),
    ("欧盟委员会对苹果处以5亿欧元罚款。", "欧盟委员会 penalizes 苹果"),
    # export controls in their wordings
    ("商务部、海关总署联合公告：镓、锗出口须经许可。", "商务部 restrictsExport 镓|海关总署 restrictsExport 锗"),
    ("2025年4月4日，A800被美国商务部纳入管制。", "美国商务部 restrictsExport A800"),
    ("4月9日，美国政府告知英伟达，H20出口须申请许可。", "美国政府 restrictsExport H20"),
    # approvals
    ("继上海之后，北京市网信办也给文心一言颁发了牌照。", "北京市网信办 approves 文心一言"),
    # deals
    ("继2023年收购Wiz之后，谷歌今年5月又买下DeepMind。", "谷歌 acquires Wiz|谷歌 acquires DeepMind"),
    ("图灵奖获得者杨立昆再次批评了这一路线。", "杨立昆 winsAward 图灵奖"),
    # funding over several clauses
    ("智谱披露新一轮融资落地，金额超过10亿元，红杉中国与高瓴资本入局。", "智谱 raisesFunding 1000000000|高瓴资本 investsIn 智谱"),
    ("xAI官宣60亿美元B轮融资，富达与红杉资本均在股东之列。", "xAI raisesFunding 6000000000|富达 investsIn xAI|红杉资本 investsIn xAI"),
    ("宇树科技有望在年内登陆科创板。", "宇树科技 raisesFunding"),
    # who acts together
    ("软银与OpenAI共同设立SB OpenAI Japan。", "软银 establishes SB OpenAI Japan|OpenAI establishes SB OpenAI Japan"),
    # posts
    ("任命马斯克为首席执行官的是特斯拉。特斯拉任命马斯克为首席执行官。", "特斯拉 appoints 马斯克"),
    ("黄仁勋：英伟达创始人、首席执行官。", "黄仁勋 holdsPosition 英伟达"),
    ("鼎捷数智换届，叶子祯续任董事长。", "叶子祯 holdsPosition 鼎捷数智"),
    ("诺基亚公告，总裁的接力棒交到了马斯克手上。", "马斯克 holdsPosition 诺基亚"),
    ("特斯拉官宣由马斯克出任首席执行官。", "特斯拉 appoints 马斯克"),
    ("反观加州，州长纽森行使否决权。", "纽森 holdsPosition 加利福尼亚州"),
    ("OpenAI挖来马斯克。", "马斯克 holdsPosition OpenAI"),
    # courts
    ("小鹏汽车以侵害商业秘密为由将蔚来诉至合肥市中级人民法院。", "小鹏汽车 sues 蔚来"),
    # figures of a business
    ("百度去年净赚1.88亿元。", "百度 reportsMetric 188000000"),
    ("百度一季度营收320亿元，同比增长3%；智能云业务贡献80亿元。", "百度 reportsMetric 8000000000"),
    ("甲骨文的剩余履约义务攀升至970亿美元。", "甲骨文 reportsMetric 97000000000"),
    # events
    ("在世界人工智能大会上，商汤科技展示了新模型。", "商汤科技 participatesIn 世界人工智能大会"),
]
NOT_FOUND = [
    ("市场监管总局表示，将收购Autotalks的高通立案。", "acquires 市场监管总局"),
    ("美国商务部批准H20恢复对华出口。", "restrictsExport 美国商务部"),
    ("英伟达未经许可不得向中国出口H20，美国商务部称。", "approves 美国商务部"),
    ("特斯拉任命马斯克为首席执行官。", "holdsPosition 马斯克"),
    ("主审法官梅塔认定谷歌违法，美国司法部胜诉。", "holdsPosition 梅塔"),
    ("国务院发布《政务数据共享条例》。", "releases 国务院"),
    ("华为、中国移动共同发起成立了星河算力联盟。", "partnersWith 华为"),
    ("百度预告2024年净利润107.7亿至112.3亿元。", "reportsMetric 百度"),
    ("台积电宣布对亚利桑那项目追加1000亿美元投资。", "raisesFunding 台积电"),
]
MODALITY = [
    ("坊间盛传的腾讯收购育碧一事遭当事人否认。", "acquires", "denied"),
    ("传出OpenAI拟收购Windsurf，但这笔交易最终告吹。", "acquires", "denied"),
    ("市场监管总局对恒瑞医药作出行政处罚，没收违法所得。", "penalizes", "asserted"),
    ("百度给出的2026年收入目标为95亿元。", "reportsMetric", "planned"),
    ("百度的付费率不足5%。", "reportsMetric", "asserted"),
]


def statements(text: str) -> list[Statement]:
    whole = Span(0, len(text))
    document = Document("r.txt", "h", text, (Page(1, whole),), (Block("paragraph", whole),), facts=ReportFacts(date="2025-06-30"))
    return list(extract_statements(document, load_ontology()).statements)


def lines(text: str) -> set[str]:
    """Each statement as the names of the text would give it: with every label and name of subject and object."""
    found = set()
    for s in statements(text):
        objects = {*s.object.names, s.object.label} if s.object is not None else {str(s.value) if s.value is not None else ""}
        found |= {f"{subject} {s.predicate} {thing}".strip() for subject in {*s.subject.names, s.subject.label} for thing in objects}
    return found


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_what_a_sentence_states_is_found(text: str, wanted: str) -> None:
    """Every statement of the row is among those of the sentence."""
    assert set(wanted.split("|")) <= lines(text)


@pytest.mark.parametrize(("text", "unwanted"), NOT_FOUND)
def test_what_a_sentence_does_not_state_is_not_found(text: str, unwanted: str) -> None:
    """No statement of the predicate has the subject of the row."""
    predicate, name = unwanted.split(" ")
    assert not [s for s in statements(text) if s.predicate == predicate and name in (s.subject.label, *s.subject.names)]


@pytest.mark.parametrize(("text", "predicate", "modality"), MODALITY)
def test_what_was_denied_or_fell_through_is_denied(text: str, predicate: str, modality: str) -> None:
    """The statement of the predicate has the modality of the row."""
    assert {s.modality for s in statements(text) if s.predicate == predicate} == {modality}
