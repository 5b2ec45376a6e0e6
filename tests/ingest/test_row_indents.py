"""Rows that print no code: their levels by how far their labels are set in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read_filing
from ingest.row_indents import Indent, indents_to_depths
from tests.ingest.made_up_pdf import Sheet
from tests.ingest.test_tables import tables_of

REVENUE = """2026年某市一般公共预算收入预算表
单位：万元

项目\t预算数
一、税收收入\t1,000
　　增值税\t550
　　企业所得税\t450
二、非税收入\t120
　　专项收入\t120
本级收入合计\t1,120
转移性收入\t520
　　上级补助收入\t470
　　　　返还性收入\t50
　　　　一般性转移支付收入\t420
　　调入资金\t50
收入总计\t1,640
"""


def test_labels_set_in_stand_under_the_row_above() -> None:
    (table,) = tables_of(REVENUE)
    assert {row.label: row.level for row in table.rows} == {
        "一、税收收入": 1, "增值税": 2, "企业所得税": 2, "二、非税收入": 1, "专项收入": 2, "本级收入合计": 0, "转移性收入": 1,
        "上级补助收入": 2, "返还性收入": 3, "一般性转移支付收入": 3, "调入资金": 2, "收入总计": 0,
    }  # fmt: skip
    assert table.rows[8].parents == ("转移性收入", "上级补助收入")


def test_what_the_printed_sums_speak_against_is_not_believed() -> None:
    text = "部门收入总表\n单位：万元\n\n项目\t金额\n财政拨款\t5.00\n　　事业收入\t3.00\n　　其他收入\t2.00\n收入合计\t10.00\n"
    (table,) = tables_of(text)
    assert [row.level for row in table.rows] == [1, 1, 1, 0]
    (table,) = tables_of(text.replace("10.00", "5.00"))
    assert [row.level for row in table.rows] == [1, 2, 2, 0]


@pytest.mark.parametrize("second", ["　　　　", "　　　　　　　"])
def test_what_follows_a_part_and_is_set_in_less_is_no_part(second: str) -> None:
    """The second part stands under 其中 or under the first part's own name."""
    (table,) = tables_of(
        "“三公”经费表\n单位：万元\n\n项目\t金额\n　　公务用车购置及运行费\t8.00\n　　　　其中：公务用车购置费\t3.00\n"
        f"{second}公务用车运行费\t5.00\n　　公务接待费\t2.00\n"
    )
    assert [row.level for row in table.rows] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    ("ems", "depths"),
    [
        ([0, 2, 2, 4, 0], [0, 1, 1, 2, 0]),
        ([0.3, 0.2, 1.3, 1.25], [0, 0, 1, 1]),
        ([0, 0.5, 1], None),  # steps too small to be meant
        ([2, 0, 2], None),  # begins set in
        ([0, 0, 0], None),
        ([0, 1, 2, 3, 4, 5, 6, 7], None),  # centred, or ragged
    ],
)
def test_indents_become_depths(ems: list[float], depths: list[int] | None) -> None:
    assert indents_to_depths([Indent(value, False) for value in ems]) == depths


def test_labels_in_the_middle_of_their_cells_tell_nothing() -> None:
    assert indents_to_depths([Indent(0, False), Indent(2, True), Indent(4, True)]) is None


def test_places_on_a_page_tell_levels(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "projects.pdf")
    sheet.text(250, 70, "项目支出总表", size=12)
    sheet.text(430, 90, "单位：万元")
    xs, ys = (50, 300, 480), (100, 120, 140, 160, 180)
    sheet.grid(xs, ys)
    sheet.fill(xs, ys, [("支出项目类别", "金额"), ("某市审计局", "9.00"), ("", "6.00"), ("", "3.00")])
    sheet.text(73, 154, "审计业务")
    sheet.text(73, 174, "信息化运行维护")
    (table,) = read_filing(sheet.save()).tables
    assert [(row.label, row.level) for row in table.rows] == [("某市审计局", 1), ("审计业务", 2), ("信息化运行维护", 2)]
    assert table.rows[2].parents == ("某市审计局",)
