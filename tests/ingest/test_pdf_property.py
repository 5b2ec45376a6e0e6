"""Tables with random headers, spans and page breaks, drawn to PDF and read back without a cell lost."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.table import Table
from ingest.read import read_filing
from tests.ingest.made_up_pdf import Sheet

NAMES = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "事业收入", "其他收入", "上年结转")
PARTS = ("小计", "基本支出", "项目支出", "人员经费", "公用经费")
SUBJECTS = ("教育", "科技", "文化", "档案", "审计", "统计", "林业", "水利", "交通", "旅游", "气象", "地震")
LABEL_WIDTH, WIDTH, HEIGHT, LEFT, TOP = 150.0, 78.0, 20.0, 30.0, 80.0


@dataclass(frozen=True)
class Drawn:
    """A table to draw: header names, each with its parts (none: the cell spans both header rows), and rows of values."""

    header: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    rows_a_page: int
    repeats_header: bool

    @property
    def paths(self) -> tuple[str, ...]:
        """The column paths that must be read."""
        return tuple(
            " / ".join((name, part)) if part else name for name, parts in self.header for part in parts or ("",)
        )


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """Up to 12 columns, up to 24 rows over up to 6 pages; no column is blank throughout.

    The first row of a page has a figure: without one it can't be told from the rest of a row that the page broke.
    """
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    parts = st.lists(st.sampled_from(PARTS), min_size=2, max_size=3, unique=True)
    header = tuple((name, tuple(draw(st.one_of(st.just(()), parts)))) for name in names)
    width = sum(len(parts) or 1 for _, parts in header)
    amounts = st.decimals(min_value=1, max_value=99999, places=2)
    count = draw(st.integers(3, 24))
    lines = [[draw(st.one_of(st.none(), amounts, amounts)) for _ in range(width)] for _ in range(count)]
    for column in range(width):
        lines[draw(st.integers(0, count - 1))][column] = draw(amounts)
    a_page = draw(st.integers(4, 12))
    for first in range(0, count, a_page):
        lines[first][0] = draw(amounts)
    labels = [f"{SUBJECTS[n % len(SUBJECTS)]}{'业务' if n < len(SUBJECTS) else '专项'}支出" for n in range(count)]
    rows = tuple((label, tuple(line)) for label, line in zip(labels, lines, strict=True))
    return Drawn(header, rows, a_page, draw(st.booleans()))


def draw_table(table: Drawn, path: Path) -> Path:
    """The table on pages, its title and unit above the first part."""
    right = LEFT + LABEL_WIDTH + WIDTH * len(table.paths)
    sheet = Sheet(path, size=(max(right + LEFT, 600), 400))
    sheet.text(150, 30, "河岸市档案馆2026年部门预算", size=16)
    sheet.text(180, 56, "部门支出总体情况表")
    sheet.text(right - 60, 74, "单位：万元", size=8)
    for first in range(0, len(table.rows), table.rows_a_page):
        if first:
            sheet.next_page()
        top = TOP
        if not first or table.repeats_header:
            draw_header(sheet, table)
            top += 2 * HEIGHT
        part = table.rows[first : first + table.rows_a_page]
        xs = [LEFT, *(LEFT + LABEL_WIDTH + WIDTH * n for n in range(len(table.paths) + 1))]
        ys = [top + HEIGHT * n for n in range(len(part) + 1)]
        sheet.grid(xs, ys)
        sheet.fill(xs, ys, [(label, *("" if v is None else f"{v:,.2f}" for v in values)) for label, values in part])
    return sheet.save()


def draw_header(sheet: Sheet, table: Drawn) -> None:
    """Two rows of header; a name without parts, and the label column's, span both."""
    cell(sheet, LEFT, TOP, LABEL_WIDTH, 2, "项目")
    x = LEFT + LABEL_WIDTH
    for name, parts in table.header:
        if parts:
            cell(sheet, x, TOP, WIDTH * len(parts), 1, name)
            for at, part in enumerate(parts):
                cell(sheet, x + WIDTH * at, TOP + HEIGHT, WIDTH, 1, part)
        else:
            cell(sheet, x, TOP, WIDTH, 2, name)
        x += WIDTH * (len(parts) or 1)


def cell(sheet: Sheet, x: float, y: float, width: float, rows: int, text: str) -> None:
    """A ruled cell over so many rows, its text in the middle of its height."""
    bottom = y + HEIGHT * rows
    for x0, y0, x1, y1 in (
        (x, y, x + width, y),
        (x, bottom, x + width, bottom),
        (x, y, x, bottom),
        (x + width, y, x + width, bottom),
    ):
        sheet.line(x0, y0, x1, y1)
    sheet.text(x + 2, (y + bottom) / 2 + 3, text, size=8)


def as_drawn(table: Table) -> tuple[tuple[str, tuple[Decimal | None, ...]], ...]:
    """The rows that were read, to be compared with those drawn."""
    return tuple((row.label, tuple(read.value for read in row.cells)) for row in table.rows)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_table_is_read_back_without_a_cell_lost(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        filing = read_filing(draw_table(drawn, Path(folder) / "drawn.pdf"))
    (table,) = filing.tables
    assert table.unit == "万元"
    assert table.columns == drawn.paths
    assert as_drawn(table) == drawn.rows
    assert not any(read.recovered for row in table.rows for read in row.cells)
    assert table.pages == tuple(range(1, (len(drawn.rows) - 1) // drawn.rows_a_page + 2))


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_every_cell_read_knows_its_page_and_box(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        filing = read_filing(draw_table(drawn, Path(folder) / "drawn.pdf"))
    for at, row in enumerate(filing.tables[0].rows):
        for column, read in enumerate(row.cells):
            assert read.page == at // drawn.rows_a_page + 1
            assert read.box is not None
            assert abs(read.box[0] - (LEFT + LABEL_WIDTH + WIDTH * column)) < 2
