"""The rules that learn from a table's own figures, of rates, of parts, of funds, and of what sentences count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.checks import CheckStatus, Finding, coverage, run_checks
from budget.filing import Announced, Field, Filing, FilingKind, Paragraph, Project
from budget.number import text_to_decimal
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table


def row(label: str, *printed: str, level: int = 1, total: bool = False) -> Row:
    cells = tuple(Cell(text, text_to_decimal(text)) for text in printed)
    return Row(label, cells, level=0 if total else level)


def table(
    columns: Sequence[str], *rows: Row, kind: str = "other", title: str = "情况表", id: str = "t1", side: str = ""
) -> Table:
    return Table(id, title, kind, "万元", tuple(columns), rows, side=side)


def filing(
    *tables: Table, texts: Sequence[str] = (), kind: FilingKind = FilingKind.DEPARTMENT_BUDGET, **more: object
) -> Filing:
    paragraphs = tuple(Paragraph(text, Source("made.txt", paragraph=at)) for at, text in enumerate(texts))
    return Filing("made.txt", year=2026, kind=kind, tables=tables, paragraphs=paragraphs, **more)  # type: ignore[arg-type]


def found(made: Filing, rule: str) -> dict[CheckStatus, list[Finding]]:
    findings = [finding for finding in run_checks([made]) if finding.rule == rule]
    return {status: [one for one in findings if one.status is status] for status in CheckStatus}


def counties(wrong: str = "30") -> Filing:
    """A column of all counties that no header announces as a sum."""
    lines = [("返还", "60", "10", "20", wrong), ("均衡", "9", "2", "3", "4"), ("教育", "11", "1", "2", "8")]
    lines += [("医疗", "15", "4", "5", "6"), ("养老", "33", "11", "12", "10"), ("交通", "24", "7", "8", "9")]
    lines += [(f"其他{n}", str(3 * n + 6), str(n + 1), str(n + 2), str(n + 3)) for n in range(1, 8)]
    return filing(table(("合计决算数", "甲县", "乙县", "丙县"), *(row(*line) for line in lines)))


def test_columns_that_add_up_in_every_row_must_do_so_in_each() -> None:
    assert len(found(counties(), "row_total")[CheckStatus.HOLDS]) == 13
    (wrong,) = found(counties("35"), "row_total")[CheckStatus.BROKEN]
    assert wrong.figures == ("60 万元", "65 万元")


def test_columns_that_add_up_by_chance_are_no_sum() -> None:
    lines = [row(f"事项{n}", str(n * n + 3), str(7 * n % 11 + 1), str(5 * n % 13 + 2)) for n in range(12)]
    assert not any(found(filing(table(("甲", "乙", "丙"), *lines)), "row_total").values())


def debts(printed: str = "258.08") -> Filing:
    lines = (
        ("全区", "324.13", "26.00", "318.00"),
        ("本级", "66.05", "0.51", "65.37"),
        ("县级", printed, "25.49", "252.63"),
    )
    return filing(table(("限额", "新增", "余额"), *(row(*line) for line in lines)))


def test_a_row_over_those_below_it_is_learned_from_the_other_columns() -> None:
    assert len(found(debts(), "table_total")[CheckStatus.HOLDS]) == 3
    (wrong,) = found(debts("285.08"), "table_total")[CheckStatus.BROKEN]
    assert "相差 27.00 万元" in wrong.text


def test_a_run_that_fits_more_columns_is_taken_over_a_shorter_one() -> None:
    lines = (
        ("气象", "9.0", "3.0", "2.0", "1.0"),
        ("运行", "1.0", "1.0", "0.7", "0.3"),
        ("机构", "2.0", "2.0", "1.3", "0.7"),
        ("探测", "6.0", "", "", ""),
    )
    made = filing(table(("总计", "基本支出", "人员", "公用"), *(row(*line) for line in lines)))
    assert not found(made, "table_total")[CheckStatus.BROKEN]


def levels(wrong: str = "3") -> Filing:
    lines = [
        row("一、甲", "6", "60"),
        row("子", "1", "10", level=2),
        row("丑", "2", "20", level=2),
        row("寅", wrong, "30", level=2),
    ]
    lines += [row("二、乙", "9", "90"), row("卯", "4", "40", level=2), row("辰", "5", "50", level=2)]
    return filing(table(("预算数", "决算数"), *lines), kind=FilingKind.GOVERNMENT_FINAL)


def test_rows_set_in_under_another_add_up_to_it() -> None:
    assert len(found(levels(), "level_total")[CheckStatus.HOLDS]) == 4
    assert len(found(levels("30"), "level_total")[CheckStatus.BROKEN]) == 1


def test_rows_that_are_only_some_of_the_parts_are_no_sum_but_do_not_exceed_it() -> None:
    lines = [("基金甲", "100", "90"), ("基金乙", "80", "70"), ("基金丙", "60", "50")]
    rows = [
        each
        for name, *cells in lines
        for each in (row(name, *cells), row("其中：保险费", "40", "30", level=2), row("利息", "5", "4", level=2))
    ]
    assert not any(found(filing(table(("预算数", "决算数"), *rows)), "level_total").values())
    assert len(found(filing(table(("预算数", "决算数"), *rows)), "of_which")[CheckStatus.HOLDS]) == 12
    rows[1] = row("其中：保险费", "400", "30", level=2)
    (wrong,) = found(filing(table(("预算数", "决算数"), *rows)), "of_which")[CheckStatus.BROKEN]
    assert wrong.figures == ("100 万元", "400 万元")


def rates(printed: str = "91.6") -> Filing:
    lines = (
        ("税收收入", "927210", "848910", printed, "0.5"),
        ("增值税", "362300", "274175", "75.7", "-0.9"),
        ("所得税", "85136", "92291", "108.4", "8.1"),
    )
    lines += (("资源税", "53312", "43625", "81.8", "-17.2"), ("契税", "40000", "30000", "75", "3"))
    return filing(table(("预算数", "完成数", "占预算(%)", "比上年增长(%)"), *(row(*line) for line in lines)))


def test_a_rate_is_what_the_amounts_of_its_row_give() -> None:
    assert len(found(rates(), "rate")[CheckStatus.HOLDS]) == 5
    (wrong,) = found(rates("96.1"), "rate")[CheckStatus.BROKEN]
    assert wrong.figures == ("96.1%", "848,910 万元", "927,210 万元") and "应为 91.56%" in wrong.text


def test_a_rate_against_figures_that_are_not_printed_is_not_judged() -> None:
    assert {one.places[0].column for one in found(rates(), "rate")[CheckStatus.HOLDS]} == {2}


FUND = ("年初结转和结余", "本年收入", "本年支出 / 小计", "本年支出 / 基本支出", "本年支出 / 项目支出", "年末结转和结余")


def test_what_a_fund_had_and_got_is_what_it_spent_and_keeps() -> None:
    sound = filing(table(FUND, row("合计", "10.00", "5.00", "12.00", "2.00", "10.00", "3.00")))
    assert len(found(sound, "years_balance")[CheckStatus.HOLDS]) == 1
    wrong = filing(table(FUND, row("合计", "10.00", "5.00", "12.00", "2.00", "10.00", "4.00")))
    assert "相差 1.00 万元" in found(wrong, "years_balance")[CheckStatus.BROKEN][0].text


def fund_table(amount: str, title: str = "政府性基金预算支出表") -> Table:
    return Table(
        "t1",
        title,
        "government_fund",
        "万元",
        ("合计", "基本支出", "项目支出"),
        (row("合计", amount, total=True),),
    )


@pytest.mark.parametrize(
    ("text", "amount", "status"),
    [
        ("本部门2026年无政府性基金预算安排的支出。", "0", CheckStatus.HOLDS),
        ("本部门2026年无政府性基金预算安排的支出。", "12.5", CheckStatus.BROKEN),
        ("本部门2025年无政府性基金预算安排的支出。", "12.5", None),
        ("本部门没有使用上年结转的政府性基金安排支出。", "12.5", None),
    ],
)
def test_a_fund_said_to_be_unused_is_unused(text: str, amount: str, status: CheckStatus | None) -> None:
    made = found(filing(fund_table(amount), texts=(text,)), "unused_fund")
    assert [one for one in CheckStatus if made[one]] == ([status] if status else [])


CARS = "截至上年末，本单位共有车辆{total}辆，其中：主要领导干部用车0辆、执法执勤用车3辆、其他用车2辆。"


def test_kinds_of_cars_add_up() -> None:
    assert found(filing(texts=(CARS.format(total=5),)), "counted")[CheckStatus.HOLDS]
    (wrong,) = found(filing(texts=(CARS.format(total=6),)), "counted")[CheckStatus.BROKEN]
    assert wrong.figures == ("6 辆", "5 辆")
    open_list = CARS.format(total=6).replace("、其他用车2辆", "")
    assert not any(found(filing(texts=(open_list,)), "counted").values())


def project(text: str) -> Filing:
    source = Source("made.txt", paragraph=0)
    fields = (Field("预算安排规模", "28.8万元", source), Field("资金分配情况", text, source))
    return filing(projects=(Project("养老补贴", fields, source),))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("按每人每月80元发放300人12个月，共28.8万元", CheckStatus.HOLDS),
        ("按80元/人·月发放300名老人12个月，共28.8万元", CheckStatus.HOLDS),
        ("按每人每月80元发放310人12个月，共28.8万元", CheckStatus.UNCHECKED),
        ("按每人每月80元、90元发放300人12个月，共28.8万元", CheckStatus.HOLDS),
    ],
)
def test_a_rate_times_people_times_months(text: str, status: CheckStatus) -> None:
    made = found(project(text), "rate_sum")
    assert [one for one in CheckStatus if made[one]] == [status]
    assert not made[CheckStatus.BROKEN]


def test_purposes_that_add_up_to_the_budget_are_told() -> None:
    assert found(project("用于甲20万元，乙8.8万元"), "purposes")[CheckStatus.HOLDS]
    assert not any(found(project("用于甲20万元，乙8万元"), "purposes").values())


def titled(*titles: str) -> list[CheckStatus]:
    paragraphs = tuple(
        Paragraph(text, Source("made.txt", paragraph=at), is_heading=True) for at, text in enumerate(titles)
    )
    made = replace(filing(), paragraphs=paragraphs)
    return [one.status for one in run_checks([made]) if one.rule == "title_year"]


def test_a_year_left_over_in_a_title_is_told_apart_from_a_year_that_is_meant() -> None:
    own = "2026年部门预算情况说明"
    assert titled(own, "2025年部门预算表") == [CheckStatus.HOLDS, CheckStatus.BROKEN]
    assert titled(own, "2027年部门预算安排") == [CheckStatus.HOLDS, CheckStatus.UNCHECKED]
    before = ("2025年预算执行情况", "2025年预算收入完成情况", "2025年预算支出完成情况")
    assert titled(own, *before)[1:] == [CheckStatus.UNCHECKED] * 3


def test_a_total_of_nothing_with_a_part_is_broken() -> None:
    source = Source("made.txt", paragraph=0)
    said = [
        Statement(name, "政府采购预算", source, amount=Decimal(amount), unit="万元")
        for name, amount in (("政府采购预算", "0"), ("政府采购货物预算", "5"))
    ]
    assert found(replace(filing(), statements=tuple(said)), "list_total")[CheckStatus.BROKEN]


def test_a_figure_that_is_only_bounded_is_not_called_checked() -> None:
    made = filing(table(("预算数",), row("基金", "100"), row("其中：保险费", "40", level=2)))
    assert found(made, "of_which")[CheckStatus.HOLDS] and coverage([made], run_checks([made])).covered == 0


def sided(side: str, *rows: Row, id: str) -> Table:
    return table(("预算数",), *rows, kind="overview", title="收支总表", side=side, id=id)


def test_a_total_on_one_side_alone_is_told() -> None:
    income = sided("income", row("拨款", "5.00"), row("收入总计", "5.00", total=True), id="t1")
    spent = sided("expenditure", row("教育", "5.00"), row("支出总计", "5.00", total=True), id="t2")
    assert found(filing(income, spent), "one_total")[CheckStatus.HOLDS]
    without = replace(spent, rows=spent.rows[:1])
    (wrong,) = found(filing(income, without), "one_total")[CheckStatus.BROKEN]
    assert wrong.figures == ("5.00 万元",)


def test_a_table_that_is_printed_without_a_figure_is_held_against_its_sentence() -> None:
    names = ("收入支出决算总表", "收入决算表", "财政拨款“三公”经费支出决算表")
    contents = tuple(
        Announced(f"{number}、{name}", Source("made.txt", page=2)) for number, name in zip("一二三", names, strict=True)
    )
    tables = [table(("决算数",), row("合计", "5.00"), title=name, id=name) for name in names[:2]]
    hollow = table(("决算数",), title=names[2], id="t9")
    said = Statement(
        "三公经费",
        "年初预算为0.95万元",
        Source("made.txt", paragraph=0),
        headings=("七、财政拨款“三公”经费支出决算情况说明",),
        amount=Decimal("0.95"),
        unit="万元",
    )
    made = filing(*tables, hollow, contents=contents, statements=(said,))
    (wrong,) = found(made, "announced")[CheckStatus.BROKEN]
    assert wrong.figures == ("0.95 万元",)
    assert not found(replace(made, statements=()), "announced")[CheckStatus.BROKEN]


def test_a_sentence_is_held_against_a_figure_that_all_tables_agree_on() -> None:
    rows = (row("住房保障支出", "207.00"), row("购房补贴", "207.00", level=2))
    rows = (rows[0], replace(rows[1], parents=("住房保障支出",)))
    tables = [table(("合计",), *rows, kind=kind, id=kind, title=kind) for kind in ("income", "expenditure")]
    many = [
        Statement("住房保障支出", "207.00万元", Source("made.txt", paragraph=n), amount=Decimal("207.00"), unit="万元")
        for n in range(6)
    ]
    wrong = Statement(
        "购房补贴",
        "170.03万元",
        Source("made.txt", paragraph=9),
        path=("住房保障支出",),
        amount=Decimal("170.03"),
        unit="万元",
    )
    made = found(filing(*tables, statements=(*many, wrong)), "sentence_amount")
    assert [one.figures for one in made[CheckStatus.BROKEN]] == [("170.03 万元", "207.00 万元")]
