"""The heads of a table without upright rules: their lines joined, and the columns that they widen or tell of alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Extent = tuple[float, float]
# Two lines of one head share so much of the narrower one's width, and lie so close (in shares of a line's height).
_SHARED = 0.5
_NEXT_LINE = 0.5


@dataclass(frozen=True, slots=True)
class PlacedHead:
    """A head and how high it stands."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    def is_over(self, other: PlacedHead) -> bool:
        """True where the other stands below it."""
        return other.top >= self.bottom and other.x0 < self.x1 and self.x0 < other.x1


def merge_extents(extents: Iterable[Extent]) -> list[Extent]:
    """The extents from left to right, those that overlap as one."""
    merged: list[Extent] = []
    for x0, x1 in sorted(extents):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], x1)
        else:
            merged.append((x0, x1))
    return merged


def widen_columns(columns: Sequence[Extent], heads: Sequence[PlacedHead]) -> list[Extent]:
    """The columns as wide as the heads that stand over one of them alone; the lowest heads first."""
    wide = list(columns)
    for head in sorted(heads, key=lambda head: -head.bottom):
        over = [at for at, column in enumerate(wide) if head.x0 <= column[1] and column[0] <= head.x1]
        if len(over) == 1:
            (at,) = over
            wide[at] = min(wide[at][0], head.x0), max(wide[at][1], head.x1)
    return wide


def whole_heads(heads: Sequence[PlacedHead]) -> list[PlacedHead]:
    """The heads with the pieces of one joined: its lines, close below each other in one column, and what touches on a line."""
    whole: list[PlacedHead] = []
    for head in sorted(heads, key=lambda head: head.top):
        above = next((one for one in whole if _goes_on(one, head)), None)
        if above:
            whole.remove(above)
            x0, x1 = min(above.x0, head.x0), max(above.x1, head.x1)
            head = PlacedHead(x0, x1, above.top, max(above.bottom, head.bottom))
        whole.append(head)
    return whole


def _goes_on(above: PlacedHead, head: PlacedHead) -> bool:
    shared = min(above.x1, head.x1) - max(above.x0, head.x0)
    narrower = min(above.x1 - above.x0, head.x1 - head.x0)
    line = head.bottom - head.top
    if abs(head.top - above.top) < _NEXT_LINE * line and shared > -_NEXT_LINE * line:
        return True
    return shared > _SHARED * narrower and -line < head.top - above.bottom < _NEXT_LINE * line
