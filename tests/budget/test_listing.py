"""Lists and counts: which projects, parts and rows there are."""

from __future__ import annotations

from dataclasses import replace

from budget.compute import listing, over_rows
from budget.compute.outcome import OPERAND
from budget.filing import Field, Project
from budget.source import Source
from tests.budget.small_filing import desk, figures, filing, results, row, table, told
from tests.budget.test_rank import PROJECTS


def form(project: str, unit: str, money: str) -> list[object]:
    """The form of one project: who carries it out, its money."""
    rows = (
        row("项目名称", project),
        row("实施单位", unit),
        row("其中：财政拨款", "1.00", level=2, parents=("项目资金（万元）",)),
        row("年度资金总额", money, level=2, parents=("项目资金（万元）",)),
    )
    return [table("project_form", "项目绩效目标表", ("内容",), *rows, id=project, subject=project, unit="")]


FORMS = [
    *form("校舍维修", "临江大学", "80.00"),
    *form("图书购置", "临江大学附属小学", "12.50"),
    *form("操场改造", "临江大学附属小学", "33.00"),
]


def test_every_project_with_its_amount_counted_row_by_row() -> None:
    outcome = listing.run(desk("有哪些项目，各多少钱？", filing(PROJECTS)))
    assert results(outcome) == [
        ("河道保洁", "30.00", "万元"),
        ("水质监测", "45.00", "万元"),
        ("堤防养护", "15.00", "万元"),
    ]
    assert figures(outcome)[0].amount.value == 3


def test_a_count_is_the_headline_where_it_is_asked() -> None:
    assert results(listing.run_count(desk("一共有几个项目？", filing(PROJECTS))))[0] == ("项", "3", "项")


def test_the_total_is_added_up_where_it_is_asked() -> None:
    outcome = over_rows.run(desk("有哪些项目，合计多少？", filing(PROJECTS)))
    assert results(outcome)[0] == ("合计", "90.00", "万元")
    total = next(fig for fig in figures(outcome) if fig.label == "合计")
    assert total.formula == "30.00 + 45.00 + 15.00"


def test_the_projects_of_the_unit_that_is_named() -> None:
    outcome = over_rows.run(desk("附属小学安排了哪几个项目，每个多少钱？", filing(*FORMS)))  # type: ignore[arg-type]
    assert results(outcome)[-2:] == [("图书购置", "12.50", "万元"), ("操场改造", "33.00", "万元")]
    assert "校舍维修" not in {label for label, _, _ in results(outcome)}


def test_a_forms_money_is_the_years_total_not_a_part_of_it() -> None:
    held = filing(*FORMS)  # type: ignore[arg-type]
    assert ("校舍维修", "80.00", "万元") in results(listing.run(desk("列出全部项目和金额", held)))


def test_projects_over_an_amount() -> None:
    outcome = listing.run(desk("超过20万元的项目有哪些？", filing(PROJECTS)))
    assert results(outcome) == [("河道保洁", "30.00", "万元"), ("水质监测", "45.00", "万元")]


def test_projects_that_a_paragraph_counts_and_names() -> None:
    said = [
        told("绩效目标项目", "2", "个"),
        told("项目预算资金", "7.50"),
        told("河道保洁", "3.00"),
        told("水质监测", "4.50"),
    ]
    outcome = listing.run(desk("哪些项目有绩效目标，各多少钱？", filing(statements=said)))
    assert results(outcome) == [("河道保洁", "3.00", "万元"), ("水质监测", "4.50", "万元")]


def test_a_paragraph_whose_amounts_do_not_add_up_names_no_projects() -> None:
    said = [
        told("绩效目标项目", "2", "个"),
        told("项目预算资金", "9.99"),
        told("河道保洁", "3.00"),
        told("水质监测", "4.50"),
    ]
    assert listing.run(desk("哪些项目有绩效目标，各多少钱？", filing(statements=said))) is None


def test_a_section_with_one_amount_is_a_project_and_one_with_two_is_not() -> None:
    def section(name: str, text: str) -> Project:
        return Project(name, (Field("预算安排规模", text, Source(line=1)),), Source(line=1))

    held = replace(
        filing(), projects=(section("河道保洁", "36.50万元"), section("水质监测", "第一季度2万元，第二季度3万元"))
    )
    assert results(listing.run(desk("有哪些项目？", held))) == [("河道保洁", "36.50", "万元")]


def test_the_parts_that_a_sentence_adds_up_to_the_line() -> None:
    quote = "水质监测45.00万元，包括：采样25.00万元，化验20.00万元。"
    said = [
        told("水质监测", "45.00", quote=quote),
        told("采样", "25.00", quote=quote),
        told("化验", "20.00", quote=quote),
    ]
    outcome = listing.run(desk("水质监测具体分成哪几块，各多少？", filing(PROJECTS, statements=said)))
    assert results(outcome) == [("采样", "25.00", "万元"), ("化验", "20.00", "万元")]


def test_carried_over_funds_row_by_row_without_the_total() -> None:
    left = table(
        "carry_over",
        "上年结转结余表",
        ("合计",),
        row("河道保洁", "1.20"),
        row("堤防养护", "0.80"),
        row("总计", "2.00", level=0),
    )
    outcome = listing.run(desk("上年结转资金有哪些项目？", filing(left)))
    assert results(outcome) == [("河道保洁", "1.20", "万元"), ("堤防养护", "0.80", "万元")]


def test_the_printed_number_stands_beside_the_counted_one_where_they_differ() -> None:
    said = [told("编报绩效目标的项目", "5", "个", quote="编报绩效目标的项目5个")]
    outcome = listing.run_count(desk("有几个项目设了绩效目标？", filing(*FORMS, statements=said)))  # type: ignore[arg-type]
    assert results(outcome)[0] == ("项", "3", "项")
    assert [fig.amount.value for fig in figures(outcome) if fig.role == OPERAND] == [5]


def test_the_filings_own_number_of_projects_where_it_names_none() -> None:
    said = [told("绩效目标编报工作", "1", "个"), told("编报绩效目标的项目", "11", "个"), told("项目预算资金", "66.26")]
    outcome = over_rows.run(desk("有多少个项目编报了绩效目标，涉及多少资金？", filing(statements=said)))
    assert results(outcome) == [("编报绩效目标的项目", "11", "个"), ("项目预算资金", "66.26", "万元")]


def test_whether_any_project_is_over_an_amount() -> None:
    assert results(over_rows.run(desk("有没有哪个项目超过40万元？", filing(PROJECTS)))) == [
        ("水质监测", "45.00", "万元")
    ]


def test_the_parts_of_a_line_asked_for_each() -> None:
    lines = table(
        "expenditure",
        "支出预算总表",
        ("合计",),
        row("农林水支出", "50.00", code="213"),
        row("水利", "30.00", code="21303", level=2),
        row("林业和草原", "20.00", code="21302", level=2),
    )
    outcome = over_rows.run(desk("农林水支出下面各款分别多少？", filing(lines)))
    assert results(outcome) == [("水利", "30.00", "万元"), ("林业和草原", "20.00", "万元")]
