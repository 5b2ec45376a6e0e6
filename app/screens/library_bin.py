"""What was just done to the library, with the way back, and the bin in which removed filings lie."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from app.access.roles import Role
from app.interface import Wording
from app.screens.frame import Frame
from app.screens.turn import plain

if TYPE_CHECKING:
    from index.library import Binned, Library

_SAID: Final = "library_said"
_UNDO: Final = "library_undo"
_SURE: Final = "bin_sure"


def say_next(text: str, undo: str = "") -> None:
    """Have the next run say this, with a button that puts back the filing of the id `undo` (none: "")."""
    st.session_state[_SAID] = text
    st.session_state[_UNDO] = undo


def draw_said(frame: Frame, words: Wording) -> None:
    """What was done in the run before, until something else is done."""
    library = frame.desk.library
    said = st.session_state.get(_SAID)
    if not said or library is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="library-said"):
        st.html(f'<p class="st-told" role="status">{escape(said)}</p>')
        undo = st.session_state.get(_UNDO)
        if undo and st.button(words.say("undo"), key="library-undo", icon=":material/undo:"):
            _put_back(next((one for one in library.binned() if one.id == undo), None), library, frame, words)


def draw_bin(frame: Frame, words: Wording) -> None:
    """The removed filings: each can be put back, and thrown away for good by an administrator."""
    library = frame.desk.library
    binned = library.binned() if library else []
    if library is None or not binned:
        return
    with st.expander(words.say("bin", count=len(binned)), key="bin"):
        for one in binned:
            with st.container(key=f"binned-{one.id}", gap="small"):
                _draw_binned(one, library, frame, words)


def _draw_binned(one: Binned, library: Library, frame: Frame, words: Wording) -> None:
    when = datetime.fromisoformat(one.since).astimezone().strftime("%Y-%m-%d %H:%M")
    st.html(
        f'<p class="st-title">{escape(one.title or one.file)}</p>'
        f'<p class="wz-file">{escape(one.file)} · {escape(words.say("bin_since", when=when))}</p>'
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(words.say("put_back"), key=f"back-{one.id}", icon=":material/undo:"):
            _put_back(one, library, frame, words)
        if frame.visitor.role >= Role.ADMIN and st.button(
            words.say("throw_away"), key=f"throw-{one.id}", type="tertiary"
        ):
            st.session_state[_SURE] = one.id
    if st.session_state.get(_SURE) == one.id and frame.visitor.role >= Role.ADMIN:
        _ask_again(one, library, frame, words)


def _ask_again(one: Binned, library: Library, frame: Frame, words: Wording) -> None:
    st.warning(plain(words.say("throw_away_sure", file=one.file)))
    with st.container(horizontal=True, gap="small"):
        if st.button(words.say("throw_away"), key=f"sure-{one.id}", type="primary"):
            library.throw_away(one.id)
            st.session_state.pop(_SURE)
            say_next(words.say("thrown_away", file=one.file))
            st.rerun()
        if st.button(words.say("cancel"), key=f"not-{one.id}"):
            st.session_state.pop(_SURE)
            st.rerun()


def _put_back(one: Binned | None, library: Library, frame: Frame, words: Wording) -> None:
    from index.library import LibraryError

    if one is None:
        return
    try:
        asked = library.put_back(one.id)
    except LibraryError as error:
        say_next(words.say("failed", reason=error))
    else:
        say_next(words.say("put_back_done" if asked else "put_back_hidden", file=one.file))
        frame.desk.follow()
    st.rerun()
