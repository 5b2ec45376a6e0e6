"""An answer as an Excel workbook: what was said, the figures as numbers, and the sources, a sheet each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from app.interface import Wording
from app.views.export import FIGURES, SOURCES, Value, figure_rows, headings, source_rows
from budget.answer import Answer

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST: Final = 60
_NARROWEST: Final = 8


def answer_to_xlsx(answer: Answer, words: Wording, link: str = "") -> bytes:
    """The workbook's bytes."""
    # The import is heavy: it happens when a workbook is asked for.
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = words.say("export_answer")
    said = [
        (words.say("export_question"), answer.question),
        (words.say("export_answer"), answer.text),
        *((words.say("note"), caveat.text) for caveat in answer.caveats),
        (words.say("export_link"), link),
        ("", words.say("footer")),
    ]
    _fill(sheet, None, [row for row in said if row[1]])
    _fill(book.create_sheet(words.say("export_figures")), headings(FIGURES, words), figure_rows(answer, words))
    _fill(book.create_sheet(words.say("sources")), headings(SOURCES, words), source_rows(answer))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, heads: Sequence[str] | None, rows: Iterable[Sequence[Value]]) -> None:
    from openpyxl.styles import Alignment, Font

    lines = ([heads] if heads else []) + list(rows)
    for at, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(at, column)
            _put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=not isinstance(value, Decimal | int))
            if heads and at == 1:
                cell.font = Font(bold=True)
    for column in sheet.columns:
        widths = [sum(2 if ord(letter) > 255 else 1 for letter in str(cell.value or "")) for cell in column]
        sheet.column_dimensions[column[0].column_letter].width = min(max(_NARROWEST, *widths) + 2, _WIDEST)
    if heads:
        sheet.freeze_panes = "A2"


def _put(cell: Any, value: Value) -> None:
    """A number as a number, all else as text: what begins with “=” in a filing must not become a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
