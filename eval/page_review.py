"""The page of the review list: what visitors judged and what found nothing; one click makes it a question of the bug list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from app.desk.desk import Desk
from app.desk.reviews import NOTHING, UP, Review, ReviewList
from app.errors import UserError
from app.interface import Wording
from app.screens.frame import Frame
from eval import view_run
from eval.add import REPORTED, add_reviewed, target
from eval.draft import unchecked_lines
from eval.page_wording import page_words, style
from eval.settings import EvalSettings

SHOWN: Final = 30
"""So many entries are drawn at most."""
LEFT: Final = "left"
FEW: Final = 5
"""Where a question was asked of the whole library and cites nothing, a library of so many filings is named whole."""
_VIEWS: Final = ("waiting", "handled")


def draw(frame: Frame) -> None:
    """One run of the page."""
    words = page_words(frame.words.language)
    st.html(f"<style>{style()}</style>")
    st.html(view_run.head_to_html(frame.words.say("page_review"), words.say("review_lead")))
    reviews = frame.desk.reviews
    if reviews is None:
        st.html(f'<p class="wz-missing">{escape(words.say("review_off"))}</p>')
        return
    _draw_waiting_gold(words)
    if said := st.session_state.pop("review_said", None):
        st.html(f'<p class="we-told" role="status">{escape(said)}</p>')
    entries = reviews.all()
    if not entries:
        st.html(f'<p class="wz-missing">{escape(words.say("review_none"))}</p>')
        return
    counts = {view: sum(_is_in(entry, view) for entry in entries) for view in _VIEWS}
    view = st.segmented_control(
        words.say("review_show"), _VIEWS, default="waiting", key="review_view", required=True, label_visibility="collapsed",
        format_func=lambda name: f"{words.say(f'review_{name}')} {counts[name]}",
    )  # fmt: skip
    shown = [entry for entry in entries if _is_in(entry, view)]
    for entry in shown[:SHOWN]:
        with st.container(key=f"entry-{entry.id}", gap="small"):
            _draw_entry(entry, frame.desk, reviews, words)
    if len(shown) > SHOWN:
        st.html(f'<p class="wz-missing">{escape(words.say("review_more", count=len(shown) - SHOWN))}</p>')


def _is_in(entry: Review, view: str) -> bool:
    """What was praised needs no one; it is told among what is done with."""
    waits = not entry.outcome and entry.mark != UP
    return waits == (view == "waiting")


def _draw_waiting_gold(words: Wording) -> None:
    file = target(REPORTED, EvalSettings())
    if lines := unchecked_lines(file):
        listed = ", ".join(map(str, lines))
        st.html(
            f'<p class="wz-note">{escape(words.say("review_gold_waits", file=file, count=len(lines), lines=listed))}</p>'
        )


def _draw_entry(entry: Review, desk: Desk, reviews: ReviewList, words: Wording) -> None:
    st.html(entry_to_html(entry, words))
    if entry.outcome:
        return
    names = [filing.file for filing in desk.filings]
    chosen = st.multiselect(
        words.say("review_filings"), names, default=_likely_filings(entry, names), key=f"filings-{entry.id}"
    )
    with st.container(horizontal=True, gap="small"):
        given = (entry, chosen, desk, reviews, words)
        st.button(words.say("review_add"), key=f"add-{entry.id}", type="primary", on_click=_add, args=given)
        st.button(words.say("review_leave"), key=f"leave-{entry.id}", on_click=reviews.settle, args=(entry.id, LEFT))


def _likely_filings(entry: Review, names: Sequence[str]) -> list[str]:
    """Those that it was asked within, or that the answer cites; a small library whole where it cites none."""
    cited = (
        {citation.get("filing") for citation in entry.answer.get("citations", [])} if entry.mark != NOTHING else set()
    )
    wanted = set(entry.filings) or cited or (set(names) if len(names) <= FEW else set())
    return [name for name in names if name in wanted]


def _add(entry: Review, filings: list[str], desk: Any, reviews: ReviewList, words: Wording) -> None:
    if not filings:
        st.session_state["review_said"] = words.say("review_no_filing")
        return
    settings = EvalSettings()
    files = desk.originals(filings)
    try:
        file, line, id = add_reviewed(entry, files, target(REPORTED, settings))
    except (UserError, OSError) as error:
        st.session_state["review_said"] = words.say("review_failed", reason=error)
        return
    reviews.settle(entry.id, id)
    st.session_state["review_said"] = words.say("review_added", file=file, line=line, id=id)


def entry_to_html(entry: Review, words: Wording) -> str:
    """The question and its answer, with what was thought of it."""
    within = words.say("review_within") + ", ".join(entry.filings) if entry.filings else ""
    outcome = _outcome(entry, words)
    about = "".join(f"<span>{escape(part)}</span>" for part in (view_run.when(entry.at), within, outcome) if part)
    before = "".join(f'<p class="we-answer">{escape(words.say("miss_after") + asked)}</p>' for asked in entry.after)
    said = escape(words.say(f"review_mark_{entry.mark}"))
    return (
        f'<div class="we-entry"><p class="we-mark"><b class="we-{entry.mark}">{said}</b>{about}</p>{before}'
        f'<p class="we-asked">{escape(entry.question)}</p><p class="we-answer">{escape(str(entry.answer.get("text", "")))}</p></div>'
    )


def _outcome(entry: Review, words: Wording) -> str:
    if not entry.outcome:
        return ""
    return words.say("review_left") if entry.outcome == LEFT else words.say("review_outcome", id=entry.outcome)
