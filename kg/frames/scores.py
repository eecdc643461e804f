"""Benchmark results in running text -> scoresOn: 在 MMLU 上得分 68.9, GPT-4 的 86.4, HLE(41.6%)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.clauses import Parsed
from kg.frames.lexicon import Slot
from kg.frames.roles import Context, find_subject, fits, topic
from kg.frames.values import is_former
from kg.mentions import Mention, Quantity

SETTING = re.compile(
    (
        r"\d+-shot|零样本|少样本|[一二三四五六七八九]样本|pass@\d+|maj@\d+|思考模式|非思考模式|CoT|思维链|多数投票|"
        r"单核|多核|with tools|使用工具|无工具|不借助外部工具|借助工具|no tools|cons@\d+|zero-shot|few-shot"
    ),
    re.I,
)
JOIN = re.compile(r"[”》]?(?:、|与|和|及|以及|，以及)[“《]?")
REACH = 30  # characters between a benchmark and its figure
HOLDER = Slot("S", (), ("AIModel", "Product"))


@dataclass(frozen=True, slots=True)
class Score:
    subject: Mention
    benchmark: Mention
    quantity: Quantity
    setting: str | None
    place: int
    carried: str


def figures(parsed: Parsed) -> list[Quantity]:
    return [
        q
        for q in parsed.read.quantities
        if q.kind in ("number", "percent")
        and (q.unit or "") in ("", "%", "分", "points")
        and not re.match(r"个?百分点|倍|项|个|款|名", parsed.text[q.end : q.end + 4])
    ]


def find_scores(context: Context) -> Iterator[Score]:
    """Every figure of a sentence that belongs to a benchmark and a product."""
    parsed, schema = context.parsed, context.schema
    mentions = sorted((m for c in (*parsed.chunks, *parsed.asides) for m in c.mentions), key=lambda m: m.start)
    benchmarks = [m for m in mentions if fits(schema, m, ("Benchmark",))]
    if not benchmarks:
        return
    products = [m for m in mentions if fits(schema, m, ("Product",)) and not fits(schema, m, ("Benchmark",))]
    used: set[int] = set()
    yield from coordinated(context, benchmarks, products, used)
    for number, benchmark in enumerate(benchmarks):
        stop = benchmarks[number + 1].start if number + 1 < len(benchmarks) else len(parsed.text)
        yield from scores_after(context, benchmark, products, stop, used)


def coordinated(context: Context, benchmarks: list[Mention], products: list[Mention], used: set[int]) -> Iterator[Score]:
    """在 A 与 B 上分别拿到 52.5 分和 91.6 分, M 与 N 在 A 上得 60.1 和 58.2: as many figures in a row as benchmarks or products before them."""
    parsed = context.parsed
    for group in joined(parsed, benchmarks):
        end = parsed.clause_end(parsed.clause_of(group[-1].start))
        row = [q for q in figures(parsed) if group[-1].end <= q.start and q.end <= end]
        if len(row) < 2 or any(near_holder(parsed, q, products) for q in row):
            continue
        filled = find_subject(context, HOLDER, group[0].start, person=True) or topic(context, HOLDER, parsed.clause_of(group[0].start))
        if filled is None or filled.how == "earlier" or {len(group), len(filled.mentions)} != {1, len(row)}:
            continue
        for place, quantity in enumerate(row):
            used.add(quantity.start)
            mention, benchmark = filled.mentions[min(place, len(filled.mentions) - 1)], group[min(place, len(group) - 1)]
            yield Score(mention, benchmark, quantity, None, quantity.start, filled.how)


def joined(parsed: Parsed, benchmarks: list[Mention]) -> list[list[Mention]]:
    """The benchmarks in groups that 、, 与 or 和 join."""
    groups: list[list[Mention]] = []
    for benchmark in benchmarks:
        if groups and JOIN.fullmatch(parsed.text, groups[-1][-1].end, benchmark.start):
            groups[-1].append(benchmark)
        else:
            groups.append([benchmark])
    return groups


def scores_after(context: Context, benchmark: Mention, products: list[Mention], stop: int, used: set[int]) -> Iterator[Score]:
    """The benchmark's own figure, then those of other products that are compared with it, until another benchmark is named."""
    parsed = context.parsed
    setting = SETTING.search(parsed.text[max(0, benchmark.start - 20) : min(stop, benchmark.end + 24)])
    first = True
    last = benchmark.end
    for quantity in figures(parsed):
        if quantity.start < benchmark.end or quantity.end > stop or quantity.start in used:
            continue
        holder = near_holder(parsed, quantity, products)
        if holder is None and is_former(parsed, quantity):
            continue
        if holder is None and first and quantity.start - last <= REACH:
            filled = find_subject(context, HOLDER, benchmark.start, person=True) or topic(context, HOLDER, parsed.clause_of(benchmark.start))
            if filled:
                for mention in filled.mentions[:1]:
                    used.add(quantity.start)
                    yield Score(mention, benchmark, quantity, setting[0] if setting else None, quantity.start, filled.how)
        elif holder is not None:
            used.add(quantity.start)
            yield Score(holder, benchmark, quantity, setting[0] if setting else None, quantity.start, "own")
        first = False
        last = quantity.end


def near_holder(parsed: Parsed, quantity: Quantity, products: list[Mention]) -> Mention | None:
    """M 的 N, M(N), M 得分 N: the product right before the figure."""
    for product in reversed(products):
        if product.end <= quantity.start:
            gap = parsed.text[product.end : quantity.start]
            return (
                product if re.fullmatch(r"的|\(|为|得分|得分为|仅为|则为|：|的成绩|的得分为?|获得|拿到|是|取得|为|达到|达|仅|的约?|约", gap) else None
            )
    return None
