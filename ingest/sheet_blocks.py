"""A sheet's cells become text blocks and grids: titles and notes out of the table, tables beside each other apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from budget.number import squeeze
from ingest.caption_rules import caption_rules
from ingest.document import Grid, GridCell, TextBlock
from ingest.notes import is_note, with_notes_apart
from ingest.sheet import Kept, Sheet, Span

Block = Grid | TextBlock
Row = tuple[GridCell | None, ...]
_LONG_TEXT = 40


@dataclass(frozen=True, slots=True)
class _Strip:
    """Neighbouring columns of a sheet: one table, or one of several that stand side by side."""

    sheet: Sheet
    rows: list[int]
    columns: list[int]


def sheet_to_blocks(sheet: Sheet, kept: Kept) -> list[Block]:
    """The text and the tables of a sheet in reading order: from the top down, tables side by side one after the other."""
    blocks: list[Block] = []
    for strip in _side_by_side(_Strip(sheet, kept.rows, kept.columns)):
        blocks += rows_to_blocks(_strip_to_rows(strip))
    if any(isinstance(block, Grid) for block in blocks) and not _has_title(blocks) and _is_title(sheet.name):
        blocks.insert(0, TextBlock(sheet.name))
    return blocks


def rows_to_blocks(rows: Sequence[Row]) -> list[Block]:
    """The rows of one printed frame as blocks: a title within it starts the next table."""
    borders = [0, *(at for at in range(1, len(rows)) if _starts_table(rows, at)), len(rows)]
    blocks: list[Block] = []
    for start, end in pairwise(borders):
        blocks += _table_to_blocks(rows[start:end])
    return blocks


def _side_by_side(strip: _Strip) -> list[_Strip]:
    """The strip cut where its first row holds several titles and no merged cell reaches over the border."""
    first = strip.rows[0] if strip.rows else 0
    titled = [column for column in strip.columns if strip.sheet.cells.get((first, column), "").strip()]
    if len(titled) < 2 or not all(_is_title(strip.sheet.cells[first, column]) for column in titled):
        return [strip]
    borders = [0, *(strip.columns.index(column) for column in titled[1:]), len(strip.columns)]
    crossed = any(left < column <= right for _, left, _, right in strip.sheet.merges for column in titled[1:])
    parts = [strip.columns[left:right] for left, right in pairwise(borders)]
    return [strip] if crossed else [_Strip(strip.sheet, strip.rows, part) for part in parts]


def _strip_to_rows(strip: _Strip) -> list[Row]:
    """The filled rows as grid cells with their spans; None where another cell's span covers the place."""
    sheet = strip.sheet
    within = set(strip.columns)
    filled = {row for row, column in sheet.cells if column in within}
    rows = [row for row in strip.rows if row in filled]
    spans, covered = _spans(sheet.merges, rows, strip.columns)
    made: list[Row] = []
    for y, row in enumerate(rows):
        line: list[GridCell | None] = []
        for x, column in enumerate(strip.columns):
            if (y, x) in covered:
                line.append(None)
                continue
            top, left, height, width = spans.get((y, x), (row, column, 1, 1))
            text = sheet.cells.get((top, left), "").strip("\n\r")
            line.append(GridCell(text, line=row + 1, colspan=width, rowspan=height))
        made.append(tuple(line))
    return made


def _spans(
    merges: tuple[Span, ...], rows: list[int], columns: list[int]
) -> tuple[dict[tuple[int, int], Span], set[tuple[int, int]]]:
    """The merged cells among the rows and columns that are read: where each begins, and the places it covers."""
    begins: dict[tuple[int, int], Span] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merges:
        y0, y1 = bisect_left(rows, top), bisect_right(rows, bottom)
        x0, x1 = bisect_left(columns, left), bisect_right(columns, right)
        if y0 < y1 and x0 < x1:
            begins[y0, x0] = (top, left, y1 - y0, x1 - x0)
            covered |= {(y, x) for y in range(y0, y1) for x in range(x0, x1)} - {(y0, x0)}
    return begins, covered


