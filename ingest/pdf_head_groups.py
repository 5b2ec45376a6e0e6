"""The levels of a header without upright rules: which columns a head stands over, given back as the rules to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ingest.pdf_heads import Extent, PlacedHead, merge_extents
from ingest.pdf_paths import Rule

# Heads in the middle between top and bottom (by so much of a line's height) have nothing over or below them.
_MIDDLE = 0.4
# More heads over more columns than this are not tried in every way.
_MOST_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class Group:
    """The columns `first` to `last` that one head stands over; `at` is where the level below it begins."""

    first: int
    last: int
    at: float


def heads_to_groups(heads: Sequence[PlacedHead], columns: Sequence[Extent]) -> list[Group]:
    """The heads that stand over several columns' own heads, an outer group before the groups in it."""
    if not heads or len(columns) > _MOST_COLUMNS:
        return []
    own, upper = _own_heads(heads, columns)
    return _groups_below(min(head.top for head in heads), own, upper, columns)


def with_headed_columns(columns: list[Extent], heads: Sequence[PlacedHead]) -> list[Extent]:
    """The columns, and those that have a head and nothing below it.

    A head that stands beside its column (words from the left over amounts from the right) widens the column.
    """
    headed = {column for column in columns for head in heads if _meet(head, column)}
    lowest = [head for head in heads if not any(head.is_over(other) for other in heads)]
    alone = [head for head in lowest if not any(_meet(head, column) for column in columns)]
    below = [(head.x0, head.x1) for head in alone]
    beside = merge_extents(head for head in below if not _is_over_neighbours(head, heads, columns + below))
    merged = sorted(columns + beside)
    for head in beside:
        at = merged.index(head)
        for neighbour in merged[at + 1 : at + 2] + merged[max(at - 1, 0) : at]:
            if neighbour in columns and neighbour not in headed:
                merged[merged.index(neighbour)] = min(head[0], neighbour[0]), max(head[1], neighbour[1])
                merged.remove(head)
                headed.add(neighbour)
                break
    return merged


def _meet(head: PlacedHead, column: Extent) -> bool:
    return head.x0 <= column[1] and column[0] <= head.x1


def _is_over_neighbours(head: Extent, heads: Sequence[PlacedHead], columns: Sequence[Extent]) -> bool:
    """True where the header tells more with the head over the columns beside it than over a blank one of its own."""
    without = [column for column in columns if column != head]
    return _untold(heads, sorted(without)) < _untold(heads, sorted(columns))


def _untold(heads: Sequence[PlacedHead], columns: Sequence[Extent]) -> int:
    """How many heads are over no columns, and how many columns' heads stand low with nothing over them."""
    own, upper = _own_heads(heads, columns)
    groups = heads_to_groups(heads, columns)
    top, bottom = min(head.top for head in heads), max(head.bottom for head in heads)
    under = {at for group in groups for at in range(group.first, group.last + 1)}
    return len(upper) - len(groups) + sum(_is_low(head, top, bottom) for at, head in own.items() if at not in under)


def _own_heads(
    heads: Sequence[PlacedHead], columns: Sequence[Extent]
) -> tuple[dict[int, PlacedHead], list[PlacedHead]]:
    """The lowest head of each column, and the heads above them."""
    own = {_column_of(head, columns): head for head in sorted(heads, key=lambda head: head.bottom)}
    return own, [head for head in heads if head not in own.values()]


def _is_low(head: PlacedHead, top: float, bottom: float) -> bool:
    """True for a head below the middle of its place: something stands over it."""
    return head.middle > (top + bottom) / 2 + _MIDDLE * (head.bottom - head.top)


def _groups_below(
    top: float, own: dict[int, PlacedHead], upper: Sequence[PlacedHead], columns: Sequence[Extent]
) -> list[Group]:
    """The groups between `top` and the foot: a head in the middle between the two is of its column alone."""
    bottom = max(head.bottom for head in own.values())
    low = sorted(at for at, head in own.items() if _is_low(head, top, bottom))
    groups: list[Group] = []
    for first, last in _runs(low):
        over = _highest([head for head in upper if _stands_over(head, columns[first][0], columns[last][1])])
        if not 0 < len(over) <= last - first:
            continue
        for head, (a, b) in zip(over, _share(over, columns, first, last), strict=True):
            inside = {column: own[column] for column in range(a, b + 1)}
            below = [other for other in upper if other.top >= head.bottom]
            inner = [other for other in below if _stands_over(other, columns[a][0], columns[b][1])]
            at = (head.bottom + min(lower.top for lower in (*inner, *inside.values()))) / 2
            if b > a:
                groups += [Group(a, b, at), *_groups_below(at, inside, inner, columns)]
    return groups


def _highest(heads: Sequence[PlacedHead]) -> list[PlacedHead]:
    """Those of the heads that stand beside the highest of them, from left to right."""
    top = min(heads, key=lambda head: head.top, default=None)
    return sorted((head for head in heads if top and head.top < top.middle), key=lambda head: head.x0)


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
        above = max((group.at for group in groups if group.first < at <= group.last), default=top)
        upright.append(Rule(wall, above, bottom))
    return across, upright
