"""Tables -> observations and statements: headers, units, times, kinds of tables, and the cells of our own reports counted."""

import importlib.util
import random
from pathlib import Path

import pytest

from kg.model import Document, Page, Rating, ReportFacts, Span
from kg.pipeline import build
from kg.reading import read_report
from kg.reading.grids import text_tables
from kg.tables import extract_tables
from kg.tables.figures import read_figure
from kg.tables.times import Time, find_time
from kg.tables.words import table_words
from ontology import load_ontology

REPORTS = sorted((Path(__file__).parent / "reports").glob("d*.txt"))
ONTOLOGY = load_ontology()


def document(text, published="2025-07-18", ratings=()):
    facts = ReportFacts(title="周报", date=published, ratings=ratings)
    return Document("x.txt", "0" * 64, text, (Page(1, Span(0, len(text))),), (), text_tables(text), facts=facts)


def extract(text, **facts):
    return extract_tables(document(text, **facts), ONTOLOGY)


def said(observation):
    o = observation
    return (o.instrument.code or o.instrument.label, o.metric, o.value, o.unit or o.currency, o.date or o.period) + (("E",) if o.forecast else ())


CELLS = [
    # cell, number, unit
    ("5,459.10", "5459.10", None),
    ("(38.10)", "-38.10", None),  # brackets are a minus
    ("−0.4", "-0.4", None),
    ("+138.6%", "138.6", "%"),
    ("1.2x", "1.2", "倍"),
    ("5 nm", "5", "nm"),
    ("12.3¹", "12.3", None),  # a footnote is no digit
    ("12.3*", "12.3", None),
    ("约5", None, None),  # not exact
    ("3-5", None, None),  # two figures
    ("1,23", None, None),  # no thousands
    ("—", None, None),
    ("NA", None, None),
]


@pytest.mark.parametrize(("cell", "number", "unit"), CELLS)
def test_figures_of_cells(cell, number, unit):
    """A cell gives its one exact figure or none."""
    figure = read_figure(cell, table_words(ONTOLOGY))
    assert (figure and str(figure.number)) == number
    assert (figure and figure.unit.unit) == unit


TIMES = [
    ("收盘价（07.18）", Time(date="2025-07-18")),
    ("07-26 收盘", Time(date="2024-07-26")),  # not after the report
    ("8 月 30 日收盘", Time(date="2024-08-30")),
    ("截至2023年7月21日", Time(date="2023-07-21")),
    ("（2024.07.22-2024.07.26）", Time(date="2024-07-26")),  # a range ends
    ("2024.7.22-7.26", Time(date="2024-07-26")),
    ("2024年12月30日至1月3日", Time(date="2025-01-03")),
    ("7月15日-19日", Time(date="2024-07-19")),
    ("7.14-7.18", Time(date="2025-07-18")),
    ("PE(2024E)", Time(period="2024", forecast=True)),
    ("2024A", Time(period="2024")),
    ("1Q24", Time(period="2024-Q1")),
    ("上半年", Time(period="2025-H1")),
    ("前三季度", Time(period="2024-Q1/2024-Q3")),
    ("截至 2024 年 12 月 31 日止季度", Time(period="2024-Q4")),
    ("6月交付", Time(period="2025-06")),
    ("Gemini 2.5", Time()),  # a version is no day
    ("文心 4.5", Time()),
]


@pytest.mark.parametrize(("words", "time"), TIMES)
def test_times_in_headers(words, time):
    """Headers and captions name days and periods; a missing year is the latest that is not after the report."""
    assert find_time(words, "2025-07-18")[0] == time


