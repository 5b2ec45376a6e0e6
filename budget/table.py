"""A table of a filing: column paths, rows with code, level and label, and cells that know their place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budget.source import Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell.

    `text` is what was printed; `value` its number or None (blank, or words). `unit` is the cell's own unit where it
    prints one (">=8.5万人"), and `bound` its comparison sign (">=", "<=", "="). A `recovered` cell was moved or mended while reading; a
    Problem of the filing shows what was printed.
    """

    text: str = ""
    value: Decimal | None = None
    unit: str | None = None
    bound: str | None = None
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    recovered: bool = False

    @property
    def blank(self) -> bool:
        """True where nothing was printed: blank is not zero."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, whole code ("2080501"), level in the table's hierarchy (1 is the top; 0 a total), the labels
    of its ancestors, and one cell a column.

    `detail` is a second label of the same row (the project's name beside the functional item's).
    """

    label: str
    cells: tuple[Cell, ...]
    code: str | None = None
    level: int = 1
    parents: tuple[str, ...] = ()
    detail: str = ""
    page: int | None = None
    line: int | None = None
    box: Box | None = None

    @property
    def is_total(self) -> bool:
        """True for 合计, 总计, 收入总计 and their like."""
        return self.level == 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a reader would name it: `title` as printed, `kind` by taxonomy/table_kinds.toml, `unit` of its
    money cells, `columns` as full header paths joined by " / ".

    `side` tells the halves of a two-sided table apart ("income", "expenditure"); `subject` is what a form is about (the project
    of a performance-target table); `note` is printed under it.
    """

    id: str
    title: str
    kind: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    pages: tuple[int, ...] = ()
    line: int | None = None
    side: str = ""
    subject: str = ""
    note: str = ""
