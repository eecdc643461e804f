"""PDFs as houses print them: the text comes back in reading order, whatever the layout, and each quote lies in its regions."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from typeset import Flow, Mark, Sheet, drawn, laid_out, wide

from kg.errors import ReportError
from kg.model import Document, regions_of
from kg.reading.pdf import read_pdf
from kg.reading.text import read_text
from kg.reading.words import reading_words
from kg.sentences import split_sentences
from ontology import load_ontology

REPORTS = Path(__file__).parent / "reports"
WORDS = reading_words(load_ontology())


def read(data: bytes) -> Document:
    return read_pdf(data, "report.pdf", None, WORDS)


def sentences(document: Document) -> list[str]:
    return [re.sub(r"\s+", "", sentence.text) for sentence in split_sentences(document)]


def body_of(name: str) -> list[str]:
    """The paragraphs and headings of one of our reports, without its cover."""
    document = read_text((REPORTS / name).read_bytes(), name, None, WORDS)
    blocks = [block for block in document.blocks if block.kind in ("heading", "paragraph")]
    return [document.text[block.span.start : block.span.end].strip() for block in blocks[6:]]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, phases=[Phase.generate])
@given(
    name=st.sampled_from(sorted(path.name for path in REPORTS.glob("d*.txt"))),
    layout=st.sampled_from(["one", "two", "beside"]),
    order=st.sampled_from(["as set", "shuffled", "by character"]),
    turn=st.sampled_from([0, 0, 90, 180, 270, "sideways"]),
    seed=st.integers(0, 99),
)
def test_any_text_in_any_layout(name: str, layout: str, order: str, turn: int | str, seed: int) -> None:
    """The sentences of the text are those of the PDF, in whatever columns, order of drawing and turn of the page it was set."""
    paragraphs = body_of(name)[:24]
    shuffled = None if order == "as set" else random.Random(seed)
    data = drawn(laid_out(paragraphs, layout), shuffled, order == "by character", 0 if turn == "sideways" else int(turn), turn == "sideways")
    wanted = sentences(read_text("\n\n".join(paragraphs).encode(), "report.txt", None, WORDS))
    found = sentences(read(data))
    assert [sentence for sentence in wanted if sentence not in found] == []


@pytest.mark.parametrize("name", ["d08", "d15"])
def test_printed_by_a_browser(name: str) -> None:
    """A report printed with a side bar, ruled tables, running lines and stretched lines gives the text's sentences, facts and tables."""
    text = read_text((REPORTS / f"{name}.txt").read_bytes(), f"{name}.txt", None, WORDS)
    pdf = read((REPORTS / f"{name}.pdf").read_bytes())
    assert [sentence for sentence in sentences(text) if sentence not in sentences(pdf)] == []
    assert (pdf.facts.date, pdf.facts.title) == (text.facts.date, text.facts.title)
    assert [author.name for author in pdf.facts.authors] == [author.name for author in text.facts.authors]
    assert [(r.instrument, r.rating, r.previous, r.target_price) for r in pdf.facts.ratings] == [
        (r.instrument, r.rating, r.previous, r.target_price) for r in text.facts.ratings
    ]
    assert [[len(row) for row in table.rows] for table in pdf.tables] == [[len(row) for row in table.rows] for table in text.tables]


def words_in(page: object, left: float, top: float, width: float, height: float) -> str:
    """What another reader finds in a rectangle."""
    chars = [c for c in page.chars if left <= (c["x0"] + c["x1"]) / 2 <= left + width]  # type: ignore[attr-defined]
    chars = [c for c in chars if top <= (c["top"] + c["bottom"]) / 2 <= top + height]
    return "".join(c["text"] for c in sorted(chars, key=lambda c: c["x0"]))


@pytest.mark.parametrize(("rotate", "crop"), [(0, (0, 0)), (90, (0, 0)), (180, (0, 0)), (270, (0, 0)), (0, (30, 20))])
def test_regions_enclose_the_quote(rotate: int, crop: tuple[float, float], tmp_path: Path) -> None:
    """Another reader finds each sentence in the regions that its span has, on pages turned any way, and on cropped ones."""
    import pdfplumber

    path = tmp_path / "report.pdf"
    path.write_bytes(drawn(laid_out(body_of("d06.txt")[:30], "two"), rotate=rotate, crop=crop))
    document = read(path.read_bytes())
    with pdfplumber.open(path) as pdf:
        for sentence in split_sentences(document):
            regions = regions_of(document.lines, sentence.whole)
            said = "".join(words_in(pdf.pages[r.page - 1], r.left + crop[0], r.top + crop[1], r.width, r.height) for r in regions)
            quote = document.text[sentence.whole.start : sentence.whole.end]
            assert re.sub(r"\s", "", said) == re.sub(r"\s", "", quote)


