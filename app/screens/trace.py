"""Under an answer, for staff alone: how it came about."""

from __future__ import annotations

import streamlit as st

from app.access.roles import Role
from app.screens import conversation
from app.screens.frame import Frame
from app.screens.staff_words import draw_looks, staff_words
from app.views.trace import facts_to_html, plan_to_html, trace_to_html


def draw(frame: Frame, turn: int) -> None:
    """The plan, the times and the facts at once; candidates and passages when they are asked for."""
    if frame.visitor.role < Role.STAFF:
        return
    words, answer = staff_words(frame.words.language), conversation.answers()[turn]
    draw_looks()
    with st.expander(words.say("trace"), key=f"trace-{turn}", type="compact"):
        st.html(plan_to_html(answer, words))
        st.html(facts_to_html(answer.citations, words))
        if not st.toggle(words.say("trace_more"), key=f"trace-more-{turn}"):
            return
        kept = conversation.traces()
        if turn not in kept:
            history = conversation.answers()[:turn]
            kept[turn] = frame.desk.trace(answer.question, conversation.scopes().get(turn, ()), history)
        if (found := kept[turn]) is not None:
            st.html(trace_to_html(found, answer.citations, words))
