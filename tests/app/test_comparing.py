"""Bodies and years side by side: the right cell of each filing, units made one, and what is missing said as that."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.comparing.lines import coded_lines, named_lines
from app.comparing.points import Standing, changes, comparable, compare
from app.interface import wording
from app.screens.staff_words import staff_words
from app.views.compare import amount_to_text, comparison_to_answer, comparison_to_html
from app.views.export import answer_to_csv
from budget.filing import Filing, FilingKind
from index.library import LibrarySettings, open_library
from ingest.read import read_filing
from tests.conftest import ROOT, missing
from tests.made_up_filing import expenditure, filing, row, table

LINES = {line.key: line for line in named_lines()}
BODY = "绿水市园林处"


def budget(year: int, total: str, project: str, unit: str = "万元", body: str = BODY, **more: object) -> Filing:
    spent = expenditure(row("212", "城乡社区支出", total, "", project), row("", "合计", total, "", project), unit=unit)
    return filing(spent, file=f"{body}{year}.txt", department=body, year=year, **more)  # type: ignore[arg-type]


def standing(filings: list[Filing], line: str, year: int = 2026) -> Standing:
    return compare(filings, LINES[line], [BODY], [year])[0].standing


def test_units_are_made_one_exactly() -> None:
    held = comparable([budget(2025, "1,234,567.89", "1", unit="元"), budget(2026, "200.5", "2")], final=False)
    points = compare(held, LINES["expenditure"], [BODY], [2025, 2026])
    assert [point.amount.value for point in points if point.amount] == [Decimal("123.456789"), Decimal("200.5")]
    change = changes(points)[BODY]
    assert (change.delta, change.percent) == (Decimal("77.043211"), Decimal("62.41"))


def test_what_is_missing_is_said_as_what_it_is() -> None:
    held = comparable([budget(2026, "100.00", "")], final=False)
    assert standing(held, "expenditure") is Standing.PRINTED
    assert standing(held, "project") is Standing.BLANK
    assert standing(held, "abroad") is Standing.ABSENT
    assert standing(held, "expenditure", 2024) is Standing.NO_FILING
    assert changes(compare(held, LINES["expenditure"], [BODY], [2024, 2026])) == {}


def test_one_code_in_rows_that_differ_is_not_guessed_at() -> None:
    spent = expenditure(row("212", "城乡社区支出", "1.00", "", ""), row("212", "城乡社区支出", "2.00", "", ""))
    held = comparable([filing(spent)], final=False)
    (line,) = coded_lines(held, "functional")
    (point,) = compare(held, line, [BODY], [2026])
    assert point.standing is Standing.SEVERAL and point.amount is None and len(point.facts) == 2


def test_a_code_leads_to_its_row_and_a_nameless_code_to_its_name() -> None:
    coded = expenditure(row("212", "城乡社区支出", "7.00", "", ""), row("", "合计", "9.00", "", ""))
    bare = expenditure(row("", "城乡社区支出", "5.00", "", ""))
    held = comparable([filing(coded), filing(bare, file="b.txt", year=2025)], final=False)
    (line,) = coded_lines(held, "functional")
    assert (line.key, line.zh) == ("212", "城乡社区支出")
    points = compare(held, line, [BODY], [2025, 2026])
    assert [str(point.amount.value) for point in points if point.amount] == ["5.00", "7.00"]


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        (("预算数", "决算数"), ("10.00", "8.00"), "8.00"),
        (("决算数 / 合计", "决算数 / 基本支出"), ("8.00", "3.00"), "8.00"),
        (("合计", "基本支出"), ("8.00", "3.00"), "8.00"),
    ],
)
def test_final_accounts_are_compared_by_what_was_spent(
    columns: tuple[str, ...], cells: tuple[str, ...], expected: str
) -> None:
    spent = table("expenditure", columns, row("", "合计", *cells))
    made = filing(spent, kind=FilingKind.DEPARTMENT_FINAL)
    held = comparable([made, budget(2026, "11.00", "")], final=True)
    (point,) = compare(held, LINES["expenditure"], [BODY], [2026])
    assert point.amount is not None and str(point.amount.value) == expected
    assert compare(comparable([made], final=False), LINES["expenditure"], [BODY], [2026])[0].filing is None


def test_the_three_public_expenses_as_rows_and_as_columns() -> None:
    rows = table(
        "three_public", ("合计", "资金来源 / 一般公共预算"),
        row("", "合计", "30.00", "30.00"), row("", "因公出国（境）费", "", ""), row("", "公务接待费", "4.00", "4.00"),
        row("", "公务用车购置及运行费（小计）", "26.00", "26.00"), row("", "其中：公务用车购置费", "20.00", "20.00"),
        row("", "公务用车运行费", "6.00", "6.00"),
    )  # fmt: skip
    across = table(
        "three_public",
        ("“三公”经费预算数 / 合计", "“三公”经费预算数 / 因公出国（境）费", "“三公”经费预算数 / 公务接待费",
         "“三公”经费预算数 / 公务用车购置及运行费 / 小计", "“三公”经费预算数 / 公务用车购置及运行费 / 购置费",
         "“三公”经费预算数 / 公务用车购置及运行费 / 运行费", "机关运行经费预算数"),
        row("", "", "30.00", "", "4.00", "26.00", "20.00", "6.00", "99.00"),
    )  # fmt: skip
    for held in (rows, across):
        made = comparable([filing(held)], final=False)
        told = {}
        for key in ("three_public", "abroad", "reception", "vehicles", "vehicle_purchase", "vehicle_running"):
            (point,) = compare(made, LINES[key], [BODY], [2026])
            told[key] = str(point.amount.value) if point.amount else str(point.standing)
        assert list(told.values()) == ["30.00", "blank", "4.00", "26.00", "20.00", "6.00"]


def test_of_two_versions_the_newer_is_compared() -> None:
    older = replace(budget(2026, "1.00", "9.00"), file="old.txt", saved="20260101000000")
    rows = replace(budget(2026, "1.00", "9.00"), file="new.txt", saved="20260301000000")
    assert [one.file for one in comparable([older, rows], final=False)] == ["new.txt"]


def test_the_figures_go_along_with_their_sources_and_nothing_is_markup() -> None:
    evil = "<img src=x onerror=alert(1)>"
    held = comparable([budget(2025, "100.00", "1", body=evil), budget(2026, "150.00", "2", body=evil)], final=False)
    points = compare(held, LINES["expenditure"], [evil], [2024, 2025, 2026])
    html = comparison_to_html(points, [2024, 2025, 2026], "支出合计", staff_words("zh"))
    assert "<img" not in html and "+50.00<small>+50.00%</small>" in html and "没有文件" in html
    answer = comparison_to_answer("支出合计", "支出合计", points, staff_words("zh"))
    assert [(figure.value, figure.unit, figure.citations) for figure in answer.figures] == [
        (Decimal("100.00"), "万元", (1,)),
        (Decimal("150.00"), "万元", (2,)),
        (Decimal("50.00"), "万元", (1, 2)),
        (Decimal("50.00"), "%", (1, 2)),
    ]
    lines = list(csv.reader(io.StringIO(answer_to_csv(answer, wording("zh")))))
    assert len(lines) == 1 + 6 and "部门支出总体情况表" in lines[1]


def test_amounts_keep_every_digit() -> None:
    assert [amount_to_text(Decimal(text)) for text in ("1234.5678", "0", "-0.5", "15000")] == [
        "1,234.5678",
        "0.00",
        "-0.50",
        "15,000.00",
    ]


def test_a_line_of_the_samples_over_the_years(tmp_path: Path) -> None:
    files = sorted((ROOT / "samples" / "filings").glob("wanli-subdistrict-*.pdf"))
    if len(files) < 3:
        missing("samples/filings is not made yet: run python -m samples.make")
    with open_library(tmp_path / "library", LibrarySettings(vectors=False)) as library:
        for file in files[-2:]:
            library.add(file, read_filing)
        held = comparable(library.filings(), final=False)
    points = compare(held, LINES["three_public"], [held[0].department], [2024, 2025])
    assert [str(point.amount.value) for point in points if point.amount] == ["47.91", "37.91"]
