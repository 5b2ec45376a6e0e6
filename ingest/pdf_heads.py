"""The header of a table without upright rules: which columns each printed head stands over, given back as the rules to draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ingest.pdf_paths import Rule

Extent = tuple[float, float]
# Heads in the middle between top and bottom (by so much of a line's height) have no second level.
_MIDDLE = 0.4
# Two lines of one head share so much of the narrower one's width, and lie so close (in shares of a line's height).
_SHARED = 0.5
_NEXT_LINE = 0.5
# More heads over more columns than this are not tried in every way.
_MOST_COLUMNS = 16


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


@dataclass(frozen=True, slots=True)
class Group:
    """The columns `first` to `last` that one head stands over; `at` is where the second level begins."""

    first: int
    last: int
    at: float


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


def heads_to_groups(heads: Sequence[PlacedHead], columns: Sequence[Extent]) -> list[Group]:
    """The heads that stand over several columns' own heads: those stand low, the others in the middle of the header."""
    if not heads or len(columns) > _MOST_COLUMNS:
        return []
    top, bottom = min(head.top for head in heads), max(head.bottom for head in heads)
    middle, line = (top + bottom) / 2, min(head.bottom - head.top for head in heads)
    upper = [head for head in heads if head.middle < middle - _MIDDLE * line]
    lower = [head for head in heads if head.middle > middle + _MIDDLE * line]
    own = [_column_of(head, columns) for head in lower]
    groups: list[Group] = []
    for first, last in _runs(sorted(set(own))):
        over = sorted(
            (head for head in upper if _stands_over(head, columns[first][0], columns[last][1])), key=lambda h: h.x0
        )
        if not over or len(over) == last - first + 1:
            continue
        below = min(head.top for head, column in zip(lower, own, strict=True) if first <= column <= last)
        at = (max(head.bottom for head in over) + below) / 2
        groups += [Group(a, b, at) for a, b in _share(over, columns, first, last) if b > a]
    return groups


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


def _column_of(head: PlacedHead, columns: Sequence[Extent]) -> int:
    middle = (head.x0 + head.x1) / 2
    return min(range(len(columns)), key=lambda at: abs((columns[at][0] + columns[at][1]) / 2 - middle))


def _stands_over(head: PlacedHead, left: float, right: float) -> bool:
    return left <= (head.x0 + head.x1) / 2 <= right


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of numbers that follow each other."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def _share(heads: Sequence[PlacedHead], columns: Sequence[Extent], first: int, last: int) -> list[tuple[int, int]]:
    """The columns from `first` to `last` parted among the heads, so that each head stands nearest the middle of its own."""
    best: tuple[float, list[tuple[int, int]]] = (float("inf"), [])
    for cuts in combinations(range(first + 1, last + 1), len(heads) - 1):
        parts = [(a, b - 1) for a, b in pairwise((first, *cuts, last + 1))]
        off = sum(
            abs(columns[a][0] + columns[b][1] - head.x0 - head.x1) for head, (a, b) in zip(heads, parts, strict=True)
        )
        best = min(best, (off, parts))
    return best[1]


def header_rules(
    groups: Sequence[Group], walls: Sequence[float], top: float, bottom: float
) -> tuple[list[Rule], list[Rule]]:
    """The rules of a header between `top` and `bottom`: across under each group's head, upright at every wall."""
    across = [Rule(group.at, walls[group.first], walls[group.last + 1]) for group in groups]
    upright: list[Rule] = []
    for at, wall in enumerate(walls[1:-1], 1):
        inside = next((group for group in groups if group.first < at <= group.last), None)
        upright.append(Rule(wall, inside.at if inside else top, bottom))
    return across, upright
