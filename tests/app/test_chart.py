"""When an answer gets a picture, and that the picture holds the answer's own figures in their order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.interface import wording
from app.screens.chart import chart_to_altair
from app.views.chart import Chart, ChartKind, answer_to_chart
from budget.answer import Answer, Figure, Status
from tests.app.fake_desk import RANK, WHY, FakeDesk


def figure(label: str, value: str, unit: str = "万元", role: str = "result", formula: str | None = None) -> Figure:
    return Figure(role, label, Decimal(value), unit, f"{value} {unit}", formula)


def answer(*figures: Figure, operation: str = "", status: Status = Status.ANSWERED) -> Answer:
    return Answer("问", "zh", status, "答", figures, plan={"operation": operation})


def points(chart: Chart | None) -> list[tuple[str, str]]:
    assert chart is not None
    return [(point.label, str(point.value)) for point in chart.points]


def test_a_figure_over_years_is_a_trend_in_the_order_of_years() -> None:
    told = answer(
        figure("项目支出 · 2025", "8"),
        figure("项目支出 · 2023", "6"),
        figure("项目支出 · 2024", "5"),
        figure("项目支出", "3", formula="8 - 5"),
    )
    chart = answer_to_chart(told)
    assert chart is not None and (chart.kind, chart.name) == (ChartKind.TREND, "项目支出")
    assert points(chart) == [("2023", "6"), ("2024", "5"), ("2025", "8")]


def test_two_years_need_no_picture() -> None:
    assert answer_to_chart(answer(figure("项目支出 · 2024", "5"), figure("项目支出 · 2023", "6"))) is None


def test_a_figure_of_several_bodies_is_bars() -> None:
    told = answer(figure("支出合计", "5"), figure("支出合计 · 甲局", "5"), figure("支出合计 · 乙局", "3"))
    assert points(answer_to_chart(told)) == [("甲局", "5"), ("乙局", "3")]


def test_a_ranking_is_bars_in_its_order() -> None:
    ranked = FakeDesk().ask(RANK)
    chart = answer_to_chart(ranked)
    assert chart is not None and chart.kind is ChartKind.BARS
    assert [point.value for point in chart.points] == [one.value for one in ranked.figures]


def test_parts_of_a_whole_say_their_share() -> None:
    told = answer(
        figure("拨款", "3"),
        figure("结转", "1"),
        figure("拨款", "75", "%", "operand"),
        figure("结转", "25", "%", "operand"),
    )
    chart = answer_to_chart(told)
    assert chart is not None and chart.kind is ChartKind.SHARES
    assert [point.display for point in chart.points] == ["3 万元 · 75 %", "1 万元 · 25 %"]


@pytest.mark.parametrize(("operation", "kind"), [("share", ChartKind.PART), ("plan_and_outturn", ChartKind.OUTTURN)])
def test_a_share_is_drawn_beside_its_whole(operation: str, kind: ChartKind) -> None:
    told = answer(
        figure("人员经费", "80", "%", formula="8 / 10"),
        figure("人员经费", "8", role="operand"),
        figure("基本支出", "10", role="operand"),
        operation=operation,
    )
    chart = answer_to_chart(told)
    assert chart is not None and chart.kind is kind
    assert points(chart) == [("基本支出", "10"), ("人员经费", "8")]


@pytest.mark.parametrize(
    "figures",
    [
        (figure("甲", "3"), figure("乙", "-1"), figure("丙", "1")),
        (figure("甲", "3"), figure("乙", "1", "人"), figure("丙", "1")),
        (figure("甲", "3"), figure("甲", "2"), figure("丙", "1")),
        (figure("甲", "0"), figure("乙", "0"), figure("丙", "0")),
    ],
    ids=["below zero", "unlike units", "one name twice", "nothing but zeros"],
)
def test_what_can_t_stand_side_by_side_is_not_drawn(figures: tuple[Figure, ...]) -> None:
    assert answer_to_chart(answer(*figures)) is None


def test_no_picture_without_an_answer_or_of_a_change_alone() -> None:
    assert answer_to_chart(answer(figure("甲 · 乙", "3"), figure("甲 · 丙", "3"), status=Status.NOT_FOUND)) is None
    assert answer_to_chart(FakeDesk().ask(WHY)) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_is_drawn_and_says_itself_in_words(kind: ChartKind, theme: str, language: str) -> None:
    told = FakeDesk().ask(RANK)
    chart = answer_to_chart(told)
    assert chart is not None
    drawn = chart_to_altair(Chart(kind, "项目支出", "万元", chart.points), theme, wording(language)).to_dict()
    assert [row["display"] for row in drawn["data"]["values"]] == [one.display for one in told.figures]
    assert all(one.display in drawn["description"] for one in told.figures)
