"""The page that sets bodies and years side by side: a line is chosen, and each filing's figure stands with its source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from app.comparing.lines import GROUPS, CompareLine, coded_lines, named_lines
from app.comparing.points import Point, comparable, compare, is_final
from app.interface import Wording
from app.screens.drawer import show_source
from app.screens.frame import Frame
from app.screens.staff_words import draw_head, staff_words
from app.screens.turn import plain
from app.views import compare as view
from app.views.answer import chip_label
from app.views.export import answer_to_csv
from app.views.export_xlsx import answer_to_xlsx
from budget.answer import Answer
from budget.filing import Filing

if TYPE_CHECKING:
    import altair as alt

BODIES: Final = 12
"""So many bodies are compared at most: a wider choice makes no table that can be read."""
FIRST: Final = 5
"""So many bodies, and years, are chosen to begin with."""
_OPENED: Final = "compare_opened"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# One red, then inks that can be told apart on paper and on a dark ground.
_INKS: Final = {
    "light": ["#a63a24", "#2f5d73", "#8a5a00", "#4f6b3a", "#6a4b78", "#6b6557", "#25221c"],
    "dark": ["#e58b70", "#86b8cf", "#e0b25a", "#a5c48c", "#c3a3d1", "#a9a293", "#ece7db"],
}


def draw(frame: Frame) -> None:
    """One run of the page."""
    words = staff_words(frame.words.language)
    draw_head(frame.words.say("page_compare"), words.say("compare_lead"))
    kinds = {is_final(filing) for filing in frame.desk.filings}
    sorts = [final for final in (False, True) if final in kinds and comparable(frame.desk.filings, final)]
    if not sorts:
        st.html(f'<p class="wz-missing">{escape(words.say("compare_nothing"))}</p>')
        return
    final = _choose_sort(sorts, words)
    filings = comparable(frame.desk.filings, final)
    line = _choose_line(filings, words)
    bodies, years = _choose_places(filings, words)
    if line is None or not bodies or not years:
        st.html(f'<p class="wz-missing">{escape(words.say("compare_choose"))}</p>')
        return
    points = compare(filings, line, bodies, years)
    name = _name(line, words)
    title = f"{name} · {words.say('compare_finals' if final else 'compare_budgets')}"
    answer = view.comparison_to_answer(title, name, points, words)
    st.html(view.comparison_to_html(points, years, name, words))
    _draw_picture(points, name, words)
    _draw_sources(answer, frame, words)
    _draw_files(answer, frame.words)
    opened = st.session_state.pop(_OPENED, None)
    if opened is not None:
        show_source(answer.citations, opened, frame.desk, frame.words)


def _name(line: CompareLine, words: Wording) -> str:
    name = line.zh if words.language == "zh" else line.en
    return f"{line.key} {name}" if line.key.isdigit() else name


def _choose_sort(sorts: Sequence[bool], words: Wording) -> bool:
    if len(sorts) == 1:
        return sorts[0]
    chosen = st.segmented_control(
        words.say("kind"), sorts, default=sorts[0], required=True, key="compare_final",
        format_func=lambda final: words.say("compare_finals" if final else "compare_budgets"),
    )  # fmt: skip
    return bool(chosen)


def _choose_line(filings: Sequence[Filing], words: Wording) -> CompareLine | None:
    group = st.segmented_control(
        words.say("compare_group"), GROUPS, default=GROUPS[0], required=True, key="compare_group",
        format_func=lambda name: words.say(f"compare_group_{name}"),
    )  # fmt: skip
    named = [line for line in named_lines() if line.group == group]
    lines = {line.key: line for line in named or coded_lines(filings, str(group))}
    if st.session_state.get("compare_line") not in lines:
        st.session_state["compare_line"] = next(iter(lines), None)
    chosen = st.selectbox(
        words.say("compare_line"), list(lines), key="compare_line", format_func=lambda key: _name(lines[key], words)
    )
    return lines.get(chosen) if chosen else None


def _choose_places(filings: Sequence[Filing], words: Wording) -> tuple[list[str], list[int]]:
    counts: dict[str, int] = {}
    for filing in filings:
        counts[filing.department] = counts.get(filing.department, 0) + 1
    known = sorted(counts, key=lambda body: (-counts[body], body))
    bodies = st.multiselect(
        words.say("compare_bodies", most=BODIES),
        known,
        default=known[:FIRST],
        max_selections=BODIES,
        key="compare_bodies",
    )
    held = sorted({filing.year for filing in filings if filing.year}, reverse=True)
    years = st.multiselect(words.say("compare_years"), held, default=held[:FIRST], key="compare_years")
    return bodies, sorted(years)


def _draw_picture(points: Sequence[Point], name: str, words: Wording) -> None:
    # A length on the screen need not be exact; the table above has the figures.
    rows = [
        {"body": one.body, "year": str(one.year), "value": float(one.amount.value), "shown": view.amount_to_text(one.amount.value)}
        for one in points
        if one.amount
    ]  # fmt: skip
    if len(rows) > 1:
        theme = "dark" if st.context.theme.type == "dark" else "light"
        st.altair_chart(
            _picture(rows, theme, f"{name} ({view.unit_name(words)})"), width="stretch", key="compare-chart"
        )


def _picture(rows: list[dict[str, Any]], theme: str, title: str) -> alt.Chart:
    # The import is heavy: it happens when the first picture is drawn.
    import altair as alt

    several = len({row["body"] for row in rows}) > 1
    said = "; ".join(f"{row['body']} {row['year']}: {row['shown']}" for row in rows)
    marked = (
        alt.Chart(alt.Data(values=rows), description=f"{title}. {said}")
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=alt.X("year:N", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=None),
            color=alt.Color(
                "body:N",
                scale=alt.Scale(range=_INKS[theme]),
                legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=320) if several else None,
            ),
            tooltip=[
                alt.Tooltip("body:N", title=" "),
                alt.Tooltip("year:N", title=" "),
                alt.Tooltip("shown:N", title=title),
            ],
        )
    )
    beside = marked.encode(xOffset="body:N") if several else marked
    return beside.properties(height=300, background="transparent").configure_view(strokeWidth=0)


def _draw_sources(answer: Answer, frame: Frame, words: Wording) -> None:
    st.html(f'<p class="wz-eyebrow">{escape(frame.words.say("sources"))}</p>')
    with st.container(horizontal=True, gap="small", key="sources-compare"):
        for one in answer.citations:
            label = f"{chip_label(one, False)} · {one.filing}"
            key = f"{view.KEY}-{one.id}"
            st.button(plain(label), key=key, on_click=_open, args=(one.id,))


def _open(citation: int) -> None:
    st.session_state[_OPENED] = citation


def _draw_files(answer: Answer, interface: Wording) -> None:
    with st.container(horizontal=True, gap="small", key="compare-files"):
        for ending, mime, made in (
            ("xlsx", _SHEET, partial(answer_to_xlsx, answer, interface)),
            ("csv", "text/csv", partial(answer_to_csv, answer, interface)),
        ):
            name, label = f"wenzhang-compare.{ending}", interface.say(f"export_{ending}")
            st.download_button(
                label,
                made,
                file_name=name,
                mime=mime,
                key=f"compare-{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
