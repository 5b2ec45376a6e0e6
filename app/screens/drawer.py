"""The drawer in which a source is opened, with a way to the next one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from app.desk.desk import Desk
from app.interface import Wording
from app.views.citation import citation_to_html
from app.views.page import page_to_html
from budget.answer import Citation

DRAWER: Final = 760
"""The drawer's width in pixels, as wide as a table of six columns; a phone shows it over the whole screen."""
WITH_PAGE: Final = 1180
"""The drawer's width where a page is shown beside the table; on a narrower screen it stands below."""
_AT: Final = "source_at"
_LOG: Final = logging.getLogger(__name__)


def show_source(citations: Sequence[Citation], citation: int, desk: Desk, words: Wording) -> None:
    """Open the drawer at that one of the citations; nothing where there is none of that number."""
    ids = [known.id for known in citations]
    if citation in ids:
        st.session_state[_AT] = ids.index(citation)
        width = WITH_PAGE if any(_is_placed(known) for known in citations) else DRAWER
        drawer = st.dialog(words.say("sources"), width=width, position="right")(
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
        found = citation_to_html(citation, filing, words, others=citations)
        page = _page(citations, at, desk, words)
        st.html(f'<div class="wz-views"><div>{found}</div><div>{page}</div></div>' if page else found)


def _is_placed(citation: Citation) -> bool:
    return citation.page is not None and citation.box is not None


def _page(citations: Sequence[Citation], at: int, desk: Desk, words: Wording) -> str:
    """The page as it is printed, for a place in a PDF whose file is still there; nothing otherwise."""
    citation = citations[at]
    if citation.page is None or citation.box is None:
        return ""
    try:
        picture = desk.picture(citation.filing, citation.page)
        return page_to_html(citation, picture, words, citations) if picture else ""
    except Exception:  # noqa: BLE001 - an edge: without the picture there is still the table; the log has the reason
        _LOG.exception("no picture of page %d of %s", citation.page, citation.filing)
        return ""


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
