"""From printed lines to tables: headers, codes, halves, pages, forms."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from budget.problem import Problem
from budget.table import Table
from budget.taxonomy.table_kinds import table_to_kind
from ingest.document import Document, Grid, GridCell, TextBlock
from ingest.grid import clean_label, grid_cell_to_cell
from ingest.tables import document_to_tables
from ingest.text import lines_to_blocks, read_text


def tables_of(text: str) -> tuple[Table, ...]:
    return document_to_tables(Document("a.txt", tuple(lines_to_blocks(text.splitlines()))))[0]


def numbers(table: Table) -> list[list[str | None]]:
    return [[str(cell.value) if cell.value is not None else None for cell in row.cells] for row in table.rows]


EXPENDITURE = """部门支出总体情况表
编制部门：某市民政局
单位：万元

科目编码\t\t\t科目名称\t支出预算\t\t
类\t款\t项\t\t合计\t基本支出\t项目支出
208\t\t\t社会保障和就业 支出\t30.00\t10.00\t20.00
208\t02\t\t民政管理事务\t30.00\t10.00\t20.00
208\t02\t01\t行政运行\t30.00\t10.00\t20.00
\t\t\t合计\t30.00\t10.00\t20.00
"""


def test_a_title_unit_codes_levels_and_parents() -> None:
    (table,) = tables_of(EXPENDITURE)
    assert (table.title, table.unit, table.kind) == ("部门支出总体情况表", "万元", "expenditure")
    assert table.columns == ("合计", "基本支出", "项目支出")
    assert [row.code for row in table.rows] == ["208", "20802", "2080201", None]
    assert [row.level for row in table.rows] == [1, 2, 3, 0]
    assert table.rows[0].label == "社会保障和就业支出"
    assert table.rows[2].parents == ("社会保障和就业支出", "民政管理事务")
    assert table.rows[2].line == 9


def test_a_code_that_prints_only_its_last_part_takes_the_rest_from_above() -> None:
    (table,) = tables_of(EXPENDITURE.replace("208\t02\t01", "\t\t01").replace("208\t02", "\t02"))
    assert [row.code for row in table.rows] == ["208", "20802", "2080201", None]


def test_a_two_sided_table_becomes_two() -> None:
    income, expenditure = tables_of("""收支总表
单位：元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款\t5.00\t201 一般公共服务支出\t4.00
其中：上级补助\t1.00\t205 教育支出\t1.00
本级安排\t4.00\t\t
收入总计\t5.00\t支出总计\t5.00
""")
    assert (income.side, expenditure.side) == ("income", "expenditure")
    assert income.title == expenditure.title == "收支总表"
    assert [row.label for row in income.rows] == ["一、财政拨款", "其中：上级补助", "本级安排", "收入总计"]
    assert income.rows[2].parents == ("一、财政拨款",)
    assert [(row.code, row.label) for row in expenditure.rows[:2]] == [("201", "一般公共服务支出"), ("205", "教育支出")]


def test_a_page_with_a_column_fewer_finds_its_columns_by_their_headers() -> None:
    (table,) = tables_of("""部门收入总表
单位：万元
科目编码\t科目名称\t总计\t财政拨款\t\t单位资金
\t\t\t一般公共预算\t政府性基金\t
208\t社会保障和就业支出\t3.00\t2.00\t\t1.00

科目编码\t科目名称\t总计\t财政拨款\t单位资金
\t\t\t一般公共预算\t
210\t卫生健康支出\t7.00\t3.00\t4.00
\t合计\t10.00\t5.00\t5.00
""")
    assert table.columns == ("总计", "财政拨款 / 一般公共预算", "财政拨款 / 政府性基金", "单位资金")
    assert numbers(table) == [
        ["3.00", "2.00", None, "1.00"],
        ["7.00", "3.00", None, "4.00"],
        ["10.00", "5.00", None, "5.00"],
    ]


def test_a_row_broken_by_the_page_is_joined() -> None:
    (table,) = tables_of("""结转结余明细表
单位：万元
项目\t合计\t基本支出\t项目支出
城乡居民养老保险社会化管\t2.00\t\t2.00