BY_YEAR = "代码\t简称\tEPS(元)\t\tPE\t\n\t\t2024A\t2025E\t2024A\t2025E\n300001.SZ\t甲\t1.5\t2\t30\t20\n"
RESULTS = "表 1: 上半年业绩 (亿元)\n公司\t代码\t归母净利\t同比 (%)\n甲股份\t688126.SH\t-3.89\t-307\n"
MARKET = [
    # caption and table, one cell's observation
    ("代码\t简称\t收盘价（07.18）\n1024.HK\t快手-W\t60.35\n", ("1024.HK", "close", 60.35, "HKD", "2025-07-18")),
    # day and unit in one pair of brackets
    ("代码\t简称\t收盘价（7/18，港元）\n1024.HK\t快手-W\t60.35\n", ("1024.HK", "close", 60.35, "HKD", "2025-07-18")),
    # the day of one column is the table's
    ("代码\t简称\t收盘价（07.18）\t周涨跌%\n1024.HK\t快手-W\t60.35\t-2.8\n", ("1024.HK", "weeklyChange", -2.8, "%", "2025-07-18")),
    # points of an index have no currency
    ("名称\t代码\t收盘\n沪深300\t000300.SH\t3968.83\n", ("000300.SH", "close", 3968.83, None, None)),
    # scale and currency of the header
    ("代码\t简称\t总市值（亿美元）\nTSLA.O\t特斯拉\t7,010\n", ("TSLA.O", "marketCap", 701000000000, "USD", None)),
    # of several currencies the market's
    ("代码\t简称\t股价(美元/港元)\n0700.HK\t腾讯\t500\n", ("0700.HK", "close", 500, "HKD", None)),
    # a scale alone: the currency is the market's
    ("代码\t简称\t总市值（亿）\n9880.HK\t优必选\t337.6\n", ("9880.HK", "marketCap", 33760000000, "HKD", None)),
    # two rows of header; what stands over several columns is said of each
    ("代码\t简称\t涨跌幅%\t\n\t\t本周\t上周\nA.O\t甲\t1.5\t-2\n", ("A.O", "weeklyChange", -2, "%", "2025-07-11")),
    (BY_YEAR, ("300001.SZ", "eps", 2, "CNY", "2025", "E")),
    (BY_YEAR, ("300001.SZ", "pe", 20, None, "2025", "E")),
    # the price of goods, by the unit in the name
    ("名称\t代码\t收盘\n锗锭 (元/千克)\t-\t16,750\n", ("锗锭", "close", 16750, "千克", None)),
    # results under one scale; 同比 is of the column before
    (RESULTS, ("688126.SH", "netProfit", -389000000, "CNY", "2025-H1")),
    (RESULTS, ("688126.SH", "netProfitGrowth", -307, "%", "2025-H1")),
    # names of instruments without codes
    ("指数\t收盘（11-22）\t日涨跌（%）\n美元兑日元\t154.78\t0.16\n", ("美元兑日元", "dailyChange", 0.16, "%", "2024-11-22")),
    ("表：美国国债收益率\n期限\t收益率（%）\n10年期\t4.42\n", ("10年期美国国债", "yield", 4.42, "%", None)),
    ("品种\t收益率（%）\t变动（bp）\n10年期国债\t2.29\t-1.5\n", ("10年期国债", "yieldChange", -1.5, "bp", None)),
    # 双周 is not 周
    ("代码\t简称\t双周涨跌（%）\n603160.SH\t汇顶科技\t-4.12\n", ("603160.SH", "biweeklyChange", -4.12, "%", None)),
]


@pytest.mark.parametrize(("text", "observation"), MARKET)
def test_market_tables(text, observation):
    """A cell becomes an observation of its row's instrument with the header's metric, unit and time."""
    assert observation in [said(o) for o in extract(text).observations]


ASKEW = "板块\t代码\t简称\t收盘 [2024-03-22]\t收盘 [2024-03-28]\t周涨跌%\tPE(TTM)\n"


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("甲\tA.O\tA\t100\t110\t10.00\t20\n", [100, 110, 10, 20]),
        ("A.O\tA\t100\t110\t10.00\t20\t\n", [100, 110, 10, 20]),  # one to the left
        ("A.O\tA\t\t100\t110\t10.00\t20\n", [100, 110, 10, 20]),  # and with a hole
        ("\t甲\tA.O\tA\t100\t110\t10.00\n", [100, 110, 10]),  # one to the right: the last cell fell off
        ("A.O\tA\t100\t110\t20\n", []),  # nothing shows which is missing
    ],
)
def test_rows_that_stand_askew(row, values):
    """They are read where counting or the change between two prices shows how, else left out and counted."""
    found = extract(ASKEW + row)
    assert [o.value for o in found.observations] == values
    assert bool(found.counts) != bool(values)


