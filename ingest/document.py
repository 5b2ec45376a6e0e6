"""What a reader yields: the printed blocks of a file in reading order, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass

from budget.problem import Problem
from budget.source import Box


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell of a grid. `colspan` and `rowspan` say how many columns and rows it covers, where the format shows it.

    `indent` is how far its text is set in, in ems, where the format knows places; `centred` is text in the cell's middle.
    """

    text: str
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    colspan: int = 1
    rowspan: int = 1
    indent: float = 0.0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One printed piece of a table (a table over three pages is three grids).

    `rows` is rectangular where the format knows its columns (a PDF, a sheet) and ragged in a text dump; None stands where a
    span of another cell covers the place.
    """

    rows: tuple[tuple[GridCell | None, ...], ...]
    page: int | None = None
    line: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One printed line or paragraph outside the grids, as printed. `bold` and `size` where the format tells."""

    text: str
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader saw it. `pages` is None in a format without pages; `saved` is budget.filing.Filing's."""

    file: str
    blocks: tuple[Grid | TextBlock, ...]
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    saved: str = ""


class UnreadableFile(Exception):
    """A file that can't be read as a filing; the message is one clear sentence: what is wrong, where, what to do."""