项目\t合计\t基本支出\t项目支出
理补助项目\t\t\t
合计\t2.00\t\t2.00
""")
    assert [row.label for row in table.rows] == ["城乡居民养老保险社会化管理补助项目", "合计"]


def test_merged_cells_give_full_header_paths() -> None:
    header = (
        (
            GridCell("科目名称", page=1, rowspan=2),
            GridCell("合计", page=1, rowspan=2),
            GridCell("基本支出", page=1, colspan=2),
            None,
        ),
        (None, None, GridCell("人员经费", page=1), GridCell("公用经费", page=1)),
    )
    body = ((GridCell("公务接待费", page=1), GridCell("3", page=1), GridCell("", page=1), GridCell("3", page=1)),)
    blocks = (TextBlock("基本支出表", page=1), TextBlock("单位：元", page=1), Grid(header + body, page=1))
    (table,) = document_to_tables(Document("a.pdf", blocks, pages=1))[0]
    assert table.columns == ("合计", "基本支出 / 人员经费", "基本支出 / 公用经费")
    assert [cell.value for cell in table.rows[0].cells] == [Decimal(3), None, Decimal(3)]


FORM = """项目支出绩效目标表
(2026年)
项目名称\t\t老年人补贴\t\t项目负责人\t\t王某
项目资金(万元)\t\t年度预算总额:\t8.00\t其中:财政拨款\t6.00\t其他资金\t2.00
一级指标\t二级指标\t三级指标\t指标值\t上年完成值\t分值权重
产出指标\t数量指标\t补助人数\t>=8.5万人\t=8万人\t20
\t\t发放次数\t=12次\t=12次\t10
成本指标\t经济成本指标\t补贴标准\t≤438.7元\t=120元/人/月\t10
"""


def test_a_form_becomes_its_pairs_and_its_indicators() -> None:
    form, indicators = tables_of(FORM)
    assert (form.kind, indicators.kind) == ("project_form", "performance")
    assert form.subject == indicators.subject == "老年人补贴"
    amounts = {
        row.label: (row.cells[0].value, row.cells[0].unit) for row in form.rows if row.cells[0].value is not None
    }
    assert amounts == {
        "年度预算总额": (Decimal("8.00"), "万元"),
        "其中:财政拨款": (Decimal("6.00"), "万元"),
        "其他资金": (Decimal("2.00"), "万元"),
    }
    assert indicators.columns == ("指标值", "上年完成值", "分值权重")
    assert indicators.rows[1].parents == ("产出指标", "数量指标")
    cell = indicators.rows[0].cells[0]
    assert (cell.text, cell.value, cell.unit, cell.bound) == (">=8.5万人", Decimal("8.5"), "万人", ">=")
    assert indicators.rows[2].cells[1].unit == "元/人/月"


def test_indicator_rows_that_slipped_sideways_are_put_back_and_told() -> None:
    lines = FORM.splitlines()
    lines.append("效益指标\t社会效益指标\t知晓率\t=100%\t=100%\t10")
    lines.append("\t满意度指标\t满意度指标\t群众满意度\t=95%\t=100%\t10")
    document = Document("a.txt", tuple(lines_to_blocks(lines)))
    tables, problems = document_to_tables(document)
    row = tables[1].rows[-1]
    assert (row.label, row.parents) == ("群众满意度", ("满意度指标", "满意度指标"))
    assert [cell.text for cell in row.cells] == ["=95%", "=100%", "10"]
    assert all(cell.recovered for cell in row.cells)
    assert [problem.code for problem in problems] == ["shifted_row"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("3552.7 1", "3552.71", None, None),
        (">=4000 0份", "40000", "份", ">="),
        ("=100%", "100", "%", "="),
        ("≥80.00(%)", "80.00", "%", ">="),
        ("2026年工作计划", None, None, None),
        ("有效提升", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_cell_with_its_own_unit_and_sign(text: str, value: str | None, unit: str | None, bound: str | None) -> None:
    cell = grid_cell_to_cell(GridCell(text))
    assert (cell.value, cell.unit, cell.bound) == (Decimal(value) if value else None, unit, bound)


def test_rows_without_codes_are_nested_where_only_that_adds_up() -> None:
    (table,) = tables_of("""支出总表
单位：万元
功能分类科目名称\t合计\t基本支出\t项目支出
合计\t9.00\t5.00\t4.00
科学技术支出\t6.00\t5.00\t1.00
技术研究与开发\t6.00\t5.00\t1.00
机构运行\t5.00\t5.00\t
其他支出\t1.00\t\t1.00
卫生健康支出\t3.00\t\t3.00
""")
    assert [row.level for row in table.rows] == [0, 1, 2, 3, 3, 1]
    assert table.rows[3].parents == ("科学技术支出", "技术研究与开发")


def test_a_flat_list_that_adds_up_stays_flat() -> None:
    (table,) = tables_of("项目表\n单位：万元\n项目\t合计\n甲\t2.00\n乙\t2.00\n丙\t1.00\n合计\t5.00\n")
    assert [row.level for row in table.rows] == [1, 1, 1, 0]


def test_a_table_without_a_unit_takes_the_one_of_all_others_and_says_so() -> None:
    text = EXPENDITURE + "\n一般公共预算支出表\n" + "\n".join(EXPENDITURE.splitlines()[4:])
    tables, problems = document_to_tables(Document("a.txt", tuple(lines_to_blocks(text.splitlines()))))
    assert [table.unit for table in tables] == ["万元", "万元"]
    assert [problem.code for problem in problems] == ["assumed_unit"]


def test_layout_blanks_go_and_words_stay_apart() -> None:
    assert clean_label("收 入 总 计") == "收入总计"
    assert clean_label("2026 年 项目\n支出") == "2026年项目支出"
    assert clean_label("Total spending") == "Total spending"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("财政拨款“三公”经费支出情况表", "three_public"),
        ("一般公共预算财政拨款基本支出决算表", "basic_expenditure"),
        ("收入支出决算总表", "overview"),
        ("财政拨款收入支出决算总表", "fiscal_appropriation"),
        ("2025年部门收入预算总表", "income"),
        ("国有资本经营预算支出表", "state_capital"),
        ("某某一览", "other"),
    ],
)
def test_kinds_by_title(title: str, kind: str) -> None:
    assert table_to_kind(title, (), ()) == kind


@pytest.fixture(scope="module")
def dump(shared: Path) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    return document_to_tables(read_text(shared / "filings" / "kashgar-social-insurance-2026.txt"))


def test_every_printed_table_of_a_real_dump_is_there(dump: tuple[tuple[Table, ...], tuple[Problem, ...]]) -> None:
    tables, _ = dump
    figures = [table.title for table in tables if table.kind not in ("performance", "project_form")]
    assert len(dict.fromkeys(figures)) == 11
    assert sum(table.kind == "performance" for table in tables) == 9
    assert {table.unit for table in tables if table.title in figures} == {"万元"}
