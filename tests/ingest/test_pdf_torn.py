"""PDF tables that lack rules: no uprights, no rows, no border, none at all; and prose that must not become a table."""

from __future__ import annotations

from pathlib import Path

from ingest.pdf import read_pdf
from tests.ingest.made_up_pdf import ROWS, XS, YS, Sheet
from tests.ingest.test_pdf import grids, lines, texts


def test_horizontal_rules_only(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "across.pdf")
    for y in YS:
        sheet.line(XS[0], y, XS[-1], y)
    sheet.fill(XS, YS, ROWS)
    assert texts(grids(read_pdf(sheet.save()))[0]) == ROWS


def test_three_line_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "three.pdf")
    for y in (YS[0], YS[1], YS[-1]):
        sheet.line(XS[0], y, XS[-1], y)
    sheet.fill(XS, YS, ROWS)
    assert texts(grids(read_pdf(sheet.save()))[0]) == ROWS


def test_no_outer_border(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "open.pdf")
    for y in YS:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        sheet.line(x, YS[0], x, YS[-1])
    sheet.fill(XS, YS, ROWS)
    assert texts(grids(read_pdf(sheet.save()))[0]) == ROWS


def test_upright_rules_without_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "upright.pdf")
    for y in (YS[0], YS[1], YS[-1]):
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, YS[0], x, YS[-1])
    sheet.fill(XS, YS, ROWS)
    assert texts(grids(read_pdf(sheet.save()))[0]) == ROWS


def test_no_rules_at_all(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "none.pdf")
    sheet.text(200, 60, "支出情况表")
    sheet.fill(XS, YS, ROWS)
    sheet.text(50, 260, "注：本表为公开表")
    document = read_pdf(sheet.save())
    assert texts(grids(document)[0]) == ROWS
    assert lines(document) == ["支出情况表", "注：本表为公开表"]


def test_tinted_cells_without_strokes(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "tinted.pdf")
    for row, (top, bottom) in enumerate(zip(YS, YS[1:], strict=False)):
        for column, (x0, x1) in enumerate(zip(XS, XS[1:], strict=False)):
            sheet.bar(x0, top, x1, bottom, grey=0.8 if (row + column) % 2 else 0.9)
    sheet.fill(XS, YS, ROWS)
    assert texts(grids(read_pdf(sheet.save()))[0]) == ROWS


def test_prose_between_two_rules_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "prose.pdf")
    sheet.line(50, 40, 550, 40)
    sheet.line(50, 380, 550, 380)
    said = [f"（{n}）项目支出 {n}28.00 万元，比上年减少 1{n}.53 万元，下降 80.2%。" for n in range(1, 9)]
    for n, sentence in enumerate(said):
        sheet.text(60, 70 + 20 * n, sentence)
    document = read_pdf(sheet.save())
    assert grids(document) == []
    assert len(lines(document)) == len(said)


def test_contents_page_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "contents.pdf")
    for n in range(1, 9):
        sheet.text(60, 70 + 20 * n, f"第{n}部分 部门概况")
        sheet.right(500, 70 + 20 * n, str(n))
    assert grids(read_pdf(sheet.save())) == []
