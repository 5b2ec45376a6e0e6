"""A page of a PDF drawn with what was understood of it: tables, cells and sentences, and a legend."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from budget.source import Box
from budget.table import Cell
from ingest.document import UnreadableFile
from ingest.page_marks import PageMarks, SentenceMark, TableMark, page_to_marks
from ingest.pdf import open_pdf
from ingest.read import document_to_filing, read_document

Colour = tuple[int, int, int]

_SCALE: Final = 2.0
_LONGEST_SIDE: Final = 3600
_TABLE: Final[Colour] = (30, 90, 200)
_HEADER: Final[Colour] = (90, 150, 255)
_NUMBER: Final[Colour] = (40, 160, 70)
_WORDS: Final[Colour] = (150, 150, 150)
_RECOVERED: Final[Colour] = (230, 110, 0)
_LEFT: Final[Colour] = (210, 30, 30)
_SENTENCE: Final[Colour] = (150, 40, 170)
_REASON: Final[Colour] = (200, 150, 20)
_LEGEND: Final[tuple[tuple[str, Colour, int], ...]] = (
    ("table", _TABLE, 0), ("header", _HEADER, 70), ("number", _NUMBER, 45), ("words or blank", _WORDS, 0),
    ("recovered cell", _RECOVERED, 90), ("grid not taken for a table", _LEFT, 0), ("sentence with its subjects", _SENTENCE, 40),
    ("its reason", _REASON, 40),
)  # fmt: skip
# Fonts with Chinese that Linux, Windows and macOS come with; without any, sentences are numbered and not named.
_CHINESE: Final = (
    "NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "NotoSerifCJK-Regular.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf", "msyh.ttc", "simsun.ttc", "PingFang.ttc", "STHeiti Medium.ttc",
)  # fmt: skip
_LETTER: Final = 16
_MARGIN: Final = 8


def draw_page(path: Path, number: int) -> tuple[Image.Image, PageMarks]:
    """The page (1-based) with its marks, and these; UnreadableFile where the file is no PDF or has no such page."""
    document = read_document(path)
    with path.open("rb") as file:
        if b"%PDF" not in file.read(1024):
            raise UnreadableFile(f"{path.name} is not a PDF: only the pages of PDF files can be drawn.")
    if document.pages is None or not 1 <= number <= document.pages:
        raise UnreadableFile(f"{path.name} has no page {number}: its pages are 1 to {document.pages}.")
    marks = page_to_marks(document, document_to_filing(document), number)
    with open_pdf(path) as pdf:
        page = pdf[number - 1]
        scale = min(_SCALE, _LONGEST_SIDE / max(page.get_size()))
        printed = page.render(scale=scale).to_pil().convert("RGB")
    return _Picture(printed, scale).finish(marks), marks


class _Picture:
    """The page being drawn on; boxes come in points."""

    def __init__(self, printed: Image.Image, scale: float) -> None:
        self._image = printed
        self._scale = scale
        self._draw = ImageDraw.Draw(printed, "RGBA")
        self._font, self._speaks_chinese = _load_font()

    def finish(self, marks: PageMarks) -> Image.Image:
        """The picture with everything drawn, the legend above it."""
        for table in marks.tables:
            self._table(table)
        for grid in marks.left:
            self._area(grid, _LEFT, 0, 4)
        for sentence in marks.sentences:
            self._sentence(sentence)
        return _with_legend(self._image, self._font)

    def _table(self, table: TableMark) -> None:
        if table.header:
            self._area(table.header, _HEADER, 70, 1)
        for cell in table.cells:
            self._cell(cell)
        for x in table.edges:
            self._area((x, table.frame[1], x, table.frame[3]), _TABLE, 0, 2)
        self._area(table.frame, _TABLE, 0, 4)
        name = f"{table.id} {table.title}" if self._speaks_chinese else table.id
        self._label((table.frame[0], table.frame[1]), name, _TABLE)

    def _cell(self, cell: Cell) -> None:
        if cell.box is None:
            return
        if cell.recovered:
            self._area(cell.box, _RECOVERED, 90, 3)
        elif cell.value is not None:
            self._area(cell.box, _NUMBER, 45, 1)
        else:
            self._area(cell.box, _WORDS, 0, 1)

    def _sentence(self, sentence: SentenceMark) -> None:
        for box in sentence.boxes:
            self._area(box, _SENTENCE, 40, 1)
        for box in sentence.reason:
            self._area(box, _REASON, 40, 1)
        subjects = ", ".join(sentence.subjects) if self._speaks_chinese else ""
        self._label(sentence.boxes[0][:2], f"{sentence.number} {subjects}".strip(), _SENTENCE)

    def _area(self, box: Box, colour: Colour, fill: int, width: int) -> None:
        x0, top, x1, bottom = (value * self._scale for value in box)
        self._draw.rectangle((x0, top, x1, bottom), fill=(*colour, fill) if fill else None, outline=colour, width=width)

    def _label(self, corner: tuple[float, float], text: str, colour: Colour) -> None:
        """Words that end above a corner, on a ground of their own; the page's edge ends them."""
        while len(text) > 1 and corner[0] * self._scale + self._font.getlength(text) > self._image.width:
            text = text[:-2].rstrip() + "…"
        _, up, _, down = self._font.getbbox(text)
        x, y = corner[0] * self._scale, max(corner[1] * self._scale - down - 2, 0)
        self._draw.rectangle((x, y + up, x + self._font.getlength(text), y + down), fill=(255, 255, 255, 225))
        self._draw.text((x, y), text, fill=colour, font=self._font)


def _with_legend(image: Image.Image, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> Image.Image:
    """The picture under a strip that explains the colours, in as many lines as the page's width asks for."""
    lines: list[list[tuple[float, str, Colour, int]]] = [[]]
    x = float(_MARGIN)
    for text, colour, fill in _LEGEND:
        width = font.getlength(text) + _LETTER + 3 * _MARGIN
        if lines[-1] and x + width > image.width:
            lines.append([])
            x = float(_MARGIN)
        lines[-1].append((x, text, colour, fill))
        x += width
    height = (_LETTER + _MARGIN) * len(lines) + _MARGIN
    whole = Image.new("RGB", (image.width, image.height + height), "white")
    whole.paste(image, (0, height))
    draw = ImageDraw.Draw(whole, "RGBA")
    for at, line in enumerate(lines):
        y = _MARGIN + at * (_LETTER + _MARGIN)
        for x, text, colour, fill in line:
            draw.rectangle(
                (x, y, x + _LETTER, y + _LETTER), fill=(*colour, fill) if fill else None, outline=colour, width=3
            )
            draw.text((x + _LETTER + _MARGIN, y - 2), text, fill="black", font=font)
    return whole


def _load_font() -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, bool]:
    """A font for the labels, and whether it has Chinese."""
    for name in _CHINESE:
        try:
            return ImageFont.truetype(name, _LETTER), True
        except OSError:
            continue
    return ImageFont.load_default(_LETTER), False
