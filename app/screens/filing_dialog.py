"""A filing of the library opened at the side: what was understood, its original, and its removal, which asks first."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from app.interface import Wording
from app.screens.drawer import DRAWER
from app.screens.filing_view import OPENED, draw_understood
from app.screens.frame import Frame
from app.screens.library_bin import say_next
from app.screens.turn import plain
from budget.filing import Filing

if TYPE_CHECKING:
    from index.library import Entry

_SURE: Final = "remove_sure"


def draw_dialog(entry: Entry, filing: Filing, frame: Frame, words: Wording) -> None:
    """Open the filing in a drawer, which stays until it is closed."""
    title = plain(filing.department or filing.title or filing.file)
    drawer = st.dialog(title, width=DRAWER, position="right", on_dismiss=_close)
    drawer(partial(_draw, entry, filing, frame, words))()


def _close() -> None:
    for name in (OPENED, _SURE):
        st.session_state.pop(name, None)


def _draw(entry: Entry, filing: Filing, frame: Frame, words: Wording) -> None:
    with st.container(key="opened"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="opened-do"):
            if st.button(words.say("report"), key="to-report", icon=":material/fact_check:"):
                _close()
                st.switch_page(frame.places["report"], query_params={"filing": filing.file})
            _draw_original(filing, frame, words)
            if st.button(words.say("remove"), key="remove", icon=":material/delete:"):
                st.session_state[_SURE] = entry.id
        if st.session_state.get(_SURE) == entry.id:
            _ask_again(entry, frame, words)
        draw_understood(filing, words, frame.words)


def _draw_original(filing: Filing, frame: Frame, words: Wording) -> None:
    path = frame.desk.originals([filing.file]).get(filing.file)
    if path is None or not path.is_file():
        return
    # Sent as mere bytes: a web page among the filings is never opened in the place of one of ours.
    st.download_button(
        words.say("download"),
        path.read_bytes,
        file_name=filing.file,
        mime="application/octet-stream",
        key="original",
        icon=":material/download:",
        on_click="ignore",
    )


def _ask_again(entry: Entry, frame: Frame, words: Wording) -> None:
    st.html(f'<p class="st-told st-wrong" role="alert">{escape(words.say("remove_sure", file=entry.file))}</p>')
    with st.container(horizontal=True, gap="small"):
        if st.button(words.say("remove_yes"), key="remove-yes", type="primary"):
            take_out(entry.id, entry.file, frame, words)
            st.rerun()
        if st.button(words.say("cancel"), key="remove-no"):
            st.session_state.pop(_SURE)
            st.rerun(scope="fragment")


def take_out(id: str, file: str, frame: Frame, words: Wording) -> None:
    """Put the filing into the bin; the next run says so, and offers the way back."""
    from index.library import LibraryError

    assert frame.desk.library is not None
    _close()
    try:
        frame.desk.library.put_aside(id)
    except LibraryError as error:
        say_next(words.say("failed", reason=error))
    else:
        say_next(words.say("removed", file=file), undo=id)
        frame.desk.follow()
