"""What every step from grids to tables shares: rectangular rows, labels without layout blanks, cells with numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from budget.number import squeeze, text_to_decimal
from budget.table import Cell
from ingest.document import Grid, GridCell

GridRow = tuple[GridCell | None, ...]

# A blank beside a Chinese character or a full-width mark is layout, a blank between Latin words is not.
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’"
_LAYOUT_BLANK = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")
_BOUNDED = re.compile(
    r"(?P<bound>>=|<=|=>|=<|≥|≤|=|>|<|≧|≦|不低于|不少于|不小于|大于等于|达到|不超过|不高于|不多于|不大于|小于等于|控制在|大于|高于|超过|小于|低于|少于|等于)?(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"\(?(?P<unit>[%‰℃]|[^\d\s.,;:，。；：、~～()-][^\d\s,;，。；：()]{0,11}?)??\)?"
    # A bound may stand behind: 90%以上, 10个工作日以内.
    r"(?P<behind>(?:\(含\))?及?[以之][上下内])?"
)
_BOUNDS = {
    "≥": ">=", "≧": ">=", "=>": ">=", "≤": "<=", "≦": "<=", "=<": "<=",
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "大于等于": ">=", "达到": ">=",
    "不超过": "<=", "不高于": "<=", "不多于": "<=", "不大于": "<=", "小于等于": "<=", "控制在": "<=",
    "大于": ">", "高于": ">", "超过": ">", "小于": "<", "低于": "<", "少于": "<", "等于": "=",
}  # fmt: skip
_SPLIT_NUMBER = re.compile(r"\d[ \u3000]+[\d.,]|[.,][ \u3000]+\d")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A printed row below the header, and which printed piece (page) of the table it stands in."""

    cells: GridRow
    piece: int = 0


def clean_label(text: str) -> str:
    """The text without the blanks and line breaks that only lay out Chinese; words of Latin letters stay apart."""
    return re.sub(r"\s+", " ", _LAYOUT_BLANK.sub("", text.strip()))


def text_of(cell: GridCell | None) -> str:
    """The cell's text, "" for a place covered by another cell's span."""
    return cell.text.strip() if cell else ""


def grid_to_rows(grid: Grid) -> list[GridRow]:
    """The grid's rows made equally long; rows with no text at all are left out."""
    width = max((len(row) for row in grid.rows), default=0)
    padded = [row + (None,) * (width - len(row)) for row in grid.rows]
    return [row for row in padded if any(text_of(cell) for cell in row)]


def has_spans(rows: list[GridRow]) -> bool:
    """True where the format told which cells are merged."""
    return any(cell and (cell.colspan > 1 or cell.rowspan > 1) for row in rows for cell in row)


def spread_spans(rows: list[GridRow]) -> list[list[str]]:
    """The texts of the rows with a merged cell's text in every place that it covers."""
    texts = [[text_of(cell) for cell in row] for row in rows]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None or not cell.text.strip():
                continue
            for down in range(at, min(at + cell.rowspan, len(rows))):
                for right in range(column, min(column + cell.colspan, len(row))):
                    texts[down][right] = texts[down][right] or cell.text.strip()
    return texts


def grid_cell_to_cell(cell: GridCell | None) -> Cell:
    """A table's cell: its number where it holds one, with its own unit and comparison sign (">=8.5万人")."""
    if cell is None:
        return Cell()
    plain = Cell(cell.text.strip(), page=cell.page, line=cell.line, box=cell.box)
    value = text_to_decimal(plain.text)
    bare = squeeze(plain.text)
    if value is not None:
        return replace(plain, value=value, unit="%" if "%" in bare else None)
    match = _BOUNDED.fullmatch(bare)
    # Without a sign in front only a short unit makes a quantity: "2026年工作计划" and "12月底前" are words.
    if not match or not (match["bound"] or match["behind"]) and not _is_plain_unit(match["unit"] or ""):
        return plain
    bound = match["bound"] or match["behind"] and (">=" if match["behind"].endswith("上") else "<=")
    return replace(
        plain,
        value=text_to_decimal(match["number"]),
        unit=match["unit"],
        bound=_BOUNDS.get(bound, bound) if bound else None,
    )


def text_to_bound(text: str) -> str | None:
    """A comparison sign that stands alone ("≥"); None for anything else."""
    bare = squeeze(text)
    return _BOUNDS.get(bare, bare if bare in (">=", "<=", "=", ">", "<") else None)


def _is_plain_unit(unit: str) -> bool:
    return len(unit) <= 4 and not (len(unit) > 1 and unit[0] in "年月日号第")


def is_number(cell: GridCell | None) -> bool:
    """True for a cell that holds one number and nothing else."""
    return text_to_decimal(text_of(cell)) is not None


def is_split_number(text: str) -> bool:
    """True for a number that a blank breaks in two ("3552.7 1"); a line break in a cell is layout and does not count."""
    return bool(_SPLIT_NUMBER.search(text)) and text_to_decimal(text) is not None
