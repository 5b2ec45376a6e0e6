"""Where a mark stands: from PDF space to upright reading space, and on to the page as it is displayed."""

from __future__ import annotations

from dataclasses import dataclass

from budget.source import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page's own coordinates become points from the top-left corner of the upright text.

    `turn` is the clockwise quarter turns from PDF space to reading space, `shown` those of the displayed page.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    shown: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in reading space."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of PDF space (y upwards) as (x0, top, x1, bottom) in reading space."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turn == 1:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turn == 2:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def as_shown(self, box: Box) -> Box:
        """A box of reading space as a box of the displayed page, rounded to a hundredth of a point."""
        x0, top, x1, bottom = box
        width, height = self.size
        for _ in range((self.shown - self.turn) % 4):
            x0, top, x1, bottom = height - bottom, x0, height - top, x1
            width, height = height, width
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
