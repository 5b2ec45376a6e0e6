"""Notes of a table: under it or in its last row, broken by the margin, with points of their own, in every format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from budget.filing import Filing
from ingest.document import Grid, GridCell, TextBlock
from ingest.notes import note_below, with_notes_apart
from ingest.read import read_filing
from ingest.sheet_blocks import rows_to_blocks
from tests.ingest.made_up_pdf import Sheet
from tests.ingest.test_word import cell, table
from tests.ingest.test_word import write as write_word

TITLE = "部门支出总表"
ROWS = (("项目", "合计", "基本支出"), ("教育支出", "12.50", "10.00"), ("合计", "12.50", "10.00"))
NOTE = "注：已剔除涉密部分。"


def as_pdf(folder: Path) -> Path:
    sheet = Sheet(folder / "a.pdf")
    sheet.text(200, 60, TITLE)
    sheet.text(400, 80, "单位：万元")
    xs, ys = (50, 200, 350, 500), (90, 110, 130, 150, 170)
    for y in ys:
        sheet.line(50, y, 500, y)
    for x in (50, 500):
        sheet.line(x, 90, x, 170)
    for x in xs[1:-1]:
        sheet.line(x, 90, x, 150)
    sheet.fill(xs, ys, [*ROWS, (NOTE,)])
    return sheet.save()


def as_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ((TITLE,), ("单位：万元",), *ROWS, (NOTE,)):
        book.active.append(row)
    book.active.merge_cells("A6:C6")
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def as_word(folder: Path) -> Path:
    rows = [[cell(text) for text in row] for row in ROWS]
    rows += [[cell(NOTE, '<w:gridSpan w:val="3"/>')]]
    titles = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (TITLE, "单位：万元"))
    return write_word(folder / "a.docx", titles + table(*rows))


def as_web_page(folder: Path) -> Path:
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    path = folder / "a.html"
    path.write_text(
        f"<html><body><p>{TITLE}</p><p>单位：万元</p><table>{rows}<tr><td colspan=3>{NOTE}</td></tr></table></body></html>"
    )
    return path


def as_text(folder: Path) -> Path:
    path = folder / "a.txt"
    path.write_text("\n".join([TITLE, "单位：万元", *map("\t".join, ROWS), f"{NOTE}\t\t"]))
    return path


def understood(filing: Filing) -> tuple[list[str], str, list[str]]:
    (made,) = filing.tables
    return [row.label for row in made.rows], made.note, [one.text for one in filing.paragraphs if one.text == NOTE]


@pytest.mark.parametrize("write", [as_pdf, as_workbook, as_word, as_web_page, as_text])
def test_a_note_in_the_last_row_is_the_tables_note_and_a_paragraph(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    filing = read_filing(write(tmp_path))
    assert understood(filing) == (["教育支出", "合计"], NOTE, [NOTE])
    place = next(one.source for one in filing.paragraphs if one.text == NOTE)
    assert (
        write is not as_pdf or place.page == 1 and place.box is not None and place.box[1] == pytest.approx(150, abs=1)
    )


def test_old_word_files_part_their_notes_too() -> None:
    rows = [tuple(GridCell(text) for text in row) for row in (*ROWS, ("注：无", "", ""))]
    grid, note = rows_to_blocks(rows)
    assert isinstance(grid, Grid) and len(grid.rows) == 3
    assert note == TextBlock("注：无")


def test_the_points_of_a_note_in_rows_below_it_are_apart_too() -> None:
    rows = [tuple(map(GridCell, row)) for row in (*ROWS, ("注：1.不含上年结转。", "", ""), ("2.四舍五入。", "", ""))]
    for blocks in (rows_to_blocks(rows), with_notes_apart(Grid(tuple(rows)))):
        grid, first, second = blocks
        assert isinstance(grid, Grid) and len(grid.rows) == 3
        assert (first, second) == (TextBlock("注：1.不含上年结转。"), TextBlock("2.四舍五入。"))
        assert note_below(blocks, 0) == "注：1.不含上年结转。\n2.四舍五入。"


def test_a_remark_without_words_stays_a_row() -> None:
    grid = Grid((tuple(map(GridCell, ("项目", "金额"))), tuple(map(GridCell, ("备注", "")))))
    assert with_notes_apart(grid) == [grid]


def test_a_frame_around_a_note_alone_is_no_table() -> None:
    assert with_notes_apart(Grid(((GridCell("备注：本表为空表。"),),))) == [TextBlock("备注：本表为空表。")]


def test_cells_drawn_down_to_the_note_end_above_it() -> None:
    rows = ((GridCell("教育", rowspan=3), GridCell("1.00")), (None, GridCell("2.00")), (None, GridCell("注：无。")))
    grid, _ = with_notes_apart(Grid(rows))
    assert isinstance(grid, Grid) and grid.rows[0][0] == GridCell("教育", rowspan=2)


def lines(*texts: tuple[str, float, float]) -> list[Grid | TextBlock]:
    """A grid and lines under it: text, right edge, top."""
    return [
        Grid(((GridCell("项目"),),), 1),
        *(TextBlock(text, 1, None, (50, top, x1, top + 10), 10) for text, x1, top in texts),
    ]


@pytest.mark.parametrize(
    ("printed", "note"),
    [
        ([("注：本表反映支出情", 500, 100), ("况。", 70, 114), ("正文从这里开始。", 300, 128)], "注：本表反映支出情况。"),
        ([("注：本表为空", 200, 100), ("本部门没有此项支出，也没有收入。", 400, 112)], "注：本表为空"),
        ([("注：本表为空", 400, 100), ("部门收入总表", 300, 112)], "注：本表为空"),
        ([("注：本表为空", 400, 100), ("远在下面", 90, 150)], "注：本表为空"),
        ([("- 5 -", 90, 90), ("说明：", 90, 100), ("1、范围", 90, 114), ("三、其他", 90, 142)], "说明：\n1、范围"),
        ([("注：1.按口径一。", 300, 100), ("2.按口径二。", 300, 114)], "注：1.按口径一。\n2.按口径二。"),
        ([("注：本表为空。", 300, 100), ("1.按口径二。", 300, 114)], "注：本表为空。"),
        ([("（注：没有此项支出。）", 300, 100)], "（注：没有此项支出。）"),
        ([("正文。", 300, 100), ("注：不是这张表的。", 300, 114)], ""),
    ],
)  # fmt: skip
def test_what_goes_on_from_a_note(printed: Sequence[tuple[str, float, float]], note: str) -> None:
    assert note_below(lines(*printed), 0) == note
