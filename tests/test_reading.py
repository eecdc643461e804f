"""Files become documents, or are refused by name with what to do."""

import random
import re
from pathlib import Path

import pytest

from kg.errors import ReportError, UsageError
from kg.model import Document
from kg.reading import find_reports, read_report
from kg.reading.worker import HOLDER
from kg.sentences import split_sentences

COVER = "云山证券研究所\n电子行业周报\n2025-07-20\n\n"


def read(tmp_path: Path, data: str | bytes, name: str = "report.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_report(path, name)


def kinds(document: Document) -> dict[str, str]:
    return {document.text[block.span.start : block.span.end]: block.kind for block in document.blocks}


# one text in the encodings that houses use; BOM and line ends are all that changes
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom", "gb18030", "gbk"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, ending: str, tmp_path: Path) -> None:
    """The text is the same whatever encoding and line ends a file has."""
    text = f"{COVER}英伟达发布新一代芯片，“算力”提升 3 倍——售价 25,000 元。\n"
    body = text.replace("\n", ending)
    data = b"\xfe\xff" + body.encode("utf-16-be") if encoding == "utf-16-be-bom" else body.encode(encoding)
    assert read(tmp_path, data).text == text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\xef\xbb\xbf \n\n", "is empty"),
        ("a.md", random.Random(7).randbytes(5000), "is not text"),
        ("a.txt", random.Random(8).randbytes(40), "is not text"),
        ("a.txt", b"%PDF-1.7 ...", r"is a PDF, not text; rename it to \.pdf"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
        ("a.txt", b"PK\x03\x04" + bytes(50), "office document"),
        ("a.txt", "开头正常".encode("utf-16") + b"\x00\xd8\x00", "damaged"),
        ("a.pdf", b"", "is empty"),
        ("a.pdf", b"not a pdf", "is no PDF"),
        ("a.pdf", b"\xff\xd8\xff\xe0" + bytes(50), "is no PDF"),
    ],
)
def test_refused(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    """What is no report is refused with its name, the reason and what to do."""
    with pytest.raises(ReportError, match=rf"^{re.escape(name)}: .*{reason}.*"):
        read(tmp_path, data, name)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"gone\.txt: cannot be read .*; check"):
        read_report(tmp_path / "gone.txt", "gone.txt")


# lines of reports and what they are
@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、设备：国产装备密集上新", "heading"),
        ("（一）生成式 AI 监管框架落地", "heading"),
        ("2.1 月之暗面开源 Kimi K2", "heading"),
        ("【Meta 开放 Llama 3.1】", "heading"),
        ("## 一、断供与搬家", "heading"),
        ("▌行情回顾", "heading"),
        ("表 1：主要指数表现", "caption"),
        ("图1：国债收益率（10年期）", "caption"),
        ("图表 12 全球智能手机出货量", "caption"),
        ("资料来源：Wind，云山证券研究所", "note"),
        ("注：数据截至 7 月 18 日", "note"),
        ("请务必阅读正文之后的免责条款部分", "furniture"),
        ("云山证券研究所 · 电子行业周报 第 3 页", "furniture"),
        ("- 12 -", "furniture"),
        ("风险提示：需求不及预期；竞争加剧。", "disclaimer"),
        ("本报告由云山证券股份有限公司制作，仅供客户参考，不构成投资建议。", "disclaimer"),
        ("评级说明：推荐，领先基准 10% 以上；中性，介于 -10% 与 10% 之间；回避，落后 10% 以上。", "disclaimer"),
        ("公司拟收购其 63.62% 的股份，未经股东大会批准不得转让，要约价格为 7.78 元。", "paragraph"),
        ("公司建议投资者注意，该报告由第三方撰写，公司对其观点不予置评。", "paragraph"),
        ("表 2 显示，新一代模型在三项评测中领先，推理成本下降四成。", "paragraph"),
        ("● 芯片：联发科发布天玑 9400，苹果把 M4 推广到整条产品线；", "paragraph"),
        ("2024 年 7 月 23 日，Meta 发布 Llama 3.1 系列大模型。", "paragraph"),
    ],
)
def test_kinds_of_lines(line: str, kind: str, tmp_path: Path) -> None:
    """What a line of the body is; only headings and paragraphs state something."""
    text = f"{COVER}核心观点\n\n行业景气延续，下游需求回暖。\n\n{line}\n\n公司发布新一代芯片，首批产品三季度交付。\n"
    document = read(tmp_path, text)
    assert kinds(document)[line] == kind
    said = [sentence.text for sentence in split_sentences(document)]
    assert any("公司发布新一代芯片" in sentence for sentence in said)