def test_regions_of_sideways_type_lie_on_the_page() -> None:
    """Type that lies on its side is read, and its regions stand where it stands, one a character."""
    document = read(drawn(laid_out(body_of("d06.txt")[:10], "one"), sideways=True))
    (page, *_) = document.pages
    sentence = next(s for s in split_sentences(document) if len(s.text) > 30)
    regions = regions_of(document.lines, sentence.whole)
    assert (page.width, page.height) == (842, 595)
    assert all(0 <= r.left <= r.left + r.width <= 842 and 0 <= r.top <= r.top + r.height <= 595 for r in regions)
    assert len({round(r.left) for r in regions}) < len({round(r.top) for r in regions})


FIRST = "公司在年度大会上发布新一代芯片，首批产品将于三季度交付客户，管理层表示产能爬坡顺利，订单能见度已经延伸到明年，"
REST = "其中海外客户占比超过四成，较去年同期提升十二个百分点。"


def split_over(flow: Flow, between: list[Mark]) -> Sheet:
    """A paragraph whose first line ends one page and whose rest begins the next, with other things between."""
    flow.y = flow.bottom - 15.6 * 3
    flow.text(FIRST + REST)
    flow.sheets[0].marks += between
    return flow.sheets[0]


# what stands between the halves of a paragraph: kind of block, words
@pytest.mark.parametrize(
    ("said", "kind", "y", "size"),
    [
        ("1 数据截至报告发布前一交易日，未计入汇率变动。", "paragraph", 785.0, 7.0),
        ("资料来源：公司公告，云山证券研究所", "note", 785.0, 8.0),
        ("图 1：全球出货量", "caption", 785.0, 9.0),
    ],
)
def test_paragraphs_go_on_over_pages(said: str, kind: str, y: float, size: float) -> None:
    """A paragraph goes on over the page although running lines, a footnote, a source or a figure stand between."""
    flow = Flow([(57.0, 481.0)], "云山证券 证券研究报告", "请务必阅读正文之后的免责条款部分")
    for _ in range(6):
        flow.text("国内厂商的新品密集发布，行业景气延续，下游需求持续回暖，供给端的扩产节奏保持克制，价格中枢有望稳步抬升，龙头公司的份额进一步提升。")
    split_over(flow, [Mark(57, y, said, size)])
    document = read(drawn(flow.sheets))
    assert re.sub(r"\s", "", FIRST + REST) in sentences(document)
    assert [block.kind for block in document.blocks if document.text[block.span.start : block.span.end] == said] == [kind]


def test_running_lines_are_furniture() -> None:
    """Lines that stand on each page at its edge, and page numbers, are furniture."""
    document = read(drawn(laid_out(body_of("d01.txt"), "one")))
    said = {document.text[block.span.start : block.span.end] for block in document.blocks if block.kind == "furniture"}
    assert said == {"云山证券 证券研究报告", *(f"请务必阅读正文之后的免责条款部分 {n + 1}" for n in range(len(document.pages)))}


def one_page(*marks: Mark, **more: object) -> Document:
    body = [Mark(57, 300 + 16 * n, "公司在年度大会上发布新一代芯片，首批产品将于三季度交付客户。") for n in range(4)]
    return read(drawn([Sheet([*marks, *body], **more)]))  # type: ignore[arg-type]


# what must not be read, and what must although it looks alike
@pytest.mark.parametrize(
    ("mark", "shade", "seen"),
    [
        (Mark(57, 200, "[Table_Title]", 10), None, False),
        (Mark(57, 200, "[Table_Main]", 10), None, False),
        (Mark(57, 200, "隐藏的标签文字", 10, (1, 1, 1)), None, False),
        (Mark(57, 200, "色带上的白色标题", 14, (1, 1, 1)), (0.1, 0.2, 0.6), True),
        (Mark(57, 200, "隐藏的极小文字", 0.8), None, False),
        (Mark(57, 200, "不绘制的文字", 10, mode=3), None, False),
        (Mark(150, 500, "内部资料严禁外传", 48, (0.85, 0.85, 0.85), angle=45), None, False),
        (Mark(100, 500, "内部资料严禁外传", 48, (0.9, 0.9, 0.9)), None, False),
        (Mark(57, 200, "大字号的报告标题", 40, (0, 0, 0)), None, True),
    ],
)
def test_hidden_text(mark: Mark, shade: tuple[float, float, float] | None, seen: bool) -> None:
    """Tags, white, tiny and undrawn type and watermarks are left out; white type on a coloured band is not."""
    document = one_page(mark, boxes=[(50, 180, 400, 30, shade)] if shade else [])
    assert (mark.text in document.text) == seen
    assert "公司在年度大会上发布新一代芯片" in document.text


def test_tags_beside_text_and_words_down_the_margin() -> None:
    """A tag before a title goes, the title stays; characters that run down the margin do not come between the lines beside them."""
    margin = [Mark(20, 300 + 18 * n, char, 14) for n, char in enumerate("证券研究报告")]
    document = one_page(Mark(57, 200, "[Table_Title]国产芯片扩产提速", 16), *margin)
    assert [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == "title"] == ["国产芯片扩产提速"]
    assert "证" not in document.text.replace("证券", "")
    assert document.text.count("公司在年度大会上发布新一代芯片，首批产品将于三季度交付客户。") == 4


