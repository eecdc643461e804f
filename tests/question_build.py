"""A small build that has something to say to every stored question: five reports of different dates, every modality, dates of every precision."""

from __future__ import annotations

import hashlib

from kg.iris import NAMESPACE, entity_iri, report_iri
from kg.model import Build, CellEvidence, Entity, Evidence, Money, Observation, Qualifier, Region, ReportRecord, Statement

BRANCHES = {
    "Agent": "Organization Company GovernmentBody ResearchOrganization Person",
    "Product": "Product AIModel Chip Hardware Software Dataset",
    "Instrument": "Security MarketIndex",
}
REPORTS = (  # file, issued, title, publisher
    ("a/一月.txt", "2024-01-15", "计算机行业周报：开年", "云岭证券"),
    ("a/五月.pdf", "2024-05-20", "海外科技快讯：新模型", "云岭证券"),
    ("b/七月.pdf", "2024-07-29", "半导体双周报：出口管制", "海岳证券"),
    ("b/九月.txt", "2024-09-02", "阿里巴巴深度：“云”与 {价格}", "海岳证券"),
    ("无日期.txt", None, "没有日期的报告", None),
)


def entity(label: str, class_: str, *names: str, code: str | None = None) -> Entity:
    branch = next((branch for branch, classes in BRANCHES.items() if class_ in classes.split()), class_)
    return Entity(label, class_, tuple(sorted({label, *names})), entity_iri(branch, label), code)


ENTITIES = {
    each.label: each
    for each in (
        *(entity(f"{house}证券", "Company", f"{house}证券研究所") for house in ("云岭", "海岳")),
        entity("OpenAI", "Company", "Open AI", "OpenAI 公司"),
        entity("微软", "Company", "Microsoft", "微软公司"),
        entity("英伟达", "Company", "NVIDIA"),
        entity("台积电", "Company", "TSMC"),
        entity("SK 海力士", "Company"),
        entity("阿里巴巴", "Company", "阿里巴巴集团", "Alibaba"),
        entity("月之暗面", "Company", "Moonshot AI"),
        entity("Windsurf", "Company"),
        entity("某“科技” \\ {x} $y\t'z`", "Company", "某科技"),
        entity("美国商务部", "GovernmentBody", "美国商务部工业与安全局"),
        entity("商务部", "GovernmentBody"),
        entity("Sam Altman", "Person", "奥特曼"),
        entity("陆时雍", "Person"),
        entity("中国", "Place", "中国大陆"),
        entity("俄罗斯", "Place"),
        entity("GPT-4o", "AIModel"),
        entity("Kimi K2", "AIModel", "K2"),
        entity("Claude 3", "AIModel", "Claude 3 Opus"),
        entity("GLM-4", "AIModel"),
        entity("OpenAI API", "Software"),
        entity("H100", "Chip", "英伟达 H100"),
        entity("昇腾 910B", "Chip"),
        entity("万卡集群", "Hardware"),
        entity("公开语料", "Dataset"),
        entity("镓", "Technology"),
        entity("MMLU", "Benchmark"),
        entity("GSM8K", "Benchmark"),
        entity("生成式人工智能服务管理暂行办法", "Policy", "《暂行办法》"),
        entity("计算机行业", "Industry", "计算机"),
        entity("9988.HK", "Security", "阿里巴巴-W", code="9988.HK"),
        entity("恒生科技", "MarketIndex", "恒生科技指数"),
    )
}


def report_hash(number: int) -> str:
    return hashlib.sha256(REPORTS[number][0].encode()).hexdigest()


def report_entity(number: int) -> Entity:
    title = REPORTS[number][2]
    return Entity(title, "Report", (title,), report_iri(report_hash(number)))


def usd(value: float) -> Money:
    return Money(value, "USD")


def hkd(value: float) -> Money:
    return Money(value, "HKD")


