"""A question and its answer on the page: the figure, the text, a picture, notes, sources, the computation, what comes next."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from app.desk.desk import Desk
from app.interface import Wording
from app.screens import conversation
from app.screens.actions import draw_actions
from app.screens.chart import draw_chart
from app.views import answer as view_answer
from app.views.mark import Marker, button_key
from budget.answer import Answer

STEPS: Final = 24
PAUSE: Final = 0.02
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")


def plain(text: str) -> str:
    """The text as Markdown that reads as the text itself: button labels are Markdown, and filings may hold anything."""
    return _MARKDOWN.sub(r"\\\1", text)


def draw_question(question: str) -> None:
    """A question as it was asked."""
    with st.chat_message("user"):
        st.html(f'<div class="wz-question">{escape(question)}</div>')


def draw_turn(answer: Answer, turn: int, words: Wording) -> None:
    """A question and its finished answer."""
    draw_question(answer.question)
    with st.chat_message("assistant"):
        marker = Marker(answer, turn, words)
        st.html(_head(marker))
        st.html(view_answer.text_to_html(answer.text, marker))
        _draw_rest(answer, turn, words)


def draw_new_turn(desk: Desk, question: str, filings: tuple[str, ...], words: Wording) -> None:
    """Ask, then show the answer as it comes: the figure at once, the text step by step, the sources last."""
    turn = len(conversation.answers())
    draw_question(question)
    with st.chat_message("assistant"):
        head = st.empty()
        head.html(f'<p class="wz-thinking" role="status">{escape(words.say("thinking"))}<i></i><i></i><i></i></p>')
        answer = conversation.ask(desk, question, filings, words)
        marker = Marker(answer, turn, words)
        head.html(_head(marker))
        text = st.empty()
        for part in view_answer.text_in_steps(answer.text, STEPS):
            text.html(view_answer.text_to_html(part, marker))
            time.sleep(PAUSE)
        _draw_rest(answer, turn, words)


def draw_next(questions: Sequence[str], words: Wording) -> None:
    """Questions to go on with, under the last answer."""
    if not questions:
        return
    st.html(f'<p class="wz-eyebrow">{escape(words.say("next_questions"))}</p>')
    with st.container(horizontal=True, gap="small", key="next"):
        for at, question in enumerate(questions):
            st.button(plain(question), key=f"next-{at}", on_click=conversation.put_question, args=(question,))


def _head(marker: Marker) -> str:
    parts = view_answer.status_to_html(marker.answer.status, marker.words) + view_answer.results_to_html(marker)
    return parts or '<span class="wz-none"></span>'


def _draw_rest(answer: Answer, turn: int, words: Wording) -> None:
    draw_chart(answer, turn, words)
    if answer.options:
        _draw_options(answer, turn, words)
    if answer.caveats:
        st.html(view_answer.caveats_to_html(Marker(answer, turn, words)))
    if answer.citations:
        _draw_sources(answer, turn, words)
    if view_answer.has_ledger(answer):
        with st.expander(words.say("computation"), key=f"ledger-{turn}", type="compact"):
            st.html(view_answer.ledger_to_html(Marker(answer, turn, words)))
    draw_actions(answer, turn, conversation.scopes().get(turn, ()), words)


def _draw_options(answer: Answer, turn: int, words: Wording) -> None:
    st.html(f'<p class="wz-eyebrow">{escape(words.say("options"))}</p>')
    with st.container(key=f"options-{turn}", gap="small"):
        for at, option in enumerate(answer.options):
            st.button(plain(option), key=f"option-{turn}-{at}", on_click=conversation.put_question, args=(option,))


def _draw_sources(answer: Answer, turn: int, words: Wording) -> None:
    st.html(f'<p class="wz-eyebrow">{escape(words.say("sources"))}</p>')
    several = len({citation.filing for citation in answer.citations}) > 1
    with st.container(horizontal=True, gap="small", key=f"sources-{turn}"):
        for citation in answer.citations:
            st.button(
                plain(view_answer.chip_label(citation, several)),
                key=button_key(turn, citation.id),
                on_click=conversation.open_source,
                args=(turn, citation.id),
            )
