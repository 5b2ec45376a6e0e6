"""Rules by which a filing's tables bear each other out: totals, levels, units, and counts that are told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.checks import CheckStatus, Finding, run_checks
from budget.checks.causes import by_cause
from budget.filing import Filing, FilingKind, Paragraph
from budget.number import text_to_decimal
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table


def row(label: str, *printed: str, code: str | None = None, level: int = 1, total: bool = False) -> Row:
    cells = tuple(Cell(text, text_to_decimal(text)) for text in printed)
    return Row(label, cells, code=code, level=0 if total else level)


def listing(id: str, *rows: Row, kind: str = "other", title: str = "", side: str = "", unit: str = "万元") -> Table:
    return Table(id, title or f"情况表{id}", kind, unit, ("预算数",), rows, side=side)


def filing(*tables: Table, texts: Sequence[str] = (), kind: FilingKind = FilingKind.DEPARTMENT_BUDGET) -> Filing:
    paragraphs = tuple(Paragraph(text, Source("made.txt", paragraph=at)) for at, text in enumerate(texts))
    return Filing("made.txt", year=2026, kind=kind, tables=tables, paragraphs=paragraphs)


def broken(made: Filing, rule: str) -> list[Finding]:
    return [one for one in run_checks([made]) if one.rule == rule and one.status is CheckStatus.BROKEN]


def sums(last: str = "17.00") -> list[Table]:
    """Six lists of one column, each with its total; the last line of the last one is given."""
    figures = [(f"{n}.10", f"{2 * n}.20", f"{3 * n}.30") for n in range(1, 6)]
    made = [
        listing(f"t{n}", row("甲", a), row("乙", b), row("合计", str(Decimal(a) + Decimal(b)), total=True))
        for n, (a, b, _) in enumerate(figures, 1)
    ]
    return [*made, listing("t6", row("甲", "25.00"), row("乙", last), row("合计", "42.00", total=True))]


def test_a_total_of_one_column_is_judged_where_the_other_tables_totals_are_sums() -> None:
    assert not broken(filing(*sums()), "table_total")
    (wrong,) = broken(filing(*sums("19.00")), "table_total")
    assert wrong.figures == ("42.00 万元", "44.00 万元")


def test_a_total_of_a_government_or_with_no_others_to_bear_it_out_is_not_judged() -> None:
    assert not broken(filing(*sums("19.00"), kind=FilingKind.GOVERNMENT_BUDGET), "table_total")
    assert not broken(filing(sums("19.00")[-1]), "table_total")


@pytest.mark.parametrize(
    "rows",
    [
        [row("甲", "25.00"), row("乙", "19.00"), row("丙", "42.00")],
        [row("甲", "25.00"), row("其中：乙", "19.00")],
        [row("一、甲", "25.00"), row("1、乙", "19.00")],
        [row("甲", "25.00"), row("乙", "25.00")],
        [row("甲", "84.00"), row("乙", "0.00")],
    ],
)
def test_rows_of_mixed_levels_are_no_parts_of_the_total(rows: list[Row]) -> None:
    *others, last = sums("19.00")
    assert not broken(filing(*others, replace(last, rows=(*rows, last.rows[-1]))), "table_total")


@pytest.mark.parametrize(("total", "expected"), [(row("合计", "42.00", total=True), 0), (None, 1)])
def test_a_list_that_adds_up_to_another_tables_total_has_one_itself(total: Row | None, expected: int) -> None:
    lines = [row("人员经费", "25.00", code="301"), row("公用经费", "17.00", code="302"), *([total] if total else [])]
    made = filing(*sums(), listing("t7", *lines, kind="basic_expenditure"))
    assert len(broken(made, "one_total")) == expected


def sides(*expenditure: str) -> Filing:
    """A table of two sides; the income has a total of the year, the expenditure the rows named."""
    income = [row("拨款", "9.00"), row("本年收入合计", "9.00", total=True), row("上年结转", "1.00")]
    rows = [row(name, "10.00", total="计" in name) for name in expenditure]
    return filing(
        listing("t1", *income, row("收入总计", "10.00", total=True), title="收支总表", kind="overview", side="income"),
        listing("t2", *rows, title="收支总表", kind="overview", side="expenditure"),
    )


def test_a_total_of_the_year_on_one_side_wants_one_on_the_other_before_what_is_carried_over() -> None:
    assert len(broken(sides("教育", "年终结转结余", "支出总计"), "one_total")) == 1
    assert not broken(sides("教育", "本年支出合计", "年终结转结余", "支出总计"), "one_total")
    assert not broken(sides("教育", "支出总计"), "one_total")
    assert len(broken(sides("教育", "本年支出合计", "年终结转结余"), "one_total")) == 1


def levels(skip: bool) -> Filing:
    lines = [line for n in range(10) for line in (row(f"类{n}", "1.00"), row(f"款{n}", "1.00", level=2))]
    gap = [row("末类", "1.00"), row("末项", "1.00", level=3 if skip else 2)]
    return filing(listing("t1", *lines, *gap))


def test_a_row_set_in_by_two_levels_lacks_the_one_between() -> None:
    assert not broken(levels(False), "level_gap")
    (wrong,) = broken(levels(True), "level_gap")
    assert wrong.spots[0].row == "末项"


def items(*without: str) -> Filing:
    """Four classes of one item each, but for the codes left out."""
    codes = [code for n in range(1, 5) for code in (f"30{n}", f"30{n}01", f"30{n}02")]
    rows = [row(code, "1.00", code=code, level=len(code) // 2) for code in codes if code not in without]
    return filing(listing("t1", *rows))


@pytest.mark.parametrize(("without", "wrong"), [(("302",), "30201"), (("30201", "30202"), "302")])
def test_a_class_without_items_and_items_without_their_class_are_found(without: tuple[str, ...], wrong: str) -> None:
    assert not broken(items(), "code_level")
    (finding,) = broken(items(*without), "code_level")
    assert finding.spots[0].row == wrong


@pytest.mark.parametrize(("unit", "expected"), [("万元", 0), ("元", 1)])
def test_a_table_with_the_digits_of_another_in_another_unit_bears_a_wrong_one(unit: str, expected: int) -> None:
    names = [("20101", "12.34"), ("20102", "56.78"), ("20103", "90.12")]
    rows = [row(code, amount, code=code, level=2) for code, amount in names]
    total = row("合计", "159.24", total=True)
    first = listing("t1", *rows, total, kind="general_public_budget", title="一般公共预算支出表")
    made = filing(first, replace(first, id="t2", title="一般公共预算支出情况表", unit=unit))
    assert len(broken(made, "table_unit")) == expected


@pytest.mark.parametrize(("unit", "expected"), [("万元", 0), ("元", 1)])
def test_a_sentence_with_a_lines_digits_in_another_unit_contradicts_it(unit: str, expected: int) -> None:
    names = [f"科目{n}" for n in "甲乙丙丁戊"]
    amounts = [f"{n}2.3{n}" for n in range(1, 6)]
    told = [
        Statement(name, f"{name}{amount}", Source("made.txt", paragraph=at), amount=Decimal(amount), unit="万元")
        for at, (name, amount) in enumerate(zip(names, amounts, strict=True))
    ]
    table = listing("t1", *(row(name, amount) for name, amount in zip(names, amounts, strict=True)))
    made = replace(filing(table), statements=(*told[:-1], replace(told[-1], unit=unit)))
    assert len(broken(made, "sentence_amount")) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("部门共有在职人员54人。", [CheckStatus.BROKEN]),
        ("部门共有在职人员45人。", [CheckStatus.HOLDS]),
        ("部门计划增加在职人员5人。", []),
        ("2025年末部门共有在职人员44人。", []),
    ],
)
def test_a_count_told_in_two_paragraphs_is_the_same(second: str, expected: list[CheckStatus]) -> None:
    made = filing(texts=["部门共有在职人员45人。", second])
    assert [one.status for one in run_checks([made]) if one.rule == "count_told"] == expected


def test_what_one_wrong_figure_breaks_is_one_cause() -> None:
    wrong = [row("类甲", "9.00", code="201"), row("款甲", "5.00", code="20101", level=2)]
    wrong += [row("款乙", "3.00", code="20102", level=2), row("类乙", "6.00", code="202")]
    wrong += [row("款丙", "2.00", code="20201", level=2), row("款丁", "3.50", code="20202", level=2)]
    right = [
        line
        for n in range(3, 7)
        for line in (row(f"类{n}", "1.00", code=f"20{n}"), row(f"款{n}", "1.00", code=f"20{n}01", level=2))
    ]
    first = listing("t1", *wrong, *right)
    findings = [*run_checks([filing(first, replace(first, id="t2", title="另一张表"), *sums())])]
    causes = by_cause(findings)
    sizes = {
        cause.finding.spots[0].row: len(cause.consequences) for cause in causes if cause.finding.rule == "code_total"
    }
    assert sizes == {"类甲": 1, "类乙": 1}
    assert sum(1 + len(cause.consequences) for cause in causes) == sum(f.status is CheckStatus.BROKEN for f in findings)


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("根据保密规定，部分涉密事项在公开时予以剔除。", "11.00", CheckStatus.EXPLAINED),
        ("根据保密规定，部分涉密事项在公开时予以剔除。", "19.00", CheckStatus.BROKEN),
        ("备注：涉密项目不予公开（请核实单位是否有涉密项目）。", "11.00", CheckStatus.BROKEN),
        ("严格遵守保密规定。", "11.00", CheckStatus.BROKEN),
    ],
)
def test_lines_left_out_for_secrecy_explain_what_is_less_than_the_total(
    text: str, last: str, expected: CheckStatus
) -> None:
    findings = run_checks([filing(*sums(last), texts=[text])])
    (found,) = [one for one in findings if one.rule == "table_total" and one.figures[0] == "42.00 万元"]
    assert found.status is expected
    assert (found.spots[1].quote == text) is (expected is CheckStatus.EXPLAINED)
