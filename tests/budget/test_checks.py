"""The consistency rules, on filings made by hand and on the published one whose faults are known."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budget.checks import RULES, RULES_BETWEEN, CheckStatus, Finding, rule_title, run_checks, say
from budget.checks.finding import _wordings
from budget.filing import Announced, Filing, FilingKind, Paragraph
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table
from ingest.read import read_filing


def cells(*values: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=value, value=Decimal(value) if value else None) for value in values)


def row(label: str, *values: str, code: str | None = None, level: int = 1) -> Row:
    return Row(label, cells(*values), code=code, level=level)


def expenditure(*rows: Row, id: str = "t1", title: str = "部门支出总表", kind: str = "expenditure") -> Table:
    return Table(id, title, kind, "万元", ("合计", "基本支出", "项目支出"), rows)


SOUND = (
    row("教育支出", "90.00", "60.00", "30.00", code="205"),
    row("普通教育", "90.00", "60.00", "30.00", code="20502", level=2),
    row("小学教育", "50.00", "40.00", "10.00", code="2050202", level=3),
    row("初中教育", "40.00", "20.00", "20.00", code="2050203", level=3),
    row("住房保障支出", "10.00", "10.00", "", code="221"),
    row("住房改革支出", "10.00", "10.00", "", code="22102", level=2),
    row("住房公积金", "10.00", "10.00", "", code="2210201", level=3),
    row("合计", "100.00", "70.00", "30.00", level=0),
)


def filing(*tables: Table, **more: object) -> Filing:
    return replace(
        Filing("made.txt", department="某局", year=2026, kind=FilingKind.DEPARTMENT_BUDGET, tables=tables), **more
    )  # type: ignore[arg-type]


def said(text: str, **figures: object) -> Statement:
    source = Source(filing="made.txt", line=9, paragraph=0)
    numbers = {
        name: Decimal(value) if name in ("amount", "delta", "percent", "share") else value
        for name, value in figures.items()
    }
    return Statement(quote=text, source=source, **numbers)  # type: ignore[arg-type]


def broken(made: Filing) -> list[Finding]:
    return [finding for finding in run_checks([made]) if finding.status is CheckStatus.BROKEN]


def rules_broken(made: Filing) -> set[str]:
    return {finding.rule for finding in broken(made)}


def test_a_sound_table_raises_nothing() -> None:
    findings = run_checks([filing(expenditure(*SOUND))])
    assert {str(finding.status) for finding in findings} == {"holds"}
    assert {"row_total", "code_total", "table_total", "code_level"} <= {finding.rule for finding in findings}


def test_a_wrong_cell_breaks_its_row_its_column_and_names_figures_difference_and_places() -> None:
    wrong = (*SOUND[:2], row("小学教育", "52.00", "40.00", "10.00", code="2050202", level=3), *SOUND[3:])
    found = broken(filing(expenditure(*wrong)))
    assert {finding.rule for finding in found} == {"row_total", "code_total"}
    finding = next(finding for finding in found if finding.rule == "row_total")
    assert finding.figures == ("52.00 万元", "50.00 万元")
    assert "52.00 万元" in finding.text and "50.00 万元" in finding.text and "相差 2.00 万元" in finding.text
    assert (finding.places[0].table, finding.places[0].row, finding.places[0].column) == ("t1", 2, 0)
    assert "a difference of 2.00 万元" in say(finding, "en")


def test_rounding_is_explained_not_broken() -> None:
    rounded = (*SOUND[:2], row("小学教育", "50.01", "40.00", "10.00", code="2050202", level=3), *SOUND[3:])
    findings = run_checks([filing(expenditure(*rounded))])
    assert not broken(filing(expenditure(*rounded)))
    assert any(finding.rule == "row_total" and finding.status is CheckStatus.EXPLAINED for finding in findings)


def test_a_reading_of_the_structure_that_never_holds_is_not_judged() -> None:
    table = Table(
        "t1", "表", "expenditure", "万元", ("合计", "甲", "乙"), tuple(row(f"行{n}", "7", "1", "2") for n in range(6))
    )
    findings = run_checks([filing(table)])
    assert {finding.status for finding in findings if finding.rule == "row_total"} == {CheckStatus.UNCHECKED}


def test_a_row_that_numbers_the_columns_is_no_sum() -> None:
    assert not broken(filing(expenditure(row("**", "1", "2", "3"), *SOUND)))


def test_a_dropped_item_and_a_dropped_section_are_missed() -> None:
    assert "code_total" in rules_broken(filing(expenditure(*SOUND[:3], *SOUND[4:])))
    three = tuple(row(f"支出{n}", "1.00", "1.00", "", code=f"20{n}") for n in (1, 2, 3))
    items = tuple(row(f"款{n}", "1.00", "1.00", "", code=f"20{n}01", level=2) for n in (1, 2, 3, 4))
    assert "code_level" in rules_broken(filing(expenditure(*three, *items)))


def test_tables_repeat_each_other() -> None:
    income = replace(
        expenditure(*SOUND, id="t2", title="部门收入总表", kind="income"), columns=("合计", "一般公共预算", "其他收入")
    )
    assert not broken(filing(income, expenditure(*SOUND)))
    wrong = (*SOUND[:2], row("小学教育", "60.00", "40.00", "20.00", code="2050202", level=3), *SOUND[3:])
    found = [finding for finding in broken(filing(income, expenditure(*wrong))) if finding.rule == "repeated"]
    assert [finding.figures for finding in found] == [("50.00 万元", "60.00 万元")]


def test_a_difference_that_is_the_carry_over_is_explained() -> None:
    columns = ("合计", "财政拨款", "上年结转")
    income = Table("t0", "部门收入总表", "income", "万元", columns, (row("合计", "100.00", "90.00", "10.00", level=0),))
    total = row("合计", "90.00", "60.00", "30.00", level=0)
    general = expenditure(total, id="t3", title="一般公共预算支出表", kind="general_public_budget")
    findings = run_checks([filing(income, expenditure(*SOUND), general)])
    explained = [
        finding for finding in findings if finding.rule == "part_of_whole" and finding.status is CheckStatus.EXPLAINED
    ]
    assert explained and explained[0].places[-1].table == "t0"
    assert not [finding for finding in findings if finding.status is CheckStatus.BROKEN]


def test_a_table_said_to_be_empty_is_empty() -> None:
    fund = expenditure(row("合计", "", "", "", level=0), title="政府性基金预算支出表", kind="government_fund")
    fund = replace(fund, note="注：本部门没有政府性基金安排的支出，本表为空表。")
    assert not broken(filing(fund))
    assert rules_broken(filing(replace(fund, rows=(row("合计", "5.00", "5.00", "", level=0),)))) == {"empty_table"}


@pytest.mark.parametrize(
    ("figures", "rule"),
    [
        ({"amount": "3032.71", "delta": "-8261.02", "percent": "-73.15"}, None),
        ({"amount": "3032.71", "delta": "-8261.02", "percent": "-73.51"}, "percentage"),
        ({"amount": "3032.71", "delta": "-8261.02", "percent": "73.15"}, "direction"),
        ({"amount": "0", "delta": "1421.25"}, "year_before_negative"),
        ({"amount": "47.91", "delta": "25", "percent": "109.12"}, None),
        ({"amount": "0.00", "delta": "-62.56", "percent": "-100.00"}, None),
        ({"amount": "12.00", "delta": "12.00", "percent": "100.00"}, None),
    ],
)
def test_changes(figures: dict[str, str], rule: str | None) -> None:
    text = f"项目支出{figures['amount']}万元，比上年变动{figures['delta'].lstrip('-')}万元"
    made = filing(statements=(said(text, subject="项目支出", unit="万元", **figures),))
    assert rules_broken(made) == ({rule} if rule else set())


def test_shares_against_the_whole_of_their_section() -> None:
    whole = said("支出 200.00 万元", subject="支出预算", amount="200.00", unit="万元")
    part = said(
        "基本支出 50.00 万元，占 25%", subject="基本支出", amount="50.00", unit="万元", share="25", share_of="支出预算"
    )
    assert not broken(filing(statements=(whole, part)))
    assert rules_broken(filing(statements=(whole, replace(part, share=Decimal(35))))) == {"share"}


def test_a_sentence_is_held_against_its_cell_in_another_unit() -> None:
    table = replace(
        expenditure(*SOUND),
        unit="元",
        rows=tuple(
            replace(one, cells=tuple(replace(cell, value=cell.value and cell.value * 10_000) for cell in one.cells))
            for one in SOUND
        ),
    )
    right = [
        said(f"{name} {amount} 万元", subject=name, amount=amount, unit="万元", scope="支出预算", year=2026)
        for name, amount in (("小学教育", "50.00"), ("初中教育", "40.00"), ("住房公积金", "10.00"))
    ]
    wrong = said("普通教育 99.00 万元", subject="普通教育", amount="99.00", unit="万元", scope="支出预算", year=2026)
    assert not broken(filing(table, statements=tuple(right)))
    assert rules_broken(filing(table, statements=(*right, wrong))) == {"sentence_amount"}


def test_procurement_is_the_sum_of_goods_works_and_services() -> None:
    names = (
        ("政府采购预算", "23.22"),
        ("政府采购货物预算", "14.85"),
        ("政府采购工程预算", "0.00"),
        ("政府采购服务预算", "8.37"),
    )
    parts = tuple(said("一句", subject=name, amount=amount, unit="万元") for name, amount in names)
    assert not broken(filing(statements=parts))
    assert rules_broken(filing(statements=(*parts[:3], replace(parts[3], amount=Decimal("9.37"))))) == {"list_total"}


def paragraphs(*texts: str, heading: bool = False) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(text, Source("made.txt", line=n, paragraph=n), is_heading=heading) for n, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("资金执行时间：2026年1月至2026年12月", set()),
        ("项目：2026年4月至2026年3月补助", {"period"}),
        ("某市XX局的职能", {"placeholder"}),
        ("由李*如负责", set()),
        ("（请核实单位是否涉及）", {"placeholder"}),
    ],
)
def test_periods_and_placeholders(text: str, rules: set[str]) -> None:
    assert rules_broken(filing(paragraphs=paragraphs(text))) == rules


def test_a_heading_names_the_filings_year() -> None:
    assert not broken(filing(paragraphs=paragraphs("2026年部门预算情况说明", heading=True)))
    assert rules_broken(filing(paragraphs=paragraphs("2025年部门预算情况说明", heading=True))) == {"title_year"}


@pytest.mark.parametrize(("word", "rules"), [("小于", set()), ("大于", {"outturn"}), ("等于", {"outturn"})])
def test_outturn_beside_budget(word: str, rules: set[str]) -> None:
    text = f"年初预算为62.29万元，支出决算为60.99万元，完成年初预算的97.91%。决算数{word}预算数的主要原因：人员变动。"
    made = filing(paragraphs=paragraphs(text), kind=FilingKind.DEPARTMENT_FINAL)
    assert rules_broken(made) == rules


def test_a_table_of_the_contents_that_is_not_there() -> None:
    titles = ("部门支出总表", "部门收入总表", "一般公共预算支出表")
    tables = tuple(expenditure(*SOUND, id=f"t{n}", title=title, kind="other") for n, title in enumerate(titles[:2]))
    contents = tuple(
        Announced(f"{mark}、{title}", Source("made.txt"), mark != "三")
        for mark, title in zip("一二三", titles, strict=True)
    )
    made = filing(*tables, contents=contents)
    assert [finding.text for finding in broken(made)] == [
        "目录列有“一般公共预算支出表”（“三、一般公共预算支出表”），文件中却没有。"
    ]


def test_the_year_before_as_this_year_implies_it() -> None:
    last = filing(expenditure(*SOUND), year=2025)
    names = (("小学教育", "60.00", "10.00"), ("初中教育", "30.00", "-10.00"), ("住房公积金", "10.00", "0.00"))
    now = tuple(
        said("一句", subject=name, amount=amount, delta=delta, unit="万元", basis="上年预算", scope="支出预算")
        for name, amount, delta in names
    )
    found = run_checks([last, filing(statements=now)])
    assert [str(finding.status) for finding in found if finding.rule == "year_before"] == ["holds"] * 3


def test_a_unit_does_not_exceed_its_department() -> None:
    unit = filing(expenditure(*SOUND), kind=FilingKind.UNIT_BUDGET, file="unit.txt")
    department = filing(expenditure(*(row("合计", "80.00", "50.00", "30.00", level=0),)))
    found = [finding for finding in run_checks([department, unit]) if finding.rule == "unit_in_department"]
    assert [finding.status for finding in found] == [CheckStatus.BROKEN, CheckStatus.BROKEN, CheckStatus.HOLDS]


def test_every_wording_is_there_in_both_languages() -> None:
    for finding in run_checks([filing(expenditure(*SOUND))]):
        assert rule_title(finding.rule, "zh") and rule_title(finding.rule, "en")
        assert say(finding, "en") != say(finding, "zh")
    assert all(set(said) == {"zh", "en"} for names in _wordings().values() for said in names.values())


def test_rules_are_named_once() -> None:
    assert len(set(RULES)) == len(RULES) and len(set(RULES_BETWEEN)) == len(RULES_BETWEEN)


def _time_to_check(rows: int) -> float:
    made = filing(expenditure(*(row(f"事项{n}", "3.00", "1.00", "2.00", code=f"2{n:06d}") for n in range(rows))))
    start = time.process_time()
    run_checks([made])
    return time.process_time() - start


def test_the_work_grows_with_the_cells_not_with_their_square() -> None:
    few, many = min(_time_to_check(400) for _ in range(3)), _time_to_check(3_200)
    assert many < 30 * few


@pytest.fixture(scope="module")
def kashgar(shared: Path) -> tuple[Finding, ...]:
    return run_checks([read_filing(shared / "filings" / "kashgar-social-insurance-2026.txt")])


def test_the_known_faults_of_a_published_filing_are_found_and_nothing_else(kashgar: tuple[Finding, ...]) -> None:
    found = {(finding.rule, finding.figures) for finding in kashgar if finding.status is CheckStatus.BROKEN}
    assert found == {
        ("told_twice", ("2,456 名", "2,458 名")),
        ("told_twice", ("2,456 名", "2,458 人")),
        ("unit_slip", ("438.7 万元", "≤438.7 元")),
        ("period", ("2026年4月至2026年3月",)),
    }


def test_its_carry_over_explains_what_the_appropriation_tables_leave_out(kashgar: tuple[Finding, ...]) -> None:
    explained = [
        finding for finding in kashgar if finding.status is CheckStatus.EXPLAINED and finding.rule == "part_of_whole"
    ]
    assert any("58.27" in finding.text for finding in explained)


def test_all_its_changes_hold(kashgar: tuple[Finding, ...]) -> None:
    changes = [finding for finding in kashgar if finding.rule == "percentage"]
    assert len(changes) >= 22 and {finding.status for finding in changes} == {CheckStatus.HOLDS}
