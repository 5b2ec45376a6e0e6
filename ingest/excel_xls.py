"""The sheets of an old xls workbook: cells as they are shown, merged cells, what is hidden, what is printed."""

from __future__ import annotations

import struct
from io import StringIO
from pathlib import Path
from typing import Any

import xlrd

from ingest.document import UnreadableFile
from ingest.excel_number import number_to_text
from ingest.sheet import Place, Sheet, Span, indented

_PRINT_AREA = "Print_Area"
# xlrd looks into damaged files without care: these are what it trips over.
_DAMAGE = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    LookupError,
    TypeError,
    ValueError,
    AssertionError,
    AttributeError,
    OverflowError,
    UnicodeError,
    NotImplementedError,
)


def xls_to_sheets(path: Path) -> list[Sheet]:
    """Every sheet of the workbook in its order; raises UnreadableFile."""
    try:
        with xlrd.open_workbook(str(path), logfile=StringIO(), formatting_info=True, ragged_rows=True) as book:
            return [_to_sheet(book, sheet) for sheet in book.sheets()]
    except _DAMAGE as error:
        told = str(error).lower()
        if "encrypted" in told or "password" in told:
            raise UnreadableFile(
                f"{path.name} is locked with a password: save a copy without one and read that."
            ) from error
        raise UnreadableFile(
            f"{path.name} is damaged or cut short and can't be read as a workbook: download it again, "
            "or open it in a spreadsheet program and save it as .xlsx."
        ) from error


def _to_sheet(book: Any, sheet: Any) -> Sheet:
    cells: dict[Place, str] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text = _cell_to_text(book, cell)
            if text.strip():
                cells[row, column] = text
    merges = tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    rows = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden)
    columns = frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden)
    return Sheet(sheet.name, cells, merges, rows, columns, _print_area(book, sheet), sheet.visibility != 0)


def _cell_to_text(book: Any, cell: Any) -> str:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return number_to_text(
            repr(cell.value), book.format_map[book.xf_list[cell.xf_index].format_key].format_str, book.datemode == 1
        )
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return indented(str(cell.value), book.xf_list[cell.xf_index].alignment.indent_level)


def _print_area(book: Any, sheet: Any) -> Span | None:
    """The sheet's print area where it is in one piece."""
    for name in book.name_map.get(_PRINT_AREA.lower(), ()):
        if name.scope == sheet.number and name.result is not None and len(name.result.value or ()) == 1:
            _, _, top, bottom, left, right = name.result.value[0].coords
            return top, left, bottom - 1, right - 1
    return None
