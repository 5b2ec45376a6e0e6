"""Which filings are asked: chosen by region, body, year and kind, or one by one, or by the address (`?filing=`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Final

import streamlit as st

from app.interface import Wording
from app.views.shelf import body_of, kind_name, year_and_kind
from budget.filing import Filing
from budget.versions import older_versions

_FILES: Final = "only_files"
_UNKNOWN: Final = "unknown_files"
# Told once for a library as it stands: which of its filings are older versions.
_versions: tuple[tuple[Filing, ...], dict[str, str]] = ((), {})


def older(filings: tuple[Filing, ...]) -> Mapping[str, str]:
    """The files that are an older version of another one in the library, each with the newest one's file."""
    global _versions
    known, found = _versions
    if len(known) != len(filings) or any(one is not other for one, other in zip(known, filings, strict=True)):
        found = older_versions(filings)
        _versions = filings, found
    return found


def scope_of_address(filings: tuple[Filing, ...]) -> None:
    """Take over the filings that the address names, when the page is opened."""
    asked = st.query_params.get_all("filing")
    held = {filing.file for filing in filings}
    st.session_state[_FILES] = [file for file in dict.fromkeys(asked) if file in held]
    st.session_state[_UNKNOWN] = [file for file in dict.fromkeys(asked) if file not in held]


def draw_unknown(words: Wording) -> None:
    """A word about filings that the address names and the library does not hold."""
    for file in st.session_state.get(_UNKNOWN, ()):
        st.html(f'<p class="wz-missing" role="status">{escape(words.say("scope_unknown", file=file))}</p>')


def draw_scope(filings: tuple[Filing, ...], words: Wording) -> tuple[Filing, ...]:
    """Four choices, each among what the ones before it leave, then single filings; gives those that are asked."""
    left = _narrow("region", filings, lambda filing: filing.region, words)
    left = _narrow("body", left, body_of, words)
    left = _narrow("year", left, lambda filing: str(filing.year or ""), words, latest_first=True)
    left = _narrow("kind", left, lambda filing: kind_name(filing.kind, words), words)
    left = _pick(left, older(filings), words)
    key = "scope_all" if len(left) == len(filings) else "scope_some"
    st.html(f'<p class="wz-side-note" role="status">{words.say(key, count=len(left))}</p>')
    return left


def _narrow(
    name: str, filings: tuple[Filing, ...], trait: Callable[[Filing], str], words: Wording, latest_first: bool = False
) -> tuple[Filing, ...]:
    traits = _traits(filings, trait, latest_first)
    key = f"only_{name}"
    if st.session_state.get(key, "") not in ("", *traits):
        st.session_state[key] = ""
    picked = st.selectbox(
        words.say(f"filter_{name}"), ["", *traits], key=key, format_func=lambda option: option or words.say("all")
    )
    return tuple(filing for filing in filings if not picked or trait(filing) == picked)


def _traits(filings: Iterable[Filing], trait: Callable[[Filing], str], latest_first: bool) -> list[str]:
    return sorted({trait(filing) for filing in filings} - {""}, reverse=latest_first)


def _pick(filings: tuple[Filing, ...], versions: Mapping[str, str], words: Wording) -> tuple[Filing, ...]:
    by_file = {filing.file: filing for filing in filings}
    st.session_state[_FILES] = [file for file in st.session_state.get(_FILES, []) if file in by_file]
    picked = st.multiselect(
        words.say("filter_files"),
        list(by_file),
        key=_FILES,
        placeholder=words.say("all"),
        format_func=lambda file: _name(by_file[file], versions, words),
    )
    return tuple(by_file[file] for file in picked) if picked else filings


def _name(filing: Filing, versions: Mapping[str, str], words: Wording) -> str:
    mark = f" ({words.say('older_version')})" if filing.file in versions else ""
    return f"{year_and_kind(filing, words)}{mark} · {body_of(filing)} · {filing.file}"
