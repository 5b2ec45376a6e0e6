"""Forms: label and value pairs (项目名称, 年度预算总额 …) above a table of performance indicators."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.number import squeeze
from budget.table import Cell, Row
from ingest.document import GridCell
from ingest.grid import BodyRow, GridRow, clean_label, grid_cell_to_cell, is_number, text_of


@dataclass(frozen=True, slots=True)
class FormWords:
    """The patterns of form_words.toml, matched against text without blanks and without a colon at its end."""

    indicator_level: re.Pattern[str]
    indicator_name: re.Pattern[str]
    indicator_value: re.Pattern[str]
    level_value: re.Pattern[str]
    head: re.Pattern[str]
    label: re.Pattern[str]
    subject_project: re.Pattern[str]
    subject_body: re.Pattern[str]
    title: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def form_words() -> FormWords:
    """The patterns beside this module; a key that is not known is an error."""
    data = tomllib.loads(Path(__file__).with_name("form_words.toml").read_text(encoding="utf-8"))
    return FormWords(**{name: re.compile(pattern) for name, pattern in data.items()})


def bare(text: str) -> str:
    """A form's label for matching: no blanks, no colon at its end, no unit in parentheses."""
    return re.sub(r"\((?:单位:)?(?:万元|元)\)", "", squeeze(text)).rstrip(":")


def is_form(rows: list[GridRow], title: str, head: bool = False) -> bool:
    """True for a form: it has a head (项目名称 with a value beside it) or a header of indicators, and is no list of projects.

    With `head` only the head counts: what tells a new form from the next page of one.
    """
    if any(_is_head_row(row) for row in rows[:4]) and not _has_matrix(rows):
        return True
    return not head and any(is_indicator_header(row) for row in rows[:12])


def _has_matrix(rows: list[GridRow]) -> bool:
    """True where figures stand side by side: a table; in a form a label stands before every figure."""
    for row in rows:
        if is_indicator_header(row):
            return False
        texts = [text_of(cell) for cell in row if text_of(cell)]
        figures = sum(is_number(cell) for cell in row)
        if figures >= 3 and figures * 5 > len(texts) * 3:
            return True
    return False


def _is_head_row(row: GridRow) -> bool:
    """True for 项目名称 with a value beside it, instead of the header of a list of projects (项目名称, 合计, …)."""
    words, texts = form_words(), [text_of(cell) for cell in row if text_of(cell)]
    if not texts or not words.head.fullmatch(bare(texts[0])) or len(texts) > 6 or len(texts) < 2:
        return False
    others = texts[1:]
    values = [text for text in others if not words.label.fullmatch(bare(text)) and not _is_list_header(text)]
    return len(values) * 2 >= len(others)


def _is_list_header(text: str) -> bool:
    from ingest.header import header_words

    return header_words().knows(text) or bool(form_words().indicator_value.fullmatch(bare(text)))


def is_indicator_header(row: GridRow) -> bool:
    """True for the header of an indicator table (一级指标, 二级指标, 三级指标, 指标值 …)."""
    words, texts = form_words(), [bare(text_of(cell)) for cell in row if text_of(cell)]
    levels = sum(bool(words.indicator_level.fullmatch(text)) for text in texts)
    values = sum(bool(words.indicator_value.fullmatch(text)) for text in texts)
    return levels >= 1 and levels + values >= 3 and (levels >= 2 or values >= 2)


def split_form(rows: tuple[BodyRow, ...]) -> tuple[list[BodyRow], GridRow | None, list[BodyRow]]:
    """The label and value part, the header of the indicators (None where there is none), the indicator rows."""
    for at, row in enumerate(rows):
        if is_indicator_header(row.cells):
            rest = [r for r in rows[at + 1:] if not is_indicator_header(r.cells)]
            return list(rows[:at]), row.cells, rest
    return list(rows), None, []


def rows_to_pairs(rows: list[BodyRow]) -> list[Row]:
    """The label and value part as rows of one column; a row's group (项目资金) is its parent."""
    pairs: list[Row] = []
    group: tuple[str, ...] = ()
    for row in rows:
        tokens = [(at, cell) for at, cell in enumerate(row.cells) if cell and cell.text.strip()]
        inherited = group if tokens[0][0] > 0 else ()
        found, group = _row_to_pairs([cell for _, cell in tokens], inherited)
        pairs += found
    return pairs


def _is_label(cell: GridCell) -> bool:
    text = squeeze(cell.text)
    return len(text) <= 30 and (text.endswith(":") or bool(form_words().label.fullmatch(bare(text))))


def _row_to_pairs(tokens: list[GridCell], inherited: tuple[str, ...]) -> tuple[list[Row], tuple[str, ...]]:
    """The pairs of one row, and the group that the rows below inherit where their first cells are blank."""
    pairs: list[Row] = []
    pending: list[str] = []
    group: tuple[str, ...] = inherited
    for token in tokens:
        label = clean_label(token.text)
        if pending and (is_number(token) or not _is_label(token)):
            if len(pending) > 1 and not pairs:
                group = inherited + tuple(pending[:-1])
            elif len(pending) > 1:
                group = group + tuple(pending[:-1])
            pairs.append(_pair(pending[-1], group, token))
            pending = []
        else:
            pending.append(label)
    if pending and not pairs and len(tokens) > 1:
        return [], inherited + (pending[0],)
    pairs += [_pair(label, group, None, tokens[0]) for label in pending]
    return pairs, group


def _pair(label: str, group: tuple[str, ...], value: GridCell | None, place: GridCell | None = None) -> Row:
    at = value or place
    unit = re.search(r"\((?:单位:)?(亿元|万元|千元|元)\)", squeeze(label + "".join(reversed(group))))
    cell = grid_cell_to_cell(value) if value else Cell()
    if cell.value is not None and cell.unit is None and unit:
        cell = Cell(cell.text, cell.value, unit[1], cell.bound, cell.page, cell.line, cell.box)
    return Row(label.rstrip(":："), (cell,), level=1 + len(group), parents=tuple(name.rstrip(":：") for name in group),
               page=at.page if at else None, line=at.line if at else None)


def form_subject(pairs: list[Row]) -> str:
    """What the form is about: the project's name, else the body's."""
    words = form_words()
    for pattern in (words.subject_project, words.subject_body):
        for row in pairs:
            if pattern.fullmatch(bare(row.label)) and row.cells[0].text:
                return clean_label(row.cells[0].text)
    return ""
