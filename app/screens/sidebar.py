"""The side of the page: a new conversation, the filings to ask within, the language of the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import streamlit as st

from app.interface import LANGUAGES, Wording, language_of_locale, wording
from app.screens import conversation
from budget.filing import Filing, FilingKind

_NAMES: Final = {"zh": "中文", "en": "English"}


def body_of(filing: Filing) -> str:
    """Whose filing it is, for a list: the department, or else its title or file name."""
    return filing.department or filing.title or filing.file


def kind_name(kind: FilingKind, words: Wording) -> str:
    """The kind of filing in the interface's language."""
    return words.say(f"kind_{kind.name.lower()}")


def choose_language() -> Wording:
    """The interface's words: as chosen here, in the address (`?lang=en`), or by the browser's locale."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang", "")
        st.session_state["language"] = asked if asked in LANGUAGES else language_of_locale(st.context.locale)
    return wording(st.session_state["language"])


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
    return _choose_filings(filings, words) if filings else ()


def _choose_filings(filings: tuple[Filing, ...], words: Wording) -> tuple[Filing, ...]:
    """Three choices, each among what the ones before it leave."""
    st.html(f'<p class="wz-side-title">{words.say("filter")}</p>')
    left = _narrow("body", filings, body_of, words)
    left = _narrow("year", left, lambda filing: str(filing.year or ""), words, latest_first=True)
    left = _narrow("kind", left, lambda filing: kind_name(filing.kind, words), words)
    key = "scope_all" if len(left) == len(filings) else "scope_some"
    st.html(f'<p class="wz-side-note">{words.say(key, count=len(left))}</p>')
    return left


def _narrow(
    name: str, filings: tuple[Filing, ...], trait: Callable[[Filing], str], words: Wording, latest_first: bool = False
) -> tuple[Filing, ...]:
    options = ["", *_traits(filings, trait, latest_first)]
    key = f"only_{name}"
    if st.session_state.get(key, "") not in options:
        st.session_state[key] = ""
    picked = st.selectbox(
        words.say(f"filter_{name}"), options, key=key, format_func=lambda option: option or words.say("all")
    )
    return tuple(filing for filing in filings if not picked or trait(filing) == picked)


def _traits(filings: Iterable[Filing], trait: Callable[[Filing], str], latest_first: bool) -> list[str]:
    return sorted({trait(filing) for filing in filings} - {""}, reverse=latest_first)
