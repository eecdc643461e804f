"""What reports say about themselves, read from covers as houses write them."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.model import Document
from kg.reading.text import read_text
from kg.reading.words import reading_words
from ontology import load_ontology

BODY = "\n\n投资要点\n\n上半年公司实现收入 15.67 亿元，同比增长 67.6%，毛利率回落到 65.4%，主要因为产品结构变化，下半年有望改善，维持此前判断不变。\n"


def read(cover: str, body: str = BODY, file: str = "report.txt", published: str | None = None) -> Document:
    return read_text((cover + body).encode(), file, published, reading_words(load_ontology()))


# the report's own date, however it is written; other dates beside it
@pytest.mark.parametrize(
    ("cover", "date"),
    [
        ("甲乙证券\n电子行业周报\n2025 年 07 月 20 日", "2025-07-20"),
        ("电子行业周报\n2025.07.20", "2025-07-20"),
        ("电子行业周报\n**报告日期**：2025-07-20\n**数据截至**：2025-07-18", "2025-07-20"),
        ("电子行业周报\n- 发布：2025-07-20", "2025-07-20"),
        ("电子行业周报\n20250720", "2025-07-20"),
        ("电子行业周报\n2025/7/20", "2025-07-20"),
        ("电子行业周报\n2025－07－20", "2025-07-20"),
        ("电子行业周报\n二〇二五年七月二十日", "2025-07-20"),
        ("电子行业周报\n发布日期：2025-07-20\n数据截至：2025-07-18", "2025-07-20"),
        ("电子行业周报\n数据截至 2025 年 7 月 18 日\n2025 年 7 月 20 日", "2025-07-20"),
        ("电子行业周报\n2025年07月20日 星期日", "2025-07-20"),
        ("证券研究报告 | 行业周报 | 2025-07-20\n电子行业周报", "2025-07-20"),
        ("证券研究报告\n2025 年 07 月 20 日 | 行业深度\n电子行业深度报告", "2025-07-20"),
        ("电子行业周报（2025.07.14—2025.07.20）\n先进封装扩产提速", "2025-07-20"),
        ("电子行业周报（2025 年 7 月 14 日—7 月 20 日）\n先进封装扩产提速", "2025-07-20"),
        ("电子行业周报（20250714-20250720）\n先进封装扩产提速", "2025-07-20"),
        ("电子行业周报（7.14-7.20）\n报告发布日期 2025-07-21", "2025-07-21"),
        ("电子行业双周报（2025.12.29—2026.1.11）\n2026 年 1 月 12 日", "2026-01-12"),
        ("Technology Weekly\nJuly 20, 2025", "2025-07-20"),
        ("Technology Weekly\n20 Jul 2025", "2025-07-20"),
        ("Asia Technology\n20 July 2025 | 8:30AM HKT", "2025-07-20"),
        ("目标价 158.00 港元 | 收盘价 124.90 港元（2025-02-20）\n2025 年 2 月 21 日", "2025-02-21"),
        ("电子行业周报\n报告日期：2025年8月3日　　统计区间：7月28日—8月3日", "2025-08-03"),
        ("电子行业周报\n分析师：王小明 S0130519070001", None),
        ("电子行业周报\n2025 年 13 月 40 日", None),
    ],
)
def test_date(cover: str, date: str | None) -> None:
    """The date is the report's own, not that of prices, periods or certificates."""
    assert read(cover).facts.date == date


@pytest.mark.parametrize(
    ("file", "published", "date", "source"),
    [
        ("2024/电子周报_20240329.txt", None, "2024-03-29", "file name"),
        ("电子周报2024-03-29.txt", "2025-01-01", "2024-03-29", "file name"),
        ("电子周报.txt", "2025-01-01", "2025-01-01", "option"),
        ("688041_海光信息.txt", None, None, None),
    ],
)
def test_date_falls_back(file: str, published: str | None, date: str | None, source: str | None) -> None:
    """Without a date in the text the file's name gives it, then the option; without any the document says so."""
    document = read("电子行业周报", file=file, published=published)
    assert (document.facts.date, document.facts.date_source) == (date, source)
    assert bool(document.messages) == (date is None)


