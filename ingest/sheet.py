"""One sheet of a workbook as its reader saw it, before it is cut into text and grids."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

Place = tuple[int, int]
# First row, first column, last row, last column; all of them counted from 0, the last ones within.
Span = tuple[int, int, int, int]

# A code of the standard classification, whole.
_CODE = re.compile(r"[1-9]\d{2}(?:\d{2}){0,3}")
_MOST_CODES = 0.8


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet as they are shown, what is merged, hidden and set aside from print."""

    name: str
    cells: dict[Place, str]
    merges: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    printed: Span | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows and columns of a sheet that are read, and how many filled ones were left out or are hidden rows."""

    rows: list[int]
    columns: list[int]
    left_out: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = field(default=())


def indented(text: str, steps: int) -> str:
    """The text behind as many wide blanks as its cell sets it in by."""
    return "\u3000" * steps + text if text.strip() else text


def sheet_to_kept(sheet: Sheet) -> Kept:
    """Which rows and columns are read.

    Hidden columns and columns beside the print area are the maker's working, so they stay out, but not the codes that name
    the rows. Rows that a filter hides are rows of the table like the others.
    """
    filled = Counter(column for _, column in sheet.cells)
    out = {column for column in filled if _is_set_aside(sheet, column)}
    out = {column for column in out if not _holds_codes(sheet, column)}
    rows = sorted({row for row, column in sheet.cells if column not in out})
    columns = sorted(column for column in filled if column not in out)
    return Kept(rows, columns, tuple(sorted(out)), tuple(row for row in rows if row in sheet.hidden_rows))


def _is_set_aside(sheet: Sheet, column: int) -> bool:
    beside = sheet.printed is not None and not sheet.printed[1] <= column <= sheet.printed[3]
    return beside or column in sheet.hidden_columns


def _holds_codes(sheet: Sheet, column: int) -> bool:
    texts = [text.strip() for (_, at), text in sheet.cells.items() if at == column]
    codes = {text for text in texts if _CODE.fullmatch(text)}
    return len(codes) > 1 and len(codes) >= _MOST_CODES * (len(texts) - 1) - 1
