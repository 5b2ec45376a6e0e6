"""Forms: label and value pairs (项目名称, 年度预算总额 …) above a table of performance indicators."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.number import squeeze
from ingest.grid import BodyRow, GridRow, clean_label, is_number, text_of


@dataclass(frozen=True, slots=True)
class FormWords:
    """The patterns of form_words.toml, matched against text without blanks and without a colon at its end."""

    indicator_level: re.Pattern[str]
    indicator_name: re.Pattern[str]
    indicator_value: re.Pattern[str]
    side: re.Pattern[str]
    level_value: re.Pattern[str]
    head: re.Pattern[str]
    label: re.Pattern[str]
    unit_column: re.Pattern[str]
    bound_column: re.Pattern[str]
    plain_value: re.Pattern[str]
    outer: re.Pattern[str]
    subject_project: re.Pattern[str]
    subject_body: re.Pattern[str]
    title_subject: re.Pattern[str]
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
    if any(_is_head_row(row) for row in rows[:4]) and not _has_matrix(rows) and not _is_list(rows):
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


def _is_list(rows: list[GridRow]) -> bool:
    """True for a list of words under a header: several columns, every place filled, no label in front of a row."""
    filled = len(rows) > 2 and len(rows[0]) > 2 and all(text_of(cell) for row in rows for cell in row)
    return filled and not any(form_words().label.fullmatch(bare(text_of(row[0]))) for row in rows[1:])


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


def split_form(rows: tuple[BodyRow, ...]) -> tuple[list[BodyRow], list[str], list[BodyRow]]:
    """The label and value part, the names of the indicators' columns (none where there are none), the indicator rows."""
    for at, row in enumerate(rows):
        if is_indicator_header(row.cells):
            start, end = _header_block(rows, at)
            texts = _header_texts([r.cells for r in rows[start:end]])
            printed = {squeeze(text) for line in texts for text in line if text}
            rest = [r for r in rows[end:] if not _repeats_header(r.cells, printed)]
            return list(rows[:start]), _column_names(texts), rest
    return list(rows), [], []


def _header_block(rows: tuple[BodyRow, ...], at: int) -> tuple[int, int]:
    """From the first row whose merged cells reach into the indicators' header to the last row that they reach."""
    # The most common depth: 绩效指标 drawn down the side reaches over all rows of the table.
    depths = Counter(cell.rowspan for cell in rows[at].cells if cell and _is_header_word(cell.text))
    end = at + (depths.most_common(1)[0][0] if depths else 1)
    start = at
    for above in range(max(0, at - 2), at):
        reaching = [cell for cell in rows[above].cells if cell and cell.text.strip() and above + cell.rowspan == end]
        if len(reaching) >= 2 and above < start:
            start = above
    return start, min(end, len(rows))


def _header_texts(rows: list[GridRow]) -> list[list[str]]:
    """The header's texts with group titles over all of their columns; a column's own title stays in its first column."""
    texts = [[""] * len(rows[0]) for _ in rows]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None or not cell.text.strip():
                continue
            lowest = at + cell.rowspan >= len(rows)
            for down in range(at, min(at + cell.rowspan, len(rows))):
                for right in range(column, column + 1 if lowest else min(column + cell.colspan, len(row))):
                    texts[down][right] = texts[down][right] or cell.text.strip()
    return texts


def _is_header_word(text: str) -> bool:
    words = form_words()
    return bool(words.indicator_level.fullmatch(bare(text)) or words.indicator_value.fullmatch(bare(text)))


def _repeats_header(row: GridRow, printed: set[str]) -> bool:
    """True for a row of the header printed again on the next page."""
    texts = [squeeze(text_of(cell)) for cell in row if text_of(cell)]
    return is_indicator_header(row) or len(texts) > 1 and printed.issuperset(texts)


def _column_names(texts: list[list[str]]) -> list[str]:
    """Each column's header: the lowest text, behind a group's title where it has one that is no title of levels."""
    paths = [
        list(dict.fromkeys(clean_label(line[column]) for line in texts if line[column]))
        for column in range(len(texts[0]))
    ]
    level = form_words().indicator_level
    over_levels = {path[0] for path in paths if len(path) > 1 and level.fullmatch(bare(path[-1]))}
    return [" / ".join(part for part in path if part not in over_levels or part == path[-1]) for path in paths]
