"""A drawn page shows what was understood where it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import UnreadableFile
from ingest.page_marks import PageMarks, page_to_marks
from ingest.page_picture import draw_page
from ingest.read import document_to_filing, read_document
from tests.ingest.made_up_pdf import ROWS, XS, YS, Sheet

TOLD = "2026年支出预算120.00万元，比上年增加20.00万元，增长20.00%，主要原因是新建库房。"
LATER = "2026年公务接待费预算3.00万元，与上年持平。"


def filing(path: Path) -> Path:
    """A titled table and a sentence on page 1, of which the end stands on page 2."""
    sheet = Sheet(path)
    sheet.text(180, 70, "一般公共预算支出情况表")
    sheet.text(430, 92, "单位：万元", size=8)
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    sheet.text(70, 300, TOLD[:28], size=14)
    sheet.next_page()
    sheet.text(50, 60, TOLD[28:], size=14)
    sheet.text(78, 120, LATER, size=14)
    return sheet.save()


def marks(path: Path, page: int) -> PageMarks:
    document = read_document(path)
    return page_to_marks(document, document_to_filing(document), page)


def test_table_has_its_frame_header_columns_and_cells(tmp_path: Path) -> None:
    found = marks(filing(tmp_path / "drawn.pdf"), 1)
    (table,) = found.tables
    assert table.frame == pytest.approx((XS[0], YS[0], XS[-1], YS[-1]), abs=1)
    assert table.header == pytest.approx((XS[0], YS[0], XS[-1], YS[1]), abs=1)
    assert table.edges == pytest.approx(XS[2:], abs=1)
    assert [cell.text for cell in table.cells] == [text for row in ROWS[1:] for text in row[2:]]
    assert found.left == ()


def test_sentence_over_the_page_s_end_is_marked_on_both_pages(tmp_path: Path) -> None:
    path = filing(tmp_path / "drawn.pdf")
    (begun,), (ended, whole) = marks(path, 1).sentences, marks(path, 2).sentences
    assert (begun.number, begun.subjects) == (1, ("支出预算",))
    assert begun.boxes[0][1] == pytest.approx(288, abs=6)
    assert ended.quote == begun.quote
    assert [round(box[0]) for box in ended.boxes] == [50]
    assert (whole.number, whole.subjects) == (2, ("公务接待费预算",))
    assert whole.boxes[0][1] == pytest.approx(108, abs=6)


def test_grid_that_no_table_took_is_shown(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "empty.pdf")
    sheet.grid(XS, YS[:2])
    sheet.fill(XS, YS[:2], ROWS[:1])
    (left,) = marks(sheet.save(), 1).left
    assert left == pytest.approx((XS[0], YS[0], XS[-1], YS[1]), abs=1)


def test_picture_is_the_page_under_a_legend_and_in_colour(tmp_path: Path) -> None:
    picture, _ = draw_page(filing(tmp_path / "drawn.pdf"), 1)
    assert picture.width == 1200 and picture.height > 800
    legend = picture.height - 800
    header = picture.getpixel((int(XS[0] + 3) * 2, legend + int(YS[0] + 4) * 2))
    number = picture.getpixel((int(XS[2] + 6) * 2, legend + int(YS[1] + 5) * 2))
    assert isinstance(header, tuple) and header[2] > header[0] + 20  # shaded blue
    assert isinstance(number, tuple) and number[1] > number[0] + 10  # shaded green


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_is_drawn_as_it_is_shown(tmp_path: Path, turn: int) -> None:
    sheet = Sheet(tmp_path / "turned.pdf")
    sheet.canvas.setPageRotation(turn)
    sheet.canvas.translate(*{90: (400, 0), 180: (600, 400), 270: (0, 600)}[turn])
    sheet.canvas.rotate({90: 90, 180: 180, 270: -90}[turn])
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    picture, found = draw_page(sheet.save(), 1)
    (table,) = found.tables
    assert table.frame == pytest.approx((XS[0], YS[0], XS[-1], YS[-1]), abs=1)
    number = picture.getpixel((int(XS[2] + 6) * 2, picture.height - 800 + int(YS[1] + 5) * 2))
    assert isinstance(number, tuple) and number[1] > number[0] + 10  # the amount's cell is where it is shown


@pytest.mark.parametrize("number", [0, -1, 3])
def test_no_such_page(tmp_path: Path, number: int) -> None:
    with pytest.raises(UnreadableFile, match=rf"drawn\.pdf has no page {number}: its pages are 1 to 2"):
        draw_page(filing(tmp_path / "drawn.pdf"), number)


def test_only_pdf_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "said.txt"
    path.write_text(TOLD, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"said\.txt is not a PDF: only the pages of PDF files can be drawn"):
        draw_page(path, 1)