# report, subject, predicate, object or value (money: Money), qualifiers, modality
ROWS: tuple[tuple[int, str, str, object, dict[str, object], str], ...] = (
    (0, "OpenAI", "releases", "GPT-4o", {"date": "2024"}, "planned"),
    (1, "OpenAI", "releases", "GPT-4o", {"date": "2024-05-13"}, "asserted"),
    (2, "OpenAI", "releases", "GPT-4o", {"date": "2024-05-14"}, "asserted"),
    (3, "OpenAI", "releases", "GPT-4o", {"date": "2024-05"}, "asserted"),
    (3, "OpenAI", "releases", "GLM-4", {}, "denied"),
    (4, "月之暗面", "releases", "Kimi K2", {"date": "2024-Q3"}, "asserted"),
    (3, "月之暗面", "releases", "Kimi K2", {"date": "2024-07-11", "validFrom": "2024-08"}, "asserted"),
    (3, "月之暗面", "openSources", "Kimi K2", {"date": "2024-07-11"}, "asserted"),
    (2, "某“科技” \\ {x} $y\t'z`", "releases", "昇腾 910B", {"date": "2024-H1"}, "possible"),
    (2, "商务部", "restrictsExport", "镓", {"date": "2023-07-03", "validFrom": "2023-08-01"}, "asserted"),
    (2, "美国商务部", "restrictsExport", "H100", {"date": "2022-10-07", "place": ("中国", "俄罗斯")}, "asserted"),
    (1, "美国商务部", "restrictsExport", "昇腾 910B", {"place": "中国"}, "reported"),
    (2, "月之暗面", "offersMigration", "OpenAI API", {"to": "Kimi K2", "date": "2024-06-25"}, "asserted"),
    (4, "阿里巴巴", "offersMigration", "OpenAI API", {}, "asserted"),
    (1, "阿里巴巴", "listedAs", "9988.HK", {}, "asserted"),
    (0, "*", "rates", "计算机行业", {"rating": "推荐", "previousRating": "推荐"}, "asserted"),
    (1, "*", "rates", "9988.HK", {"rating": "买入", "targetPrice": hkd(120)}, "asserted"),
    (
        3,
        "*",
        "rates",
        "9988.HK",
        {"rating": "增持", "previousRating": "买入", "targetPrice": hkd(110.5), "previousTargetPrice": hkd(120)},
        "asserted",
    ),
    (0, "*", "publishedBy", "云岭证券", {}, "asserted"),
    (1, "*", "publishedBy", "云岭证券", {}, "asserted"),
    (2, "*", "publishedBy", "海岳证券", {}, "asserted"),
    (3, "*", "publishedBy", "海岳证券", {}, "asserted"),
    (0, "*", "authoredBy", "陆时雍", {}, "asserted"),
    (1, "*", "mentions", "OpenAI", {}, "asserted"),
    (1, "*", "mentions", "阿里巴巴", {}, "asserted"),
    (2, "SK 海力士", "supplies", "英伟达", {"matter": "HBM3E"}, "asserted"),
    (2, "台积电", "supplies", "英伟达", {}, "asserted"),
    (0, "英伟达", "supplies", "微软", {}, "asserted"),
    (0, "微软", "supplies", "OpenAI", {}, "asserted"),
    (4, "OpenAI", "supplies", "英伟达", {}, "planned"),
    (3, "英伟达", "supplies", "阿里巴巴", {}, "asserted"),
    (3, "阿里巴巴", "supplies", "英伟达", {}, "asserted"),
    (1, "GPT-4o", "scoresOn", ("MMLU", 88.7), {"unit": "%", "setting": "5-shot"}, "asserted"),
    (1, "Claude 3", "scoresOn", ("MMLU", 86.8), {"unit": "%", "setting": "5-shot"}, "asserted"),
    (3, "Kimi K2", "scoresOn", ("MMLU", 89.5), {"unit": "%"}, "asserted"),
    (3, "GLM-4", "scoresOn", ("MMLU", 81), {"unit": "%", "setting": "0-shot"}, "asserted"),
    (4, "GPT-4o", "scoresOn", ("MMLU", 87), {"unit": "%", "setting": "5-shot"}, "asserted"),
    (4, "GLM-4", "scoresOn", ("GSM8K", 1250), {}, "asserted"),
    (3, "Kimi K2", "outperforms", "Claude 3", {"metric": "MMLU", "factor": 1.14}, "asserted"),
    (3, "Kimi K2", "outperforms", "GLM-4", {}, "asserted"),
    (1, "GPT-4o", "costs", usd(5), {"unit": "百万输入 tokens"}, "asserted"),
    (3, "GPT-4o", "costs", usd(2.5), {"unit": "百万输入 tokens"}, "asserted"),
    (3, "阿里巴巴", "changesPrice", "GLM-4", {"percent": -97, "date": "2024-05-21", "validFrom": "2024-06"}, "asserted"),
    (0, "OpenAI", "acquires", "Windsurf", {"amount": usd(3_000_000_000), "date": "2024-01"}, "planned"),
    (3, "OpenAI", "acquires", "Windsurf", {}, "denied"),
    (1, "微软", "acquires", "Windsurf", {"amount": usd(2_400_000_000.5)}, "reported"),
    (0, "英伟达", "acquires", "某“科技” \\ {x} $y\t'z`", {"date": "2023-12"}, "planned"),
    (2, "英伟达", "acquires", "某“科技” \\ {x} $y\t'z`", {"date": "2024-07-12", "amount": usd(700_000_000)}, "asserted"),
    (1, "微软", "investsIn", "OpenAI", {"amount": usd(10_000_000_000), "date": "2023-01-23"}, "asserted"),
    (2, "微软", "investsIn", "OpenAI", {"amount": usd(10_000_000_000), "date": "2023"}, "asserted"),
    (4, "英伟达", "investsIn", "OpenAI", {}, "denied"),
    (3, "月之暗面", "raisesFunding", usd(1_000_000_000), {"round": "B 轮", "date": "2024-02"}, "asserted"),
    (4, "月之暗面", "raisesFunding", usd(1_300_000_000), {"round": "B 轮"}, "asserted"),
    (2, "某“科技” \\ {x} $y\t'z`", "raisesFunding", None, {"round": "定增"}, "planned"),
    (1, "GPT-4o", "trainedOn", "H100", {"count": 25000, "duration": "P3M"}, "asserted"),
    (2, "Kimi K2", "trainedOn", "万卡集群", {}, "possible"),
    (2, "Kimi K2", "trainedOn", "公开语料", {}, "asserted"),
    (3, "GLM-4", "trainedOn", "昇腾 910B", {"count": 1000}, "asserted"),
    (0, "Sam Altman", "holdsPosition", "OpenAI", {"title": "首席执行官"}, "asserted"),
    (2, "OpenAI", "appoints", "Sam Altman", {"title": "首席执行官", "date": "2023-11-21"}, "asserted"),
    (0, "陆时雍", "holdsPosition", "云岭证券", {"title": "分析师"}, "asserted"),
    (1, "OpenAI", "partnersWith", "微软", {"matter": "云服务", "date": "2019"}, "asserted"),
    (3, "月之暗面", "partnersWith", "阿里巴巴", {}, "reported"),
    (2, "OpenAI", "develops", "GPT-4o", {}, "asserted"),
    (2, "微软", "uses", "GPT-4o", {}, "asserted"),
    (2, "微软", "sues", "OpenAI", {"matter": "合同", "date": "2024-06"}, "reported"),
    (2, "美国商务部", "penalizes", "台积电", {"amount": usd(1_000_000), "date": "2024-07-01"}, "asserted"),
    (0, "商务部", "issuesPolicy", "生成式人工智能服务管理暂行办法", {"date": "2023-07-10", "validFrom": "2023-08-15"}, "asserted"),
    (3, "阿里巴巴", "reportsMetric", Money(243_236_000_000, "CNY"), {"metric": "营业收入", "period": "2024-Q2", "change": 4.0}, "asserted"),
    (4, "阿里巴巴", "reportsMetric", Money(243_000_000_000, "CNY"), {"metric": "营业收入", "period": "2024-Q2", "change": 3.9}, "asserted"),
    (3, "OpenAI", "reportsMetric", 200_000_000, {"metric": "周活跃用户", "unit": "人"}, "asserted"),
    (1, "GPT-4o", "contextLength", 128_000, {}, "asserted"),
    (2, "GPT-4o", "contextLength", 128_000, {}, "asserted"),
    (3, "Kimi K2", "parameterCount", 1_000_000_000_000, {}, "asserted"),
    (4, "Kimi K2", "parameterCount", 1_100_000_000_000, {}, "asserted"),
    (2, "H100", "hasSpecification", 3.35, {"metric": "内存带宽", "unit": "TB/s"}, "asserted"),
)
CELLS = (  # report, instrument, metric, value, unit, currency, date, period, forecast
    (1, "9988.HK", "close", 81.35, None, "HKD", "2024-05-17", None, False),
    (3, "9988.HK", "close", 80, None, "HKD", "2024-08-30", None, False),
    (3, "9988.HK", "peTTM", 17.2, "倍", None, "2024-08-30", None, False),
    (3, "9988.HK", "eps", 8.5, None, "CNY", None, "2025", True),
    (1, "恒生科技", "weeklyChange", -1.23, "%", None, "2024-05-17", None, False),
)


