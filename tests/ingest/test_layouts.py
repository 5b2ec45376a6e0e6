"""Whole filings drawn in layouts of other places: final accounts with row numbers, rules across only, units mixed, pages that differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from budget.filing import Filing
from budget.table import Table
from ingest.read import read_filing
from tests.ingest.made_up_pdf import Sheet

A4 = (600.0, 840.0)
Rows = Sequence[Sequence[str]]


def table(sheet: Sheet, xs: Sequence[float], y: float, rows: Rows) -> None:
    ys = [y + 20 * at for at in range(len(rows) + 1)]
    sheet.grid(xs, ys)
    sheet.fill(xs, ys, rows)


def begin(path: Path, body: str, title: str, unit: str) -> Sheet:
    sheet = Sheet(path, size=A4)
    sheet.text(180, 60, body, size=14)
    sheet.text(200, 100, title, size=12)
    sheet.text(60, 118, "公开01表")
    sheet.text(480, 118, f"单位：{unit}")
    return sheet


def printed(made: Table) -> list[tuple[str, list[str]]]:
    return [(row.label, [cell.text for cell in row.cells]) for row in made.rows]


def told(filing: Filing) -> list[tuple[str, str, str, tuple[int, ...]]]:
    return [(made.title, made.kind, made.unit, made.pages) for made in filing.tables]


def test_final_accounts_with_numbered_rows_and_columns(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "final.pdf", "清溪县水利局2018年度部门决算", "收入支出决算总表", "元")
    table(sheet, (50, 180, 210, 290, 420, 450, 550), 125, [
        ("收入", "", "", "支出", "", ""), ("项目", "行次", "金额", "项目", "行次", "金额"), ("栏次", "", "1", "栏次", "", "2"),
        ("一、财政拨款收入", "1", "1,234,567.00", "一、一般公共服务支出", "28", "0.00"),
        ("二、上级补助收入", "2", "", "二、农林水支出", "29", "1,200,000.00"),
        ("本年收入合计", "23", "1,234,567.00", "本年支出合计", "50", "1,200,000.00"),
        ("年初结转和结余", "25", "5,433.00", "年末结转和结余", "52", "40,000.00"),
        ("总计", "27", "1,240,000.00", "总计", "54", "1,240,000.00"),
    ])  # fmt: skip
    filing = read_filing(sheet.save())
    assert (filing.department, filing.year, str(filing.kind)) == ("清溪县水利局", 2018, "部门决算")
    income, expenditure = filing.tables
    assert (income.side, income.columns, expenditure.side) == ("income", ("金额",), "expenditure")
    assert printed(income)[0] == ("一、财政拨款收入", ["1,234,567.00"])
    assert printed(expenditure)[-1] == ("总计", ["1,240,000.00"])
    assert [row.level for row in income.rows] == [1, 1, 0, 1, 0]


@pytest.mark.parametrize("rest", [1, 2])
def test_rules_across_only_and_a_short_last_page(tmp_path: Path, rest: int) -> None:
    sheet = begin(tmp_path / "across.pdf", "白河市教育局2023年部门预算", "部门支出预算总表", "千元")
    columns = ((55, "left"), (130, "left"), (380, "right"), (460, "right"), (550, "right"))
    rows = [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("205", "教育支出", "900.00", "600.00", "300.00"),
        ("20502", "普通教育", "900.00", "600.00", "300.00"),
        ("2050201", "学前教育", "400.00", "300.00", "100.00"),
        ("2050202", "小学教育", "500.00", "300.00", "200.00"),
        ("", "合计", "900.00", "600.00", "300.00"),
    ]

    def lines(y: float, part: Rows, *rules: float) -> None:
        for at, row in enumerate(part):
            for (x, side), text in zip(columns, row, strict=True):
                if text:
                    (sheet.text if side == "left" else sheet.right)(x, y + 20 * at, text)
        for rule in rules:
            sheet.line(50, rule, 560, rule)

    lines(150, rows[:-rest], 135, 157, 140 + 20 * len(rows[:-rest]))
    sheet.next_page()
    lines(60, rows[-rest:], 45, 50 + 20 * rest)
    (made,) = read_filing(sheet.save()).tables
    assert (made.pages, made.columns, made.unit) == ((1, 2), ("合计", "基本支出", "项目支出"), "千元")
    assert [(row.code, row.label) for row in made.rows] == [(row[0] or None, row[1]) for row in rows[1:]]


def test_units_mixed_and_a_column_more_on_the_next_page(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "mixed.pdf", "白河市民政局2024年部门预算公开", "部门支出总表", "元")
    table(sheet, (50, 120, 280, 370, 460, 550), 125, [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("208", "社会保障和就业支出", "3,000,000.00", "1,000,000.00", "2,000,000.00"),
    ])  # fmt: skip
    sheet.next_page()
    table(sheet, (50, 110, 240, 320, 400, 480, 550), 60, [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "备注"),
        ("2080201", "行政运行", "1,000,000.00", "1,000,000.00", "", "人员"),
        ("2080299", "其他民政管理事务支出", "2,000,000.00", "", "2,000,000.00", "救助"),
    ])  # fmt: skip
    sheet.text(200, 200, "“三公”经费支出预算表", size=12)
    sheet.text(480, 218, "单位：万元")
    table(sheet, (50, 250, 350, 450), 225, [
        ("项目", "2023年预算数", "2024年预算数"), ("合计", "12.00", "10.00"), ("1.公务接待费", "4.00", "2.00"),
        ("2.公务用车购置及运行费", "8.00", "8.00"),
    ])  # fmt: skip
    sheet.text(60, 325, "注：“三公”经费按财政拨款口径统计。")
    sheet.text(200, 360, "政府采购预算表（单位：千元）", size=12)
    table(sheet, (50, 150, 300, 400, 500), 375, [
        ("采购项目", "采购目录", "数量", "金额"), ("办公电脑", "台式计算机", "12", "60.00"), ("合计", "", "", "60.00"),
    ])  # fmt: skip
    filing = read_filing(sheet.save())
    assert told(filing) == [
        ("部门支出总表", "expenditure", "元", (1, 2)),
        ("“三公”经费支出预算表", "three_public", "万元", (2,)),
        ("政府采购预算表", "procurement", "千元", (2,)),
    ]
    assert filing.tables[0].columns == ("合计", "基本支出", "项目支出", "备注")
    assert printed(filing.tables[0])[2] == ("其他民政管理事务支出", ["2,000,000.00", "", "2,000,000.00", "救助"])
    assert filing.tables[1].note == "注：“三公”经费按财政拨款口径统计。"


def test_a_row_broken_by_the_page(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "broken.pdf", "云岭市文化局2026年部门预算", "部门收入总表", "万元")
    xs = (50, 120, 300, 380, 460, 550)
    table(sheet, xs, 125, [
        ("科目编码", "科目名称", "合计", "财政拨款", "其他收入"),
        ("207", "文化旅游体育与传媒支出", "30.00", "10.00", "20.00"),
        ("2070199", "其他文化和旅游行政运行及", "30.00", "10.00", "20.00"),
    ])  # fmt: skip
    sheet.next_page()
    table(sheet, xs, 60, [("", "机关服务支出", "", "", ""), ("208", "社会保障和就业支出", "5.00", "5.00", "")])
    (made,) = read_filing(sheet.save()).tables
    assert [row.label for row in made.rows] == [
        "文化旅游体育与传媒支出",
        "其他文化和旅游行政运行及机关服务支出",
        "社会保障和就业支出",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一般公共预算支出总表（单位：万元）",
        "一般公共预算支出总表（万元）",
        "表二、一般公共预算支出总表 [金额单位: 万元]",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_the_unit_on_the_titles_line_leaves_the_title_and_parts_the_tables(
    tmp_path: Path, line: str, inside: bool
) -> None:
    """Two tables on two pages with the same columns: only their titles tell that the second does not continue the first."""
    sheet = Sheet(tmp_path / "titles.pdf", size=A4)
    for title, amount in (("部门支出总表", "30.00"), ("一般公共预算支出总表", "20.00")):
        printed_title = line.replace("一般公共预算支出总表", title)
        rows = [("科目编码", "科目名称", "合计"), ("207", "文化旅游体育与传媒支出", amount), ("", "合计", amount)]
        if inside:
            sheet.grid((50, 550), (60, 80))
            sheet.text(200, 74, printed_title)
            table(sheet, (50, 180, 420, 550), 80, rows)
        else:
            sheet.text(200, 60, printed_title, size=12)
            table(sheet, (50, 180, 420, 550), 80, rows)
        sheet.next_page()
    made = read_filing(sheet.save()).tables
    assert [(one.title, one.unit, len(one.rows)) for one in made] == [
        ("部门支出总表", "万元", 2),
        ("一般公共预算支出总表", "万元", 2),
    ]
