"""PDF tables that lack rules: no uprights, no rows, no border, none at all; and prose that must not become a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pdf import read_pdf
from ingest.read import read_filing
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


# A header of two levels: heads over two and three columns, heads between the levels, one of two lines.
UPPER = (("基本支出", 285, 345), ("其中：政府采购", 440, 500))
BETWEEN = (("科目", 60, 80), ("合计", 205, 225))
LOWER = (("人员支出", 255, 295), ("公用支出", 335, 375), ("货物", 400, 420), ("工程", 460, 480), ("服务", 520, 540))


def two_levels(sheet: Sheet, top: float) -> None:
    for baseline, heads in ((top, UPPER), (top + 10, BETWEEN), (top + 20, LOWER)):
        for text, left, _ in heads:
            sheet.text(left, baseline, text)
    for at, row in enumerate([("合计", "15.00"), ("其他支出", "15.00"), ("农林水支出", "15.00")]):
        sheet.text(50, top + 50 + 20 * at, row[0])
        for right, text in zip(
            (235, 300, 380, 425, 485, 545), (row[1], "1.00", "2.00", "3.00", "4.00", "5.00"), strict=True
        ):
            sheet.right(right, top + 50 + 20 * at, text)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_header_of_two_levels_without_upright_rules(tmp_path: Path, ruled: bool) -> None:
    sheet = Sheet(tmp_path / "levels.pdf")
    sheet.text(250, 50, "部门支出总表", size=14)
    sheet.text(500, 75, "单位：万元")
    two_levels(sheet, 110)
    if ruled:
        for y in (95, 140, 215):
            sheet.line(45, y, 560, y)
    (table,) = read_filing(sheet.save()).tables
    assert (table.title, table.unit) == ("部门支出总表", "万元")
    assert table.columns == (
        *("合计", "基本支出 / 人员支出", "基本支出 / 公用支出"),
        *("其中：政府采购 / 货物", "其中：政府采购 / 工程", "其中：政府采购 / 服务"),
    )
    assert [(row.label, [cell.text for cell in row.cells]) for row in table.rows] == [
        (label, ["15.00", "1.00", "2.00", "3.00", "4.00", "5.00"]) for label in ("合计", "其他支出", "农林水支出")
    ]


# Three levels: 小计 between the second and the third, 科目 and 合计 in the middle of all.
DEEP = (
    *(
        ("本年支出", 380, 0),
        ("科目", 60, 20),
        ("合计", 165, 20),
        ("小计", 245, 30),
        ("基本支出", 320, 20),
        ("项目支出", 480, 20),
    ),
    *(("人员经费", 285, 40), ("公用经费", 355, 40), ("本级", 440, 40), ("转移支付", 525, 40)),
)


@pytest.mark.parametrize("rules", [(), (100, 165, 235)])
def test_a_header_of_three_levels_without_upright_rules(tmp_path: Path, rules: tuple[float, ...]) -> None:
    sheet = Sheet(tmp_path / "deep.pdf")
    sheet.text(250, 50, "部门支出总表", size=14)
    sheet.text(500, 75, "单位：万元")
    for text, left, below in DEEP:
        sheet.text(left, 115 + below, text)
    for at, label in enumerate(("教育支出", "农林水支出", "合计")):
        sheet.text(50, 185 + 20 * at, label)
        for right, amount in zip((195, 270, 325, 395, 470, 565), (9.5, 7, 3, 2, 1.5, 0.5), strict=True):
            sheet.right(right, 185 + 20 * at, f"{amount * (2 if label == '合计' else 1):.2f}")
    for y in rules:
        sheet.line(45, y, 575, y)
    (table,) = read_filing(sheet.save()).tables
    assert (table.title, table.unit) == ("部门支出总表", "万元")
    assert table.columns == (
        *("合计", "本年支出 / 小计", "本年支出 / 基本支出 / 人员经费", "本年支出 / 基本支出 / 公用经费"),
        *("本年支出 / 项目支出 / 本级", "本年支出 / 项目支出 / 转移支付"),
    )
    assert [cell.text for cell in table.rows[0].cells] == ["9.50", "7.00", "3.00", "2.00", "1.50", "0.50"]
    assert [row.label for row in table.rows] == ["教育支出", "农林水支出", "合计"]


def test_a_blank_column_between_two_groups_of_heads(tmp_path: Path) -> None:
    """Its head stands in the middle, below the groups' heads and above the others: over nothing."""
    sheet = Sheet(tmp_path / "between.pdf")
    sheet.text(250, 50, "部门支出总表", size=14)
    heads = (("本年支出", 210, 0), ("科目", 60, 10), ("上年结转", 340, 10), ("其中：采购", 460, 0))
    low = (("基本支出", 170, 20), ("项目支出", 250, 20), ("货物", 430, 20), ("服务", 510, 20))
    for text, left, below in heads + low:
        sheet.text(left, 110 + below, text)
    for at in range(3):
        sheet.text(50, 165 + 20 * at, f"{'教育文化科技'[2 * at : 2 * at + 2]}支出")
        for right in (210, 290, 450, 530):
            sheet.right(right, 165 + 20 * at, "1.00")
    (table,) = read_filing(sheet.save()).tables
    assert table.columns == (
        *("本年支出 / 基本支出", "本年支出 / 项目支出", "上年结转", "其中：采购 / 货物", "其中：采购 / 服务"),
    )
    assert [cell.text for cell in table.rows[0].cells] == ["1.00", "1.00", "", "1.00", "1.00"]


def test_labels_of_two_lines_with_their_amounts_between_without_rules(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "lines.pdf")
    sheet.text(200, 50, "支出总表", size=14)
    for text, x in (("项目", 80), ("本年预算数", 250), ("上年预算数", 400)):
        sheet.text(x, 80, text)
    for at, (first, second) in enumerate(
        (("一般公共", "服务支出"), ("社会保障和", "就业支出"), ("卫生健康", "类支出"))
    ):
        top = 110 + 35 * at
        sheet.text(50, top, first)
        sheet.text(50, top + 12, second)
        sheet.right(300, top + 6, f"1{at}.00")
        sheet.right(450, top + 6, f"2{at}.00")
    (table,) = read_filing(sheet.save()).tables
    assert [(row.label, [cell.text for cell in row.cells]) for row in table.rows] == [
        ("一般公共服务支出", ["10.00", "20.00"]),
        ("社会保障和就业支出", ["11.00", "21.00"]),
        ("卫生健康类支出", ["12.00", "22.00"]),
    ]


def test_amounts_in_yuan_without_rules(tmp_path: Path) -> None:
    """Amounts without a decimal point are amounts too."""
    sheet = Sheet(tmp_path / "yuan.pdf")
    for at, row in enumerate(
        [("项目", "预算数"), ("合计", "3,296,600"), ("基本支出", "1,296,600"), ("项目支出", "2,000,000")]
    ):
        sheet.text(50, 60 + 20 * at, row[0])
        sheet.right(300, 60 + 20 * at, row[1])
    (table,) = read_filing(sheet.save()).tables
    assert [row.label for row in table.rows] == ["合计", "基本支出", "项目支出"]