ROUND = "公司\t轮次\t金额\t领投方\t日期\n甲\tC 轮\t1.7 亿美元\t乙\t02-25\n"
STATEMENTS = [
    # table, statement: subject, predicate, object or value, qualifiers
    ("表：评测（非思考模式，%）\n基准\tKimi K2\nGPQA\t75.1\n", ("Kimi K2", "scoresOn", "GPQA", 75.1, {"unit": "%", "setting": "非思考模式"})),
    ("模型\tHumanEval\tMBPP\nGPT-4o\t92.1\t—\n", ("GPT-4o", "scoresOn", "HumanEval", 92.1, {})),
    ("Benchmark\tGrok-1\nMATH\t23.9% 4-shot\n", ("Grok-1", "scoresOn", "MATH", 23.9, {"unit": "%", "setting": "4-shot"})),
    ("模型\t参数量\t上下文\nA-1\t671B\t128K\n", ("A-1", "parameterCount", None, 671000000000, {})),
    ("模型\t参数量\t上下文\nA-1\t671B\t128K\n", ("A-1", "contextLength", None, 128000, {})),
    ("表1：定价（元/百万tokens）\n模型\t输入价\t输出价\nA-1\t2\t8\n", ("A-1", "costs", None, 8, {"unit": "百万输出 tokens"})),
    ("表1：定价（美元/千tokens）\n模型\t输入价\t输出价\nA-1\t2\t8\n", ("A-1", "costs", None, 2, {"unit": "千输入 tokens"})),
    ("芯片\t制程\t显存（GB）\nX1\t5 nm\t80\n", ("X1", "uses", "5 nm 工艺", None, {})),
    ("芯片\t制程\t显存（GB）\nX1\t5 nm\t80\n", ("X1", "hasSpecification", None, 80, {"metric": "显存", "unit": "GB"})),
    # the same, turned on its side
    ("参数\tX1\tX2\n显存（GB）\t80\t96\nTDP（W）\t700\t900\n", ("X2", "hasSpecification", None, 900, {"metric": "TDP", "unit": "W"})),
    ("发布方\t模型\t首发日期\n甲公司\tA-1\t2023-03-16\n", ("甲公司", "releases", "A-1", None, {"date": "2023-03-16"})),
    (ROUND, ("甲", "raisesFunding", None, 170000000, {"round": "C 轮", "date": "2025-02-25"})),
    (ROUND, ("乙", "investsIn", "甲", None, {"date": "2025-02-25"})),
    (
        "表 1: 2024 年三季度出货量\n厂商\t出货量 (百万部)\t同比 (%)\n甲\t57.8\t-2.8\n",
        ("甲", "reportsMetric", None, 57800000, {"metric": "出货量", "unit": "部", "period": "2024-Q3", "change": -2.8}),
    ),
    # a change is not that of the share beside it
    (
        "厂商\t出货量（百万部）\t份额\t同比\n甲\t118.8\t19.5%\t2.1%\n",
        ("甲", "reportsMetric", None, 118800000, {"metric": "出货量", "unit": "部", "change": 2.1}),
    ),
    # the caption says what the periods' figures are
    (
        "表：资本开支（亿美元）\n公司\t2024Q1\t2024Q2\n甲\t140\t190\n",
        ("甲", "reportsMetric", None, 19000000000, {"metric": "资本开支", "period": "2024-Q2"}),
    ),
    # users of a product are its owner's figure
    ("App\t所属公司\t月活（亿）\nA宝\t甲\t0.42\n", ("甲", "reportsMetric", None, 42000000, {"metric": "A宝月活"})),
    ("代码\t简称\t收盘价\n1024.HK\t快手-W\t60.35\n", ("快手", "listedAs", "快手-W（1024.HK）", None, {})),
    ("代码\t公司\t评级\n1024.HK\t快手-W\t买入\n", ("周报", "rates", "快手-W（1024.HK）", None, {"rating": "买入"})),
]


@pytest.mark.parametrize(("text", "statement"), STATEMENTS)
def test_statements_of_tables(text, statement):
    """Each cell states what its header means; the evidence is the row."""
    found = extract(text).statements
    assert statement in [(s.subject.label, s.predicate, s.object and s.object.label, s.value, dict(s.qualifiers)) for s in found]
    assert all(text[e.start : e.end] == e.quote for s in found for e in s.evidence)


CODES = [
    # the ways of writing a code share a name by which linking joins them
    ("09888.HK", "9888.HK", "Security"),
    ("700 HK", "0700.HK", "Security"),
    ("600519 CH", "600519.SH", "Security"),
    ("300750", "300750", "Security"),
    ("000300.SH", "000300.SH", "MarketIndex"),
    ("801750.SI", "801750.SI", "MarketIndex"),
]


