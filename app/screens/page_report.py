"""The consistency report's page: a filing is chosen, and what the rules found in it leads to the places in its tables and text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

import streamlit as st

from app.interface import Wording
from app.screens.drawer import show_source
from app.screens.frame import Frame
from app.screens.turn import plain
from app.views import report as view_report
from app.views.answer import chip_label
from app.views.report_file import consequences_to_html, findings_to_html
from app.views.shelf import body_of, year_and_kind
from budget.answer import Citation
from budget.checks import CheckStatus, Finding, Severity, check_filing, coverage, run_checks_between
from budget.checks.causes import by_cause
from budget.filing import Filing

MARKED: Final = 4
"""Up to so many places of a finding have a button of their own; the drawer leads on to the rest."""
LISTED: Final = 40
"""So many findings of a sort are drawn at most: the page stays quick, and the file that can be kept has all of them."""
_ADDRESS: Final = "filing"
_OPENED: Final = "report_opened"


def draw(frame: Frame) -> None:
    """One run of the page."""
    words, filings = frame.words, frame.desk.filings
    st.html(
        f'<div class="wz-head"><h1>{escape(words.say("page_report"))}</h1>'
        f'<p class="wz-lead">{escape(words.say("report_lead"))}</p></div>'
    )
    if not filings:
        st.html(f'<p class="wz-missing">{escape(words.say("empty_text"))}</p>')
        return
    filing = _choose(filings, words)
    findings = _findings(filing, filings)
    st.html(view_report.headline_to_html(findings, coverage([filing], findings), words))
    titles = view_report.file_titles(filings)
    numbered = list(enumerate(findings))
    causes = {id(cause.finding): cause.consequences for cause in by_cause(findings)}
    for severity in Severity:
        group = [(at, one) for at, one in numbered if id(one) in causes and one.severity is severity]
        if group:
            st.html(_title(words.say(f"report_{severity}"), len(group)))
            _draw_group(group, titles, words, causes)
    explained = [(at, one) for at, one in numbered if one.status is CheckStatus.EXPLAINED]
    if explained:
        with st.expander(words.say("report_explained", count=len(explained)), key="explained"):
            _draw_group(explained, titles, words)
    with st.expander(words.say("report_ledger"), key="rules"):
        st.html(view_report.ledger_to_html(findings, words))
    _draw_download(filing, findings, words)
    _draw_opened(findings, titles, frame)


def _choose(filings: Sequence[Filing], words: Wording) -> Filing:
    """The filing of the address (`?filing=`) or the first one; another choice changes the address."""
    by_file = {filing.file: filing for filing in sorted(filings, key=_place_in_list)}
    files = list(by_file)
    asked = st.query_params.get(_ADDRESS, "")
    if st.session_state.get("report_filing") not in files:
        st.session_state["report_filing"] = asked if asked in files else files[0]
    if asked and asked not in files:
        st.html(f'<p class="wz-missing">{escape(words.say("report_unknown", file=asked))}</p>')
    chosen = st.selectbox(
        words.say("report_filing"),
        files,
        key="report_filing",
        format_func=lambda file: _name(by_file[file], words),
        on_change=_forget_place,
    )
    if chosen != asked:
        st.query_params[_ADDRESS] = chosen
    return by_file[chosen]


def _place_in_list(filing: Filing) -> tuple[str, int, str]:
    return body_of(filing), -(filing.year or 0), filing.file


def _name(filing: Filing, words: Wording) -> str:
    return f"{body_of(filing)} · {year_and_kind(filing, words)} · {filing.file}"


def _findings(filing: Filing, filings: Sequence[Filing]) -> tuple[Finding, ...]:
    """What the rules find in the filing, and between it and the body's others; kept while the same filing is looked at."""
    kept = st.session_state.get("report_findings")
    if kept is None or kept[0] is not filing or kept[1] is not filings:
        kin = [one for one in filings if one.department and one.department == filing.department]
        between = [one for one in run_checks_between(kin) if filing.file in {place.filing for place in one.places}]
        kept = filing, filings, (*check_filing(filing), *between)
        st.session_state["report_findings"] = kept
    found: tuple[Finding, ...] = kept[2]
    return found


def _title(text: str, count: int) -> str:
    return f'<h2 class="wz-group">{escape(text)}<span>{count}</span></h2>'


def _draw_group(
    group: Sequence[tuple[int, Finding]],
    titles: dict[str, str],
    words: Wording,
    causes: Mapping[int, Sequence[Finding]] = MappingProxyType({}),
) -> None:
    """The findings, each with the buttons of its places and with what else it breaks (`causes`, by the finding's id)."""
    for number, finding in group[:LISTED]:
        with st.container(key=f"finding-{number}", gap="small"):
            st.html(view_report.finding_to_html(finding, number, words))
            _draw_places(number, view_report.finding_to_citations(finding, titles), words)
            if more := consequences_to_html(causes.get(id(finding), ()), words):
                st.html(more)
    if len(group) > LISTED:
        st.html(f'<p class="wz-missing">{escape(words.say("report_more", count=len(group) - LISTED))}</p>')


def _draw_places(number: int, citations: Sequence[Citation], words: Wording) -> None:
    several = len({citation.filing for citation in citations}) > 1
    with st.container(horizontal=True, gap="small", key=f"sources-{number}"):
        for citation in citations[:MARKED]:
            st.button(
                plain(chip_label(citation, several)),
                key=view_report.place_key(number, citation.id),
                on_click=_open_place,
                args=(number, citation.id),
            )
        if len(citations) > MARKED:
            st.html(f'<span class="wz-count">{escape(words.say("report_places", count=len(citations)))}</span>')


def _open_place(number: int, place: int) -> None:
    st.session_state[_OPENED] = (number, place)


def _forget_place() -> None:
    st.session_state.pop(_OPENED, None)


def _draw_opened(findings: Sequence[Finding], titles: dict[str, str], frame: Frame) -> None:
    """The place that was just asked for; a drawer that the visitor closed does not come back by itself."""
    opened = st.session_state.pop(_OPENED, None)
    if opened is not None and opened[0] < len(findings):
        show_source(view_report.finding_to_citations(findings[opened[0]], titles), opened[1], frame.desk, frame.words)


def _draw_download(filing: Filing, findings: Sequence[Finding], words: Wording) -> None:
    with st.container(key="keep"):
        st.download_button(
            words.say("report_download"),
            findings_to_html([filing], findings, words.language),
            file_name=words.say("report_file", file=filing.file.rpartition(".")[0] or filing.file),
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
        )
