"""Tables that hold little or go on oddly: blank ones, lists of names, forms over pages, kinds told by what they hold."""

from __future__ import annotations

import pytest

from budget.taxonomy.table_kinds import table_to_kind
from ingest.document import Document, Grid, GridCell, TextBlock
from ingest.tables import document_to_tables
from ingest.text import lines_to_blocks
from tests.ingest.test_tables import tables_of


def grid(page: int, *rows: list[str | None]) -> Grid:
    made = tuple(tuple(None if text is None else GridCell(text, page) for text in row) for row in rows)
    return Grid(made, page)


def test_a_table_that_prints_only_its_header_is_kept_and_told() -> None:
    text = """政府性基金预算支出表
单位：万元

科目编码\t科目名称\t本年支出\t\t
\t\t合计\t基本支出\t项目支出
"""
    tables, problems = document_to_tables(Document("a.txt", tuple(lines_to_blocks(text.splitlines()))))
    assert [(table.title, table.kind, table.rows) for table in tables] == [
        ("政府性基金预算支出表", "government_fund", ())
    ]
    assert tables[0].columns == ("合计", "基本支出", "项目支出")
    assert [(problem.code, problem.place.table) for problem in problems] == [("empty_table", "t1")]
    assert problems[0].text == "“政府性基金预算支出表”只印了表头，没有数据"


def test_a_list_of_units_is_kept_and_a_table_of_contents_is_not() -> None:
    (units,) = tables_of("""纳入某市财政局2024年度部门决算编制范围的单位如下：

序号\t单位名称\t备注
1\t某市财政局（本级）\t
2\t某市财政局财政所\t并入本级
""")
    assert (units.kind, units.columns) == ("bodies", ())
    assert [(row.label, row.detail) for row in units.rows] == [
        ("某市财政局（本级）", ""),
        ("某市财政局财政所", "并入本级"),
    ]
    assert tables_of("目 录\n\n序号\t项目名称\n1\t收支总表\n2\t收入总表\n") == ()


FORM = (
    ["项目名称", None, None, "陵园工作经费", None],
    ["项目资金", None, None, "年度预算资金总额：", "70.00"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["绩效指标", "产出指标", "数量指标", "活动次数", "≥5次"],
)


@pytest.mark.parametrize("rest", [2, 1])
def test_a_form_goes_on_under_its_title_printed_again(rest: int) -> None:
    """The rest of a form may be rows of words alone, which read like a header of their own."""
    last = [
        ["绩效指标", "效益指标", "社会效益指标", "教育功能发挥", "效果显著"],
        ["绩效指标", "满意度指标", "服务对象满意度指标", "观众满意度", "≥90%"],
    ][-rest:]
    title, year = TextBlock("项目预算绩效目标表", 2), TextBlock("（2026年度）", 2)
    blocks = (TextBlock("项目预算绩效目标表", 1), grid(1, *FORM), title, year, grid(2, *last))
    form, indicators = document_to_tables(Document("a.html", blocks, 2))[0]
    assert (form.subject, indicators.subject) == ("陵园工作经费", "陵园工作经费")
    assert [row.label for row in indicators.rows] == ["活动次数", "教育功能发挥", "观众满意度"][:1] + [
        row[3] for row in last
    ]
    assert indicators.pages == (1, 2)


def test_what_is_drawn_down_the_side_of_the_indicators_is_no_column() -> None:
    """绩效指标 of one page and the beginning of the next one's in one cell."""
    rows = [list(row) for row in FORM]
    rows[2][0], rows[3][0] = "绩效指标\n绩效", None
    indicators = document_to_tables(Document("a.pdf", (TextBlock("项目绩效目标表", 1), grid(1, *rows)), 1))[0][1]
    assert indicators.columns == ("指标值",)


@pytest.mark.parametrize(
    ("columns", "labels", "kind"),
    [
        (
            ("预算数",),
            ("一、财政拨款", "本年收入合计", "收入总计", "一、教育支出", "本年支出合计", "支出总计"),
            "overview",
        ),
        (("合计", "人员经费", "公用经费"), ("工资福利支出", "商品和服务支出"), "basic_expenditure"),
        (("金额",), ("工资福利支出", "商品和服务支出", "资本性支出"), "economic"),
        (("合计", "基本支出", "项目支出"), ("城乡社区支出", "国有土地使用权出让收入安排的支出"), "government_fund"),
        (("合计", "基本支出", "项目支出"), ("行政运行", "住房公积金"), "expenditure"),
        (("合计", "财政拨款", "财政专户管理资金", "单位资金"), ("行政运行",), "income"),
        (("金额",), ("（一）一般性转移支付", "（二）专项转移支付"), "transfer"),
        (("预算数",), ("增值税", "企业所得税", "个人所得税"), "general_public_income"),
        (("本地区", "本级"), ("2024年末政府债务余额", "2025年政府债务限额"), "debt"),
        (("数量",), ("主要领导干部用车", "机要通信用车"), "assets"),
        (("支出金额",), ("解决历史遗留问题及改革成本支出",), "state_capital"),
        (("甲", "乙"), ("丙",), "other"),
    ],
)
def test_kinds_by_what_tables_hold(columns: tuple[str, ...], labels: tuple[str, ...], kind: str) -> None:
    assert table_to_kind("2026年预算公开表", columns, labels) == kind


def test_a_blank_value_of_a_form_stays_blank() -> None:
    """What stands behind a blank cell is another label, not the value of the one before."""

    def cells(*texts: str) -> tuple[GridCell, ...]:
        return tuple(GridCell(text, 1, None, (at * 90.0, 0, at * 90.0 + 90, 20)) for at, text in enumerate(texts))

    rows = (
        cells("项目名称", "", "主管部门", "某市水务局"),
        cells("项目资金", "年度资金总额：", "", "执行率分值（10）"),
        cells("", "其中：财政拨款", "5.00", ""),
        cells("年度绩效目标", "", "", ""),
        cells("一级指标", "二级指标", "三级指标", "指标值"),
    )
    form = document_to_tables(Document("a.pdf", (TextBlock("项目绩效目标表", 1), Grid(rows, 1)), 1))[0][0]
    told = {row.label: row.cells[0].text for row in form.rows}
    assert told["项目名称"] == told["年度资金总额"] == told["年度绩效目标"] == ""
    assert (told["主管部门"], told["其中：财政拨款"]) == ("某市水务局", "5.00")
