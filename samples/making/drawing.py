"""Tables and paragraphs as things that a page can hold."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Table, TableStyle

from making.fonts import HEI, SONG
from making.lines import Lines, Style, break_lines
from making.sheets import LEFT, UP, Sheet

INK: Final = Color(0, 0, 0)
SHADE: Final = Color(0.93, 0.93, 0.93)
TITLE: Final = Style(HEI, 15, 24, "c", before=6, after=3)
SUBTITLE: Final = Style(SONG, 10.5, 16, "c", after=5)
LABEL: Final = Style(SONG, 10.5, 16, "l")
CAPTION: Final = Style(SONG, 9, 14, "l")
NOTE: Final = Style(SONG, 9.5, 16, "j", before=5, after=12)
_LEADING: Final = 1.3
_SIDES: Final = 3.0
"""Points between a cell's rule and its text, left and right."""
_ABOVE: Final = (4.2, 3.4, 2.6)
"""The same above and below: the first with which the table fits on a page, else the first."""
_HEAD_ROOM: Final = 90.0
"""Points that a table's title, caption and note take."""
_LONG: Final = 32
"""A cell of more characters than this is set from the left."""
_FRESH: Final = 0.9
"""A table longer than a page starts on a new page unless this part of one is left."""


def sheet_to_flowables(sheet: Sheet, body: str, width: float, height: float) -> list[Flowable]:
    """A table under its title, with the line that names the body and the unit, for pages of that width and height."""
    head: list[Flowable] = [Lines(sheet.label, LABEL)] if sheet.label else []
    title = Lines(sheet.title, TITLE)
    title.entry = (2, sheet.title) if sheet.unit else None
    head.append(title)
    if sheet.subtitle:
        head.append(Lines(sheet.subtitle, SUBTITLE))
    if sheet.unit:
        head.append(_caption(body, sheet.unit, width))
    tail: list[Flowable] = [Lines(sheet.note, NOTE)] if sheet.note else []
    widths, size = _measures(sheet, width)
    above = next((gap for gap in _ABOVE if _fits(sheet, widths, size, gap, height)), None)
    grid = _grid(sheet, widths, size, above or _ABOVE[0])
    if above is None:
        return [CondPageBreak(_FRESH * height), *head, grid, *tail]
    return [KeepTogether([*head, grid, *tail])]


def _caption(body: str, unit: str, width: float) -> Table:
    cells = [[Lines(f"编制部门：{body}", CAPTION), Lines(f"单位：{unit}", Style(SONG, 9, 14, "r"))]]
    table = Table(cells, colWidths=[width * 0.8, width * 0.2])
    table.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    return table


def _measures(sheet: Sheet, width: float) -> tuple[list[float], float]:
    """Column widths in points and the size of the type."""
    scale = width / sum(sheet.widths)
    size = 7.0 if sheet.landscape else 8.5 if len(sheet.widths) > 8 else 9.0
    return [scale * part for part in sheet.widths], size


def _fits(sheet: Sheet, widths: list[float], size: float, above: float, height: float) -> bool:
    return sum(_heights(sheet, widths, size, above)) + _HEAD_ROOM <= height


def _grid(sheet: Sheet, widths: list[float], size: float, above: float) -> Table:
    """The ruled table, its head repeated on every page that it goes on to."""
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, INK), ("BOX", (0, 0), (-1, -1), 1, INK), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), _SIDES), ("RIGHTPADDING", (0, 0), (-1, -1), _SIDES),
        ("TOPPADDING", (0, 0), (-1, -1), above), ("BOTTOMPADDING", (0, 0), (-1, -1), above),
    ]  # fmt: skip
    if sheet.header:
        style.append(("BACKGROUND", (0, 0), (-1, sheet.header - 1), SHADE))
    cells: list[list[object]] = []
    for number, row in enumerate(sheet.rows):
        cells.append([_cell(sheet, number, column, text, size) for column, text in enumerate(row)])
        for column, text in enumerate(row):
            tall, wide = sheet.span(number, column)
            if text not in (LEFT, UP) and (tall, wide) != (1, 1):
                style.append(("SPAN", (column, number), (column + wide - 1, number + tall - 1)))
    heights = _heights(sheet, widths, size, above)
    return Table(cells, colWidths=widths, rowHeights=heights, style=TableStyle(style), repeatRows=sheet.header)


def _cell(sheet: Sheet, row: int, column: int, text: str, size: float) -> object:
    if text in (LEFT, UP, ""):
        return ""
    return Lines(text, Style(SONG, size, size * _LEADING, _align(sheet, row, column)))


def _align(sheet: Sheet, row: int, column: int) -> str:
    """Heads and totals stand in the middle, long texts at the left, the rest as the sheet says."""
    if len(sheet.rows[row][column]) > _LONG and row >= sheet.header:
        return "l"
    if row < sheet.header or sheet.rows[row][column].endswith(("合计", "总计")):
        return "c"
    return sheet.align[column]


def _heights(sheet: Sheet, widths: list[float], size: float, above: float) -> list[float]:
    """Row heights that hold each row's tallest text; what spans rows is given the room of all its rows."""
    heights = [size * _LEADING + 2 * above] * len(sheet.rows)
    places = [(r, c) for r, row in enumerate(sheet.rows) for c, text in enumerate(row) if text not in (LEFT, UP)]
    for (tall, wide), row, column in sorted((sheet.span(r, c), r, c) for r, c in places):
        room = sum(widths[column : column + wide]) - 2 * _SIDES
        lines = break_lines(sheet.rows[row][column], Style(SONG, size, size), room)
        lack = len(lines) * size * _LEADING + 2 * above - sum(heights[row : row + tall])
        if lack > 0:
            heights[row + tall - 1] += lack
    return heights
