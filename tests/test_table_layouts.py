"""Tables as other programs draw them into PDFs: the same cells from each, over a page break too."""

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from kg.reading import read_report
from kg.tables import extract_tables
from ontology import load_ontology

FONT = "STSong-Light"
LONG = "股份有限公司长名"
ROWS = [["代码", "简称", "收盘价（07.18）", "周涨跌幅（%）", "PE（TTM）"]] + [
    [f"{688001 + n}.SH", f"公司{n}{LONG * (n % 9 == 0)}", f"{10 + n * 1.37:.2f}", f"{n % 7 - 3.5:.2f}", f"{20 + n:.2f}" if n % 11 else "—"]
    for n in range(50)
]
LINES = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]
FULL = [
    # style, whether the header is repeated on the second page
    ("grid", [("GRID", (0, 0), (-1, -1), 0.5, colors.black)], True),
    ("header once", [("GRID", (0, 0), (-1, -1), 0.5, colors.black)], False),
    ("open sides", [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)], True),
    ("three lines", [*LINES, ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black)], True),
    ("rule under each row", [("BACKGROUND", (0, 0), (-1, 0), colors.lightblue), ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey)], True),
    ("no rules", [], True),
]


def draw(path, style, repeated):
    """A report with one table; long names are wrapped in their cells."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    words = ParagraphStyle("words", fontName=FONT, fontSize=10, leading=15, wordWrap="CJK")
    small = ParagraphStyle("small", fontName=FONT, fontSize=7, leading=9, wordWrap="CJK")
    rows = [[Paragraph(cell, small) if len(cell) > 9 and number else cell for cell in row] for number, row in enumerate(ROWS)]
    look = [("FONT", (0, 0), (-1, -1), FONT, 7), ("ALIGN", (2, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *style]
    table = Table(rows, colWidths=[80, 80, 100, 90, 90], repeatRows=int(repeated), style=look)
    prose = Paragraph("本周市场整体上行，计算机板块表现较好，建议关注算力与应用两条主线。" * 6, words)
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(
        [Paragraph("科技周报", words), prose, Paragraph("表 1：重点公司表现", words), table, Paragraph("资料来源：Wind", words), prose]
    )


@pytest.mark.parametrize(("name", "style", "repeated"), FULL, ids=[name for name, _, _ in FULL])
def test_tables_of_other_programs(tmp_path, name, style, repeated):
    """Every figure is given once, and nothing else."""
    path = tmp_path / "report.pdf"
    draw(path, style, repeated)
    document = read_report(path, path.name, published="2025-07-20")
    given = [(o.instrument.code, o.metric, o.value, o.date) for o in extract_tables(document, load_ontology()).observations]
    wanted = [
        (row[0], metric, float(cell), "2025-07-18")
        for row in ROWS[1:]
        for metric, cell in zip(("close", "weeklyChange", "peTTM"), row[2:], strict=True)
        if cell != "—"
    ]
    assert sorted(given) == sorted(wanted)
    (table,) = document.tables
    assert document.text[table.caption.start : table.caption.end] == "表 1：重点公司表现"
    assert [cell.text for cell in table.rows[1]][:2] == ["688001.SH", "公司0股份有限公司长名"]