@pytest.mark.parametrize(
    ("cover", "names"),
    [
        ("分析师：王小明\n执业证书编号：S1990523070006\n研究助理：李雷\n邮箱：wangxm@jiayi.example", ["王小明", "李雷"]),
        ("分析师 王小明 S1550521040003\n联系人 欧阳雪", ["王小明", "欧阳雪"]),
        ("证券分析师　王小明　S0880523110042　wang@jiayi.example\n联系人　　　李　雷", ["王小明", "李雷"]),
        ("分析师：王小明（S1140521080012）、李雷（S1140522020007）", ["王小明", "李雷"]),
        ("分析师：王小明（登记编号 S1680520090003）｜李雷（登记编号 S1680523030007）", ["王小明", "李雷"]),
        ("分析师：Wang Xiaoming 王小明（执业证书 S0760522110012）", ["王小明"]),
        ("分析师：Daniel Hsu（SFC CE: BQK113）", ["Daniel Hsu"]),
        ("王小明 首席分析师 SAC: S0490521090017\n李雷 分析师 SAC: S0490522060024", ["王小明", "李雷"]),
        ("分析师　王小明　S1080519070004\n　　　　李雷　S1080524010012\n实习生　韩梅梅对本报告亦有贡献", ["王小明", "李雷", "韩梅梅"]),
        ("分析师\n\n王小明\n\n☎: (8610) 66568589\n\n分析师登记编码: S0130519070001", ["王小明"]),
        ("王小明\n电话：021-12345678\n邮箱：wang@jiayi.example\n执业证书编号：S0130519070001", ["王小明"]),
        ("研究助理：李雷\n首席分析师：王小明\nSAC NO: S0130519070001", ["王小明", "李雷"]),
        ("分析师：王小明\nSAC证书编号：S0130519070001\n分析师：司马懿\nSAC证书编号：S0130519070002", ["王小明", "司马懿"]),
        ("分析师：王小明 021-12345678 wang@jiayi.example SAC执业证书编号：S0130519070001", ["王小明"]),
        ("作者：王小明\n执业证书编号：S0130519070001", ["王小明"]),
        ("证券分析师：王小明 A0230520050001\n联系人：李雷 (8621)23297818×", ["王小明", "李雷"]),
        ("Analyst: Daniel Hsu\nAssociate: Mary Ann Lee", ["Daniel Hsu", "Mary Ann Lee"]),
    ],
)
def test_authors(cover: str, names: list[str]) -> None:
    """Names without roles, numbers and addresses, analysts first, each where it stands."""
    document = read(f"甲乙证券\n电子行业周报\n2025-07-20\n{cover}")
    assert [author.name for author in document.facts.authors] == names
    for author in document.facts.authors:
        said = document.text[author.span.start : author.span.end]
        assert "".join(said.split()) == "".join(author.name.split())


@pytest.mark.parametrize(
    ("cover", "end", "name"),
    [
        ("云山证券研究所\n电子行业周报", "资料来源：Wind，云山证券研究所", "云山证券"),
        ("电子行业周报", "免责声明\n本报告由云山证券股份有限公司（已具备证券投资咨询业务资格）制作，仅供客户参考。", "云山证券"),
        ("电子行业周报", "法律声明\n本报告由云山证券（香港）有限公司发布。本公司及其关联方可能持有所涉公司的证券头寸。", "云山证券"),
        ("云山国际证券\n电子行业周报", "声明：本报告由云山国际证券有限公司编制，仅供机构客户参考。", "云山国际证券"),
        ("电子行业周报", "免责声明\n本报告由中国银河证券股份有限公司（以下简称银河证券）向其客户提供。", "中国银河证券"),
        ("中金公司研究部\n电子行业周报", "法律声明\n本报告由中国国际金融股份有限公司制作。", "中国国际金融"),
        ("某证券\n电子行业周报", "重要声明\n本报告由云山证券有限责任公司编制。", "云山证券"),
        ("Cloud Hill Securities\nTechnology Weekly", "Disclaimer\nPublished by Cloud Hill Securities Limited.", "Cloud Hill Securities"),
        ("电子行业周报", "近日，公司完成上市辅导，辅导机构为中信证券，持有其股份的还有国泰君安。", None),
    ],
)
def test_publisher(cover: str, end: str, name: str | None) -> None:
    """The house comes from cover, sources and disclaimer, never from the news."""
    publisher = read(f"{cover}\n2025-07-20", f"{BODY}\n\n{end}\n").facts.publisher
    assert (publisher.name if publisher else None) == name


