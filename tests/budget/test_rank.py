"""Rankings: what is compared, by which measure, in which direction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budget.compute import over_rows, rank
from budget.compute.table_rows import leaves, value_column
from budget.filing import FilingKind
from budget.line import amount_of
from tests.budget.small_filing import desk, figures, filing, results, row, table, told

PROJECTS = table(
    "project_expenditure",
    "项目支出表",
    ("合计", "一般公共预算", "上年结转"),
    row("合计", "90.00", "70.00", "20.00", level=0),
    row("河道保洁", "30.00", "30.00", ""),
    row("水质监测", "45.00", "25.00", "20.00"),
    row("堤防养护", "15.00", "15.00", ""),
)


def lines(first: str, second: str, third: str, year: int = 2026) -> object:
    """A table of functional lines with three items under two sections."""
    total = Decimal(first) + Decimal(second) + Decimal(third)
    return table(
        "expenditure",
        "支出预算总表",
        ("合计", "基本支出", "项目支出"),
        row("合计", str(total), first, "", level=0),
        row("农林水支出", str(total), first, "", code="213"),
        row(
            "水利", str(Decimal(first) + Decimal(second)), first, second, code="21303", level=2, parents=("农林水支出",)
        ),
        row("行政运行", first, first, "", code="2130301", level=3, parents=("农林水支出", "水利")),
        row("水土保持", second, "", second, code="2130310", level=3, parents=("农林水支出", "水利")),
        row("林业和草原", third, "", third, code="21302", level=2, parents=("农林水支出",)),
        row("森林管护", third, "", third, code="2130207", level=3, parents=("农林水支出", "林业和草原")),
    )


def test_the_largest_project_is_a_row_and_never_the_total() -> None:
    outcome = rank.run(desk("哪个项目花钱最多？", filing(PROJECTS)))
    assert results(outcome) == [("水质监测", "45.00", "万元")]
    assert figures(outcome)[0].facts[0].source.row == 2


def test_a_named_column_is_compared_instead_of_the_total() -> None:
    outcome = rank.run(desk("按一般公共预算看，哪个项目最大？", filing(PROJECTS)))
    assert results(outcome) == [("河道保洁", "30.00", "万元")]


def test_both_ends_and_how_far_apart_they_are() -> None:
    outcome = rank.run(desk("金额最多的项目和最少的项目相差多少？", filing(PROJECTS)))
    assert results(outcome) == [
        ("水质监测", "45.00", "万元"),
        ("堤防养护", "15.00", "万元"),
        ("水质监测", "30.00", "万元"),
    ]
    assert figures(outcome)[-1].formula == "45.00 - 15.00"


def test_as_many_places_as_are_asked_in_the_asked_direction() -> None:
    outcome = rank.run(desk("金额最少的两个项目是哪些？", filing(PROJECTS)))
    assert results(outcome) == [("堤防养护", "15.00", "万元"), ("河道保洁", "30.00", "万元")]


def test_ties_are_told() -> None:
    twins = table(
        "project_expenditure",
        "项目支出表",
        ("合计",),
        row("甲工程", "5.00"),
        row("乙工程", "8.00"),
        row("丙工程", "8.00"),
    )
    assert [label for label, _, _ in results(rank.run(desk("哪个项目最大？", filing(twins))))] == ["乙工程", "丙工程"]


def test_printed_subtotals_without_levels_are_found_by_adding_up() -> None:
    flat = table(
        "project_expenditure",
        "项目支出总表",
        ("总计",),
        row("临江市水务局", "100.00"),
        row("水务局本级", "60.00"),
        row("河道保洁", "20.00"),
        row("水质监测", "40.00"),
        row("临江市水文站", "40.00"),
        row("水文测报", "40.00"),
    )
    assert leaves(flat, 0) == [2, 3, 5]


def test_equal_neighbours_are_no_subtotals_where_the_sum_then_fails() -> None:
    printed = (row("合计", "25.00", level=0), row("甲", "10.00"), row("乙", "10.00"), row("丙", "5.00"))
    plain = table("project_expenditure", "项目支出表", ("合计",), *printed)
    assert leaves(plain, 0) == [1, 2, 3]


def test_a_project_in_two_units_is_added_up_and_shows_the_formula() -> None:
    shared = table(
        "project_expenditure",
        "项目支出表",
        ("合计",),
        row("水质监测", "20.00", detail="临江市水务局"),
        row("水质监测", "25.00", detail="临江市水文中心"),
        row("河道保洁", "30.00", detail="临江市水务局"),
    )
    outcome = rank.run(desk("哪个项目金额最大？", filing(shared)))
    assert results(outcome) == [("水质监测", "45.00", "万元")]
    assert figures(outcome)[0].formula == "20.00 + 25.00"


def test_two_projects_of_one_name_in_two_categories_stay_two() -> None:
    split = table(
        "project_expenditure",
        "项目支出表",
        ("合计",),
        row("业务经费", "31.00", detail="其他运转类"),
        row("业务经费", "53.00", detail="特定目标类"),
        row("专项经费", "60.00", detail="特定目标类"),
    )
    assert results(rank.run(desk("哪个项目金额最大？", filing(split)))) == [("专项经费", "60.00", "万元")]


def test_levels_of_the_classification() -> None:
    held = filing(lines("50", "30", "20"))  # type: ignore[arg-type]
    assert results(rank.run(desk("项级科目里支出最多的是哪个？", held))) == [("行政运行", "50", "万元")]
    assert results(rank.run(desk("款级科目里支出最少的是哪个？", held))) == [("林业和草原", "20", "万元")]


def test_the_parts_of_a_named_line() -> None:
    held = filing(lines("50", "30", "20"))  # type: ignore[arg-type]
    assert results(rank.run(desk("水利里哪一项最少？", held))) == [("水土保持", "30", "万元")]


def test_the_largest_change_between_two_years() -> None:
    old, new = filing(lines("50", "30", "20"), year=2025), filing(lines("55", "10", "26"), year=2026)  # type: ignore[arg-type]
    assert results(over_rows.run(desk("2026年跟2025年比，项级科目里哪一项增加的金额最大？", old, new))) == [
        ("森林管护", "6", "万元"),
        ("森林管护", "30.00", "%"),
    ]
    fell = over_rows.run(desk("2026年比2025年减少最多的项级科目是哪个？", old, new))
    assert results(fell) == [("水土保持", "-20", "万元"), ("水土保持", "-66.67", "%")]
    assert figures(fell)[0].formula == "10 - 30"


def test_growth_in_percent_is_not_growth_in_money() -> None:
    old, new = filing(lines("50", "3", "20"), year=2025), filing(lines("60", "6", "20"), year=2026)  # type: ignore[arg-type]
    by_percent = over_rows.run(desk("2026年跟2025年比，项级科目里哪个增幅最大？", old, new))
    by_money = over_rows.run(desk("2026年跟2025年比，项级科目里哪个增加的金额最大？", old, new))
    assert results(by_percent)[0] == ("水土保持", "100.00", "%")
    assert results(by_money)[0] == ("行政运行", "10", "万元")


def test_a_line_that_is_new_counts_from_nothing_and_has_no_percentage() -> None:
    old, new = filing(lines("50", "0", "20"), year=2025), filing(lines("50", "9", "20"), year=2026)  # type: ignore[arg-type]
    assert results(over_rows.run(desk("2026年比2025年增加最多的项级科目是哪个？", old, new))) == [
        ("水土保持", "9", "万元")
    ]


def test_the_lowest_completion_rate_of_sentences() -> None:
    path = ("农林水支出", "水利")
    sentences = [
        told("行政运行", "50.00", measure="年初预算", path=path),
        told("行政运行", "49.00", measure="支出决算", path=path),
        told("水土保持", "30.00", measure="年初预算", path=path),
        told("水土保持", "21.00", measure="支出决算", path=path),
    ]
    final = filing(year=2025, kind=FilingKind.DEPARTMENT_FINAL, statements=sentences)
    outcome = over_rows.run(desk("项级科目里哪个的预算完成率最低？", final))
    assert results(outcome) == [("水土保持", "70.00", "%"), ("水土保持", "9.00", "万元")]


def form(project: str, goal: str, unit: str) -> object:
    """A performance-target table of one project with one indicator."""
    return table(
        "performance",
        f"{project}绩效目标表",
        ("指标值", "度量单位"),
        row("促进增收金额", goal, unit, level=3),
        subject=project,
    )


def test_an_indicator_over_all_projects_in_unlike_units_of_money() -> None:
    held = filing(form("审计一", "1.2", "亿元"), form("审计二", "900", "万元"), form("审计三", "85", "万元"))  # type: ignore[arg-type]
    outcome = rank.run(desk("各个项目的促进增收金额目标，最高和最低的是多少？", held))
    assert results(outcome) == [("审计一", "1.2", "亿元"), ("审计三", "85", "万元")]


def test_the_columns_of_a_three_public_table_are_its_parts() -> None:
    public = table(
        "three_public",
        "“三公”经费表",
        ("“三公”经费合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费"),
        row("临江市水务局", "9.00", "1.00", "5.00", "3.00"),
    )
    assert results(rank.run(desk("三公经费里哪一项最多？", filing(PROJECTS, public)))) == [
        ("公务接待费", "5.00", "万元")
    ]


def test_a_count_column_is_not_taken_for_the_money() -> None:
    bought = table(
        "procurement", "政府采购预算表", ("数量", "预算金额"), row("电脑", "6", "3.00"), row("打印机", "9", "1.50")
    )
    held = filing(bought)
    assert value_column(held, bought, "政府采购最贵的是什么") == 1
    assert results(rank.run(desk("政府采购预算表里最贵的是什么？", held))) == [("电脑", "3.00", "万元")]


def test_a_ranking_that_names_nothing_printed_is_none() -> None:
    assert rank.run(desk("哪个项目最大？", filing())) is None


def test_the_cited_cell_is_the_ranked_amount() -> None:
    fig = figures(rank.run(desk("哪个项目花钱最多？", filing(PROJECTS))))[0]
    assert amount_of(fig.facts[0]) == fig.amount


def test_the_parts_of_a_row_in_a_table_without_levels_are_those_that_add_up() -> None:
    flat = table(
        "basic_expenditure",
        "基本支出总表",
        ("总计",),
        row("工资福利支出", "70.00"),
        row("基本工资", "30.00"),
        row("津贴补贴", "40.00"),
        row("商品和服务支出", "9.00"),
        row("办公费", "9.00"),
    )
    assert results(rank.run(desk("工资福利支出里哪一项最大？", filing(flat)))) == [("津贴补贴", "40.00", "万元")]


def test_all_in_order_where_no_number_of_places_is_said() -> None:
    outcome = over_rows.run(desk("各项目按金额从小到大排一下", filing(PROJECTS)))
    assert [label for label, _, _ in results(outcome)] == ["堤防养护", "河道保洁", "水质监测"]


def test_a_ranking_of_years_or_bodies_is_not_one_of_rows() -> None:
    assert over_rows.run(desk("哪一年的项目金额最高？", filing(PROJECTS), filing(PROJECTS, year=2025))) is None


def test_an_indicator_by_its_group_leaves_the_whole_bodys_form_out() -> None:
    def satisfaction(subject: str, goal: str) -> object:
        rows = row("群众评价", goal, level=3, parents=("满意度指标", "服务对象满意度指标"))
        return table("performance", "绩效目标表", ("指标值",), rows, id=subject, subject=subject, unit="%")

    held = filing(satisfaction("河道保洁", "90"), satisfaction("水质监测", "85"), satisfaction("临江市水务局", "99"))  # type: ignore[arg-type]
    assert results(rank.run(desk("各个项目的服务对象满意度最高的是多少？", held))) == [("河道保洁", "90", "%")]


def test_the_largest_source_of_income_is_a_row_of_the_income_side() -> None:
    rows = (row("财政拨款", "80.00"), row("事业收入", "12.00"), row("收入总计", "92.00", level=0))
    income = replace(table("overview", "收支总表", ("预算数",), *rows), side="income")
    assert results(rank.run(desk("收入里最大的来源是哪一项？", filing(income)))) == [("财政拨款", "80.00", "万元")]


def test_the_rows_under_a_heading_that_the_question_names() -> None:
    nested = table(
        "expenditure",
        "专项业务经费支出表",
        ("项目金额",),
        row("合计", "60.00", level=0),
        row("通用项目", "20.00"),
        row("物业服务", "12.00", level=2, parents=("通用项目",)),
        row("法律顾问", "8.00", level=2, parents=("通用项目",)),
        row("专用项目", "40.00"),
        row("接待中心", "25.00", level=2, parents=("专用项目",)),
        row("信访救助", "15.00", level=2, parents=("专用项目",)),
    )
    assert results(rank.run(desk("通用项目里最大的是哪个？", filing(nested)))) == [("物业服务", "12.00", "万元")]
    assert results(rank.run(desk("哪个具体项目最大？", filing(nested)))) == [("接待中心", "25.00", "万元")]


def test_the_largest_of_the_carried_over_funds() -> None:
    left = table(
        "carry_over",
        "上年结转结余表",
        ("合计",),
        row("河道保洁", "1.20"),
        row("堤防养护", "0.80"),
        row("总计", "2.00", level=0),
    )
    assert results(rank.run(desk("上年结转资金里最大的一笔是哪个项目？", filing(PROJECTS, left)))) == [
        ("河道保洁", "1.20", "万元")
    ]


UNITS = table(
    "income",
    "收入总表",
    ("收入总计", "一般公共预算"),
    row("临江市水务局", "100.00", "90.00"),
    row("临江市水务局（本级）", "20.00", "20.00", level=2),
    row("临江市水文中心", "55.00", "45.00", level=2),
    row("临江市堤防管理处", "25.00", "25.00", level=2),
)


def test_the_units_of_a_body_are_compared_without_its_total() -> None:
    outcome = over_rows.run(desk("下属3家单位里，哪个单位预算最多，占全部门的百分之几？", filing(UNITS)))
    assert results(outcome) == [("临江市水文中心", "55.00", "万元"), ("临江市水文中心", "55.00", "%")]


THREE = table(
    "three_public",
    "“三公”经费预算表",
    ("合计", "一般公共预算", "政府性基金预算"),
    row("“三公”经费", "19.00", "19.00", "0.00"),
)
TOLD = [
    told("因公出国（境）费", "5", delta=Decimal(-15), delta_unit="万元", quote="三公"),
    told("公务用车购置及运行维护费", "6", quote="三公"),
    told("公务用车购置费", "0", delta=Decimal(0), delta_unit="万元", quote="三公"),
    told("公务用车运行维护费", "6", delta=Decimal(-2), delta_unit="万元", quote="三公"),
    told("公务接待费", "8", delta=Decimal(-4), delta_unit="万元", quote="三公"),
]


def test_the_three_public_expenses_are_compared_by_item_not_by_fund() -> None:
    held = filing(THREE, statements=TOLD, paragraphs=["三公"])
    found = results(rank.run(desk("三公经费里哪一项降得最多？降了多少？", held)))
    assert found == [("因公出国(境)费", "-15", "万元"), ("因公出国(境)费", "-75.00", "%")]
    assert results(rank.run(desk("三公经费里哪一项最多？", held))) == [("公务接待费", "8", "万元")]


def test_the_worst_completion_with_its_reason() -> None:
    budget, final = {"measure": "年初预算"}, {"measure": "支出决算"}
    said = [
        told("水利", "40", path=("农林水支出", "水利"), **budget),
        told("水利", "30", path=("农林水支出", "水利"), reason="工程延期", **final),
        told("林业", "20", path=("农林水支出", "林业"), **budget),
        told("林业", "19", path=("农林水支出", "林业"), reason="采购节约", **final),
    ]
    held = filing(year=2024, kind=FilingKind.DEPARTMENT_FINAL, statements=said, paragraphs=["说明"])
    outcome = over_rows.run(desk("2024年哪一项支出完成得最差？差多少钱、为什么？", held))
    assert results(outcome) == [("水利", "75.00", "%"), ("水利", "10", "万元")]
    assert outcome is not None and outcome.lines[1].words["reason"] == "工程延期"


def test_what_was_collected_ranks_the_outturn_not_the_plan() -> None:
    income = table(
        "general_public_income",
        "一般公共预算收入完成情况表",
        ("预算数", "完成数"),
        row("税收收入", "90", "95"),
        row("增值税", "50", "40", level=2, parents=("税收收入",)),
        row("契税", "40", "55", level=2, parents=("税收收入",)),
    )
    assert results(rank.run(desk("税收收入里实际完成最多的是哪一项？", filing(income)))) == [("契税", "55", "万元")]


def test_the_share_of_the_first_is_of_all_that_is_called_so() -> None:
    outcome = rank.run(desk("金额最大的项目是哪个，占多少？", filing(PROJECTS)))
    assert outcome is not None
    parts = outcome.lines[0].figures
    assert parts["whole"].label == "合计" != parts["amount"].label
    assert parts["whole"].amount.value > parts["amount"].amount.value
