"""The page of question statistics: how many a day, what became of them, of which kind, how quick; no question's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from app.desk.counts import Counted
from app.desk.reviews import MARKS, ReviewList
from app.interface import Wording
from app.screens.frame import Frame
from app.screens.staff_words import draw_head, staff_words
from budget.answer import Status

if TYPE_CHECKING:
    import altair as alt

SPANS: Final = (7, 30, 90)
_INKS: Final = {
    "light": ["#2f5d73", "#8a5a00", "#a63a24", "#6b6557"],
    "dark": ["#86b8cf", "#e0b25a", "#e58b70", "#a9a293"],
}


def draw(frame: Frame) -> None:
    """One run of the page."""
    words, counts = staff_words(frame.words.language), frame.desk.counts
    draw_head(frame.words.say("page_statistics"), words.say("statistics_lead"))
    if counts is None:
        st.html(f'<p class="wz-missing">{escape(words.say("statistics_off"))}</p>')
        return
    span = st.segmented_control(
        words.say("statistics_span"), SPANS, default=SPANS[1], required=True, key="statistics_span",
        format_func=lambda days: words.say("statistics_days", count=days),
    )  # fmt: skip
    days = int(span or SPANS[1])
    counted = counts.last(days)
    if counted:
        st.html(tiles_to_html(counted, words))
        st.altair_chart(_picture(counted, days, words), width="stretch", key="statistics-days")
        for key in ("operation", "door", "language"):
            st.html(_table(key, Counter(_name(key, getattr(one, key), words) for one in counted), words))
    else:
        st.html(f'<p class="wz-missing">{escape(words.say("statistics_none"))}</p>')
    if frame.desk.reviews is not None and (opinions := _opinions(frame.desk.reviews, days, words)):
        st.html(_table("opinions", opinions, words))


def _name(key: str, value: str, words: Wording) -> str:
    return words.name(key, value) if value else words.say("statistics_other")


def tiles_to_html(counted: Sequence[Counted], words: Wording) -> str:
    """How many were asked, what part was answered, how long they took."""
    statuses = Counter(one.status for one in counted)
    times = sorted(one.ms for one in counted)
    answered = 100 * statuses[Status.ANSWERED] / len(counted)
    tiles = (
        (f"{len(counted):,}", "", words.say("statistics_questions")),
        (f"{answered:.0f}", "%", words.say("statistics_answered")),
        (f"{times[len(times) // 2]:,}", "ms", words.say("statistics_median")),
        (f"{times[min(len(times) * 95 // 100, len(times) - 1)]:,}", "ms", words.say("statistics_slow")),
    )
    made = "".join(
        f'<div class="wz-tile"><div class="wz-big"><span class="wz-digits">{digits}</span><span class="wz-unit">{unit}</span></div>'
        f'<div class="wz-label">{escape(label)}</div></div>'
        for digits, unit, label in tiles
    )
    return f'<div class="wz-tiles wz-headline st-tiles">{made}</div>'


def _picture(counted: Sequence[Counted], span: int, words: Wording) -> alt.Chart:
    # The import is heavy: it happens when the first picture is drawn.
    import altair as alt

    names = {status.value: words.say(f"statistics_{status.value}") for status in Status}
    by_day = Counter((one.day, one.status) for one in counted)
    rows = [
        {"day": day.strftime("%m-%d"), "status": names.get(status, status), "count": count}
        for (day, status), count in sorted(by_day.items())
    ]
    theme = "dark" if st.context.theme.type == "dark" else "light"
    said = "; ".join(f"{row['day']} {row['status']}: {row['count']}" for row in rows)
    days = [day.strftime("%m-%d") for day in _days(span)]
    return (
        alt.Chart(alt.Data(values=rows), description=f"{words.say('statistics_by_day')}. {said}")
        .mark_bar()
        .encode(
            x=alt.X("day:O", title=None, scale=alt.Scale(domain=days), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("count:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "status:N",
                scale=alt.Scale(domain=list(names.values()), range=_INKS[theme]),
                legend=alt.Legend(title=None, orient="top", columns=2),
            ),
            tooltip=[
                alt.Tooltip("day:O", title=" "),
                alt.Tooltip("status:N", title=" "),
                alt.Tooltip("count:Q", title=" "),
            ],
        )
        .properties(height=240, background="transparent", title=words.say("statistics_by_day"))
        .configure_view(strokeWidth=0)
    )


def _days(span: int) -> list[date]:
    today = datetime.now(UTC).date()
    return [today - timedelta(days=back) for back in reversed(range(span))]


def _opinions(reviews: ReviewList, days: int, words: Wording) -> Counter[str]:
    since = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    marks = Counter(review.mark for review in reviews.all() if review.at >= since)
    return Counter({words.say(f"statistics_mark_{mark}"): marks[mark] for mark in MARKS if marks[mark]})


def _table(key: str, counts: Counter[str], words: Wording) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="wz-num">{count:,}</td></tr>'
        for name, count in counts.most_common()
    )
    title = f'<h2 class="wz-group">{escape(words.say(f"statistics_{key}"))}</h2>'
    return f'{title}<div class="wz-scroll wz-ledger st-listing" tabindex="0"><table><tbody>{rows}</tbody></table></div>'
