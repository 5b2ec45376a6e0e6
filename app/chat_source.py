"""The drawer in which a source is opened, with a way to the next one."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from app.chat_desk import Desk
from app.chat_wording import Wording
from app.view_citation import citation_to_html
from budget.answer import Answer

DRAWER: Final = 760
"""The drawer's width in pixels, as wide as a table of six columns; a phone shows it over the whole screen."""
_AT: Final = "source_at"


def show_source(answer: Answer, citation: int, desk: Desk, words: Wording) -> None:
    """Open the drawer at that citation of the answer; nothing where the answer has no such citation."""
    ids = [known.id for known in answer.citations]
    if citation in ids:
        st.session_state[_AT] = ids.index(citation)
        drawer = st.dialog(words.say("sources"), width=DRAWER, position="right")(partial(_drawer, answer, desk, words))
        drawer()


def _drawer(answer: Answer, desk: Desk, words: Wording) -> None:
    at = min(st.session_state.get(_AT, 0), len(answer.citations) - 1)
    citation = answer.citations[at]
    with st.container(key="source"):
        if len(answer.citations) > 1:
            _steps(at, len(answer.citations), words)
        filing = next((filing for filing in desk.filings if filing.file == citation.filing), None)
        st.html(citation_to_html(citation, filing, words, others=answer.citations))


def _steps(at: int, count: int, words: Wording) -> None:
    """Back and forth in a circle: a button that went dead under the focus would take the keyboard away with it."""
    with st.container(horizontal=True, vertical_alignment="center", key="source-steps"):
        st.button(
            words.say("previous_source"),
            key="source-previous",
            icon=":material/chevron_left:",
            type="tertiary",
            on_click=_go,
            args=((at - 1) % count,),
        )
        st.html(f'<span class="wz-count">{words.say("source_count", at=at + 1, count=count)}</span>', width="content")
        st.button(
            words.say("next_source"),
            key="source-next",
            icon=":material/chevron_right:",
            icon_position="right",
            type="tertiary",
            on_click=_go,
            args=((at + 1) % count,),
        )


def _go(at: int) -> None:
    st.session_state[_AT] = at
