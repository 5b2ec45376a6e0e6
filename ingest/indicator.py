"""The indicator rows of a performance form: levels inherited downward, rows that slipped sideways put back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from budget.number import squeeze
from budget.table import Cell, Row
from ingest.document import GridCell
from ingest.form import bare, form_words
from ingest.grid import BodyRow, GridRow, clean_label, grid_cell_to_cell, text_of, text_to_bound
from ingest.header import column_role
from ingest.row_levels import is_total_label

_FARTHEST_SLIP = 2


@dataclass(frozen=True, slots=True)
class Indicators:
    """The indicator table of one form: its columns, its rows, and the printed rows that were read one place aside."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    slipped: tuple[tuple[int, str], ...] = ()


def rows_to_indicators(names: list[str], body: list[BodyRow]) -> Indicators:
    """Indicator rows: the label is the last level, the levels above it are its parents, the project in front its detail."""
    levels = _level_columns(names)
    outer = [at for at, name in enumerate(names[: levels[0]]) if form_words().outer.fullmatch(bare(name))]
    values = [
        at
        for at, name in enumerate(names)
        if name
        and at not in levels
        and at not in outer
        and _holds_values(name)
        and not form_words().side.fullmatch(bare(name))
    ]
    seen = [Counter(squeeze(text_of(row.cells[at])) for row in body if at < len(row.cells)) for at in range(len(names))]
    rows: list[Row] = []
    slipped: list[tuple[int, str]] = []
    above: dict[int, str] = {}
    for row in body:
        # Where the format knows its columns (it gives boxes) nothing slips; a list of projects has no room to.
        fixed = bool(outer) or any(cell and cell.box for cell in row.cells)
        cells = row.cells if fixed else _put_back(row.cells, levels, values, seen)
        if cells is not row.cells:
            slipped.append((len(rows), " | ".join(text_of(cell) for cell in row.cells if text_of(cell))))
        _inherit(cells, outer + levels, above)
        made = _to_row(cells, levels, values, above, moved=cells is not row.cells)
        if made:
            total = next((text for cell in cells if is_total_label(text := clean_label(text_of(cell)))), "")
            rows.append(_named_by(made, [total] if total and not made.label else [above.get(at, "") for at in outer]))
    columns = tuple(names[at] for at in values)
    return Indicators(columns, tuple(_complete(row, columns) for row in rows), tuple(slipped))


def _complete(row: Row, columns: tuple[str, ...]) -> Row:
    """The row's plain value with the unit and the comparison sign that stand in columns of their own."""
    words = form_words()
    leaves = [bare(column.rsplit(" / ", 1)[-1]) for column in columns]
    unit = next(
        (cell.text for leaf, cell in zip(leaves, row.cells, strict=True) if words.unit_column.fullmatch(leaf)), ""
    )
    sign = next(
        (cell.text for leaf, cell in zip(leaves, row.cells, strict=True) if words.bound_column.fullmatch(leaf)), ""
    )
    bound = text_to_bound(sign)
    cells = [
        replace(cell, unit=cell.unit or unit or None, bound=cell.bound or bound)
        if cell.value is not None and words.plain_value.fullmatch(leaf)
        else cell
        for leaf, cell in zip(leaves, row.cells, strict=True)
    ]
    return replace(row, cells=tuple(cells))


def _holds_values(name: str) -> bool:
    """False for columns that only number the rows or hold the codes of bodies and projects."""
    return column_role(tuple(name.split(" / "))) not in ("index", "code") and not form_words().level_value.fullmatch(
        bare(name)
    )


def _named_by(row: Row, projects: list[str]) -> Row:
    """The row with its project as detail; a row of the project itself (no indicator) is named by it."""
    detail = " / ".join(name for name in projects if name)
    return replace(row, detail=detail) if row.label else replace(row, label=detail, parents=(), level=1)


def _level_columns(names: list[str]) -> list[int]:
    """The columns of the levels; an unnamed column before them (绩效指标, drawn down the side) is one too."""
    words = form_words()
    found = [at for at, name in enumerate(names) if name and words.indicator_level.fullmatch(bare(name))]
    last = next((at for at in reversed(found) if words.indicator_name.fullmatch(bare(names[at]))), found[-1])
    return [at for at in range(found[0], last + 1) if at in found]


def _put_back(cells: GridRow, levels: list[int], values: list[int], seen: list[Counter[str]]) -> GridRow:
    """The row moved sideways where that, and only that, puts its cells under columns that say such things."""
    best, best_score = cells, _fit(cells, levels, values, seen)
    limit = best_score + 2
    for moved in _moves(cells, levels):
        score = _fit(moved, levels, values, seen)
        if score >= limit and score > best_score:
            best, best_score = moved, score
    return best


def _moves(cells: GridRow, levels: list[int]) -> list[GridRow]:
    """The row moved as a whole, and the row whose label moved into the label's column with the rest behind it."""
    blank: tuple[GridCell | None, ...] = (None,) * _FARTHEST_SLIP
    moves: list[GridRow] = []
    filled = [at for at, cell in enumerate(cells) if text_of(cell)]
    for slip in range(1, _FARTHEST_SLIP + 1):
        moves.append(blank[:slip] + cells)
        if filled and filled[0] >= slip:
            moves.append(cells[slip:] + blank[:slip])
    if filled and filled[0] < levels[-1]:
        rest = cells[filled[1] :] if len(filled) > 1 else ()
        moves.append((None,) * levels[-1] + (cells[filled[0]],) + rest)
    return moves


def _fit(cells: GridRow, levels: list[int], values: list[int], seen: list[Counter[str]]) -> int:
    """How well the row's texts fit their columns: a text that other rows print there too, a level that reads like one."""
    score = 0
    words = form_words()
    for at, cell in enumerate(cells):
        text = squeeze(text_of(cell))
        if not text:
            continue
        if at >= len(seen) or at not in values and at not in levels:
            score -= 2
        elif at in values:
            score += 1 if seen[at][text] > 1 else 0
        elif at != levels[-1] and not words.level_value.fullmatch(text):
            score -= 2
    if levels[-1] >= len(cells) or not text_of(cells[levels[-1]]):
        score -= 2
    return score


def _inherit(cells: GridRow, levels: list[int], above: dict[int, str]) -> None:
    """Remember the levels that this row prints; a new outer level ends the inner ones."""
    for at in levels[:-1]:
        text = clean_label(text_of(cells[at])) if at < len(cells) else ""
        if text and text != above.get(at):
            above[at] = text
            for inner in levels[:-1]:
                if inner > at:
                    above.pop(inner, None)


def _to_row(cells: GridRow, levels: list[int], values: list[int], above: dict[int, str], moved: bool) -> Row | None:
    padded = cells + (None,) * (max([*values, *levels]) + 1 - len(cells))
    label = clean_label(text_of(padded[levels[-1]]))
    made = tuple(_mark(grid_cell_to_cell(padded[at]), moved) for at in values)
    if not label and all(cell.blank for cell in made):
        return None
    place = next((cell for cell in padded if cell), None)
    parents = tuple(above[at] for at in levels[:-1] if at in above)
    return Row(
        label,
        made,
        level=1 + len(parents),
        parents=parents,
        page=place.page if place else None,
        line=place.line if place else None,
        box=place.box if place else None,
    )


def _mark(cell: Cell, moved: bool) -> Cell:
    return replace(cell, recovered=True) if moved and not cell.blank else cell
