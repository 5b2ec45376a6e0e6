"""The page on which staff adds filings: what will happen, progress, what was understood, and the way back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.desk.desk import Desk
from app.files import FILING_ENDINGS
from app.interface import Wording
from app.reading import reader_version
from app.screens.filing_view import draw_place_asked_for, draw_understood
from app.screens.frame import Frame
from app.screens.staff_words import draw_head, staff_words
from app.screens.turn import plain
from app.settings import Settings, load_settings
from app.uploads.adding import MEGABYTE, Offered, State, Taken, add_files, look_at
from app.uploads.passes import PASSES
from app.views.filing import heads_to_html

if TYPE_CHECKING:
    from index.library import Library

_ROUND: Final = "upload_round"
_TAKEN: Final = "upload_taken"
_SAID: Final = "upload_said"
_UPLOADER: Final = Path(__file__).with_name("uploader.css")


def draw(frame: Frame) -> None:
    """One run of the page."""
    words, library, settings = staff_words(frame.words.language), frame.desk.library, load_settings()
    draw_head(frame.words.say("page_upload"), words.say("upload_lead"))
    if library is None:
        st.html(f'<p class="wz-missing">{escape(words.say("no_library"))}</p>')
        return
    _let_this_session_send()
    if said := st.session_state.pop(_SAID, None):
        st.html(f'<p class="st-told" role="status">{escape(said)}</p>')
    offered = _choose(library, settings, words)
    if offered:
        st.html(offered_to_html(offered, settings, words))
        if _agreed(offered, words):
            _add(frame.desk, library, offered, settings, words)
    _draw_taken(frame, words)


def _let_this_session_send() -> None:
    context = get_script_run_ctx()
    if context is not None:
        PASSES.give(context.session_id)


def _choose(library: Library, settings: Settings, words: Wording) -> list[Offered]:
    st.html(f"<style>{_own_words(settings, words)}</style>")
    chosen = st.file_uploader(
        words.say("upload_choose", files=settings.upload_files, megabytes=settings.upload_megabytes),
        type=sorted(FILING_ENDINGS),
        accept_multiple_files=True,
        help=words.say("upload_formats"),
        key=f"files-{st.session_state.get(_ROUND, 0)}",
        max_upload_size=settings.upload_megabytes,
    )
    if len(chosen) > settings.upload_files:
        text = words.say("upload_too_many", count=len(chosen), limit=settings.upload_files)
        st.html(f'<p class="st-told st-wrong" role="alert">{escape(text)}</p>')
        return []
    return look_at([(file.name, file.getvalue()) for file in chosen], library, settings.upload_megabytes)


def _own_words(settings: Settings, words: Wording) -> str:
    """Streamlit has the control's words in English alone: ours stand in their places."""
    endings = ", ".join(sorted(ending.strip(".").upper() for ending in FILING_ENDINGS))
    limits = words.say("upload_limits", megabytes=settings.upload_megabytes, endings=endings)
    said = {"button": words.say("upload_button"), "limits": limits, "drop": words.say("upload_drop")}
    # As strings of JSON they are strings of CSS.
    return _UPLOADER.read_text(encoding="utf-8") + "".join(
        f":root {{ --st-upload-{name}: {json.dumps(text, ensure_ascii=False)}; }}" for name, text in said.items()
    )


def offered_to_html(offered: Sequence[Offered], settings: Settings, words: Wording) -> str:
    """Each file with its size and what will become of it."""
    rows = "".join(
        f'<tr><th scope="row">{escape(one.name)}</th><td class="wz-num">{len(one.content) / MEGABYTE:,.2f} MB</td>'
        f'<td class="{_look(one.state)}">{escape(words.say(f"upload_{one.state}", megabytes=settings.upload_megabytes))}</td></tr>'
        for one in offered
    )
    heads = heads_to_html((("upload_file", False), ("upload_size", True), ("upload_outcome", False)), words)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wz-scroll wz-ledger st-listing" tabindex="0">{table}</div>'


