"""An answer's picture, drawn with Altair: the lengths are the figures', the words beside them the answer's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from app.interface import Wording
from app.views.chart import Chart, ChartKind, answer_to_chart
from budget.answer import Answer
from budget.taxonomy.english import english_name

if TYPE_CHECKING:
    import altair as alt

_ROW: Final = 48
_TITLE: Final = 30
_FONT: Final = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif'
_INKS: Final = {
    "light": {"accent": "#a63a24", "soft": "#6b6557", "ink": "#25221c", "ground": "#e6ddca"},
    "dark": {"accent": "#e58b70", "soft": "#a9a293", "ink": "#ece7db", "ground": "#4a453b"},
}


def draw_chart(answer: Answer, turn: int, words: Wording) -> None:
    """The picture of that answer, where one says it better; its figures stay beside it as text."""
    chart = answer_to_chart(answer)
    if chart is None:
        return
    theme = "dark" if st.context.theme.type == "dark" else "light"
    with st.container(key=f"chart-{turn}"):
        st.altair_chart(chart_to_altair(chart, theme, words), width="stretch", key=f"picture-{turn}")


def chart_to_altair(chart: Chart, theme: str, words: Wording) -> alt.LayerChart:
    """The picture as an Altair chart in the colours of that theme; its description says it in words."""
    # The import is heavy: it happens when the first picture is drawn.
    import altair as alt

    inks = _INKS[theme]
    # A length on the screen need not be exact; the words beside it are the answer's own figures.
    rows = [
        {"label": _label(chart, at, words), "value": float(point.value), "display": point.display, "at": at}
        for at, point in enumerate(chart.points)
    ]
    base = alt.Chart(alt.Data(values=rows))
    drawn = _trend(base, inks) if chart.kind is ChartKind.TREND else _bars(base, chart, inks)
    said = "; ".join(f"{row['label']}: {row['display']}" for row in rows)
    title = words.say(f"chart_{chart.kind}", name=_name(chart.name, words)) or words.say("chart_amounts")
    heading = alt.TitleParams(
        title, anchor="start", fontSize=13, fontWeight=500, color=inks["soft"], font=_FONT, offset=12
    )
    return drawn.properties(
        title=heading,
        description=f"{title}. {said}",
        height=200 if chart.kind is ChartKind.TREND else _ROW * len(rows) + _TITLE,
        background="transparent",
        padding={"left": 2, "right": 2, "top": 6, "bottom": 4},
    ).configure_view(strokeWidth=0)


def _label(chart: Chart, at: int, words: Wording) -> str:
    """A bar's label; of budget and final accounts which of the two it is."""
    label = chart.points[at].label
    if chart.kind is ChartKind.OUTTURN:
        return f"{words.say('chart_budget' if at == 0 else 'chart_final')} · {_name(label, words)}"
    return _name(label, words)


def _name(label: str, words: Wording) -> str:
    """A label as filings have it; in English with its English name, where it has one."""
    english = english_name(label) if label and words.language == "en" else None
    return f"{english[:1].upper()}{english[1:]} ({label})" if english else label


def _trend(base: Any, inks: dict[str, str]) -> alt.LayerChart:
    import altair as alt

    x = alt.X("label:O", title=None, axis=alt.Axis(labelAngle=0, labelFontSize=13, labelColor=inks["soft"], domainColor=inks["ground"],
                                                    ticks=False, labelPadding=8))  # fmt: skip
    y = alt.Y("value:Q", title=None, axis=None, scale=alt.Scale(zero=True, nice=True, padding=22))
    tip = [alt.Tooltip("label:N", title=" "), alt.Tooltip("display:N", title="  ")]
    area = base.mark_area(color=inks["accent"], opacity=0.08).encode(x=x, y=y)
    line = base.mark_line(color=inks["accent"], strokeWidth=2.5).encode(x=x, y=y)
    dots = base.mark_point(color=inks["accent"], filled=True, size=80, opacity=1).encode(x=x, y=y, tooltip=tip)
    said = base.mark_text(dy=-14, fontSize=13, fontWeight=600, color=inks["ink"], font=_FONT).encode(
        x=x, y=y, text="display:N"
    )
    return alt.layer(area, line, dots, said)


def _bars(base: Any, chart: Chart, inks: dict[str, str]) -> alt.LayerChart:
    """Lying bars, each under its label: a label beside its bar would leave a phone no room for either."""
    import altair as alt

    y = alt.Y("at:O", title=None, axis=None, scale=alt.Scale(paddingInner=0.1))
    # Room on the right for the words behind the longest bar.
    longest = float(max(point.value for point in chart.points))
    x = alt.X("value:Q", title=None, axis=None, scale=alt.Scale(domain=[0, longest * 1.65], nice=False))
    tip = [alt.Tooltip("label:N", title=" "), alt.Tooltip("display:N", title="  ")]
    first = alt.condition(alt.datum.at == _marked(chart), alt.value(inks["accent"]), alt.value(inks["soft"]))
    bars = base.mark_bar(cornerRadiusEnd=2, size=14, yOffset=10).encode(x=x, y=y, color=first, tooltip=tip)
    words = {"align": "left", "font": _FONT, "fontSize": 13, "color": inks["ink"]}
    names = base.mark_text(dy=-9, dx=1, limit=320, **words).encode(x=alt.value(0), y=y, text="label:N")
    said = base.mark_text(dy=10, dx=7, fontWeight=600, **words).encode(x=x, y=y, text="display:N")
    return alt.layer(bars, names, said)


def _marked(chart: Chart) -> int:
    """The bar in the accent's colour: what was asked for, the first of a ranking, the part of its whole."""
    return 1 if chart.kind in (ChartKind.PART, ChartKind.OUTTURN) else 0
