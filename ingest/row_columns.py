"""Columns get their roles (code, label, figure), and the columns of a two-sided table their halves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budget.number import squeeze, text_to_decimal
from ingest.grid import BodyRow, text_of
from ingest.header import Path_, bare_header, column_role

CODE = re.compile(r"\d{2,9}")
_SIDES = (("expenditure", "支出"), ("income", "收入"))


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column: where it stands, its header path, its role ("code", "label", "index", "value", "blank")."""

    at: int
    path: Path_
    role: str


def columns_of(paths: tuple[Path_, ...], rows: tuple[BodyRow, ...]) -> list[Column]:
    """The role of every column, by its header first and by what stands under it second."""
    width = max([len(paths), *(len(row.cells) for row in rows)])
    padded = [*paths, *[()] * (width - len(paths))]
    columns: list[Column] = []
    for at, path in enumerate(padded):
        texts = [text for row in rows if at < len(row.cells) and (text := text_of(row.cells[at]))]
        figures_before = any(column.role == "value" for column in columns)
        # Below a title over two columns the second may only be the first one's other half.
        covered = (
            bool(columns)
            and columns[-1].path == path
            and all(at >= len(row.cells) or row.cells[at] is None for row in rows)
        )
        columns.append(Column(at, path, _role(path, texts, figures_before, covered)))
    return columns


def _role(path: Path_, texts: list[str], figures_before: bool, covered: bool) -> str:
    if not texts and covered:
        return "blank"
    told = column_role(path)
    numbers = [text for text in texts if text_to_decimal(text) is not None]
    codes = [text for text in numbers if CODE.fullmatch(squeeze(text))]
    words = len(texts) - len(numbers)
    if told == "index":
        return "index"
    if told == "code" and (not texts or len(codes) * 2 >= len(texts) or not figures_before):
        return "label" if words > len(codes) else "code"
    if told == "label":
        return "value" if len(numbers) > words and len(codes) < len(numbers) else "label"
    if not path and not texts:
        return "blank"
    if not figures_before and words > len(numbers):
        return "label"
    if not figures_before and codes and len(codes) == len(texts) and not path:
        return "code"
    return "value"


def split_halves(columns: list[Column]) -> list[list[Column]]:
    """The columns of each half: a new half starts where labels come again behind figures and look like the first half's."""
    halves: list[list[Column]] = [[]]
    for column in columns:
        stub = column.role in ("label", "code", "index")
        if stub and any(c.role == "value" for c in halves[-1]) and _starts_half(column, halves[0], columns):
            halves.append([])
        halves[-1].append(column)
    return halves


def _starts_half(column: Column, first: list[Column], columns: list[Column]) -> bool:
    """True for a stub column of the other side, or one that repeats the first half's stub over the same sort of figures."""
    behind = [c for c in columns if c.role == "value" and c.at > column.at]
    if not behind or not column.path:
        return False
    figures = {bare_header(c.path[-1]) for c in first if c.path and c.role == "value"}
    same_figures = bool(behind[0].path) and bare_header(behind[0].path[-1]) in figures
    sides = [side_of(c.path) for c in first if c.role in ("label", "value") and c.path]
    own, other = side_of(column.path), sides[0] if sides else ""
    if own and own != other and (other or same_figures):
        return True
    stubs = {bare_header(c.path[-1]) for c in first if c.path and c.role != "value"}
    repeats = bare_header(column.path[-1]) in stubs
    return same_figures and (repeats or column.role == "label" and column.path[0] != column.path[-1])


def side_of(path: Path_) -> str:
    """The side ("income", "expenditure") where a column's outermost title names one of them, else ""."""
    bare = squeeze(path[0]) if path else ""
    told = [side for side, word in _SIDES if word in bare]
    return told[0] if len(told) == 1 else ""