@pytest.mark.parametrize(
    ("title", "cover", "instrument", "rating", "previous"),
    [
        ("电子行业周报", "推荐（维持）", "电子行业", "推荐", "推荐"),
        ("电子行业周报", "行业评级：增持（维持）", "电子行业", "增持", "增持"),
        ("先进封装扩产提速", "计算机行业：看好（维持）", "计算机行业", "看好", "看好"),
        ("先进封装扩产提速", "行业：半导体　　评级：领先大市-A（维持）", "半导体行业", "领先大市-A", "领先大市-A"),
        ("先进封装扩产提速", "行业评级：半导体　强于大市（维持）", "半导体行业", "强于大市", "强于大市"),
        ("先进封装扩产提速", "行业评级　计算机：推荐（维持）", "计算机行业", "推荐", "推荐"),
        ("先进封装扩产提速", "行业评级：计算机（领先大市，上调，前次为同步大市）", "计算机行业", "领先大市", "同步大市"),
        ("先进封装扩产提速", "电子行业: 增持 (上调, 前值: 中性)", "电子行业", "增持", "中性"),
        ("先进封装扩产提速", "传媒行业：同步大市（前次：强于大市）", "传媒行业", "同步大市", "强于大市"),
        ("先进封装扩产提速", "半导体设备与材料行业: 推荐 (首次)", "半导体设备与材料行业", "推荐", None),
        ("计算机行业周报", "行业评级：同步大市（由“强于大市”下调）", "计算机行业", "同步大市", "强于大市"),
        ("计算机行业周报", "投资评级：看好（维持）", "计算机行业", "看好", "看好"),
        ("计算机行业周报", "投资评级 看好 维持评级", "计算机行业", "看好", "看好"),
        ("计算机行业周报", "强于大市（维持评级）", "计算机行业", "强于大市", "强于大市"),
        ("计算机行业周报", "评级：强于大市（首次评级）", "计算机行业", "强于大市", None),
        ("计算机行业周报", "看好/维持", "计算机行业", "看好", "看好"),
        ("计算机行业周报", "行业评级：推荐\n上次评级：中性", "计算机行业", "推荐", "中性"),
        ("先进封装扩产提速", "计算机行业\n推荐\n维持评级", "计算机行业", "推荐", "推荐"),
        ("先进封装扩产提速", "行业投资评级：强于大市|维持\n行业研究｜电子", "电子行业", "强于大市", "强于大市"),
        ("先进封装扩产提速", "信息技术 | 电子\n投资评级：推荐（维持）", "电子行业", "推荐", "推荐"),
        ("先进封装扩产提速", "计算机 | 证券研究报告 — 行业周报\n强于大市", "计算机行业", "强于大市", None),
        ("云山科技（688001.SH）中报点评", "买入（首次）", "云山科技", "买入", None),
        ("云山科技（688001）中报点评：收入高增", "投资评级：买入-A（维持）", "云山科技", "买入-A", "买入-A"),
        ("云山科技 (1234.HK)", "增持（上次：买入）", "云山科技", "增持", "买入"),
        ("收入高增，利润率改善", "云山科技（688001.SH）：买入（维持）", "云山科技", "买入", "买入"),
        ("收入高增，利润率改善", "优山选（9880.HK）　增持（上次：买入）", "优山选", "增持", "买入"),
        ("云山科技（688001.SH）中报点评", "评级：增持（下调）\n前次评级：买入", "云山科技", "增持", "买入"),
        ("云山科技（688001.SH）中报点评", "维持“买入”评级", "云山科技", "买入", "买入"),
        ("云山科技（688001.SH）中报点评", "公司评级：推荐（维持）", "云山科技", "推荐", "推荐"),
        ("先进封装扩产提速", "**行业评级**：推荐（维持）\n**行业**：电子", "电子行业", "推荐", "推荐"),
        ("先进封装扩产提速", "> 电子行业：推荐（维持）", "电子行业", "推荐", "推荐"),
        ("先进封装扩产提速", "| 行业评级 | 电子：推荐（维持） | 报告日期 | 2025-07-20 |\n| 分析师 | 王小明 | | |", "电子行业", "推荐", "推荐"),
        ("先进封装扩产提速", "| 行业评级 | 推荐（维持） |\n| 所属行业 | 电子行业 |", "电子行业", "推荐", "推荐"),
    ],
)
def test_rating(title: str, cover: str, instrument: str, rating: str, previous: str | None) -> None:
    """What is rated, how, and how before: kept ratings were the same before, first ones had none."""
    document = read(f"甲乙证券\n{title}\n{cover}\n2025-07-20")
    assert [(r.instrument, r.rating, r.previous) for r in document.facts.ratings] == [(instrument, rating, previous)]