# lists of contents: with dots, with tabs, as a table, bare; and the heading after them
@pytest.mark.parametrize(
    "contents",
    [
        "目 录\n一、行情回顾.....3\n二、行业要闻.....4",
        "目录\n一、行情回顾\t3\n二、行业要闻\t4",
        "正文目录\n\n| | |\n|---|---|\n| 一、行情回顾 | 3 |\n| 二、行业要闻 | 4 |",
        "目录\n一、行情回顾 3\n二、行业要闻 4",
        "目录\n一、行情回顾\n二、行业要闻",
        "图表目录\n图 1：国债收益率\t3\n表 1：主要指数\t4",
    ],
)
def test_contents(contents: str, tmp_path: Path) -> None:
    """A list of contents states nothing; what comes after it does."""
    text = f"{COVER}{contents}\n\n一、行情回顾\n\n本周电子板块上涨 3.2%，跑赢大盘。\n\n二、行业要闻\n\n公司发布新一代芯片。\n"
    said = [sentence.text for sentence in split_sentences(read(tmp_path, text))]
    assert [s for s in said if s[0] in "一二本公"] == ["一、行情回顾", "本周电子板块上涨3.2%，跑赢大盘。", "二、行业要闻", "公司发布新一代芯片。"]


# sections that end a report, and one on the cover that does not
@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("核心观点\n\n公司发布芯片。\n\n免责声明\n\n本公司不承担责任。\n\n联系方式\n\n深圳市福田区金田路 3088 号", ["核心观点", "公司发布芯片。"]),
        ("核心观点\n\n公司发布芯片。\n\n7. 法律声明\n本刊由云山证券编制。\n评级定义：推荐——跑赢。", ["核心观点", "公司发布芯片。"]),
        (
            "核心观点\n\n公司发布芯片。\n\n风险提示\n\n需求不及预期；竞争加剧。\n\n一、事件\n\n公司收购对手。",
            ["核心观点", "公司发布芯片。", "风险提示", "一、事件", "公司收购对手。"],
        ),
        ("分析师声明\n\n本人独立、客观。\n\n核心观点\n\n" + "公司发布芯片。" * 40, ["核心观点", *["公司发布芯片。"] * 40]),
        ("点评\n\n建议关注龙头。风险提示：需求不及预期。", ["点评", "建议关注龙头。"]),
    ],
)
def test_sections(text: str, stated: list[str], tmp_path: Path) -> None:
    """Disclaimers and risks state nothing and end where the report goes on."""
    said = [sentence.text for sentence in split_sentences(read(tmp_path, COVER + text))]
    assert said[said.index(stated[0]) :] == stated


def test_earlier_reports(tmp_path: Path) -> None:
    """The titles of earlier reports under 相关研究 are no statements of this one; the text after them is."""
    earlier = "相关研究\n\n【云山电子】英伟达发布新一代芯片，算力提升 3 倍\n\n1、《OpenAI 发布新模型，推理成本下降》——2025.07.13"
    earlier += "\n\n一、行情回顾\n\n公司发布新一代芯片。"
    said = [sentence.text for sentence in split_sentences(read(tmp_path, f"{COVER}核心观点\n\n行业景气延续。\n\n{earlier}\n"))]
    assert said[said.index("核心观点") :] == ["核心观点", "行业景气延续。", "一、行情回顾", "公司发布新一代芯片。"]


def test_wrapped_lines_are_joined(tmp_path: Path) -> None:
    """Lines that somebody wrapped by hand are one paragraph, so that a sentence is whole; short lines stay apart."""
    lines = [
        "公司在年度大会上发布新一代芯片，首批产品将于三季度交付客户，管理",
        "层表示产能爬坡顺利，订单能见度已经延伸到明年下半年，主要客户的追",
        "加采购仍在洽谈之中。",
    ]
    document = read(tmp_path, f"{COVER}核心观点\n\n" + "\n\n".join("\n".join(lines) for _ in range(4)) + "\n\n● 芯片发布\n● 订单增长\n")
    assert [block.kind for block in document.blocks].count("paragraph") == 4
    assert any(sentence.text == "".join(lines) for sentence in split_sentences(document))