@pytest.mark.parametrize(("code", "name", "class_"), CODES)
def test_codes_of_instruments(code, name, class_):
    """The class comes from the market's pattern; the code stays as it stands."""
    (observation,) = extract(f"代码\t简称\t收盘价\n{code}\t某某\t60.35\n").observations
    assert observation.instrument.code == code
    assert name in observation.instrument.names
    assert observation.instrument.class_ == class_


COMPANIES = [
    # name of the share, names of the company
    ("快手-W", ("快手",)),
    ("百度集团-SWR", ("百度集团",)),
    ("谷歌(ALPHABET)-C", ("谷歌", "ALPHABET")),
    ("阿斯麦 (ADR)", ("阿斯麦",)),
    ("甲公司（美国）", ("甲公司",)),  # a place is no name
]


@pytest.mark.parametrize(("share", "names"), COMPANIES)
def test_companies_of_shares(share, names):
    """The company is named without what tells its shares apart."""
    (listing,) = extract(f"代码\t简称\t收盘价\n1024.HK\t{share}\t60.35\n").statements
    assert listing.subject.names == names


def test_an_average_is_no_instrument():
    """Rows of means and sums are counted as left out."""
    found = extract("代码\t简称\tPE\n1024.HK\t快手-W\t15\n\t平均值\t15\n")
    assert [o.value for o in found.observations] == [15]
    assert found.counts == (("table cells left out: the row is an average or a sum", 1),)


SILENT = [
    # text, why nothing is stated
    ("芯片\t备注\nX1\t12\n", "skip"),
    ("模型\t输入价\nA-1\t2\n", "no unit"),  # a price per how many tokens?
    ("项目\t2024A\t2025E\n营业收入\t100\t120\n", "whose"),  # nobody is rated
    ("型号\t推出时间\nX1\t2022-11\n", "by whom"),
    ("表：评测得分\n模型\t平均\nA-1\t88\n", "average"),
    ("代码\t简称\t某某系数\n1024.HK\t甲\t12\n", "unknown metric"),
]


@pytest.mark.parametrize(("text", "why"), SILENT)
def test_nothing_is_guessed(text, why):
    """What a header does not say is not stated."""
    found = extract(text)
    assert [s for s in found.statements if s.predicate != "listedAs"] == [], why
    assert found.observations == ()


def test_units_that_do_not_fit_are_left_out():
    """A change is no sum, a price no percentage."""
    found = extract("代码\t简称\t收盘价\t周涨跌%\n1024.HK\t甲\t60%\t128K\n")
    assert found.observations == ()
    assert found.counts == (("table cells left out: the cell's unit is not one of the metric", 2),)


def test_cells_left_out_are_counted_with_the_reason():
    """Nothing is dropped in silence."""
    found = extract("代码\t简称\t收盘价\t某某系数\n1024.HK\t甲\t60\t12\n1025.HK\t乙\t约5\t13\n")
    assert found.counts == (("table cells left out: the cell is no figure", 1), ("table cells left out: the header “某某系数” is not known", 2))


def test_reasons_reach_the_reports_messages(tmp_path):
    """Who builds sees what tables left out."""
    path = tmp_path / "a.txt"
    path.write_text("周报\n\n代码\t简称\t某某系数\n1024.HK\t甲\t12\n", "utf-8")
    (record,) = build([path], jobs=1).reports
    assert "1 table cells left out: the header “某某系数” is not known" in record.messages


def test_forecasts_are_of_the_company_that_is_rated():
    """Items by year: observations of the share, forecasts marked; past results are the company's own figures."""
    rating = Rating("地平线机器人", "9660.HK", "买入", None, None, None, None, Span(0, 0))
    text = "表 1：预测（单位：百万元）\n\n项目\t2024A\t2025E\n营业收入\t2,383.55\t3,650.00\n同比增速\t53.6%\t53.1%\n"
    found = extract(text, ratings=(rating,))
    assert [said(o) for o in found.observations] == [
        ("9660.HK", "revenue", 2383550000, "CNY", "2024"),
        ("9660.HK", "revenue", 3650000000, "CNY", "2025", "E"),
        ("9660.HK", "revenueGrowth", 53.6, "%", "2024"),
        ("9660.HK", "revenueGrowth", 53.1, "%", "2025", "E"),
    ]
    assert [(s.predicate, s.value, s.qualifier("period")) for s in found.statements] == [("reportsMetric", 2383550000, "2024")]


