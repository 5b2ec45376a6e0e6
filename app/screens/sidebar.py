"""The side of the page: a new conversation, the filings to ask within, the language of the interface."""

from __future__ import annotations

from typing import Final

import streamlit as st

from app.interface import LANGUAGES, Wording, language_of_locale, wording
from app.screens import conversation
from app.screens.scope import draw_scope
from budget.filing import Filing

_NAMES: Final = {"zh": "中文", "en": "English"}


def choose_language() -> Wording:
    """The interface's words: as chosen here, in the address (`?lang=en`), or by the browser's locale."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang", "")
        st.session_state["language"] = asked if asked in LANGUAGES else language_of_locale(st.context.locale)
    return wording(st.session_state["language"])


def library_of_address() -> str:
    """The library that the address names (`?library=`), for the whole session; "" where it names none."""
    named: str = st.session_state.setdefault("library", st.query_params.get("library", ""))
    return named


def draw_language(words: Wording) -> None:
    """The language switch, at the foot of the sidebar."""
    st.segmented_control(
        words.say("language"),
        LANGUAGES,
        format_func=_NAMES.__getitem__,
        key="language",
        required=True,
        label_visibility="collapsed",
    )


def draw_sidebar(filings: tuple[Filing, ...], words: Wording) -> tuple[Filing, ...]:
    """Draw the chat's part of the sidebar; gives the filings that questions are asked of."""
    st.button(
        words.say("new_conversation"),
        key="new",
        icon=":material/edit_square:",
        width="stretch",
        on_click=conversation.clear,
    )
    if not filings:
        return ()
    st.html(f'<p class="wz-side-title">{words.say("filter")}</p>')
    return draw_scope(filings, words)
