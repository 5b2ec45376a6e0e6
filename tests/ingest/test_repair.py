"""Repairs: accepted only where sums or other tables prove them, told as problems, else left as printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from budget.problem import Problem
from budget.sums import Outcome, check_sum, table_sums
from budget.table import Table
from ingest.document import Document
from ingest.tables import document_to_tables
from ingest.text import lines_to_blocks, read_text


def read(text: str) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    return document_to_tables(Document("a.txt", tuple(lines_to_blocks(text.splitlines()))))


SHIFTED = """部门收入总表
单位：万元
科目编码\t科目名称\t总计\t一般公共预算\t政府性基金\t单位资金\t上年结转
208\t社会保障和就业支出\t9.00\t6.00\t\t\t3.00
20801\t人力资源事务\t5.00\t4.00\t\t1.00\t
20802\t民政管理事务\t4.00\t2.00\t\t2.00\t
\t合计\t9.00\t6.00\t\t\t3.00
"""


def test_figures_that_slipped_go_where_the_sums_hold() -> None:
    (table,), problems = read(SHIFTED)
    assert [[str(cell.value) if cell.value else "" for cell in row.cells] for row in table.rows] == [
        ["9.00", "6.00", "", "", "3.00"],
        ["5.00", "4.00", "", "", "1.00"],
        ["4.00", "2.00", "", "", "2.00"],
        ["9.00", "6.00", "", "", "3.00"],
    ]
    assert [cell.recovered for cell in table.rows[1].cells] == [False, False, False, False, True]
    assert {problem.code for problem in problems} == {"shifted_column"}
    assert "单位资金" in problems[0].text and "上年结转" in problems[0].text
    assert problems[0].place.line == 5


def test_two_repairs_that_mend_as_much_prove_neither() -> None:
    (table,), problems = read(SHIFTED.rsplit("\t合计", 1)[0])
    assert [str(row.cells[3].value) for row in table.rows[1:]] == ["1.00", "2.00"]
    assert not problems


def test_what_sums_do_not_prove_stays_as_printed() -> None:
    (table,), problems = read(SHIFTED.replace("\t2.00\t\n", "\t2.70\t\n"))
    assert [str(row.cells[3].value) for row in table.rows[1:3]] == ["1.00", "2.70"]
    assert not any(cell.recovered for row in table.rows for cell in row.cells)
    assert not problems


LOST = """部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
208\t社会保障和就业支出\t9.00\t5.00\t4.00
20801\t人力资源事务\t6.00\t5.00\t1.00
20802\t民政管理事务\t3.00\t\t3.00
\t合计\t9.00\t5.00\t4.00

一般公共预算支出表
单位：万元
科目编码\t合计\t基本支出\t项目支出
208\t社会保障和就业支出\t9.00\t4.00
20801\t人力资源事务\t6.00\t1.00
20802\t民政管理事务\t3.00\t3.00
\t合计\t9.00\t4.00
"""


def test_a_lost_column_is_found_by_another_table_and_computed() -> None:
    tables, problems = read(LOST)
    table = tables[1]
    assert table.columns == ("合计", "基本支出", "项目支出")
    assert [[str(cell.value) if cell.value is not None else "" for cell in row.cells] for row in table.rows] == [
        ["9.00", "5.00", "4.00"],
        ["6.00", "5.00", "1.00"],
        ["3.00", "", "3.00"],
        ["9.00", "5.00", "4.00"],
    ]
    basic = table.rows[0].cells[1]
    assert basic.recovered and basic.text == "5.00"
    assert table.rows[2].cells[1].blank, "a zero was not printed: the cell stays blank"
    assert {problem.code for problem in problems} == {"lost_column"}


def test_a_lost_column_without_a_witness_is_told_and_left() -> None:
    tables, problems = read(LOST.split("\n\n")[1])
    assert [problem.code for problem in problems] == ["lost_column"]
    assert "无法证明" in problems[0].text
    assert not any(cell.recovered for row in tables[0].rows for cell in row.cells)


DISPLACED = """结转结余表
单位：万元
项目\t合计\t基本支出\t项目支出
甲项目\t2.00\t\t2.00
乙项目\t3.00\t1.00\t2.00
\t总计\t1.00\t4.00
"""


def test_a_total_whose_label_took_its_place_is_computed_where_both_ways_agree() -> None:
    (table,), problems = read(DISPLACED)
    total = table.rows[-1]
    assert (total.label, total.level) == ("总计", 0)
    assert total.cells[0].value == Decimal("5.00") and total.cells[0].recovered
    assert [problem.code for problem in problems] == ["lost_cell"]


def test_a_total_is_left_blank_where_the_two_ways_differ() -> None:
    (table,), problems = read(DISPLACED.replace("1.00\t4.00", "1.00\t4.50"))
    assert table.rows[-1].cells[0].value is None
    assert "留空" in problems[0].text


def test_a_number_broken_by_a_blank_is_read_and_told() -> None:
    (table,), problems = read("支出表\n单位：万元\n项目\t合计\n甲\t2287.2 9\n乙\t1.00\n")
    assert table.rows[0].cells[0].value == Decimal("2287.29")
    assert [(problem.code, problem.place.line) for problem in problems] == [("broken_number", 4)]


def test_all_sums_of_a_real_dump_hold_after_the_repairs(shared: Path) -> None:
    tables, problems = document_to_tables(read_text(shared / "filings" / "kashgar-social-insurance-2026.txt"))
    broken = [
        (table.title, claim)
        for table in tables
        for claim in table_sums(table)
        if check_sum(table, claim) is Outcome.BROKEN
    ]
    assert broken == []
    assert not [problem for problem in problems if problem.code == "unproved_repair"]
    recovered = [cell for table in tables for row in table.rows for cell in row.cells if cell.recovered]
    assert recovered and all(cell.text for cell in recovered)
