"""Reads a workbook (xlsx, xls): each sheet's title, text and tables as they are shown."""

from __future__ import annotations

from pathlib import Path

from budget.problem import Problem
from budget.source import Source
from ingest.document import Document, Grid, TextBlock, UnreadableFile
from ingest.excel_xls import xls_to_sheets
from ingest.excel_xlsx import zip_to_sheets
from ingest.office_zip import OfficeZip
from ingest.sheet import Kept, Sheet, sheet_to_kept
from ingest.sheet_blocks import sheet_to_blocks

# A sheet whose filled cells lie so far apart is no table: a stray cell a million rows down.
MOST_PLACES = 5_000_000
_MOST_NAMED = 8


def read_xlsx(path: Path) -> Document:
    """The sheets of an xlsx workbook; raises UnreadableFile."""
    with OfficeZip(path) as package:
        return sheets_to_document(path.name, zip_to_sheets(package))


def read_xls(path: Path) -> Document:
    """The sheets of an old xls workbook; raises UnreadableFile."""
    return sheets_to_document(path.name, xls_to_sheets(path))


def sheets_to_document(name: str, sheets: list[Sheet]) -> Document:
    """All visible sheets in one document; what was left out is told as Problems."""
    blocks: list[Grid | TextBlock] = []
    told: list[Problem] = []
    read: list[tuple[Sheet, Kept]] = []
    for sheet in sheets:
        kept = sheet_to_kept(sheet)
        if len(kept.rows) * len(kept.columns) > MOST_PLACES:
            text = (
                f"the sheet {sheet.name} was left out: its filled cells are spread over "
                f"{len(kept.rows):,} rows and {len(kept.columns):,} columns; delete its stray cells"
            )
            told.append(Problem("stray_cells", text, Source(name)))
        elif not sheet.hidden:
            blocks += sheet_to_blocks(sheet, kept)
            read.append((sheet, kept))
    if not blocks:
        raise UnreadableFile(
            f"{name} has no filled cell on a visible sheet: give the workbook with the filing's tables."
        )
    hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet.cells]
    columns = [f"{sheet.name} ({', '.join(map(_letters, kept.left_out))})" for sheet, kept in read if kept.left_out]
    rows = [f"{sheet.name} ({len(kept.hidden_rows)})" for sheet, kept in read if kept.hidden_rows]
    told += _problem(name, "hidden_sheets", "sheets that are hidden in the file were left out", hidden)
    told += _problem(name, "hidden_columns", "columns that are hidden or beside the print area were left out", columns)
    told += _problem(name, "hidden_rows", "rows that are hidden in the file were read like the others", rows)
    return Document(name, tuple(blocks), problems=tuple(told))


def _problem(name: str, code: str, text: str, places: list[str]) -> list[Problem]:
    """One problem for all the sheets it concerns; none where it concerns no sheet."""
    named = ", ".join(places[:_MOST_NAMED]) + (
        f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    )
    return [Problem(code, f"{text}: {named}", Source(name))] if places else []


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
