"""A table as it was printed, as HTML: stacked header, sticky labels, and the cited row, column and cell marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

from app.interface import Wording
from budget.number import squeeze
from budget.table import Cell, Row, Table

WINDOW: Final = 200
"""How many rows are drawn on either side of the marked one: a browser can't lay out a table of thousands in time."""


@dataclass(frozen=True)
class Marks:
    """What to mark: the cited row and column, and the other cells that the same answer cites, by (row, column)."""

    row: int | None = None
    column: int | None = None
    others: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class HeaderCell:
    """One cell of a stacked header: its words, the columns it starts and covers, and how many lines it is high."""

    text: str
    first: int
    columns: int
    lines: int


def paths_to_header(columns: tuple[str, ...]) -> list[list[HeaderCell]]:
    """The header's lines from the columns' paths ("财政拨款 / 小计"): neighbours under one title share its cell."""
    paths = [tuple(part.strip() for part in path.split(" / ")) for path in columns]
    depth = max((len(path) for path in paths), default=0)
    return [list(_header_line(paths, level, depth)) for level in range(depth)]


def _header_line(paths: list[tuple[str, ...]], level: int, depth: int) -> Iterator[HeaderCell]:
    at = 0
    while at < len(paths):
        path = paths[at]
        end = at + 1
        if len(path) > level + 1:
            while end < len(paths) and len(paths[end]) > level + 1 and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            yield HeaderCell(path[level], at, end - at, 1)
        elif len(path) == level + 1:
            yield HeaderCell(path[level], at, 1, depth - level)
        at = end


def table_to_html(table: Table, marks: Marks, words: Wording) -> str:
    """The whole table in a box that scrolls by itself, at most WINDOW rows before and after the marked one."""
    here = marks.row or 0
    first, last = max(0, here - WINDOW), min(len(table.rows), here + WINDOW + 1)
    body = "".join(_row(table.rows[at], at, marks, words) for at in range(first, last))
    before = _cut("rows_before", first, table, words)
    after = _cut("rows_after", len(table.rows) - last, table, words)
    return (
        f'<div class="wz-scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f'<table class="wz-table"><thead>{_head(table, marks, words)}</thead>'
        f"<tbody>{before}{body}{after}</tbody></table></div>"
    )


def _head(table: Table, marks: Marks, words: Wording) -> str:
    lines = paths_to_header(table.columns)
    coded = any(row.code for row in table.rows)
    corner = words.say("code_item" if coded else "item")
    drawn = []
    for at, line in enumerate(lines):
        stub = f'<th class="wz-stub" scope="col" rowspan="{len(lines)}">{escape(corner)}</th>' if at == 0 else ""
        drawn.append(f"<tr>{stub}{''.join(_header_cell(cell, marks) for cell in line)}</tr>")
    return "".join(drawn)


def _header_cell(cell: HeaderCell, marks: Marks) -> str:
    covers = marks.column is not None and cell.first <= marks.column < cell.first + cell.columns
    marked = ' class="wz-col"' if covers else ""
    scope = "colgroup" if cell.columns > 1 else "col"
    return f'<th{marked} scope="{scope}" colspan="{cell.columns}" rowspan="{cell.lines}">{escape(cell.text)}</th>'


def _row(row: Row, at: int, marks: Marks, words: Wording) -> str:
    names = [name for name, on in (("wz-row", at == marks.row), ("wz-total", row.is_total)) if on]
    code = f'<span class="wz-code">{escape(row.code)}</span>' if row.code else ""
    detail = f'<span class="wz-detail">{escape(row.detail)}</span>' if row.detail else ""
    indent = min(max(row.level - 1, 0), 4)
    stub = f'<th class="wz-stub wz-in{indent}" scope="row">{code}{escape(row.label)}{detail}</th>'
    cells = "".join(_cell(cell, (at, column), marks, words) for column, cell in enumerate(row.cells))
    return f'<tr class="{" ".join(names)}">{stub}{cells}</tr>'


def _cell(cell: Cell, place: tuple[int, int], marks: Marks, words: Wording) -> str:
    """A cell as printed; only a number broken over two lines is closed up."""
    here = place == (marks.row, marks.column)
    other = marks.others.get(place)
    names = ["wz-num" if cell.value is not None else "wz-words"]
    names += [
        name
        for name, on in (
            ("wz-here", here),
            ("wz-col", place[1] == marks.column),
            ("wz-also", other is not None and not here),
            ("wz-mended", cell.recovered),
        )
        if on
    ]
    title = f' title="{escape(words.say("recovered"))}"' if cell.recovered else ""
    text = escape(squeeze(cell.text) if cell.value is not None else cell.text)
    inside = f"<mark>{text}</mark>" if here else text
    badge = f'<sup class="wz-badge">{other}</sup>' if other is not None and not here else ""
    return f'<td class="{" ".join(names)}"{title}>{inside}{badge}</td>'


def _cut(key: str, count: int, table: Table, words: Wording) -> str:
    """A line that says how many rows are left out, so that a shortened table never passes for the whole one."""
    if count <= 0:
        return ""
    return f'<tr class="wz-cut"><td colspan="{len(table.columns) + 1}">{escape(words.say(key, count=count))}</td></tr>'
