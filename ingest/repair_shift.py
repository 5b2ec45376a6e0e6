"""Puts figures back that slipped into a neighbouring column: only where the table's own sums then hold that did not before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from budget.problem import Problem
from budget.sums import Outcome, Sum, check_sum, table_sums
from budget.table import Cell, Row, Table
from ingest.draft import Draft, row_place

_BAD = (Outcome.BROKEN, Outcome.ONE_SIDED)
_MOST_ROUNDS = 12
_LONGEST_RUN = 12

Move = tuple[tuple[int, ...], int, int]


def repair_shifts(draft: Draft, file: str) -> tuple[Draft, list[Problem]]:
    """The table with its slipped figures put back, and a Problem for each row that was moved."""
    table, problems = draft.table, list[Problem]()
    for _ in range(_MOST_ROUNDS):
        move = _best_move(replace(draft, table=table))
        if move is None:
            break
        moved = _apply(table, move)
        problems += _tell(draft, table, moved, move, file)
        table = moved
    return replace(draft, table=table), problems


def _best_move(draft: Draft) -> Move | None:
    """The one move that mends most: fewer sums fail than before and more hold; None where two moves mend as much."""
    table, claims = draft.table, table_sums(draft.table)
    results = [check_sum(table, claim) for claim in claims]
    failing = {
        row
        for claim, result in zip(claims, results, strict=True)
        if claim.down and result in _BAD
        for row, _ in (claim.total, *claim.parts)
    }
    if not failing:
        return None
    touching = _claims_by_row(claims)
    best, best_gain = dict[tuple[tuple[str, ...], ...], Move](), 0
    for move in _moves(draft, failing):
        concerned = sorted({at for row in move[0] for at in touching.get(row, ())})
        moved = _apply(table, move)
        after = [check_sum(moved, claims[at]) for at in concerned]
        before = [results[at] for at in concerned]
        gain = sum(result in _BAD for result in before) - sum(result in _BAD for result in after)
        held = after.count(Outcome.HOLDS) - before.count(Outcome.HOLDS)
        if held > 0 and gain > best_gain:
            best, best_gain = {}, gain
        if held > 0 and gain == best_gain > 0:
            best.setdefault(tuple(tuple(cell.text for cell in row.cells) for row in moved.rows), move)
    # Two different tables that mend as much prove neither.
    return next(iter(best.values())) if len(best) == 1 else None


def _claims_by_row(claims: tuple[Sum, ...]) -> dict[int, list[int]]:
    touching: dict[int, list[int]] = {}
    for at, claim in enumerate(claims):
        for row in {row for row, _ in (claim.total, *claim.parts)}:
            touching.setdefault(row, []).append(at)
    return touching


def _moves(draft: Draft, failing: set[int]) -> Iterator[Move]:
    """A printed piece as a whole first (a page that lost a column), then runs of its rows, then single rows."""
    for piece in dict.fromkeys(draft.pieces):
        rows = tuple(at for at, number in enumerate(draft.pieces) if number == piece)
        if not failing.intersection(rows):
            continue
        yield from _column_moves(draft.table, rows)
        short = [at for at in rows if at in failing][: _LONGEST_RUN * 2]
        for start in range(len(short)):
            for end in range(start + 1, min(len(short), start + _LONGEST_RUN) + 1):
                yield from _column_moves(draft.table, tuple(short[start:end]))


def _column_moves(table: Table, rows: tuple[int, ...]) -> Iterator[Move]:
    """Every column from which the rows can slide one place without pushing a printed cell off the table or over another."""
    width = len(table.columns)
    for column in range(1, width):
        if all(table.rows[at].cells[-1].blank for at in rows) and _any_from(table, rows, column):
            yield rows, column, 1
        if all(table.rows[at].cells[column].blank for at in rows) and _any_from(table, rows, column + 1):
            yield rows, column, -1


def _any_from(table: Table, rows: tuple[int, ...], column: int) -> bool:
    return any(not cell.blank for at in rows for cell in table.rows[at].cells[column:])


def _apply(table: Table, move: Move) -> Table:
    rows, column, way = move
    made = list(table.rows)
    for at in rows:
        made[at] = _slide(made[at], column, way)
    return replace(table, rows=tuple(made))


def _slide(row: Row, column: int, way: int) -> Row:
    cells = row.cells
    if way > 0:
        slid = cells[:column] + (Cell(),) + cells[column:-1]
    else:
        slid = cells[:column] + cells[column + 1 :] + (Cell(),)
    marked = tuple(
        replace(cell, recovered=True) if not cell.blank and (at >= len(cells) or cell != cells[at]) else cell
        for at, cell in enumerate(slid)
    )
    return replace(row, cells=marked)


def _tell(draft: Draft, before: Table, after: Table, move: Move, file: str) -> list[Problem]:
    problems = []
    for at in move[0]:
        old, new = before.rows[at], after.rows[at]
        for column, cell in enumerate(new.cells):
            if cell.blank or cell == old.cells[column]:
                continue
            printed = column - move[2]
            text = (
                f"“{before.title}”的“{new.label}”一行，{cell.text} 印在“{before.columns[printed]}”列，"
                f"按表内合计关系读入“{before.columns[column]}”列"
            )
            problems.append(Problem("shifted_column", text, row_place(draft, new, at, column, file)))
    return problems