def test_statements_side_by_side():
    """Two tables of items in one grid, each with its own unit and periods."""
    rating = Rating("甲股份", "300001.SZ", "买入", None, None, None, None, Span(0, 0))
    text = "利润表（百万元）\t2024A\t2025E\t每股指标\t2024A\t2025E\n营业收入\t100\t120\tEPS（元）\t0.5\t(0.6)\n"
    assert [said(o) for o in extract(text, ratings=(rating,)).observations] == [
        ("300001.SZ", "revenue", 100000000, "CNY", "2024"),
        ("300001.SZ", "revenue", 120000000, "CNY", "2025", "E"),
        ("300001.SZ", "eps", 0.5, "CNY", "2024"),
        ("300001.SZ", "eps", -0.6, "CNY", "2025", "E"),
    ]


def test_sums_need_a_unit():
    """What is in millions and what in billions is not guessed."""
    found = extract("代码\t简称\t总市值\n300001.SZ\t甲\t120\n")
    assert found.observations == ()
    assert found.counts == (("table cells left out: the unit of the sum is not said", 1),)


def test_evidence_says_table_row_and_column():
    """Counted from 1, with the row as the quote."""
    (observation,) = extract("| 代码 | 简称 | 收盘价 |\n|---|---|---|\n| 1024.HK | 快手-W | 60.35 |\n").observations
    (evidence,) = observation.evidence
    assert (evidence.quote, evidence.table, evidence.row, evidence.column) == ("| 1024.HK | 快手-W | 60.35 |", 1, 2, 3)


def test_any_table_can_be_read():
    """Whatever words and figures stand in a grid, reading it does not fail, and what it gives is quoted from the text."""
    chance = random.Random(7)
    words = [w for row in ONTOLOGY.rows("words", "table-roles.tsv") for w in row.cells[1].split("|")]
    words += [w for row in ONTOLOGY.rows("words", "table-metrics.tsv") for w in row.cells[1].replace("+", " ").split("|")]
    cells = ["", "—", "12.3", "(4.5)", "600519.SH", "GPT-4o", "2025E", "07.18", "128K", "2.5 亿美元", "5 nm/6 nm", "平均值", "（", "%", "½"]
    for _ in range(300):
        width = chance.randint(2, 7)
        header = [chance.choice(words) + chance.choice(["", "（%）", "(亿元)", "（07.18）", "(2024E)"]) for _ in range(width)]
        rows = [header, *([chance.choice(cells) for _ in range(width + chance.choice([0, 0, 1, -1]))] for _ in range(4))]
        text = "\n".join("\t".join(row) for row in rows) + "\n"
        found = extract(text, published=chance.choice([None, "2024", "2025-07-18"]))
        for item in (*found.observations, *found.statements):
            assert text[item.evidence[0].start : item.evidence[0].end] == item.evidence[0].quote != ""


def table_cells():
    """benchmarks/table_cells.py, which reads the rows a second time by other means."""
    path = Path(__file__).parents[1] / "benchmarks" / "table_cells.py"
    spec = importlib.util.spec_from_file_location("table_cells", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_cells_of_our_reports():
    """All cells of the market and company tables of our reports are given, each with the right instrument, metric, number, unit and time."""
    cells = table_cells()
    counts = [0, 0, 0]
    for path in REPORTS:
        read = read_report(path, path.name, published=DATES.get(path.stem))
        found = extract_tables(read, ONTOLOGY).observations
        given = [cells.CellFact(*said_of(o)[:2], cells.Decimal(str(o.value)), *said_of(o)[2:]) for o in found]
        count, _, _ = cells.compare(cells.facts(read.text, read.facts.date), given)
        counts = [a + b for a, b in zip(counts, count, strict=True)]
    assert counts == [296, 0, 0]


DATES = {"d04": "2023-07-16", "d09": "2024-11-25"}  # of reports whose text may not say it plainly


def said_of(observation):
    o = observation
    time = o.date or (o.period and o.period + ("E" if o.forecast else ""))
    return o.instrument.code or o.instrument.label, o.metric, o.unit, o.currency, time
