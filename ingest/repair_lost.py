"""Finds out which figure column a table lost, by the filing's other tables, and computes it where the sums give it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from budget.number import decimal_to_text, squeeze
from budget.problem import Problem
from budget.source import Source
from budget.sums import adds_up, column_groups, row_groups
from budget.table import Cell, Row, Table
from ingest.draft import Draft, row_place

_FEWEST_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class _Witness:
    """How many cells of other tables repeat a column's figures, and how many say something else."""

    agree: int = 0
    differ: int = 0

    @property
    def proves(self) -> bool:
        return self.agree >= _FEWEST_WITNESSES and self.agree > self.differ


def repair_lost_column(draft: Draft, others: list[Table], file: str) -> tuple[Draft, list[Problem]]:
    """The figures under the headers that other tables prove for them; the lost column is computed and marked."""
    if not draft.lost:
        return draft, []
    table = draft.table
    printed = len(table.columns) - draft.lost
    ranked = sorted(
        (
            (_support(_place(table, draft.lost, columns), columns, others), columns)
            for columns in combinations(range(len(table.columns)), printed)
        ),
        key=lambda pair: -_score(pair[0]),
    )
    best, columns = ranked[0]
    if not all(witness.proves for witness in best) or len(ranked) > 1 and _score(ranked[1][0]) >= _score(best):
        text = f"“{table.title}”的表头有 {len(table.columns)} 列数字，表身只有 {printed} 列，无法证明缺的是哪一列，按原样列出"
        return draft, [Problem("lost_column", text, Source(file, line=table.line, table=table.id))]
    placed = replace(draft, table=_place(table, draft.lost, columns), lost=0)
    return _compute(placed, columns, others, file)


def _score(witnesses: list[_Witness]) -> int:
    return sum(witness.agree - witness.differ for witness in witnesses)


def _place(table: Table, lost: int, columns: tuple[int, ...]) -> Table:
    rows = []
    for row in table.rows:
        cells = [Cell(page=row.page, line=row.line)] * len(table.columns)
        for printed, column in enumerate(columns):
            cell = row.cells[lost + printed]
            cells[column] = replace(cell, recovered=not cell.blank and column != lost + printed)
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _support(table: Table, columns: tuple[int, ...], others: list[Table]) -> list[_Witness]:
    return [_witness(table, column, others) for column in columns]


def _witness(table: Table, column: int, others: list[Table]) -> _Witness:
    """Compare a column with the columns of the same name in other tables, row by row."""
    name = squeeze(table.columns[column].rsplit(" / ", 1)[-1])
    agree = differ = 0
    for other in others:
        for at, path in enumerate(other.columns):
            if other.id == table.id or squeeze(path.rsplit(" / ", 1)[-1]) != name or other.unit != table.unit:
                continue
            theirs = {_key(row): row.cells[at].value for row in other.rows if at < len(row.cells)}
            for row in table.rows:
                mine, their = row.cells[column].value, theirs.get(_key(row))
                agree += mine is not None and mine == their
                differ += mine is not None and their is not None and mine != their
    return _Witness(agree, differ)


def _key(row: Row) -> str:
    return row.code or squeeze(row.label)


def _compute(draft: Draft, columns: tuple[int, ...], others: list[Table], file: str) -> tuple[Draft, list[Problem]]:
    """Fill the one lost column by total − parts, and keep it only where other tables and the table's own sums bear it out."""
    table = draft.table
    missing = [column for column in range(len(table.columns)) if column not in columns]
    groups = [(total, parts) for total, parts in column_groups(table.columns) if set(missing) <= {total, *parts}]
    filled = _fill(table, missing[0], groups[0]) if len(missing) == 1 and groups else table
    witness = _witness(filled, missing[0], others)
    if not witness.proves or not _sums_down(filled, missing[0]):
        filled = table
    names = "、".join(f"“{table.columns[column]}”" for column in missing)
    told = f"按合计关系算出（与其他表 {witness.agree} 处一致）" if filled is not table else "无法证明其数，留空"
    text = (
        f"“{table.title}”表头有 {len(table.columns)} 列数字，表身只有 {len(columns)} 列：缺 {names} 列，{told}；"
        f"印出的数字读入 {'、'.join(f'“{table.columns[column]}”' for column in columns)} 列"
    )
    problems = [Problem("lost_column", text, Source(file, line=table.line, table=table.id, column=missing[0]))]
    for at, row in enumerate(filled.rows):
        cell = row.cells[missing[0]]
        if not cell.blank:
            shown = f"“{table.title}”的“{row.label}”一行没有印“{table.columns[missing[0]]}”，由合计关系得 {cell.text}"
            problems.append(Problem("lost_column", shown, row_place(draft, row, at, missing[0], file)))
    return replace(draft, table=filled), problems


def _fill(table: Table, missing: int, group: tuple[int, tuple[int, ...]]) -> Table:
    total, parts = group
    rows = []
    for row in table.rows:
        values = {column: row.cells[column].value for column in (total, *parts) if column != missing}
        printed = {column: value for column, value in values.items() if value is not None}
        if missing == total:
            value = sum(printed.values(), Decimal(0))
        else:
            value = printed.get(total, Decimal(0)) - sum((v for c, v in printed.items() if c != total), Decimal(0))
        known = bool(printed) if missing == total else total in printed
        # A zero was not printed as a figure either: the cell stays blank.
        rows.append(_with_cell(row, missing, value) if known and value else row)
    return replace(table, rows=tuple(rows))


def _with_cell(row: Row, column: int, value: Decimal) -> Row:
    made = Cell(decimal_to_text(value), value, page=row.page, line=row.line, recovered=True)
    return replace(row, cells=row.cells[:column] + (made,) + row.cells[column + 1 :])


def _sums_down(table: Table, column: int) -> bool:
    for parent, children in row_groups(table.rows):
        total = table.rows[parent].cells[column].value
        parts = [v for child in children if (v := table.rows[child].cells[column].value) is not None]
        if total is not None and parts and not adds_up(total, parts):
            return False
    return True


def repair_displaced(draft: Draft, file: str) -> tuple[Draft, list[Problem]]:
    """A total whose label took the place of its first figure: the figure comes back where rows and columns give the same one."""
    table, problems = draft.table, list[Problem]()
    for at in draft.displaced:
        across = _across(table, at)
        down = _down(table, at)
        row = table.rows[at]
        if across is None or across != down:
            text = f"“{table.title}”的“{row.label}”占了“{table.columns[0]}”的位置，这一列的数没有印出，留空"
            problems.append(Problem("lost_cell", text, row_place(draft, row, at, 0, file)))
            continue
        rows = list(table.rows)
        rows[at] = _with_cell(row, 0, across)
        table = replace(table, rows=tuple(rows))
        text = (
            f"“{table.title}”的“{row.label}”占了“{table.columns[0]}”的位置，这一列的数没有印出；"
            f"各行相加与各列相加都得 {across}，读作 {across}"
        )
        problems.append(Problem("lost_cell", text, row_place(draft, row, at, 0, file)))
    return replace(draft, table=table), problems


def _across(table: Table, at: int) -> Decimal | None:
    for total, parts in column_groups(table.columns):
        if total == 0:
            return _sum([table.rows[at].cells[part].value for part in parts])
    return None


def _down(table: Table, at: int) -> Decimal | None:
    for parent, children in row_groups(table.rows):
        if parent == at:
            return _sum([table.rows[child].cells[0].value for child in children])
    return None


def _sum(values: list[Decimal | None]) -> Decimal | None:
    printed = [value for value in values if value is not None]
    return sum(printed, Decimal(0)) if printed else None
