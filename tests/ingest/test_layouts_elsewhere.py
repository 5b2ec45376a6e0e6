"""Filings drawn as other cities print them: triangles for falls, codes behind names, heads on every page, stamps, lists of words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.read import read_filing
from tests.ingest.made_up_pdf import Sheet
from tests.ingest.test_layouts import begin, printed, table, told

HEADER = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
XS = (50, 110, 250, 350, 450, 550)


def test_falls_are_printed_in_many_ways(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "signs.pdf", "清溪县教育局2026年部门预算", "收支预算增减变化表", "万元")
    table(sheet, (50, 200, 290, 380, 470, 560), 125, [
        ("项目", "2025年预算数", "2026年预算数", "增减额", "增减率"),
        ("教育支出", "1,000.00", "900.00", "△100.00", "△10.00%"), ("文化支出", "500.00", "450.00", "（50.00）", "（10.00%）"),
        ("交通支出", "１００．００", "９０．００", "－10.00", "▲10％"), ("农业支出", "—", "-", "/", ""),
        ("合计", "1,600.00", "1,440.00", "-160.00", "-10.00%"),
    ])  # fmt: skip
    (made,) = read_filing(sheet.save()).tables
    assert [row.cells[2].value for row in made.rows] == [Decimal(n) if n else None for n in (-100, -50, -10, 0, -160)]
    assert [row.cells[3].value for row in made.rows[:3]] == [Decimal(-10)] * 3
    assert {row.cells[3].unit for row in made.rows[:3]} == {"%"}
    assert [cell.value for cell in made.rows[3].cells] == [None] * 4


def test_amounts_that_fall_without_rules(tmp_path: Path) -> None:
    """Triangles, percentages and strokes stand in the columns of amounts, which no rule parts."""
    sheet = begin(tmp_path / "bare.pdf", "清溪县教育局2026年部门预算", "收支预算增减变化表", "万元")
    for at, row in enumerate(
        [
            ("项目", "2025年", "2026年", "增减额", "增减率"),
            ("教育支出", "10.00", "9.00", "△1.00", "△10.00%"),
            ("文化支出", "5.00", "4.50", "△0.50", "△10.00%"),
            ("农业支出", "—", "—", "—", "—"),
            ("合计", "15.00", "13.50", "△1.50", "△10.00%"),
        ]
    ):
        sheet.text(60, 150 + 20 * at, row[0])
        for right, text in zip((250, 340, 430, 530), row[1:], strict=True):
            sheet.right(right, 150 + 20 * at, text)
    (made,) = read_filing(sheet.save()).tables
    assert made.columns == ("2025年", "2026年", "增减额", "增减率")
    assert [row.label for row in made.rows] == ["教育支出", "文化支出", "农业支出", "合计"]
    assert [str(row.cells[2].value) for row in made.rows] == ["-1.00", "-0.50", "None", "-1.50"]


def test_codes_in_brackets_behind_the_names(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "behind.pdf", "清溪县教育局2026年部门预算", "一般公共预算支出表", "万元")
    table(sheet, (50, 250, 350, 450, 550), 125, [
        ("功能分类科目", "合计", "基本支出", "项目支出"), ("教育支出(205)", "90.00", "60.00", "30.00"),
        ("普通教育（20502）", "90.00", "60.00", "30.00"), ("小学教育[2050202]", "90.00", "60.00", "30.00"),
        ("急救热线(120)", "1.00", "", "1.00"), ("合计", "91.00", "60.00", "31.00"),
    ])  # fmt: skip
    (made,) = read_filing(sheet.save()).tables
    assert [(row.code, row.label) for row in made.rows] == [
        *(("205", "教育支出"), ("20502", "普通教育"), ("2050202", "小学教育"), (None, "急救热线(120)"), (None, "合计")),
    ]


def test_a_running_head_over_a_header_printed_again_parts_no_table(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "heads.pdf", "清溪县教育局2026年部门预算", "部门支出总表", "万元")
    for page in range(4):
        sheet.text(60, 40, "清溪县教育局2026年部门预算公开")
        rows = [(f"20502{page}{n}", "教育支出", "9.00", "6.00", "3.00") for n in range(1, 4)]
        table(sheet, XS, 130, [HEADER, *rows])
        sheet.text(290, 810, f"- {page + 1} -")
        if page < 3:
            sheet.next_page()
    filing = read_filing(sheet.save())
    assert told(filing) == [("部门支出总表", "expenditure", "万元", (1, 2, 3, 4))]
    assert len(filing.tables[0].rows) == 12


def test_a_title_printed_again_on_each_page_is_no_running_head(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "titles.pdf", "", "部门支出总表", "万元")
    for page in range(3):
        if page:
            sheet.next_page()
            sheet.text(200, 100, "部门支出总表（续）", size=12)
            sheet.text(480, 118, "单位：万元")
        sheet.text(300, 118, "部门：清溪县教育局")
        table(sheet, XS, 125, [HEADER, *((f"20502{page}{n}", "教育支出", "9.00", "6.00", "3.00") for n in range(1, 4))])
    filing = read_filing(sheet.save())
    assert told(filing) == [("部门支出总表", "expenditure", "万元", (1, 2, 3))]
    assert filing.department == "清溪县教育局"


def test_a_watermark_gets_into_no_cell(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "stamp.pdf", "清溪县教育局2026年部门预算", "部门支出总表", "万元")
    table(sheet, XS, 125, [HEADER, ("205", "教育支出", "9.00", "6.00", "3.00"), ("", "合计", "9.00", "6.00", "3.00")])
    sheet.text(150, 180, "内部资料", size=60)
    filing = read_filing(sheet.save())
    assert printed(filing.tables[0]) == [("教育支出", ["9.00", "6.00", "3.00"]), ("合计", ["9.00", "6.00", "3.00"])]
    assert [(one.code, one.text.rsplit(": ", 1)[1]) for one in filing.problems] == [("aslant_text", "内部资料")]


def test_a_large_title_is_no_watermark(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "large.pdf", "清溪县教育局2026年部门预算", "部门支出总表", "万元")
    sheet.text(60, 300, "部门决算说明", size=40)
    filing = read_filing(sheet.save())
    assert not filing.problems
    assert "部门决算说明" in [one.text for one in filing.paragraphs]


def test_a_list_of_words_is_no_form(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "words.pdf", "清溪县教育局2026年部门预算", "政府购买服务项目表", "万元")
    table(sheet, (50, 200, 380, 550), 125, [
        ("项目名称", "服务内容", "承接主体"), ("校车服务", "接送学生", "运输公司"), ("食堂服务", "学生午餐", "餐饮公司"),
    ])  # fmt: skip
    (made,) = read_filing(sheet.save()).tables
    assert [(row.label, row.detail) for row in made.rows] == [
        *(("校车服务", "接送学生 / 运输公司"), ("食堂服务", "学生午餐 / 餐饮公司")),
    ]


def test_a_total_over_two_label_columns_inherits_no_label(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "covered.pdf", "清溪县教育局2026年部门预算", "项目支出预算表", "万元")
    xs = (50, 160, 320, 400, 480)
    rows = (
        ("单位名称", "项目名称", "合计", "财政拨款"),
        ("第一小学", "校舍维修", "5.00", "5.00"),
        ("", "小计", "5.00", "5.00"),
    )
    table(sheet, xs, 125, [rows[0]])
    for at, row in enumerate((*rows[1:], ("合计", "", "5.00", "5.00"))):
        y = 145 + 20 * at
        sheet.line(xs[1] if at == 0 else 50, y + 20, 480, y + 20)
        for x in (50, *((xs[1],) if at < 2 else ()), *xs[2:]):
            sheet.line(x, y, x, y + 20)
        sheet.fill(xs, (y, y + 20), [row])
    (made,) = read_filing(sheet.save()).tables
    assert [(row.label, row.detail, row.is_total) for row in made.rows] == [
        *(("校舍维修", "第一小学", False), ("小计", "第一小学", False), ("合计", "", True)),
    ]


def test_a_merged_label_goes_on_over_the_page(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "merged.pdf", "清溪县教育局2026年部门预算", "项目支出预算表", "万元")
    xs = (50, 160, 320, 400)

    def part(y: float, body: str, projects: Sequence[str]) -> None:
        ys = [y + 20 * at for at in range(len(projects) + 1)]
        sheet.grid(xs[1:], ys)
        sheet.grid(xs[:2], (ys[0], ys[-1]))
        sheet.text(53, (ys[0] + ys[-1]) / 2 + 4, body or " ")
        sheet.fill(xs[1:], ys, [(project, "5.00") for project in projects])

    table(sheet, xs, 125, [("单位名称", "项目名称", "合计")])
    part(145, "县教育局", ("校园安全", "营养改善"))
    sheet.next_page()
    part(60, "", ("校舍维修", "信息化"))
    part(100, "第一小学", ("绿化", "食堂"))
    (made,) = read_filing(sheet.save()).tables
    assert made.pages == (1, 2)
    assert [row.detail for row in made.rows] == ["县教育局"] * 4 + ["第一小学"] * 2


def test_a_line_in_brackets_under_a_title_belongs_to_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "aside.pdf", size=(600, 840))
    sheet.text(180, 60, "清溪县教育局2026年部门预算", size=14)
    sheet.text(150, 100, "一般公共预算基本支出情况表", size=12)
    sheet.text(170, 118, "（按部门预算支出经济分类科目）", size=12)
    sheet.text(60, 138, "部门（单位）名称：清溪县教育局")
    sheet.text(430, 138, "金额单位：人民币万元")
    table(
        sheet,
        (50, 130, 330, 450),
        145,
        [("科目编码", "科目名称", "预算数"), ("301", "工资福利支出", "60.00"), ("", "合计", "60.00")],
    )
    (made,) = read_filing(sheet.save()).tables
    assert (made.title, made.unit) == ("一般公共预算基本支出情况表（按部门预算支出经济分类科目）", "万元")


def test_a_titled_table_of_words_is_kept(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "plan.pdf", "清溪县教育局2026年部门预算", "重点工作安排表", "万元")
    table(sheet, (50, 200, 380, 550), 125, [
        ("工作", "措施", "责任人"), ("扩大学位", "新建学校两所", "张某"), ("减轻负担", "规范作业管理", "李某"),
    ])  # fmt: skip
    (made,) = read_filing(sheet.save()).tables
    assert (made.title, made.rows[0].label, made.rows[0].detail) == (
        "重点工作安排表",
        "扩大学位",
        "新建学校两所 / 张某",
    )


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("90%以上", "90", "%", ">="),
        ("10个工作日以内", "10", "个工作日", "<="),
        ("20人（含）以上", "20", "人", ">="),
        ("5以下", "5", None, "<="),
        ("≥5次", "5", "次", ">="),
    ],
)
def test_a_bound_behind_its_quantity(tmp_path: Path, text: str, value: str, unit: str | None, bound: str) -> None:
    sheet = begin(tmp_path / "bound.pdf", "清溪县教育局2026年部门预算", "项目支出绩效目标表", "万元")
    table(sheet, (50, 150, 250, 400, 550), 125, [
        ("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "完成数", text), ("效益指标", "满意度", "满意率", "100%"),
    ])  # fmt: skip
    cell = read_filing(sheet.save()).tables[-1].rows[0].cells[0]
    assert (str(cell.value), cell.unit, cell.bound) == (value, unit, bound)


def test_captions_side_by_side_are_no_paragraph(tmp_path: Path) -> None:
    sheet = begin(tmp_path / "captions.pdf", "清溪县教育局2026年部门预算", "部门支出总表", "万元")
    table(sheet, XS, 125, [HEADER, ("205", "教育支出", "9.00", "6.00", "3.00"), ("", "合计", "9.00", "6.00", "3.00")])
    assert [one.text for one in read_filing(sheet.save()).paragraphs] == ["清溪县教育局2026年部门预算"]
