"""What the terminal shows of an answer."""

from __future__ import annotations

from decimal import Decimal

from app.commands.terminal import answer_to_lines, plain
from budget.answer import Answer, Caveat, Citation, Figure, Status

ANSWER = Answer(
    question="项目支出占多少？",
    language="zh",
    status=Status.ANSWERED,
    text="项目支出占 40.00% [1][2]。",
    figures=(
        Figure("result", "项目支出占比", Decimal("40.00"), "%", "40.00%", "4 / 10", (1, 2)),
        Figure("operand", "项目支出", Decimal("4"), "万元", "4 万元", None, (1,)),
    ),
    citations=(
        Citation(
            1,
            "cell",
            "a.pdf",
            "甲 2026 年预算",
            "",
            page=3,
            table="支出表",
            row="合计",
            column="项目支出",
            value=Decimal("4"),
            unit="万元",
        ),
        Citation(2, "text", "b.txt", "甲 2026 年预算", "总计 10 万元。\x1b[2J" + "很长" * 200, line=12),
    ),
    caveats=(Caveat("scope", "另一口径为 50%。"),),
    options=("基本支出占多少？",),
)


def test_answer_shows_text_computation_caveats_options_and_sources_in_that_order() -> None:
    lines = list(answer_to_lines(ANSWER))
    assert lines[0] == "项目支出占 40.00% [1][2]。"
    assert lines[2] == "= 项目支出占比: 4 / 10 = 40.00 %"
    assert lines[4] == "! 另一口径为 50%。"
    assert lines[6] == "? 基本支出占多少？"
    assert lines[8] == "[1] a.pdf, page 3, 支出表: 合计 × 项目支出 = 4 万元"
    assert lines[9].startswith("[2] b.txt, line 12: “总计 10 万元。[2J")
    assert lines[9].endswith("…”")
    assert len(lines) == 10


def test_a_blank_cell_is_not_shown_as_zero() -> None:
    blank = Citation(1, "cell", "a.pdf", "", "", page=3, table="支出表", row="合计", column="项目支出", unit="万元")
    shown = list(answer_to_lines(Answer("", "zh", Status.ANSWERED, "空白 [1]", citations=(blank,))))
    assert shown[-1] == "[1] a.pdf, page 3, 支出表: 合计 × 项目支出 = blank"


def test_control_characters_of_a_filing_do_not_reach_the_terminal() -> None:
    assert plain("a\x1b[31mb\x07\nc") == "a[31mb\nc"
