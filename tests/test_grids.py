"""Finding tables as grids of cells: in lines of text, among glyphs and rulings of a page."""

import pytest

from kg.reading.grids import Glyph, Ruling, joined_tables, lay_grid, page_grids, text_tables

ROWS = [
    # text, caption, note, rows of cells
    ("表 1：A\n\n| 名称 | 值 |\n|---|---:|\n| 甲 | 1 |\n\n资料来源：某所\n", "表 1：A", "资料来源：某所", [["名称", "值"], ["甲", "1"]]),
    ("代码\t简称\t收盘\n1.HK\t甲\t2\n", None, None, [["代码", "简称", "收盘"], ["1.HK", "甲", "2"]]),
    # blank cells stand for the merged cell above them and keep their place
    ("板块\t公司\t价\n算力\t甲\t1\n\t乙\t2\n", None, None, [["板块", "公司", "价"], ["算力", "甲", "1"], ["", "乙", "2"]]),
    # columns parted by two spaces or more
    ("甲   收盘   涨跌\n乙  3968  2.03\n丙  5538  -5.5\n", None, None, [["甲", "收盘", "涨跌"], ["乙", "3968", "2.03"], ["丙", "5538", "-5.5"]]),
    # a sentence before the table is no caption, a short line is
    ("我们认为，下表可供参考。\n甲\t乙\n1\t2\n", None, None, [["甲", "乙"], ["1", "2"]]),
    ("市场表现（截至2025-08-01）\n\n甲\t乙\n1\t2\n注：按收盘价\n", "市场表现（截至2025-08-01）", "注：按收盘价", [["甲", "乙"], ["1", "2"]]),
]


@pytest.mark.parametrize(("text", "caption", "note", "rows"), ROWS)
def test_rows_of_text_become_tables(text, caption, note, rows):
    """Each table has its cells, the spans that say them, its caption and its note."""
    (table,) = text_tables(text)
    assert [[cell.text for cell in row] for row in table.rows] == rows
    assert all(text[cell.span.start : cell.span.end] == cell.text for row in table.rows for cell in row)
    assert (table.caption and text[table.caption.start : table.caption.end]) == caption
    assert (table.note and text[table.note.start : table.note.end]) == note


@pytest.mark.parametrize(
    "text",
    [
        "一、全球市场.....\t3\n二、风险提示.....\t10\n",  # contents with dots
        "| | |\n|---|---|\n| 1 市场回顾 | 2 |\n| 2 机器人 | 5 |\n",  # contents in pipes
        "分析师  桑柏舟  执业编号 S0260521070005\n",  # one line with gaps
        "今天  天气\n不错  呢\n",  # gaps without figures
        "一句话。\n另一句话。\n",
    ],
)
def test_what_is_no_table(text):
    """Contents, letterheads and prose are no tables."""
    assert text_tables(text) == ()


def glyphs(rows, columns, size=7.0, pitch=14.0, top=100.0):
    """The glyphs of words that begin at the given places, one row under the other; a cell of two lines is centred like its row."""
    found = []
    for number, row in enumerate(rows):
        for left, words in zip(columns, row, strict=True):
            lines = words.split("\n")
            for at, line in enumerate(lines):
                y = top + number * pitch + (at - (len(lines) - 1) / 2) * (size + 1)
                x = left
                for char in line:
                    width = size * (0.5 if char.isascii() else 1.0)
                    if char.strip():
                        found.append(Glyph(char, x, y, x + width, y + size))
                    x += width
    return found


def box(xs, ys):
    """The rulings of a grid with all its lines."""
    flat = [Ruling(xs[0], y, xs[-1], y + 0.5) for y in ys]
    return [*flat, *(Ruling(x, ys[0], x + 0.5, ys[-1]) for x in xs)]


WORDS = [["代码", "简称", "收盘"], ["9988.HK", "阿里巴巴-W", "124.90"], ["0700.HK", "腾讯控股", "497.20"]]
COLUMNS = [60, 120, 200]


def texts(grid):
    return [[cell.text for cell in row] for row in grid.rows]


def test_ruled_tables():
    """Cells are what the lines wall in."""
    (grid,) = page_grids(glyphs(WORDS, COLUMNS), box([55, 115, 195, 250], [96, 110, 124, 138]))
    assert texts(grid) == WORDS


