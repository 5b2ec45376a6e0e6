"""The label and value part of a form as rows of one column: beside each other, or figures under their labels."""

from __future__ import annotations

import re

from budget.number import squeeze
from budget.table import Cell, Row
from ingest.document import GridCell
from ingest.form import bare, form_words
from ingest.grid import BodyRow, clean_label, grid_cell_to_cell, is_number, spread_spans

_LONGEST_LABEL = 30
_DEEPEST_LABEL = 2

Group = tuple[tuple[int, str], ...]


def rows_to_pairs(rows: list[BodyRow]) -> list[Row]:
    """Each label with its value; a row's group (项目资金) is its parent, and of the rows below that leave its place blank."""
    pairs: list[Row] = []
    group: Group = ()
    texts = spread_spans([row.cells for row in rows])
    for at, row in enumerate(rows):
        tokens = _tokens(row)
        if not any(cell.text.strip() for _, cell in tokens):
            continue
        inherited = tuple(entry for entry in group if entry[0] < tokens[0][0])
        found, group = _row_to_pairs(tokens, inherited, texts[:at])
        pairs += found
    return pairs


def _tokens(row: BodyRow) -> list[tuple[int, GridCell]]:
    """The row's cells with their columns: those that say something, and the blank ones that are a label's value.

    A format that knows its cells (it gives boxes) prints a blank one behind a label that nobody filled in.
    """
    cells = [(column, cell) for column, cell in enumerate(row.cells) if cell]
    tokens: list[tuple[int, GridCell]] = []
    for at, (column, cell) in enumerate(cells):
        follows = cells[at + 1][1] if at + 1 < len(cells) else None
        filled_later = follows is not None and is_number(follows)
        if cell.text.strip() or cell.box and at and _is_label(cells[at - 1][1]) and not filled_later:
            tokens.append((column, cell))
    return tokens


def form_subject(pairs: list[Row], title: str) -> str:
    """What the form is about: the project's name in the form or in its title, else the body's."""
    words = form_words()
    named = words.title_subject.fullmatch(squeeze(title))
    return (
        _labelled(pairs, words.subject_project)
        or (named["name"] if named else "")
        or _labelled(pairs, words.subject_body)
    )


def _labelled(pairs: list[Row], label: re.Pattern[str]) -> str:
    return next(
        (clean_label(row.cells[0].text) for row in pairs if label.fullmatch(bare(row.label)) and row.cells[0].text), ""
    )


def _is_label(cell: GridCell) -> bool:
    text = squeeze(cell.text)
    return 0 < len(text) <= _LONGEST_LABEL and (text.endswith(":") or bool(form_words().label.fullmatch(bare(text))))


def _row_to_pairs(
    tokens: list[tuple[int, GridCell]], inherited: Group, above: list[list[str]]
) -> tuple[list[Row], Group]:
    """The pairs of one row, and the group that the rows below inherit where their first cells are blank."""
    pairs: list[Row] = []
    pending: list[tuple[int, GridCell]] = []
    group = inherited
    for number, (at, token) in enumerate(tokens):
        before_figure = (
            number + 1 < len(tokens)
            and is_number(tokens[number + 1][1])
            and 0 < len(squeeze(token.text)) <= _LONGEST_LABEL
        )
        if is_number(token) and not pending:
            pairs.append(_under_label(token, at, above, inherited))
        elif not pending and not token.text.strip():
            continue
        elif pending and (is_number(token) or not _is_label(token) and not before_figure):
            group = group + tuple((place, clean_label(cell.text)) for place, cell in pending[:-1])
            pairs.append(_pair(pending[-1][1], group, token))
            pending = []
        else:
            pending.append((at, token))
    if pending and not pairs and len(tokens) > 1:
        # Only labels: the head of the rows below, whose figures find their labels above them.
        return [], (*inherited, (pending[0][0], clean_label(pending[0][1].text)))
    pairs += [_pair(cell, group, None) for _, cell in pending]
    return pairs, group


def _under_label(token: GridCell, at: int, above: list[list[str]], group: Group) -> Row:
    """A figure whose label is printed over it."""
    path: list[str] = []
    for line in reversed(above):
        text = clean_label(line[at]) if at < len(line) else ""
        if not text or is_number(GridCell(text)):
            break
        if text not in path:
            path.append(text)
        if len(path) == _DEEPEST_LABEL:
            break
    outer = tuple((-1, text) for text in reversed(path[1:]))
    return _pair(GridCell(path[0] if path else "", token.page, token.line, token.box), (*group, *outer), token)


def _pair(label: GridCell, group: Group, value: GridCell | None) -> Row:
    name = clean_label(label.text)
    parents = tuple(dict.fromkeys(text.rstrip(":：") for _, text in group))
    cell = grid_cell_to_cell(value) if value else Cell()
    unit = re.search(r"\((?:单位:)?(亿元|万元|千元|元)\)", squeeze(name + "".join(reversed(parents))))
    if cell.value is not None and cell.unit is None and unit:
        cell = Cell(cell.text, cell.value, unit[1], cell.bound, cell.page, cell.line, cell.box)
    place = value or label
    return Row(
        name.rstrip(":："),
        (cell,),
        level=1 + len(parents),
        parents=parents,
        page=place.page,
        line=place.line,
        box=place.box,
    )