# more ways of saying one rating, of what the text is about
@pytest.mark.parametrize(
    "cover",
    [
        "行业评级：看好 维持",
        "看好｜维持",
        "评级：看好→看好",
        "行业评级 · 看好（维持）",
        "【评级】看好（维持）",
        "计算机·看好（维持）",
        "投资评级：计算机行业“看好”（维持）",
        "行业评级：维持“看好”",
        "评级（行业）：看好，维持",
        "计算机行业（看好，维持）",
        "行业：计算机　评级：看好（维持）　报告日期：2025-07-20",
        "看好——维持",
        "本期评级：看好；上期评级：看好",
        "行业评级：看好（维持）｜分析师：王小明",
        "计算机 / 看好 / 维持",
    ],
)
def test_forms_of_a_rating(cover: str) -> None:
    """However a line parts its words, it rates one industry, which the text names where the line does not."""
    body = "\n\n投资要点\n\n计算机行业景气延续，公司收入增长。\n"
    facts = read(f"甲乙证券\n算力需求持续高增\n{cover}\n2025-07-20", body).facts
    assert [(r.instrument, r.rating, r.previous) for r in facts.ratings] == [("计算机行业", "看好", "看好")]
    assert facts.title == "算力需求持续高增"


@pytest.mark.parametrize("title", ["看好国产替代", "计算机行业推荐标的梳理", "算力需求高增，维持推荐", "买入时点已到", "推荐：三条主线"])
def test_titles_with_words_of_ratings(title: str) -> None:
    """A headline that has a word of ratings in it is a title and rates nothing."""
    facts = read(f"甲乙证券\n{title}\n传媒行业：中性（维持）\n2025-07-20").facts
    assert (facts.title, [r.instrument for r in facts.ratings]) == (title, ["传媒行业"])


def test_several_ratings() -> None:
    """A line of the cover may rate more than one industry."""
    for cover in ("机械行业：推荐（维持）；汽车行业：增持（上调，前次：中性）", "机械行业：推荐（维持）　汽车行业：增持（由“中性”上调）"):
        ratings = read(f"甲乙证券\n机器人产业周报\n{cover}\n2025-07-20").facts.ratings
        assert [(r.instrument, r.rating, r.previous) for r in ratings] == [("机械行业", "推荐", "推荐"), ("汽车行业", "增持", "中性")]


@pytest.mark.parametrize(
    ("said", "instrument", "rating", "previous"),
    [
        ("我们维持计算机行业“推荐”评级。", "计算机行业", "推荐", "推荐"),
        ("板块估值已反映预期，我们将计算机行业评级由强于大市下调至同步大市。", "计算机行业", "同步大市", "强于大市"),
        ("首次覆盖，给予电子行业“增持”评级。", "电子行业", "增持", None),
        ("电子行业景气回升，电子板块估值合理，维持“增持”评级。", "电子行业", "增持", "增持"),
        ("高盛维持其买入评级的消息带动股价上涨。", None, None, None),
    ],
)
def test_rating_of_the_body(said: str, instrument: str | None, rating: str | None, previous: str | None) -> None:
    """Without a rating on the cover a sentence of the body gives it, with the industry that it or the text names."""
    ratings = read("甲乙证券\n先进封装扩产提速\n2025-07-20", f"{BODY}\n\n{said}\n").facts.ratings
    assert [(r.instrument, r.rating, r.previous) for r in ratings] == ([(instrument, rating, previous)] if instrument else [])


