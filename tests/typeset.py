"""Sets texts as PDFs in the layouts that houses use: columns, side bars, running lines, any order of drawing, any turn of the page."""

from __future__ import annotations

import io
import random
import re
from dataclasses import dataclass, field

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
PITCH = 1.55  # of the type's size: from line to line
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass
class Mark:
    """A run of text: where it begins (points from the page's top left, y its baseline), size, colour, extra space between its characters."""

    x: float
    y: float
    text: str
    size: float = 10.0
    colour: tuple[float, float, float] = (0, 0, 0)
    spread: float = 0.0
    mode: int = 0
    angle: float = 0.0


@dataclass
class Sheet:
    """The marks of one page, boxes filled before them (x, y, width, height, colour) and lines ruled (x0, y0, x1, y1)."""

    marks: list[Mark] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, tuple[float, float, float]]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    picture: bool = False


def drawn(
    sheets: list[Sheet],
    shuffled: random.Random | None = None,
    by_character: bool = False,
    rotate: int = 0,
    sideways: bool = False,
    password: str = "",
    crop: tuple[float, float] = (0, 0),
) -> bytes:
    """The PDF's bytes. `rotate` turns the page and its contents together (it looks the same), `sideways` lays the contents on their side.

    `crop` takes so many points from the left and the top of the page.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=StandardEncryption(password) if password else None)
    for sheet in sheets:
        if rotate:
            canvas.setPageSize((HEIGHT, WIDTH) if rotate % 180 else (WIDTH, HEIGHT))
            canvas.setPageRotation(rotate)
            canvas.transform(*{90: (0, 1, -1, 0, HEIGHT, 0), 180: (-1, 0, 0, -1, WIDTH, HEIGHT), 270: (0, -1, 1, 0, 0, WIDTH)}[rotate])
        if sideways:
            canvas.setPageSize((HEIGHT, WIDTH))
            canvas.transform(0, 1, -1, 0, HEIGHT, 0)
        if any(crop):
            canvas.setCropBox((crop[0], 0, WIDTH, HEIGHT - crop[1]))
        if sheet.picture:
            canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
        for x, y, width, height, colour in sheet.boxes:
            canvas.setFillColorRGB(*colour)
            canvas.rect(x, HEIGHT - y - height, width, height, stroke=0, fill=1)
        for x0, y0, x1, y1 in sheet.rules:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        marks = [piece for mark in sheet.marks for piece in characters(mark)] if by_character else list(sheet.marks)
        if shuffled:
            shuffled.shuffle(marks)
        for mark in marks:
            draw(canvas, mark)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw(canvas: Canvas, mark: Mark) -> None:
    canvas.saveState()
    canvas.translate(mark.x, HEIGHT - mark.y)
    canvas.rotate(mark.angle)
    line = canvas.beginText(0, 0)
    line.setFont(FONT, mark.size)
    line.setFillColorRGB(*mark.colour)
    line.setCharSpace(mark.spread)
    line.setTextRenderMode(mark.mode)
    line.textOut(mark.text)
    canvas.drawText(line)
    canvas.restoreState()


def picture() -> object:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("RGB", (60, 84), (230, 230, 230)))


def wide(text: str, size: float = 10.0) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def characters(mark: Mark) -> list[Mark]:
    """Each character as a mark of its own; spaces are left out, as some programs do."""
    found, x = [], mark.x
    for char in mark.text:
        if char != " ":
            found.append(Mark(x, mark.y, char, mark.size, mark.colour))
        x += wide(char, mark.size) + mark.spread
    return found


def broken(text: str, width: float, size: float = 10.0, indent: float = 0.0) -> list[str]:
    """The text in lines no wider than `width`; Latin words and numbers stay whole, closing marks never begin a line."""
    lines, line = [], ""
    room = width - indent
    for token in re.findall(r"[!-~]+ ?|.", text):
        if wide(line + token.rstrip(), size) > room and line and token[0] not in "，。；：、）”》！？ ":
            lines.append(line.rstrip())
            line, room = "", width
        line += token
    return [*lines, line.rstrip()] if line.strip() else lines


def paragraph(text: str, width: float, size: float = 10.0, indent: float = 20.0) -> list[tuple[float, str, float]]:
    """Lines as (indent, text, spread): all but the last spread to the full width."""
    lines = broken(text, width, size, indent)
    made = []
    for n, line in enumerate(lines):
        first = indent if n == 0 else 0.0
        gap = width - first - wide(line, size)
        made.append((first, line, gap / max(1, len(line) - 1) if n < len(lines) - 1 and gap < 60 else 0.0))
    return made


@dataclass
class Flow:
    """Sets lines into columns, page after page."""

    columns: list[tuple[float, float]]  # left border and width
    head: str = ""
    foot: str = ""
    top: float = 90.0
    bottom: float = 770.0
    sheets: list[Sheet] = field(default_factory=list)
    column: int = 0
    y: float = 0.0

    def __post_init__(self) -> None:
        self.page()

    def page(self) -> None:
        self.sheets.append(Sheet())
        self.column, self.y = 0, self.top
        number = len(self.sheets)
        if self.head:
            self.sheets[-1].marks.append(Mark(50, 40, self.head, 7.5, (0.4, 0.4, 0.4)))
        if self.foot:
            self.sheets[-1].marks.append(Mark(200, 815, f"{self.foot} {number}", 7.5, (0.4, 0.4, 0.4)))

    def line(self, first: float, text: str, spread: float = 0.0, size: float = 10.0, colour: tuple[float, float, float] = (0, 0, 0)) -> None:
        if self.y + PITCH * size > self.bottom:
            self.column += 1
            self.y = self.top
            if self.column == len(self.columns):
                self.page()
        self.y += PITCH * size
        self.sheets[-1].marks.append(Mark(self.columns[self.column][0] + first, self.y, text, size, colour, spread))

    def text(self, text: str, size: float = 10.0, indent: float = 20.0) -> None:
        for first, line, spread in paragraph(text, self.columns[self.column][1], size, indent):
            self.line(first, line, spread, size)

    def heading(self, text: str) -> None:
        self.y += 8
        for line in broken(text, self.columns[self.column][1], 13.0):
            self.line(0, line, 0, 13.0, (0.7, 0, 0))
        self.y += 4


LAYOUTS = {"one": [(57.0, 481.0)], "two": [(57.0, 230.0), (308.0, 230.0)], "beside": [(200.0, 338.0)]}


def laid_out(paragraphs: list[str], layout: str, head: str = "云山证券 证券研究报告", foot: str = "请务必阅读正文之后的免责条款部分") -> list[Sheet]:
    """The paragraphs in a layout: `one` column, `two`, or one column `beside` a bar with analysts; short ones that end no sentence are headings."""
    flow = Flow(LAYOUTS[layout], head, foot)
    for text in paragraphs:
        if len(text) <= 40 and not text.endswith(("。", "；", ".", ";")):
            flow.heading(text)
        else:
            flow.text(text)
    if layout == "beside":
        for n, text in enumerate(["分析师：王小明", "S0130519070001", "wangxm@yunshan.example", "联系人：李雷"]):
            flow.sheets[0].marks.append(Mark(57, 100 + 13 * n, text, 8))
    return flow.sheets