def test_spans_are_the_file(tmp_path: Path) -> None:
    """Blocks lie in order, never overlap, and their text stands in the file letter by letter."""
    for path in sorted((Path(__file__).parent / "reports").glob("*.txt")):
        document = read_report(path, path.name)
        assert document.text == path.read_text("utf-8-sig").replace("\r\n", "\n")
        for before, after in zip(document.blocks, document.blocks[1:], strict=False):
            assert before.span.start < before.span.end <= after.span.start


def test_large_and_long(tmp_path: Path) -> None:
    """A line of a million characters and many lines are read like others, in time that grows with their length."""
    sentence = "公司发布新一代芯片，首批产品三季度交付客户。"
    document = read(tmp_path, COVER + "核心观点\n\n" + sentence * (1_000_000 // len(sentence)) + "\n")
    assert len(document.text) > 999_000
    assert len(read(tmp_path, COVER + "核心观点\n\n" + f"{sentence}\n\n" * 20_000).blocks) == 20_004


def test_english(tmp_path: Path) -> None:
    """An English report has its title, date, analysts and sentences; its disclaimer states nothing."""
    text = (
        "Cloud Hill Securities\nEquity Research\n\nChip demand outruns supply\n\nJuly 20, 2025\nAnalyst: Daniel Hsu\n\nKey takeaways\n\n"
        "Nvidia released a new chip on July 18. It costs US$30,000.\n\nDisclaimer\n\n"
        "This report is published by Cloud Hill Securities Limited for informational purposes.\n"
    )
    document = read(tmp_path, text)
    assert (document.facts.title, document.facts.date) == ("Chip demand outruns supply", "2025-07-20")
    assert "".join(sentence.text for sentence in split_sentences(document)).endswith("US$30,000。")


def test_find_reports(tmp_path: Path) -> None:
    """Files and folders give reports sorted by their path below the folder; a text beside its PDF is left out and named."""
    for name in ("b/one.txt", "b/one.pdf", "a.md", "b/c/two.TXT", "b/.hidden.txt", "b/notes.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find_reports([tmp_path, tmp_path / "a.md", tmp_path])
    assert [file for _, file in found.reports] == ["a.md", "b/c/two.TXT", "b/one.pdf"]
    assert found.messages == ("b/one.txt: the same report as b/one.pdf; the PDF is read",)


def test_two_folders_with_one_name(tmp_path: Path) -> None:
    """Reports of one name in different folders both count."""
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(folder)
    found = find_reports([tmp_path / "second", tmp_path / "first"])
    assert [file for _, file in found.reports] == ["first/report.txt", "second/report.txt"]


def test_nothing_to_read(tmp_path: Path) -> None:
    """A path that does not exist, a folder without reports and a file of another kind are wrong use."""
    (tmp_path / "a.docx").write_text("x")
    for path, reason in ((tmp_path / "gone", "no such file"), (tmp_path, "holds no reports"), (tmp_path / "a.docx", "is no report")):
        with pytest.raises(UsageError, match=reason):
            find_reports([path])


def test_damaged_pdfs(tmp_path: Path) -> None:
    """A PDF with bytes flipped, cut, doubled or blanked is read or refused by name; the reader lives on."""
    whole = (Path(__file__).parent / "reports" / "d15.pdf").read_bytes()
    for seed in range(100):
        chance = random.Random(seed)
        data, at = bytearray(whole), chance.randrange(len(whole))
        length = chance.randrange(1, 20_000)
        if seed % 4 == 0:
            for _ in range(chance.choice([1, 10, 100, 1000])):
                data[chance.randrange(len(data))] = chance.randrange(256)
        elif seed % 4 == 1:
            del data[at:]
        elif seed % 4 == 2:
            data[at:at] = data[at : at + length]
        else:
            data[at : at + length] = bytes(len(data[at : at + length]))
        outcome = outcome_of(tmp_path, bytes(data))
        assert outcome == "read" or (outcome.startswith("report.pdf: ") and "crashed" not in outcome)


def outcome_of(tmp_path: Path, data: bytes) -> str:
    try:
        return "read" if read(tmp_path, data, "report.pdf").text else "empty"
    except ReportError as error:
        return str(error)


def test_a_reader_that_dies(tmp_path: Path) -> None:
    """When the reading child dies, the next report is read by a new one."""
    pdf = (Path(__file__).parent / "reports" / "d15.pdf").read_bytes()
    first = read(tmp_path, pdf, "report.pdf")
    assert HOLDER.worker is not None
    HOLDER.worker.process.kill()
    HOLDER.worker.process.wait()
    assert read(tmp_path, pdf, "report.pdf") == first