@pytest.mark.parametrize(
    ("said", "price", "previous", "currency"),
    [
        ("上调目标价至 158 港元，维持“买入”评级。", 158, None, "HKD"),
        ("我们将目标价由 120 港元上调至 158.5 港元。", 158.5, 120, "HKD"),
        ("目标价：23.40 元（上次目标价 20.10 元）。", 23.4, 20.1, "CNY"),
        ("给予目标价 1,250 元人民币。", 1250, None, "CNY"),
        ("目标价（港元）：158.00", 158, None, "HKD"),
        ("给予 2026 年 22 倍 PE，合理价值区间为 20-25 元。", None, None, None),
        ("We raise our target price to US$45.", 45, None, "USD"),
    ],
)
def test_target_price(said: str, price: float | None, previous: float | None, currency: str | None) -> None:
    """The target price stands with its currency beside the company's rating."""
    (rating,) = read("甲乙证券\n云山科技（1234.HK）点评\n买入（维持）\n2025-07-20", f"{BODY}\n\n{said}\n").facts.ratings
    assert (rating.target_price, rating.previous_target_price, rating.currency) == (price, previous, currency)


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("云山证券研究所\n行业周报\n\n电子行业周报（2025 年第 29 周）\n先进封装扩产提速", "电子行业周报（2025 年第 29 周）：先进封装扩产提速"),
        ("云山证券 CLOUD HILL SECURITIES\n通信组 | 行业周报\n\n卫星互联网点评: 手机直连获批", "卫星互联网点评: 手机直连获批"),
        ("云山证券研究所\n\n数字经济政策周报\n——管理办法落地", "数字经济政策周报：管理办法落地"),
        ("云山证券\n\n# 2025 科技大会纪要：从甲城到乙镇\n\n2025-07-20", "2025 科技大会纪要：从甲城到乙镇"),
        ("证券研究报告\n电子\n2025 年 07 月 20 日\n先进封装扩产提速，设备订单饱满\n分析师：王小明", "先进封装扩产提速，设备订单饱满"),
    ],
)
def test_title(cover: str, title: str) -> None:
    """The title is no house, genre, date, rating or person; a subtitle or headline goes with it."""
    assert read(f"{cover}\n2025-07-20").facts.title == title


def test_traditional_characters() -> None:
    """A report in traditional characters and full-width digits is read like any other; names stand as they stand."""
    cover = "雲山證券研究所\n電子行業週報\n報告日期：２０２５年７月２０日\n電子行業：推薦（維持）\n證券分析師：陳大文 S0130519070001"
    facts = read(cover, "\n\n投資要點\n\n上半年收入增長。\n\n免責聲明\n\n本報告由雲山證券股份有限公司製作。\n").facts
    assert (facts.date, [author.name for author in facts.authors]) == ("2025-07-20", ["陳大文"])
    assert [(r.instrument, r.rating, r.previous) for r in facts.ratings] == [("电子行业", "推荐", "推荐")]
    assert facts.publisher is not None
    assert facts.publisher.name == "云山证券"


def test_words_of_a_user(tmp_path: Path) -> None:
    """A user's folder adds houses, ratings and section headings without a line of code."""
    words = tmp_path / "words"
    words.mkdir()
    (words / "reading-houses.tsv").write_text("云中阁\t云中阁研究\n", "utf-8")
    (words / "reading-ratings.tsv").write_text("rating\t满仓\n", "utf-8")
    (words / "reading-sections.tsv").write_text("disclaimer\t小字部分\n", "utf-8")
    text = "云中阁研究\n电子行业周报\n电子行业：满仓（维持）\n2025-07-20\n\n投资要点\n\n行业景气延续。\n\n小字部分\n\n一切以公告为准。\n"
    document = read_text(text.encode(), "report.txt", None, reading_words(load_ontology(tmp_path)))
    assert document.facts.publisher is not None
    assert document.facts.publisher.name == "云中阁"
    assert [(r.instrument, r.rating) for r in document.facts.ratings] == [("电子行业", "满仓")]
    assert [block.kind for block in document.blocks][-2:] == ["disclaimer", "disclaimer"]


def test_a_mistake_of_a_user_is_named(tmp_path: Path) -> None:
    """A row without its second column is refused with file and line."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "reading-roles.tsv").write_text("# roles\nanalyst\n", "utf-8")
    with pytest.raises(OntologyError, match=r"reading-roles\.tsv:2: needs two columns"):
        reading_words(load_ontology(tmp_path))
