"""Two-sided tables are cut into halves, body rows become rows with their label and code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from budget.number import squeeze
from budget.table import Cell, Row
from ingest.document import GridCell
from ingest.grid import BodyRow, clean_label, grid_cell_to_cell, text_of
from ingest.header import Path_, bare_header, column_role, header_words
from ingest.row_columns import CODE, Column, columns_of, side_of, split_halves
from ingest.row_indents import Indent, indent_of
from ingest.row_levels import is_total_label, set_levels, split_code


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a two-sided table, or the whole of any other.

    `lost` counts the figure columns that the header names and the body lacks. `pieces` tells the printed piece of each row,
    `displaced` the rows whose label stood in a figure's place, `indents` how far each row's label is set in.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    side: str = ""
    lost: int = 0
    pieces: tuple[int, ...] = ()
    displaced: tuple[int, ...] = field(default=())
    indents: tuple[Indent, ...] = ()


def rows_to_halves(paths: tuple[Path_, ...], rows: tuple[BodyRow, ...]) -> list[Half]:
    """The table's halves with their rows; halves of the same columns on the same side are set under each other."""
    columns = columns_of(paths, rows)
    groups: dict[tuple[str, str, tuple[str, ...]], list[Half]] = {}
    halves = [(part, _to_half(part, rows)) for part in split_halves(columns)]
    for part, half in halves:
        stub = next((bare_header(c.path[-1]) for c in part if c.role in ("label", "code") and c.path), "")
        groups.setdefault((half.side, stub, half.columns), []).append(half)
    merged = [_stack(group) for group in groups.values()]
    return merged if len(merged) > 1 else [replace(merged[0], side="")]


def _stack(halves: list[Half]) -> Half:
    """Parts of one list that were set beside each other to save room, under each other again."""
    if len(halves) == 1:
        return halves[0]
    rows = [row for half in halves for row in half.rows]
    indents = [indent for half in halves for indent in half.indents]
    pieces = tuple(piece for half in halves for piece in half.pieces)
    return replace(halves[0], rows=tuple(set_levels(rows, indents)), pieces=pieces)


def _to_half(columns: list[Column], body: tuple[BodyRow, ...]) -> Half:
    stubs = [column for column in columns if column.role in ("label", "code")]
    values = [column for column in columns if column.role == "value"]
    displaced_header = _displaced_names(stubs, values)
    names = [column.path for column in displaced_header + values]
    numbers = [column for column in columns if column.role == "index"]
    reader = _RowReader(stubs, values, numbers, len(displaced_header))
    for row in body:
        reader.read(row)
    side = next((side_of(c.path) for c in columns if c.path and side_of(c.path)), "")
    return Half(
        _column_names(names),
        tuple(set_levels(reader.rows, reader.indents)),
        side,
        len(displaced_header),
        tuple(reader.pieces),
        tuple(reader.displaced),
        tuple(reader.indents),
    )


def _displaced_names(stubs: list[Column], values: list[Column]) -> list[Column]:
    """Label columns under a figure's header: the header lost its label, so the body lost a figure column."""
    words = header_words()
    named = any(column.role == "label" and column_role(column.path) == "label" for column in stubs)
    return [
        column
        for column in stubs
        if column.role == "label"
        and column.path
        and not named
        and values
        and words.value.fullmatch(bare_header(column.path[-1]))
        and not words.label.fullmatch(bare_header(column.path[-1]))
    ]


def _column_names(paths: list[Path_]) -> tuple[str, ...]:
    """Header paths joined; a title over every figure says nothing about one of them, unless it is a year's or a scope."""
    while (
        len(paths) > 1
        and all(len(path) > 1 for path in paths)
        and len({squeeze(path[0]) for path in paths}) == 1
        and not _tells(paths[0][0])
    ):
        paths = [path[1:] for path in paths]
    if len(paths) == 1 and len(paths[0]) > 1 and not _tells(paths[0][0]):
        paths = [paths[0][-1:]]
    return tuple(" / ".join(path) for path in paths)


def _tells(title: str) -> bool:
    return bool(re.search(r"\d", title) or header_words().scope.fullmatch(squeeze(title)))


