"""The page of the library: its filings by region, body, year and kind, with how well they were read; opened, removed, put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from app.desk.checked import known_checks, work_out
from app.interface import Wording
from app.screens.filing_dialog import draw_dialog, take_out
from app.screens.filing_view import OPENED, draw_place_asked_for
from app.screens.frame import Frame
from app.screens.library_bin import draw_bin, draw_said
from app.screens.staff_words import draw_head, staff_words
from app.views.filing import checks_told
from app.views.shelf import kind_name
from budget.checks import CheckStatus
from budget.filing import Filing

if TYPE_CHECKING:
    from index.library import Entry

LISTED: Final = 12
"""So many filings are on a page of the list."""
_SECONDS: Final = 2
"""How often the list looks whether the checks are worked out."""
_AT: Final = "library_at"
_WAITED: Final = "library_waited"
STATES: Final = ("problems", "broken", "replaced")


@dataclass(frozen=True, slots=True)
class Held:
    """A filing of the library: its entry, and what was read of it where it is asked."""

    entry: Entry
    filing: Filing | None


def draw(frame: Frame) -> None:
    """One run of the page."""
    words, library = staff_words(frame.words.language), frame.desk.library
    draw_head(frame.words.say("page_library"), words.say("library_lead"))
    if library is None:
        st.html(f'<p class="wz-missing">{escape(words.say("no_library"))}</p>')
        return
    draw_said(frame, words)
    by_file = {filing.file: filing for filing in frame.desk.filings}
    held = [Held(entry, None if entry.superseded else by_file.get(entry.file)) for entry in library.entries()]
    if held:
        filings = [one.filing for one in held if one.filing]
        work_out(filings)
        st.session_state[_WAITED] = waiting = _are_waiting(filings)
        # Only the list is drawn again while the checks come in.
        st.fragment(_draw_list, run_every=_SECONDS if waiting else None)(held, frame, words)
    else:
        st.html(f'<p class="wz-missing">{escape(words.say("empty"))}</p>')
    draw_bin(frame, words)
    _draw_opened(held, frame, words)
    draw_place_asked_for(frame.desk, frame.desk.filings, words, frame.words)


def _are_waiting(filings: Sequence[Filing]) -> bool:
    return any(known_checks(filing) is None for filing in filings)


def _draw_list(held: Sequence[Held], frame: Frame, words: Wording) -> None:
    if st.session_state.get(_WAITED) and not _are_waiting([one.filing for one in held if one.filing]):
        st.session_state[_WAITED] = False
        st.rerun()  # all have come in: the list need not look again
    chosen = _choose(held, frame, words)
    said = words.say("shown", count=len(chosen), whole=len(held)) if chosen else words.say("none_shown")
    st.html(f'<p class="wz-side-note" role="status">{escape(said)}</p>')
    count = -(-len(chosen) // LISTED)
    at = min(st.session_state.get(_AT, 0), max(count - 1, 0))
    for one in chosen[at * LISTED : (at + 1) * LISTED]:
        with st.container(key=f"held-{one.entry.id}", gap="small"):
            _draw_row(one, frame, words)
    if count > 1:
        _draw_steps(at, count, words)


def _choose(held: Sequence[Held], frame: Frame, words: Wording) -> list[Held]:
    """Those that fit the search and the choices, the latest year first."""
    left = list(held)
    sought = st.text_input(words.say("search"), key="library_search", placeholder=words.say("search_hint"))
    traits: dict[str, Callable[[Entry], str]] = {
        "region": lambda entry: entry.region,
        "body": lambda entry: entry.department,
        "year": lambda entry: str(entry.year or ""),
        "kind": lambda entry: kind_name(entry.kind, frame.words),
    }
    with st.container(horizontal=True, gap="small", key="library-choices"):
        for name, trait in traits.items():
            left = _narrow(name, left, trait, words)
        state = st.selectbox(
            words.say("state"), ("", *STATES), key="library_state",
            format_func=lambda name: words.say(f"state_{name}" if name else "all"),
        )  # fmt: skip
    parts = sought.lower().split()
    fits = [one for one in left if _is_found(one.entry, parts) and _is_in(one, state)]
    return sorted(fits, key=lambda one: (-(one.entry.year or 0), one.entry.department, one.entry.file))


def _narrow(name: str, held: list[Held], trait: Callable[[Entry], str], words: Wording) -> list[Held]:
    options = ["", *sorted({trait(one.entry) for one in held} - {""}, reverse=name == "year")]
    key = f"library_{name}"
    if st.session_state.get(key, "") not in options:
        st.session_state[key] = ""
    picked = st.selectbox(words.say(name), options, key=key, format_func=lambda option: option or words.say("all"))
    return [one for one in held if not picked or trait(one.entry) == picked]


def _is_found(entry: Entry, parts: Sequence[str]) -> bool:
    text = f"{entry.title} {entry.department} {entry.region} {entry.file} {entry.year}".lower()
    return all(part in text for part in parts)


def _is_in(one: Held, state: str) -> bool:
    if state == "problems":
        return one.filing is not None and bool(one.filing.problems)
    if state == "broken":
        checks = known_checks(one.filing) if one.filing else None
        return checks is not None and checks[CheckStatus.BROKEN] > 0
    return not state or one.entry.superseded


def _draw_row(one: Held, frame: Frame, words: Wording) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(row_to_html(one, kind_name(one.entry.kind, frame.words), words))
        if one.filing is not None:
            opened = st.button(words.say("open"), key=f"open-{one.entry.id}", icon=":material/open_in_full:")
            if opened:
                st.session_state[OPENED] = one.entry.id
                st.rerun()
        elif st.button(words.say("remove"), key=f"remove-{one.entry.id}", icon=":material/delete:"):
            take_out(one.entry.id, one.entry.file, frame, words)
            st.rerun()


def row_to_html(one: Held, kind: str, words: Wording) -> str:
    """A line of the list: title, file, whose and when, what was read, how the checks stand."""
    entry = one.entry
    year = words.say("of_year", year=entry.year) if entry.year else words.say("no_year")
    pages = words.say("pages", count=entry.pages) if entry.pages else ""
    tags = "".join(
        f"<span>{escape(part)}</span>"
        for part in (entry.department or words.say("no_body"), entry.region, year, kind, pages)
        if part
    )
    if one.filing is None:
        state = f'<span class="st-warn">{escape(words.say("superseded"))}</span>'
    else:
        told, look = checks_told(known_checks(one.filing), words)
        count = len(one.filing.problems)
        problems = f'<span class="st-warn">{escape(words.say("problems"))} {count}</span>' if count else ""
        state = f'<span class="{look}">{escape(words.say("checks"))} {escape(told)}</span>{problems}'
    read = f"<span>{escape(words.say('tables'))} {entry.tables}</span><span>{escape(words.say('statements'))} {entry.statements}</span>"
    return (
        f'<div class="st-row"><p class="st-title">{escape(entry.title or entry.file)}</p><p class="st-tags">{tags}</p>'
        f'<p class="st-tags">{read}{state}</p><p class="wz-file">{escape(entry.file)}</p></div>'
    )


def _draw_steps(at: int, count: int, words: Wording) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="library-steps"):
        if st.button(words.say("older"), key="library-older", type="tertiary", icon=":material/chevron_left:"):
            st.session_state[_AT] = (at - 1) % count
            st.rerun(scope="fragment")
        st.html(
            f'<span class="wz-count">{escape(words.say("page_at", at=at + 1, count=count))}</span>', width="content"
        )
        if st.button(words.say("newer"), key="library-newer", type="tertiary", icon=":material/chevron_right:"):
            st.session_state[_AT] = (at + 1) % count
            st.rerun(scope="fragment")


def _draw_opened(held: Sequence[Held], frame: Frame, words: Wording) -> None:
    """The filing whose button was pressed, until its drawer is closed."""
    one = next((one for one in held if one.entry.id == st.session_state.get(OPENED)), None)
    if one is not None and one.filing is not None:
        draw_dialog(one.entry, one.filing, frame, words)