def test_merged_cells_of_ruled_tables():
    """A cell over two columns stands in both, with one span."""
    words = [["指数", "涨跌幅", ""], ["", "本周", "本月"], ["甲", "1", "2"]]
    rulings = [r for r in box([55, 115, 195, 250], [96, 110, 124, 138]) if r.left != 195]
    rulings.append(Ruling(195, 110, 195.5, 138))
    (grid,) = page_grids(glyphs(words, COLUMNS), rulings)
    assert texts(grid)[0] == ["指数", "涨跌幅", "涨跌幅"]
    text, table, _ = lay_grid(grid, 10)
    assert text.split("\n")[0] == "指数\t涨跌幅\t"
    assert table.rows[0][1] == table.rows[0][2]


def test_a_column_that_the_page_cuts_is_left_out():
    """Half a number is worse than none: what lies beyond the last upright line of a frame that is closed on the left."""
    words = [[*row, cut] for row, cut in zip(WORDS, ["市", "21.4", "24.1"], strict=True)]
    rulings = [*box([55, 115, 195, 250], [96, 110, 124, 138]), *(Ruling(55, y, 290, y + 0.5) for y in (96, 110, 124, 138))]
    (grid,) = page_grids(glyphs(words, [*COLUMNS, 260]), rulings)
    assert texts(grid) == WORDS


@pytest.mark.parametrize(
    "rows",
    [
        WORDS,
        # a name on two or three lines is one cell
        [WORDS[0], ["9988.HK", "阿里\n巴巴-W", "124.90"], WORDS[2]],
        [WORDS[0], ["9988.HK", "阿\n里巴\n巴-W", "124.90"], WORDS[2]],
    ],
)
def test_three_line_tables(rows):
    """Columns are what stands under one another between rules of one width."""
    pitch = 36.0
    rules = [Ruling(55, y, 260, y + 0.5) for y in (85, 118, 194)]
    (grid,) = page_grids(glyphs(rows, COLUMNS, pitch=pitch), rules)
    assert texts(grid) == [[cell.replace("\n", "") for cell in row] for row in rows]


def test_columns_of_figures_without_rules():
    """Three rows of figures under a header are a table."""
    rows = [*WORDS, ["3690.HK", "美团-W", "157.70"]]
    (grid,) = page_grids(glyphs(rows, COLUMNS), [])
    assert texts(grid) == rows


def test_prose_is_no_grid():
    """Lines of words, with or without a rule over them, are none."""
    prose = [["公司于七月发布了新的模型并宣布降价"], ["预计今年收入同比增长三成以上，利润"], ["率保持稳定。"]]
    assert page_grids(glyphs(prose, [60]), [Ruling(55, 80, 260, 80.5), Ruling(55, 150, 260, 150.5)]) == ()


def test_laid_cells_have_their_places():
    """Spans and edges of the laid text say each cell and where it stands."""
    (grid,) = page_grids(glyphs(WORDS, COLUMNS), box([55, 115, 195, 250], [96, 110, 124, 138]), page=3)
    text, table, lines = lay_grid(grid, 100, number=2)
    assert (table.page, table.number) == (3, 2)
    assert [text[s.start - 100 : s.end - 100] for s in table.row_spans] == text.split("\n")
    assert all(text[c.span.start - 100 : c.span.end - 100] == c.text for row in table.rows for c in row)
    assert [line.edges[0] for line in lines if text[line.span.start - 100 : line.span.end - 100] == "简称"] == [120]
    assert all(len(line.edges) == line.span.end - line.span.start + 1 for line in lines)


@pytest.mark.parametrize(
    ("second", "between", "tables"),
    [
        (WORDS[1:], "", 1),  # the page break cut it
        (WORDS, "", 1),  # with the header again
        (WORDS, "表 2：另一张表\n", 2),  # its own caption
    ],
)
def test_tables_that_go_on_on_the_next_page(second, between, tables):
    """Pieces with the same columns on pages that follow each other are one table, its header given once."""
    ys = [96, 110, 124, 138]
    one = page_grids(glyphs(WORDS, COLUMNS), box([55, 115, 195, 250], ys), page=1)[0]
    two = page_grids(glyphs(second, COLUMNS), box([55, 115, 195, 250], ys[: len(second) + 1]), page=2)[0]
    first, table_1, _ = lay_grid(one, 0)
    text = f"{first}\n{between}"
    second_text, table_2, _ = lay_grid(two, len(text))
    found = joined_tables(text + second_text, [table_1, table_2], [one, two])
    assert len(found) == tables
    if tables == 1:
        assert [[c.text for c in row] for row in found[0].rows] == [*WORDS, *WORDS[1:]]
