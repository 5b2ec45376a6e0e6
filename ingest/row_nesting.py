"""Nests rows that print no code and no number by what adds up: a row over the rows behind it, proved by the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budget.sums import adds_up, half_unit
from budget.table import Row

# Start, end and level of a run of rows, and the figure that they should add up to.
Run = tuple[int, int, int, Decimal | None]


def nest_by_sums(rows: list[Row]) -> list[Row]:
    """Rows with deeper levels where a flat list does not add up to its total, and a nested one does."""
    made = list(rows)
    for start, end, level, total in _flat_runs(rows):
        values = [_value(row) for row in rows[start:end]]
        if total is None or _adds(total, values):
            continue
        depths = _depths(values)
        if not _adds(total, [value for value, depth in zip(values, depths, strict=True) if not depth]):
            continue
        made[start:end] = _deepen(rows[start:end], depths, level)
    return made


def _adds(total: Decimal, values: Sequence[Decimal | None]) -> bool:
    printed = [value for value in values if value is not None]
    return bool(printed) and adds_up(total, printed)


def _value(row: Row) -> Decimal | None:
    return next((cell.value for cell in row.cells if cell.value is not None and cell.bound is None), None)


def _flat_runs(rows: list[Row]) -> list[Run]:
    """Runs of rows of one level with the figure they should add up to: a total's rows, or a parent's children."""
    runs = _runs_between_totals(rows)
    for at, row in enumerate(rows):
        end = at + 1
        level = rows[end].level if end < len(rows) else 0
        if level <= row.level:
            continue
        while end < len(rows) and rows[end].level == level:
            end += 1
        if row.is_total and any(r.is_total for r in rows[:at]):
            continue
        if end - at > 2 and not any(rows[i].level > level for i in range(end, min(end + 1, len(rows)))):
            runs.append((at + 1, end, level, _value(row)))
    return runs


def _runs_between_totals(rows: list[Row]) -> list[Run]:
    """Rows in front of a total that add up to it, less the total before (本年合计 + 上年结转 = 总计)."""
    runs: list[Run] = []
    start, before = 0, Decimal(0)
    for at, row in enumerate(rows):
        if not row.is_total:
            continue
        whole = _value(row)
        if at - start > 1 and whole is not None and all(r.level == 1 for r in rows[start:at]):
            runs.append((start, at, 1, whole - before))
        start, before = at + 1, whole or Decimal(0)
    return runs


def _depths(values: list[Decimal | None]) -> list[int]:
    """For each row how many rows before it are over it, when every row takes the rows behind it that add up to it."""
    reach = _reaches(values)
    depths, ends = [], list[int]()
    for at, end in enumerate(reach):
        while ends and ends[-1] <= at:
            ends.pop()
        depths.append(len(ends))
        if end > at + 1:
            ends.append(end)
    return depths


def _reaches(values: list[Decimal | None]) -> list[int]:
    """For each row the end of the rows behind it that belong to it; its own end where none do.

    From the last row up: rows inside may be over others in turn, and a row's parts are counted without their own parts.
    """
    reach = [at + 1 for at in range(len(values))]
    for at in reversed(range(len(values))):
        whole, next_ = values[at], at + 1
        if not whole:
            continue
        total, slack = Decimal(0), half_unit(whole)
        while next_ < len(values) and total + slack < whole:
            part = values[next_] or Decimal(0)
            total, slack, next_ = total + part, slack + half_unit(part), reach[next_]
        if next_ > at + 1 and abs(total - whole) <= slack:
            reach[at] = next_
    return reach


def _deepen(rows: list[Row], depths: list[int], level: int) -> list[Row]:
    made, above = [], list[str]()
    for row, depth in zip(rows, depths, strict=True):
        above = above[:depth]
        made.append(replace(row, level=level + depth, parents=(*row.parents, *above)))
        above.append(row.label)
    return made
