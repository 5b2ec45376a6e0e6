"""PDFs with rules: cells, spans, reading order, turned pages, and how text is put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document, Grid, TextBlock
from ingest.pdf import read_pdf
from tests.ingest.made_up_pdf import ROWS, XS, YS, Sheet


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def texts(grid: Grid) -> tuple[tuple[str | None, ...], ...]:
    return tuple(tuple(cell.text if cell else None for cell in row) for row in grid.rows)


def test_ruled_table_with_text_around_it_in_reading_order(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plain.pdf")
    sheet.text(200, 60, "部门支出总体情况表", size=16)
    sheet.text(50, 90, "编制部门：某局")
    sheet.right(480, 90, "单位：万元")
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    sheet.text(50, 200, "注：本表为公开表")
    document = read_pdf(sheet.save())
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["TextBlock", "TextBlock", "Grid", "TextBlock"]
    assert lines(document) == ["部门支出总体情况表", "编制部门：某局  单位：万元", "注：本表为公开表"]
    assert texts(grids(document)[0]) == ROWS
    assert document.pages == 1
    assert document.problems == ()
    title = document.blocks[0]
    assert isinstance(title, TextBlock) and title.size == pytest.approx(16, abs=2)


def test_boxes_are_points_from_the_top_left(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "boxes.pdf")
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    grid = grids(read_pdf(sheet.save()))[0]
    assert grid.box == pytest.approx((50, 100, 480, 180), abs=1)
    cell = grid.rows[1][2]
    assert cell is not None
    assert (cell.text, cell.page) == ("1,234.56", 1)
    assert cell.box == pytest.approx((280, 120, 380, 140), abs=1)


def test_spans_of_a_header_of_two_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "spans.pdf")
    for y, x0 in ((100, 50), (120, 280), (140, 50), (160, 50), (180, 50)):
        sheet.line(x0, y, 480, y)
    for x, top in ((50, 100), (120, 100), (280, 100), (380, 120), (480, 100)):
        sheet.line(x, top, x, 180)
    sheet.text(55, 125, "编码")
    sheet.text(125, 125, "名称")
    sheet.text(360, 114, "支出")
    sheet.fill(
        XS, YS[1:], (("", "", "基本支出", "项目支出"), ("201", "合计", "3.00", "4.00"), ("", "其他", "1.00", ""))
    )
    grid = grids(read_pdf(sheet.save()))[0]
    assert texts(grid)[0] == ("编码", "名称", "支出", None)
    assert texts(grid)[1] == (None, None, "基本支出", "项目支出")
    code, _, wide, _ = grid.rows[0]
    assert code is not None and (code.colspan, code.rowspan) == (1, 2)
    assert wide is not None and (wide.colspan, wide.rowspan) == (2, 1)


def test_two_tables_on_a_page_are_two_grids(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "two.pdf")
    below = tuple(y + 120 for y in YS)
    for ys in (YS, below):
        sheet.grid(XS, ys)
        sheet.fill(XS, ys, ROWS)
    sheet.text(50, 212, "表二")
    document = read_pdf(sheet.save())
    assert [type(block).__name__ for block in document.blocks] == ["Grid", "TextBlock", "Grid"]
    assert texts(grids(document)[1]) == ROWS


def test_rules_as_dashes_thin_bars_and_double_strokes(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "rules.pdf")
    for y in YS:
        for x in range(50, 480, 5):
            sheet.bar(x, y, x + 3, y + 0.5)
    for x in XS:
        sheet.line(x, 100, x, 180)
        sheet.line(x + 1.8, 100, x + 1.8, 180)
    sheet.fill(tuple(x + 3 for x in XS), YS, ROWS)
    assert texts(grids(read_pdf(sheet.save()))[0]) == ROWS


def test_white_rules_on_white_paper_are_not_seen(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "white.pdf")
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    sheet.text(55, 92, "标题")
    for y in (80, 100):
        sheet.bar(50, y, 480, y + 0.7, grey=1.0)
    for x in XS:
        sheet.bar(x, 80, x + 0.7, 100, grey=1.0)
    document = read_pdf(sheet.save())
    assert lines(document) == ["标题"]
    assert texts(grids(document)[0]) == ROWS


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_comes_out_upright(tmp_path: Path, turn: int) -> None:
    """The table is drawn turned, and /Rotate sets it upright: boxes are those of the displayed page."""
    sheet = Sheet(tmp_path / "turned.pdf")
    canvas = sheet.canvas
    canvas.setPageRotation(turn)
    canvas.translate(*{90: (400, 0), 180: (600, 400), 270: (0, 600)}[turn])
    canvas.rotate({90: 90, 180: 180, 270: -90}[turn])
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    grid = grids(read_pdf(sheet.save()))[0]
    assert texts(grid) == ROWS
    assert grid.box == pytest.approx((50, 100, 480, 180), abs=1)


def test_table_drawn_sideways_on_an_upright_page(tmp_path: Path) -> None:
    """Without /Rotate the page shows the table lying on its side; it is read upright, its box is where it is shown."""
    sheet = Sheet(tmp_path / "sideways.pdf", size=(400, 600))
    sheet.canvas.translate(400, 0)
    sheet.canvas.rotate(90)
    sheet.size = (600, 400)
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    grid = grids(read_pdf(sheet.save()))[0]
    assert texts(grid) == ROWS
    assert grid.box == pytest.approx((100, 120, 180, 550), abs=1)


def test_rules_and_text_inside_a_moved_form(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "form.pdf")
    canvas = sheet.canvas
    canvas.beginForm("table")
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    canvas.endForm()
    canvas.translate(20, -30)
    canvas.scale(0.8, 0.8)
    canvas.doForm("table")
    grid = grids(read_pdf(sheet.save()))[0]
    assert texts(grid) == ROWS
    # x = 20 + 0.8 * 50; the form's y = 300 (100 from its top) stands at 0.8 * 300 - 30 = 210: 190 from the top.
    assert grid.box[:2] == pytest.approx((60, 190), abs=1) if grid.box else False


def test_lines_of_a_cell_join_as_they_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "joined.pdf")
    xs, ys = (50, 110, 170, 300), (100, 140)
    sheet.grid(xs, ys)
    for x, first, second in ((53, "机关事业", "单位"), (113, "12,345,6", "78.90"), (173, "Project", "spending")):
        sheet.text(x, 115, first)
        sheet.text(x, 130, second)
    assert texts(grids(read_pdf(sheet.save()))[0]) == (("机关事业单位", "12,345,678.90", "Project spending"),)


def test_letters_set_apart_are_one_word_and_double_prints_count_once(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "words.pdf")
    sheet.grid((50, 200, 300, 400), (100, 120))
    sheet.text(60, 114, "合")
    sheet.text(120, 114, "计")
    for shift in (0, 0.3):
        sheet.text(210 + shift, 114, "1,100.00")
    sheet.text(310, 114, "Total sum")
    assert texts(grids(read_pdf(sheet.save()))[0]) == (("合计", "1,100.00", "Total sum"),)


def test_lines_set_close_do_not_run_into_each_other(tmp_path: Path) -> None:
    """A bracket of a larger font stands lower and higher than the lines beside it."""
    sheet = Sheet(tmp_path / "close.pdf")
    sheet.grid((50, 300, 400), (100, 130))
    sheet.text(53, 112, "观测系统业务可用性")
    sheet.text(145, 114, "(", size=22)
    sheet.text(155, 112, "国家地面")
    sheet.text(53, 122, "气象站)")
    assert texts(grids(read_pdf(sheet.save()))[0]) == (("观测系统业务可用性(国家地面气象站)", ""),)


def test_number_that_runs_over_its_cell_stays_whole(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "over.pdf")
    sheet.grid((50, 150, 200, 300), (100, 120))
    sheet.right(198, 114, "123,456,789.00")
    assert texts(grids(read_pdf(sheet.save()))[0]) == (("", "123,456,789.00", ""),)


def test_bold_is_told_by_the_font(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bold.pdf")
    sheet.text(50, 50, "Heading", font="Helvetica-Bold")
    sheet.text(50, 80, "Body text", font="Helvetica")
    bold = [block.bold for block in read_pdf(sheet.save()).blocks if isinstance(block, TextBlock)]
    assert bold == [True, False]