def _look(state: State) -> str:
    return "" if state in (State.NEW, State.KNOWN) else "st-warn" if state.is_fine else "st-bad"


def _agreed(offered: Sequence[Offered], words: Wording) -> bool:
    """True in the run in which the button was pressed; what replaces a file has to be agreed to first."""
    fine = [one for one in offered if one.state.is_fine]
    replacing = sum(one.state is State.REPLACES for one in fine)
    agreed = not replacing or st.checkbox(words.say("upload_replace_agree", count=replacing), key="upload-agree")
    may = bool(fine) and agreed
    return st.button(words.say("upload_add", count=len(fine)), key="upload-add", type="primary", disabled=not may)


def _add(desk: Desk, library: Library, offered: Sequence[Offered], settings: Settings, words: Wording) -> None:
    """Read and add, telling how far it is; what came of it is drawn by the next run, with the chooser empty again."""
    from ingest.apart import read_apart

    names = [one.name for one in offered if one.state.is_fine]
    bar = st.progress(0.0, _reading(0, names, words))
    read = partial(read_apart, seconds=settings.upload_seconds)
    taken: list[Taken] = []
    # A visitor who leaves in the middle finds the files that were added until then.
    st.session_state[_TAKEN] = taken
    for one in add_files(library, offered, read, reader_version(), settings.workers):
        taken.append(one)
        bar.progress(len(taken) / len(names), _reading(len(taken), names, words))
    desk.follow()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _reading(done: int, names: Sequence[str], words: Wording) -> str:
    at = min(done, len(names) - 1)
    return words.say("upload_reading", at=at + 1, count=len(names), name=plain(names[at]))


def _draw_taken(frame: Frame, words: Wording) -> None:
    taken: list[Taken] = st.session_state.get(_TAKEN, [])
    added = [one for one in taken if one.filing is not None]
    failed = [one for one in taken if one.filing is None]
    if failed:
        listed = "".join(f"<li><b>{escape(one.name)}</b>{escape(one.error)}</li>" for one in failed)
        said = escape(words.say("upload_failed", count=len(failed)))
        st.html(f'<div class="st-told st-wrong" role="alert">{said}<ul>{listed}</ul></div>')
    if new := [one for one in added if one.outcome in ("added", "replaced")]:
        st.html(f'<p class="st-told" role="status">{escape(words.say("upload_done", count=len(new)))}</p>')
    for at, one in enumerate(added):
        with st.container(key=f"taken-{at}", gap="small"):
            _draw_one(one, at, frame, words)
    draw_place_asked_for(frame.desk, [one.filing for one in added if one.filing], words, frame.words)


def _draw_one(one: Taken, at: int, frame: Frame, words: Wording) -> None:
    st.html(f'<p class="wz-eyebrow">{escape(words.say(f"upload_{one.outcome}"))}</p>')
    if one.filing is None:
        return
    draw_understood(one.filing, words, frame.words)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            frame.places["report"],
            label=words.say("report"),
            icon=":material/fact_check:",
            query_params={"filing": one.filing.file},
        )
        undo, key = one.outcome in ("added", "replaced"), f"undo-{at}"
        # Done in this run and not by a callback: that would still be called for who lost the role in the meantime.
        if undo and st.button(words.say("upload_undo"), key=key, type="tertiary", icon=":material/undo:"):
            _undo(frame.desk, one, words)
            st.rerun()


def _undo(desk: Desk, one: Taken, words: Wording) -> None:
    from index.library import LibraryError

    assert desk.library is not None
    try:
        desk.library.put_aside(one.id)
    except LibraryError as error:
        st.session_state[_SAID] = words.say("failed", reason=error)
        return
    st.session_state[_TAKEN] = [other for other in st.session_state.get(_TAKEN, []) if other.id != one.id]
    st.session_state[_SAID] = words.say("upload_undone", file=one.name)
    desk.follow()
