"""Chinese lines: broken between characters but never inside a number, punctuation kept off the line's start."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

_TOKEN: Final = re.compile(r"[≥≤<>=]?[0-9A-Za-z.,%\-]+|.", re.DOTALL)
_NOT_FIRST: Final = "，。；：、！？）》】”’％%)"
_NOT_LAST: Final = "（《【“‘("
_WIDEST: Final = 0.15
"""Letter space, in ems, up to which a line is stretched to the margin."""
_DEPTH: Final = 0.12
"""How far a Chinese character reaches under the baseline, in ems."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; sizes in points, `indent` in ems, `align` one of l, c, r, j."""

    font: str
    size: float
    leading: float
    align: str = "j"
    indent: float = 0
    before: float = 0
    after: float = 0


class Lines(Flowable):
    """A paragraph, set by its Style; `entry` is its level and text in the contents, where it stands there."""

    def __init__(self, text: str, style: Style) -> None:
        super().__init__()
        self.text, self.style = text, style
        self.entry: tuple[int, str] | None = None
        self.unfinished = False
        self.lines: list[str] = []
        self.first = True

    def getSpaceBefore(self) -> float:
        """Points above it."""
        return self.style.before

    def getSpaceAfter(self) -> float:
        """Points under it."""
        return self.style.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break the text for that width."""
        self.width = width
        indent = self.style.indent if self.first else 0
        self.lines = break_lines(self.text, self.style, width, indent)
        return width, len(self.lines) * self.style.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        """The lines that fit, and the rest; nothing where not even two fit."""
        self.wrap(width, height)
        fit = int(height // self.style.leading)
        if fit < 2 or len(self.lines) - fit < 1:
            return []
        head, tail = (Lines("".join(part), self.style) for part in (self.lines[:fit], self.lines[fit:]))
        head.first, tail.first = self.first, False
        head.unfinished, tail.unfinished = True, self.unfinished
        return [head, tail]

    def draw(self) -> None:
        """Draw the lines from the top."""
        style, last = self.style, len(self.lines) - 1
        for number, line in enumerate(self.lines):
            indent = style.indent * style.size if number == 0 and self.first else 0.0
            room = self.width - indent - stringWidth(line, style.font, style.size)
            x = indent + {"c": room / 2, "r": room}.get(style.align, 0.0)
            full = number < last or self.unfinished
            space = room / max(len(line) - 1, 1) if style.align == "j" and full else 0.0
            self._draw_line(line, x, self._baseline(number), min(space, _WIDEST * style.size))

    def _baseline(self, number: int) -> float:
        """Height of a line's baseline over the paragraph's foot: the type stands in the middle of its leading."""
        style = self.style
        return (len(self.lines) - number) * style.leading - (style.leading + style.size) / 2 + _DEPTH * style.size

    def _draw_line(self, line: str, x: float, y: float, space: float) -> None:
        canvas: Any = self.canv
        text = canvas.beginText(x, y)
        text.setFont(self.style.font, self.style.size)
        text.setCharSpace(space)
        text.textOut(line)
        canvas.drawText(text)


def break_lines(text: str, style: Style, width: float, indent: float = 0) -> list[str]:
    """Break a text into lines no wider than `width`; the first is `indent` ems shorter."""
    lines, line, room = [], "", width - indent * style.size
    for token in _TOKEN.findall(text):
        if line and stringWidth(line + token, style.font, style.size) > room + 0.01:
            line, carried = _settle(line, token)
            lines.append(line)
            line, room = carried, width
        line += token
    return [*lines, line]


def _settle(line: str, token: str) -> tuple[str, str]:
    """What stays on the full line and what goes down with the next token."""
    tokens = _TOKEN.findall(line)
    cut = len(tokens)
    if token[0] in _NOT_FIRST:
        cut -= 1
    while cut > 1 and (tokens[cut - 1][-1] in _NOT_LAST or (cut < len(tokens) and tokens[cut][0] in _NOT_FIRST)):
        cut -= 1
    return "".join(tokens[:cut]), "".join(tokens[cut:])
