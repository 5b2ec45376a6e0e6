"""Which cells of a table add up to which, and whether they do: printed totals are assertions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from budget.number import squeeze
from budget.table import Row, Table

Place = tuple[int, int]
_TOTAL_LEAF = re.compile(r".*(?:合计|总计|小计)(?:数)?(?:\(.*\))?")
# Columns that show again what other columns of the table already hold.
_AMONG = re.compile(r"其中|政府采购|备注|说明")
_THREE_PUBLIC = re.compile(r"三公")
_BESIDE_THREE_PUBLIC = re.compile(r"会议费|培训费|机关运行|行政经费")


class Outcome(StrEnum):
    """What became of one sum: HOLDS, BROKEN, ONE_SIDED (only the total or only parts are printed), BLANK (neither)."""

    HOLDS = "holds"
    BROKEN = "broken"
    ONE_SIDED = "one_sided"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Sum:
    """One assertion of a table: the cell `total` equals the cells `parts`; places are (row, column), 0-based.

    `down` is True for a sum of rows (合计 over 类, 类 over 款, 款 over 项), False for a sum of columns (合计 = 基本支出 + 项目支出).
    """

    total: Place
    parts: tuple[Place, ...]
    down: bool


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last printed digit."""
    return _half(value.as_tuple().exponent)


@cache
def _half(exponent: int | str) -> Decimal:
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def tolerance(terms: Iterable[Decimal]) -> Decimal:
    """How far printed terms may be from adding up: half a unit of the last printed digit a term."""
    return sum((half_unit(term) for term in terms), Decimal(0))


def adds_up(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """True where the parts equal the total within what rounding explains; one part is the total rounded the same way."""
    apart = abs(sum(parts, Decimal(0)) - total)
    if not apart:
        return True
    if len(parts) == 1:
        return apart <= max(half_unit(total), half_unit(parts[0]))
    return apart <= tolerance([total, *parts])


def outcome(total: Decimal | None, parts: Sequence[Decimal | None]) -> Outcome:
    """What a sum comes to; a blank part counts as nothing printed, never as zero on its own."""
    printed = [part for part in parts if part is not None]
    if total is None:
        return Outcome.ONE_SIDED if any(printed) else Outcome.BLANK
    if not printed:
        return Outcome.ONE_SIDED if total else Outcome.BLANK
    return Outcome.HOLDS if adds_up(total, printed) else Outcome.BROKEN


def check_sum(table: Table, claim: Sum) -> Outcome:
    """What one sum of the table comes to."""
    return outcome(_value(table, claim.total), [_value(table, place) for place in claim.parts])


def table_sums(table: Table) -> tuple[Sum, ...]:
    """Every sum that the table's own structure asserts, down its rows and across its columns."""
    down = [
        Sum((parent, column), tuple((child, column) for child in children), True)
        for parent, children in row_groups(table.rows)
        for column in range(len(table.columns))
    ]
    across = [
        Sum((row, total), tuple((row, part) for part in parts), False)
        for total, parts in column_groups(table.columns)
        for row in range(len(table.rows))
    ]
    return tuple(down + across)


def row_groups(rows: Sequence[Row]) -> list[tuple[int, tuple[int, ...]]]:
    """Each parent row with the rows that add up to it: by code (类 over 款, 款 over 项) and for totals."""
    return _code_groups(rows) + _total_groups(rows)


def _code_groups(rows: Sequence[Row]) -> list[tuple[int, tuple[int, ...]]]:
    counts = Counter(row.code for row in rows if row.code)
    children: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.code:
            children.setdefault(row.code[:-2], []).append(at)
    return [
        (at, tuple(children[row.code]))
        for at, row in enumerate(rows)
        if row.code and counts[row.code] == 1 and row.code in children
    ]


def _total_groups(rows: Sequence[Row]) -> list[tuple[int, tuple[int, ...]]]:
    totals = [at for at, row in enumerate(rows) if row.is_total]
    if any(row.code for row in rows):
        tops = tuple(at for at, row in enumerate(rows) if row.code and row.level == 1)
        # A total in the middle (本级收入合计) is over what stands before it.
        tops = tuple(at for at in tops if totals and at < totals[0]) or tops
        names = [rows[at].code for at in tops]
        return [(totals[0], tops)] if len(totals) == 1 and tops and len(set(names)) == len(names) else []
    groups = []
    for number, at in enumerate(totals):
        start = totals[number - 1] + 1 if number else 0
        tops = tuple(i for i in range(start, at) if rows[i].level == 1)
        if number and tops:
            tops = (totals[number - 1], *tops)
        elif not tops and not number:
            end = totals[1] if len(totals) > 1 else len(rows)
            tops = tuple(i for i in range(at + 1, end) if rows[i].level == 1)
        if tops:
            groups.append((at, tops))
    return groups


def column_groups(columns: Sequence[str]) -> list[tuple[int, tuple[int, ...]]]:
    """Each column of totals with the columns that add up to it, by the header paths.

    合计 is over its neighbours, a group's 小计 over the group; a group with a 小计 of its own counts once, by it.
    """
    paths = [tuple(squeeze(part) for part in column.split(" / ")) for column in columns]
    groups = []
    for at, path in enumerate(paths):
        if not _TOTAL_LEAF.fullmatch(path[-1]) or _AMONG.search("".join(path)):
            continue
        parts = _parts_under(paths, path[:-1], at)
        if _THREE_PUBLIC.search(path[-1]):
            parts = tuple(part for part in parts if not _BESIDE_THREE_PUBLIC.search("".join(paths[part])))
        if len(parts) > 1:
            groups.append((at, parts))
    return groups


def _parts_under(paths: list[tuple[str, ...]], prefix: tuple[str, ...], total: int) -> tuple[int, ...]:
    """The columns under a prefix that a total is over: single columns, and of each inner group its own total or all of it."""
    inside = [
        at for at, path in enumerate(paths) if at != total and path[: len(prefix)] == prefix and len(path) > len(prefix)
    ]
    parts: list[int] = []
    for name in dict.fromkeys(paths[at][len(prefix)] for at in inside):
        group = [at for at in inside if paths[at][len(prefix)] == name]
        if _AMONG.search(name):
            continue
        own = [
            at
            for at in group
            if len(paths[at]) == len(prefix) + 2
            and _TOTAL_LEAF.fullmatch(paths[at][-1])
            or len(paths[at]) == len(prefix) + 1
            and len(group) > 1
        ]
        parts += own[:1] or [at for at in group if not _AMONG.search("".join(paths[at][len(prefix) :]))]
    return tuple(parts)


def _value(table: Table, place: Place) -> Decimal | None:
    row, column = place
    cells = table.rows[row].cells
    cell = cells[column] if column < len(cells) else None
    return cell.value if cell and cell.unit in (None, table.unit) and cell.bound is None else None
