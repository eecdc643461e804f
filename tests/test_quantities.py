"""Figures of a sentence: value, unit, currency, kind."""

from __future__ import annotations

import pytest

from kg.mentions.quantities import chinese_number, find_quantities, read_units
from ontology import load_ontology

ROWS = [
    # scales are multiplied out and leave the unit
    ("营收 441 亿美元", (44_100_000_000, None, "USD", "money")),
    ("净亏损收窄至6,230万元", (62_300_000, None, "CNY", "money")),
    ("上下文128K", (128_000, None, None, "number")),
    ("语料15.5T tokens", (15_500_000_000_000, "tokens", None, "number")),
    ("总价10万亿日元", (10_000_000_000_000, None, "JPY", "money")),
    ("拥有2080亿个晶体管", (208_000_000_000, "个", None, "number")),
    # prefixes of a unit stay
    ("带宽4.8TB/s", (4.8, "TB/s", None, "number")),
    ("显存192GB", (192, "GB", None, "number")),
    ("算力2000P Flops", (2000, "P Flops", None, "number")),
    # money of other houses
    ("售价30美分", (0.3, None, "USD", "money")),
    ("融资20亿元人民币", (2_000_000_000, None, "CNY", "money")),
    ("募资435亿港元", (43_500_000_000, None, "HKD", "money")),
    ("投资55亿雷亚尔", (5_500_000_000, None, "BRL", "money")),
    # shares, multiples, points
    ("占比三成", (30, "%", None, "percent")),
    ("下调97%", (97, "%", None, "percent")),
    ("提升12.5个百分点", (12.5, None, None, "points")),
    ("是前代的20倍", (20, None, None, "multiple")),
    # Chinese numerals
    ("三十亿元", (3_000_000_000, None, "CNY", "money")),
    ("装有两颗芯片", (2, "颗", None, "number")),
    ("占比七成五", (75, "%", None, "percent")),
    # the currency may stand before
    ("新台币500亿元", (50_000_000_000, None, "TWD", "money")),
    ("港币3.2亿", (320_000_000, None, "HKD", "money")),
    ("US$5.5 million", (5_500_000, None, "USD", "money")),
    ("€1.2亿", (120_000_000, None, "EUR", "money")),
    # a dash between two figures is no sign
    ("增长10%-15%", (15, "%", None, "percent")),
    ("同比-2.1%", (-2.1, "%", None, "percent")),
]


def read(text: str) -> list[tuple[float, str | None, str | None, str]]:
    from kg.sentences import fold_name

    return [(q.value, q.unit, q.currency, q.kind) for q in find_quantities(fold_name(text), read_units(load_ontology()))]


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_a_figure_is_read(text: str, wanted: tuple[float, str | None, str | None, str]) -> None:
    """Value, unit, currency and kind as the specification counts them."""
    assert wanted in read(text)


NONE = [
    "一家公司发布了新品",
    "4G网络覆盖全国",
    "5-shot 设定",
    "成本降为三分之一",
    "英伟达H20对华出口",
    "同比增速保持两位数",
    "打五折",
    "数十亿元投入",
    "上百家企业",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure(text: str) -> None:
    """Articles, names, settings and fractions give no figure."""
    assert read(text) == []


def test_numerals() -> None:
    """三十五 is 35, 一百二十 is 120."""
    assert [chinese_number(n) for n in ("三十五", "十二", "一百二十", "两千")] == [35, 12, 120, 2000]


RANGES = [
    ("增长10-15%", [(10, "%"), (15, "%")]),
    ("投资30至50亿美元", [(3_000_000_000, None), (5_000_000_000, None)]),
    ("投资5亿-8亿元", [(500_000_000, None), (800_000_000, None)]),
    ("采购2000到4000台", [(2000, "台"), (4000, "台")]),
]


@pytest.mark.parametrize(("text", "wanted"), RANGES)
def test_both_ends_of_a_range(text: str, wanted: list[tuple[float, str | None]]) -> None:
    """The first end has the unit, the scale and the currency of the second."""
    found = list(find_quantities(text, read_units(load_ontology())))
    assert [(q.value, q.unit) for q in found] == wanted
    assert {(q.bound, q.currency) for q in found} == {("range", found[1].currency)}


@pytest.mark.parametrize("text", ["由10%至15%", "增长5%至1360亿元", "2018-2023"])
def test_no_range(text: str) -> None:
    """From one to the other, and two figures of different kinds, are no range."""
    assert "range" not in [q.bound for q in find_quantities(text, read_units(load_ontology()))]


@pytest.mark.parametrize(
    ("text", "bound"), [("约3000万台", "about"), ("逾5亿用户", "over"), ("不足10%", "under"), ("近三成", "about"), ("3000台", "")]
)
def test_bounds(text: str, bound: str) -> None:
    """The word before a figure says that it is none but a bound."""
    assert [q.bound for q in find_quantities(text, read_units(load_ontology()))] == [bound]
