"""Two versions of one filing are told from parts of one and from two filings that only look alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.filing import Filing, FilingKind, Paragraph
from budget.source import Source
from budget.table import Cell, Row, Table
from budget.versions import older_versions


def filing(file: str, amounts: tuple[str, ...] = ("120.00", "80.00", "40.00"), **changed: object) -> Filing:
    rows = tuple(
        Row(label, (Cell(amount, Decimal(amount)),))
        for label, amount in zip(("合计", "基本支出", "项目支出"), amounts, strict=True)
    )
    table = Table("t1", "部门支出总体情况表", "expenditure", "万元", ("金额",), rows)
    made = Filing(
        file, "河岸市档案馆2026年部门预算", "河岸市档案馆", "河岸市", 2026, FilingKind.DEPARTMENT_BUDGET, None, (table,)
    )
    return replace(made, **changed)


def test_the_one_saved_later_is_the_newer_whatever_the_order() -> None:
    first = filing("b.pdf", saved="20260210090000")
    second = filing(
        "a.pdf", ("125.00", "80.00", "45.00"), saved="20260301090000", title="河岸市档案馆2026年部门预算（更正）"
    )
    second = replace(
        second, tables=(replace(first.tables[0], rows=(*first.tables[0].rows[:2], second.tables[0].rows[2])),)
    )
    assert older_versions([second, first]) == older_versions([first, second]) == {"b.pdf": "a.pdf"}


def test_without_dates_the_one_added_later_is_the_newer() -> None:
    assert older_versions([filing("a.txt", added=7), filing("b.txt", added=2, saved="20260101000000")]) == {
        "b.txt": "a.txt"
    }
    assert older_versions([filing("a.txt"), filing("b.txt"), filing("c.txt")]) == {"a.txt": "c.txt", "b.txt": "c.txt"}


@pytest.mark.parametrize(
    "changed",
    [
        {"year": 2025},
        {"kind": FilingKind.UNIT_BUDGET},
        {"department": "河岸市图书馆"},
        {"title": "河岸市档案馆（本级）2026年部门预算"},
        {"amounts": ("70.00", "60.00", "10.00")},
        {"tables": (), "paragraphs": (Paragraph("支出预算120万元。", Source("b.pdf")),)},
        {"department": "", "kind": FilingKind.OTHER},
    ],
)
def test_what_only_looks_alike_is_no_version(changed: dict[str, object]) -> None:
    assert older_versions([filing("a.pdf"), filing("b.pdf", **changed)]) == {}


def test_narratives_are_compared_by_their_text() -> None:
    def told(file: str, *texts: str) -> Filing:
        return filing(file, tables=(), paragraphs=tuple(Paragraph(text, Source(file)) for text in texts))

    same = "河岸市档案馆负责保管全市的档案。"
    assert older_versions([told("a.pdf", same, "增加20万元。"), told("b.pdf", same, "增加30万元。")]) == {
        "a.pdf": "b.pdf"
    }
    assert older_versions([told("a.pdf", same, "甲", "乙"), told("b.pdf", same, "丙", "丁")]) == {}
