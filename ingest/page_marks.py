"""What was understood of one page, as places on it: tables with their cells, grids that no table took, sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from budget.filing import Filing
from budget.number import squeeze
from budget.source import Box
from budget.statement import Statement
from budget.table import Cell, Row, Table
from ingest.document import Document, Grid, TextBlock

# So many characters of a sentence that is broken by the page's end tell where it is on either page, with no more than so
# many characters (a footer, a header) between it and the page's edge.
_FEWEST_COMMON: Final = 8
_MOST_BETWEEN: Final = 60
_NEAR: Final = 1.0


@dataclass(frozen=True, slots=True)
class TableMark:
    """A table's part of the page: its frame, the header row's area where one is printed there, and the cells."""

    id: str
    title: str
    frame: Box
    header: Box | None
    cells: tuple[Cell, ...]

    @property
    def edges(self) -> tuple[float, ...]:
        """Where its columns begin and end, from left to right."""
        found: list[float] = []
        for x in sorted(x for cell in self.cells if cell.box for x in (cell.box[0], cell.box[2])):
            if not found or x - found[-1] > _NEAR:
                found.append(x)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """A sentence that states something: its number on the page, its subjects, and a box for each of its lines.

    `reason` are the boxes of the reason where another sentence gives it.
    """

    number: int
    subjects: tuple[str, ...]
    quote: str
    boxes: tuple[Box, ...]
    reason: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PageMarks:
    """All that was understood of one page; `left` are the printed grids of which no table took a row."""

    tables: tuple[TableMark, ...]
    left: tuple[Box, ...]
    sentences: tuple[SentenceMark, ...]


def page_to_marks(document: Document, filing: Filing, page: int) -> PageMarks:
    """The marks of a page of the filing that was made from the document."""
    grids = [block for block in document.blocks if isinstance(block, Grid) and block.page == page and block.box]
    tables = [mark for table in filing.tables for mark in _table_marks(table, grids, page)]
    left = tuple(grid.box for grid in grids if grid.box and not any(_overlap(grid.box, mark.frame) for mark in tables))
    sentences = _sentence_marks(filing.statements, _Run(document, page - 1), _Run(document, page), page)
    return PageMarks(tuple(_apart(mark, tables) for mark in tables), left, sentences)


def _apart(mark: TableMark, others: Iterable[TableMark]) -> TableMark:
    """The mark without what is another table's: the half of its rows on the left, the form above it in one grid."""
    x0, top, x1, bottom = mark.frame
    begins = min((cell.box[0] for cell in mark.cells if cell.box), default=x1)
    first = mark.header[3] if mark.header else top
    near = [other for other in others if other is not mark and _overlap(other.frame, mark.frame)]
    x0 = max([x0, *(other.frame[2] for other in near if other.frame[2] <= begins + _NEAR)])
    top = max([top, *(other.frame[3] for other in near if other.frame[3] <= first + _NEAR)])
    header = (x0, top, x1, first) if mark.header and first - top > _NEAR else None
    return replace(mark, frame=(x0, top, x1, bottom), header=header)


def _table_marks(table: Table, grids: list[Grid], page: int) -> Iterable[TableMark]:
    """One mark for each printed grid that rows of the table stand in; a form without a grid is one mark."""
    rows = [row for row in table.rows if row.page == page and _row_box(row)]
    for grid in grids:
        inside = [row for row in rows if grid.box and _overlap(grid.box, _row_box(row) or grid.box)]
        rows = [row for row in rows if row not in inside]
        if inside and grid.box:
            yield _mark(table, inside, grid.box)
    if rows:
        yield _mark(table, rows, None)


def _mark(table: Table, rows: list[Row], grid: Box | None) -> TableMark:
    around = _around([box for row in rows if (box := _row_box(row))])
    x0, top, x1, bottom = around
    x1 = max((cell.box[2] for row in rows for cell in row.cells if cell.box), default=x1)
    header = (x0, grid[1], x1, top) if grid and top - grid[1] > _NEAR else None
    frame = (x0, header[1] if header else top, x1, bottom)
    return TableMark(
        table.id, _name(table), frame, header, tuple(cell for row in rows for cell in row.cells if cell.box)
    )


def _name(table: Table) -> str:
    about = f" {table.subject}" if table.subject else ""
    return f"{table.title}{about}{f' ({table.side})' if table.side else ''}"


def _row_box(row: Row) -> Box | None:
    """The row's place; of a two-sided table's row that is the whole printed row, so both halves share it."""
    cells = [cell.box for cell in row.cells if cell.box and cell.page == row.page]
    return row.box or (_around(cells) if cells else None)


def _around(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > _NEAR and down > _NEAR


def _sentence_marks(statements: Iterable[Statement], before: _Run, here: _Run, page: int) -> tuple[SentenceMark, ...]:
    """The sentences on the page, numbered as they come, with those of a paragraph that began on the page before."""
    told: dict[tuple[str, int | None], list[Statement]] = {}
    for statement in statements:
        if statement.source.page in (page, page - 1):
            told.setdefault((statement.quote, statement.source.page), []).append(statement)
    marks: list[SentenceMark] = []
    for (printed, begun), found in told.items():
        quote, reason = squeeze(printed), squeeze(found[0].reason)
        boxes = here.find(quote) if begun == page else () if before.holds(quote) else here.find_rest(quote)
        if boxes:
            apart = here.find(reason) if reason and reason not in quote else ()
            subjects = tuple(dict.fromkeys(statement.subject for statement in found))
            marks.append(SentenceMark(len(marks) + 1, subjects, printed, boxes, apart))
    return tuple(marks)


class _Run:
    """A page's text as one run of characters, each of which knows its line; sentences are found in reading order."""

    def __init__(self, document: Document, page: int) -> None:
        blocks = [
            block for block in document.blocks if isinstance(block, TextBlock) and block.page == page and block.box
        ]
        self._lines = [(block.box, squeeze(block.text)) for block in blocks]
        self._text = "".join(text for _, text in self._lines)
        self._from = 0

    def holds(self, quote: str) -> bool:
        """True where the whole sentence stands on the page."""
        return quote in self._text

    def find(self, quote: str) -> tuple[Box, ...]:
        """The boxes of the sentence, a line each; of its beginning where the page ends before it does."""
        at = self._text.find(quote, self._from)
        at = self._text.find(quote) if at < 0 else at
        if at >= 0:
            self._from = at
            return self._boxes(at, at + len(quote))
        for length in range(len(quote) - 1, _FEWEST_COMMON - 1, -1):
            at = self._text.rfind(quote[:length])
            if at >= 0 and len(self._text) - at - length <= _MOST_BETWEEN:
                return self._boxes(at, at + length)
        return ()

    def find_rest(self, quote: str) -> tuple[Box, ...]:
        """The boxes of the sentence, or of its end at the top of the page."""
        if self.holds(quote):
            return self.find(quote)
        for length in range(len(quote) - 1, _FEWEST_COMMON - 1, -1):
            at = self._text.find(quote[-length:])
            if 0 <= at <= _MOST_BETWEEN:
                return self._boxes(at, at + length)
        return ()

    def _boxes(self, begin: int, end: int) -> tuple[Box, ...]:
        found, at = [], 0
        for box, text in self._lines:
            first, last = max(begin - at, 0), min(end - at, len(text))
            if box and first < last:
                x0, top, x1, bottom = box
                each = (x1 - x0) / len(text)
                found.append((x0 + first * each, top, x0 + last * each, bottom))
            at += len(text)
        return tuple(found)
