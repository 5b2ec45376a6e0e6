"""Small PDFs drawn for the tests: ruled tables with spans, torn rules, turned pages. Measures are from the page's top-left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

CHINESE = "STSong-Light"


class Sheet:
    """A page of 600 by 400 points to draw on, with y downwards."""

    def __init__(self, path: Path, *, size: tuple[float, float] = (600, 400), password: str | None = None) -> None:
        self.path = path
        self.size = size
        lock = StandardEncryption(password) if password else None
        self.canvas = Canvas(str(path), pagesize=size, encrypt=lock)
        pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A stroke."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.0) -> None:
        """A filled rectangle without an outline."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.size[1] - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def text(self, x: float, baseline: float, text: str, size: float = 10, font: str = CHINESE) -> None:
        """Text from x on."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.size[1] - baseline, text)

    def right(self, x: float, baseline: float, text: str, size: float = 10) -> None:
        """Text that ends at x."""
        self.canvas.setFont(CHINESE, size)
        self.canvas.drawRightString(x, self.size[1] - baseline, text)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All the rules of a plain table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def fill(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
        """Texts into a table's cells: words from the left, amounts up to the right."""
        for y, row in zip(ys[1:], rows, strict=True):
            for x0, x1, text in zip(xs, xs[1:], row, strict=False):
                if text[:1].isdigit() and "." in text:
                    self.right(x1 - 3, y - 6, text)
                elif text:
                    self.text(x0 + 3, y - 6, text)

    def next_page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()

    def save(self) -> Path:
        """Write the file."""
        self.canvas.save()
        return self.path


XS = (50, 120, 280, 380, 480)
YS = (100, 120, 140, 160, 180)
ROWS = (
    ("科目编码", "科目名称", "基本支出", "项目支出"),
    ("208", "社会保障和就业支出", "1,234.56", "78.90"),
    ("20805", "行政事业单位养老支出", "1,200.00", ""),
    ("221", "住房保障支出", "34.56", "0.90"),
)
