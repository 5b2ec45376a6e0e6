"""The drawer in which a source is opened, with a way to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from app.interface import Wording
from app.screens.desk import Desk
from app.views.citation import citation_to_html
from budget.answer import Citation

DRAWER: Final = 760
"""The drawer's width in pixels, as wide as a table of six columns; a phone shows it over the whole screen."""
_AT: Final = "source_at"


def show_source(citations: Sequence[Citation], citation: int, desk: Desk, words: Wording) -> None:
    """Open the drawer at that one of the citations; nothing where there is none of that number."""
    ids = [known.id for known in citations]
    if citation in ids:
        st.session_state[_AT] = ids.index(citation)
        drawer = st.dialog(words.say("sources"), width=DRAWER, position="right")(
            partial(_drawer, citations, desk, words)
        )
        drawer()


def _drawer(citations: Sequence[Citation], desk: Desk, words: Wording) -> None:
    at = min(st.session_state.get(_AT, 0), len(citations) - 1)
    citation = citations[at]
    with st.container(key="source"):
        if len(citations) > 1:
            _steps(at, len(citations), words)
        filing = next((filing for filing in desk.filings if filing.file == citation.filing), None)
        st.html(citation_to_html(citation, filing, words, others=citations))


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