class _RowReader:
    """Reads body rows one by one: it remembers the codes and labels that the rows below leave blank."""

    def __init__(self, stubs: list[Column], values: list[Column], numbers: list[Column], lost: int) -> None:
        self.codes = _first_codes(stubs)
        self.labels = sorted((c for c in stubs if c not in self.codes), key=_label_rank)
        self.numbers = numbers
        self.values, self.lost = values, lost
        self.rows: list[Row] = []
        self.pieces: list[int] = []
        self.indents: list[Indent] = []
        self.displaced: list[int] = []
        self.parts: list[str] = []
        self.above: dict[int, str] = {}

    def read(self, row: BodyRow) -> None:
        """Add one printed row; a row with nothing in this half is left out."""
        cells = [row.cells[c.at] if c.at < len(row.cells) else None for c in self.values]
        code, strays = self._code(row)
        label, detail = self._label(row, strays)
        made = [grid_cell_to_cell(cell) for cell in cells]
        if not label and not code and made and made[0].value is None and is_total_label(made[0].text):
            label, made[0] = clean_label(made[0].text), replace(made[0], text="", value=None)
            self.displaced.append(len(self.rows))
        if not label and not code and all(cell.blank for cell in made):
            return
        own, label = split_code(label) if not code else (code, label)
        place = next((cell for cell in row.cells if cell and cell.text.strip()), None)
        padding = (Cell(page=place.page if place else None, line=place.line if place else None),) * self.lost
        self.rows.append(
            Row(
                label,
                padding + tuple(made),
                own,
                detail=detail,
                page=place.page if place else None,
                line=place.line if place else None,
                box=_row_box(row),
            )
        )
        self.pieces.append(row.piece)
        named = (row.cells[c.at] for c in self.labels if c.at < len(row.cells) and text_of(row.cells[c.at]))
        self.indents.append(indent_of(next(named, None)))

    def _code(self, row: BodyRow) -> tuple[str | None, list[str]]:
        """The whole code of the row from its parts, and words that stand in the code columns."""
        texts = [squeeze(text_of(row.cells[c.at])) if c.at < len(row.cells) else "" for c in self.codes]
        strays = [text_of(row.cells[c.at]) for c, text in zip(self.codes, texts, strict=True) if _is_stray(text)]
        parts = [text.replace(".", "") if CODE.fullmatch(text.replace(".", "")) else "" for text in texts]
        if not any(parts):
            return None, strays
        first = next(at for at, part in enumerate(parts) if part)
        # A dump may print only the last part of a code: the outer parts are those of the row above.
        inherited = self.parts[:first] if len(parts[first]) <= 2 else []
        whole = list(inherited) + parts[first:]
        self.parts = parts if not inherited else whole
        return join_code(whole), strays

    def _label(self, row: BodyRow, strays: list[str]) -> tuple[str, str]:
        texts = []
        for column in self.labels:
            cell = row.cells[column.at] if column.at < len(row.cells) else None
            text = clean_label(text_of(cell))
            text = "" if header_words().code.fullmatch(squeeze(text)) else text
            if len(self.labels) > 1 and not text and self._goes_on(row, column.at):
                text = self.above.get(column.at, "")
            self.above[column.at] = text
            texts.append(text)
        totals = [text_of(row.cells[c.at]) for c in self.numbers if c.at < len(row.cells)]
        texts += [clean_label(text) for text in (*strays, *totals) if text in strays or is_total_label(text)]
        filled = [text for text in texts if text]
        if not filled:
            return "", ""
        return filled[0], " / ".join(filled[1:])

    def _goes_on(self, row: BodyRow, at: int) -> bool:
        """True where a label from above reaches down to here, over a page break too: a blank cell of several rows."""
        cell = row.cells[at] if at < len(row.cells) else None
        if cell is None:
            return not _is_covered(row, at)
        return cell.rowspan > 1 and bool(self.pieces) and self.pieces[-1] != row.piece


def _is_covered(row: BodyRow, at: int) -> bool:
    """True where a cell of the row itself reaches over the place, instead of one from above."""
    return any(cell and cell.text.strip() and left + cell.colspan > at for left, cell in enumerate(row.cells[:at]))


def _is_stray(text: str) -> bool:
    """True for words in a code column that name the row; 类, 款, 项 drawn down beside a total do not."""
    return bool(text) and not CODE.fullmatch(text.replace(".", "")) and not header_words().code.fullmatch(text)


def join_code(parts: list[str]) -> str:
    """One code of its parts: 208, 01, 01 and 208, 20801, 2080101 both are 2080101."""
    code = ""
    for part in parts:
        if part:
            code = part if part.startswith(code) and len(part) > len(code) else code + part
    return code


def _first_codes(stubs: list[Column]) -> list[Column]:
    """The code columns that stand together; a code behind a label (another classification) is a label."""
    codes: list[Column] = []
    for column in stubs:
        if column.role == "code":
            codes.append(column)
        elif codes:
            break
    return codes


def _label_rank(column: Column) -> int:
    """Label columns in the order in which they name a row: the classification, then the project, then the rest."""
    leaf = bare_header(column.path[-1]) if column.path else ""
    if column.role == "code":
        return 3
    if re.search("科目|分类", leaf):
        return 0
    return 1 if re.search("项目|内容|名称|指标|年度", leaf) and not re.search("单位|部门|类[别型]", leaf) else 2


def _row_box(row: BodyRow) -> tuple[float, float, float, float] | None:
    boxes = [cell.box for cell in row.cells if isinstance(cell, GridCell) and cell.box]
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