def test_labels_of_charts() -> None:
    """What stands between a figure's caption and its source is the chart's labels, not a statement."""
    labels = [Mark(80, 220, "营业收入（亿元）", 7), Mark(200, 220, "同比增速", 7), Mark(80, 300, "2023 2024 2025", 7), Mark(300, 260, "英伟达", 7)]
    around = [Mark(57, 200, "图 1：全球芯片收入", 9), Mark(57, 320, "资料来源：公司公告", 8)]
    around.append(Mark(57, 345, "公司发布新一代芯片，首批产品三季度交付。"))
    assert sentences(read(drawn([Sheet([*around, *labels])]))) == ["公司发布新一代芯片，首批产品三季度交付。"]


# lines as they stand, and the text that they are
@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["模型基于 trans-", "former 架构，transformer 由该团队提出。"], "模型基于 transformer 架构，transformer 由该团队提出。"),
        (["公司发布的 GPT-", "4o 模型已经开放。"], "公司发布的 GPT-4o 模型已经开放。"),
        (["公司发布的 Claude 3.5", "Sonnet 模型已经开放。"], "公司发布的 Claude 3.5 Sonnet 模型已经开放。"),
        (["公司发布的新一代人工", "智能模型已经开放。"], "公司发布的新一代人工智能模型已经开放。"),
        (["⻓江存储的⾦⻰芯片已", "经开放销售。"], "长江存储的金龙芯片已经开放销售。"),
        (["\uf06c 公司发布新一代模型。"], "● 公司发布新一代模型。"),
        (["目 录 公司发布新一代模型。"], "目 录 公司发布新一代模型。"),
    ],
)
def test_words_are_mended(lines: list[str], text: str) -> None:
    """Words that a line's end broke are whole again, radicals and private bullets are what they stand for."""
    filler = [Mark(57, 100 + 16 * n, "云" * 39 + "。") for n in range(4)]
    full = "云" * int((400 - wide(lines[0])) / 10) + lines[0] if len(lines) > 1 else lines[0]
    marks = [Mark(57, 180, full), *(Mark(57, 196 + 16 * n, line) for n, line in enumerate(lines[1:]))]
    document = read(drawn([Sheet([*filler, *marks])]))
    assert text in [line.lstrip("云") for line in document.text.split("\n")]


def test_scans() -> None:
    """A page that is a picture is named and left out, the others are read; a report of pictures is refused with what to do."""
    pages = laid_out(body_of("d01.txt")[:6], "one")
    document = read(drawn([*pages, Sheet(picture=True)]))
    assert [page.scanned for page in document.pages] == [False] * len(pages) + [True]
    assert any(f"page {len(pages) + 1}" in message for message in document.messages)
    with pytest.raises(ReportError, match=r"report\.pdf: has no text layer .*OCR"):
        read(drawn([Sheet(picture=True), Sheet(picture=True)]))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"plain text renamed to pdf", "is no PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "is no PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged or cut off"),
        (drawn([Sheet([Mark(57, 100, "加密")])], password="secret"), "is encrypted"),
        (drawn([Sheet([Mark(57, 100, "截断的报告")])])[:600], "damaged or cut off"),
        (drawn([Sheet()]), "holds no text"),
    ],
)
def test_bad_pdf(data: bytes, reason: str) -> None:
    """A file that is no readable PDF is refused with its name, the reason and what to do."""
    with pytest.raises(ReportError, match=rf"report\.pdf: .*{reason}.*; \w+"):
        read(data)


@pytest.mark.parametrize("seed", range(12))
def test_any_marks_at_all(seed: int) -> None:
    """Marks and rules strewn over pages are read without an error, each line's place is within the text, and blocks lie in order."""
    chance = random.Random(seed)
    sheets = []
    for _ in range(2):
        words = ["2023", "公司", "图 1：收入", "AI 芯片", "3.5%", "资料来源：公司", "发布新一代芯片。", "1.2", "●", "[Table_Title]"]
        size = chance.choice([5.0, 10.0, 30.0])
        marks = [Mark(chance.uniform(-20, 600), chance.uniform(-10, 850), chance.choice(words), size) for _ in range(chance.choice([1, 30, 300]))]
        flat = [(chance.uniform(0, 590), y, chance.uniform(0, 590), y) for y in (chance.uniform(0, 800) for _ in range(chance.choice([0, 3, 60])))]
        upright = [(x, chance.uniform(0, 800), x, chance.uniform(0, 800)) for x in (chance.uniform(0, 590) for _ in range(chance.choice([0, 3, 60])))]
        sheets.append(Sheet(marks, rules=[*flat, *upright]))
    document = read(drawn(sheets))
    for before, after in zip(document.blocks, document.blocks[1:], strict=False):
        assert before.span.start <= before.span.end <= after.span.start
    assert all(0 <= line.span.start < line.span.end <= len(document.text) for line in document.lines)
    assert all(len(line.edges) == line.span.end - line.span.start + 1 for line in document.lines)
    assert [page.span.start for page in document.pages[1:]] == [page.span.end for page in document.pages[:-1]]