def _table_to_blocks(printed: Sequence[Row]) -> list[Block]:
    rows = _with_needed_columns(printed)
    head = next((at for at, row in enumerate(rows) if not _is_outside(row)), len(rows))
    end = next((at for at in range(len(rows), head, -1) if not _is_note(rows[at - 1])), head)
    body = rows[head:end]
    if not any(len(_filled(row)) > 1 for row in body):
        return _to_text(rows)
    line = next((cell.line for cell in body[0] if cell), None)
    grid = Grid(tuple(_with_needed_columns(body)), line=line)
    return [*_to_text(rows[:head]), *with_notes_apart(grid), *_to_text(rows[end:])]


def _with_needed_columns(rows: Sequence[Row]) -> list[Row]:
    """The rows without the columns at which no text begins: spacers, and places that other rows' borders made."""
    width = max((len(row) for row in rows), default=0)
    needed = [
        at for at in range(width) if any(at < len(row) and (cell := row[at]) and cell.text.strip() for row in rows)
    ]
    if len(needed) == width:
        return list(rows)
    return [tuple(_narrowed(row[at], at, needed) if at < len(row) else None for at in needed) for row in rows]


def _narrowed(cell: GridCell | None, at: int, needed: list[int]) -> GridCell | None:
    if cell is None or cell.colspan == 1:
        return cell
    return replace(cell, colspan=max(1, sum(at <= column < at + cell.colspan for column in needed)))


def _to_text(rows: Sequence[Row]) -> list[Block]:
    return [TextBlock(cell.text.strip(), cell.page, cell.line, cell.box) for row in rows for cell in _filled(row)]


def _filled(row: Row) -> list[GridCell]:
    return [cell for cell in row if cell and cell.text.strip()]


def _starts_table(rows: Sequence[Row], at: int) -> bool:
    """True for a title that stands alone in its row behind a table's rows, with what is printed around a title near it."""
    filled = _filled(rows[at])
    if len(filled) != 1 or at + 1 >= len(rows) or not (_is_title(filled[0].text) or _is_mark(filled[0].text)):
        return False
    above = _filled(rows[at - 1])
    if not any(len(_filled(row)) > 1 and not _is_outside(row) for row in rows[:at]):
        return False
    if len(above) == 1 and (_is_title(above[0].text) or _is_mark(above[0].text)):
        return False
    near = rows[at + 1 : at + 4]
    reaches = filled[0].colspan * 2 > len(rows[at])
    return any(_is_mark(cell.text) for row in near for cell in _filled(row)) or reaches and _is_title(filled[0].text)


def _is_outside(row: Row) -> bool:
    """True for a row above the table: one text alone, or only a mark, the unit and the body's name."""
    filled = _filled(row)
    if len(filled) < 2:
        return not filled or filled[0].colspan > 1 or filled[0].rowspan == 1
    return all(_is_mark(cell.text) for cell in filled)


def _is_note(row: Row) -> bool:
    """True for a row below the table: one text alone that is merged over all columns, calls itself a note or is long."""
    filled = _filled(row)
    if len(filled) != 1:
        return not filled
    text = squeeze(filled[0].text)
    return filled[0].colspan == len(row) > 1 or is_note(text) or len(text) > _LONG_TEXT


def _is_mark(text: str) -> bool:
    """True for a table's number, its unit or who made it."""
    rules, bare = caption_rules(), squeeze(text)
    # In a blank form nobody is named behind the label.
    named = rules.body.match(f"{bare}XX" if bare.endswith(":") else bare)
    return bool(
        rules.skip.fullmatch(bare)
        or rules.unit_alone.fullmatch(bare)
        or named
        or rules.unit.search(bare)
        and len(bare) < _LONG_TEXT
    )


def _is_title(text: str) -> bool:
    rules, bare = caption_rules(), squeeze(text)
    return len(bare) <= rules.title_length and not rules.sentence.search(bare) and bool(rules.title.search(bare))


def _has_title(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, TextBlock) and _is_title(block.text) for block in blocks)