def question_build() -> Build:
    """Linked, checked, each list sorted by id."""
    texts = ["" for _ in REPORTS]
    statements = [_statement(texts, row) for row in ROWS]
    observations = [_observation(texts, cell) for cell in CELLS]
    records = tuple(
        ReportRecord(file, report_hash(number), "built", title=title, date=issued, publisher=publisher, pages=3, characters=len(texts[number]))
        for number, (file, issued, title, publisher) in enumerate(REPORTS)
    )
    return Build(
        reports=tuple(sorted(records, key=lambda each: str(each.hash))),
        statements=tuple(sorted(statements, key=lambda each: each.id)),
        observations=tuple(sorted(observations, key=lambda each: each.id)),
        quarantined=(),
        entities=tuple(sorted(ENTITIES.values(), key=lambda each: each.id)),
        texts=tuple(sorted((report_hash(number), text) for number, text in enumerate(texts))),
    )


def _statement(texts: list[str], row: tuple[int, str, str, object, dict[str, object], str]) -> Statement:
    report, subject, predicate, what, qualifiers, modality = row
    name, value = what if isinstance(what, tuple) else (what, None) if isinstance(what, str) else (None, what)
    money = value if isinstance(value, Money) else None
    start, words = _write(texts, report, f"{subject}-{predicate}-{name or value}，{modality}。")
    paged = REPORTS[report][0].endswith(".pdf")
    return Statement(
        report=REPORTS[report][0],
        report_id=report_hash(report),
        subject=report_entity(report) if subject == "*" else ENTITIES[subject],
        predicate=predicate,
        object=ENTITIES[name] if name else None,
        value=money.value if money else value,
        currency=money.currency if money else None,
        qualifiers=tuple(sorted((key, _qualifier(key, value)) for key, value in qualifiers.items())),
        modality=modality,  # type: ignore[arg-type]
        evidence=(Evidence(words, start, start + len(words), 2 if paged else None, (Region(2, 10.0, 20.5, 300.0, 12.0),) if paged else ()),),
        id=_identity("statement", report, subject, predicate, what),
    )


def _observation(texts: list[str], cell: tuple[int, str, str, float, str | None, str | None, str | None, str | None, bool]) -> Observation:
    report, instrument, metric, value, unit, currency, date, period, forecast = cell
    start, words = _write(texts, report, f"{value}")
    evidence = CellEvidence(words, start, start + len(words), 2, (), 1, 2, 3)
    identity = _identity("observation", report, instrument, metric, date, period)
    file, of = REPORTS[report][0], ENTITIES[instrument]
    return Observation(file, report_hash(report), of, metric, value, unit, currency, date, period, forecast, (evidence,), identity)


def _write(texts: list[str], report: int, words: str) -> tuple[int, str]:
    """Put a line into a report's text; return where it stands and the line."""
    start = len(texts[report])
    texts[report] += words + "\n"
    return start, words


def _qualifier(key: str, value: object) -> Qualifier:
    if key in ("place", "to"):
        return tuple(ENTITIES[name] for name in value) if isinstance(value, tuple) else ENTITIES[str(value)]
    return value  # type: ignore[return-value]


def _identity(kind: str, *parts: object) -> str:
    return f"{NAMESPACE}{kind}/{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"
