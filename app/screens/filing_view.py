"""A filing opened by staff: what was understood of it, and what is to be looked at with the place where it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from app.desk.checked import checks_of
from app.desk.desk import Desk
from app.desk.page_pictures import page_picture
from app.interface import Wording
from app.screens.drawer import WITH_PAGE, show_source
from app.views import filing as view
from app.views.page import page_to_html
from app.views.shelf import kind_name
from budget.answer import Citation
from budget.filing import Filing
from budget.problem import Problem

BUTTONS: Final = 12
"""So many problems of a filing have a button that leads to their place."""
OPENED: Final = "library_opened"
"""In the session: the id of the filing whose drawer is open."""
_PLACE: Final = "problem_place"


def draw_understood(filing: Filing, words: Wording, interface: Wording) -> None:
    """The filing's card, with its tables, statements and problems to unfold."""
    kind = kind_name(filing.kind, interface)
    st.html(view.understood_to_html(filing, checks_of(filing), kind, words))
    if filing.problems:
        _draw_problems(filing, words)
    with st.expander(words.say("tables_of", count=len(filing.tables))):
        st.html(view.tables_to_html(filing.tables, words))
    with st.expander(words.say("statements_of", count=len(filing.statements))):
        st.html(view.statements_to_html(filing.statements, words))


def _draw_problems(filing: Filing, words: Wording) -> None:
    with st.expander(words.say("problems_of", count=len(filing.problems)), expanded=len(filing.problems) <= BUTTONS):
        for at, problem in enumerate(filing.problems[: view.LISTED]):
            st.html(view.problem_to_html(problem, words))
            leads = at < BUTTONS and bool(problem.place.page or problem.place.table)
            if leads and st.button(words.say("look"), key=f"problem-{filing.added}-{at}", type="tertiary"):
                st.session_state[_PLACE] = filing.file, at
                st.session_state.pop(OPENED, None)  # one drawer at a time
                st.rerun()


def draw_place_asked_for(desk: Desk, filings: Sequence[Filing], words: Wording, interface: Wording) -> None:
    """Open the place of the problem whose button was pressed, in this run alone."""
    asked = st.session_state.pop(_PLACE, None)
    filing = next((filing for filing in filings if asked and filing.file == asked[0]), None)
    if filing is None or asked is None or asked[1] >= len(filing.problems):
        return
    problem = filing.problems[asked[1]]
    if problem.place.table:
        show_source([problem_to_citation(problem, filing)], 1, desk, interface)
    else:
        path = desk.originals([filing.file]).get(filing.file)
        st.dialog(words.say("page_view"), width=WITH_PAGE, position="right")(
            partial(_draw_page, problem, filing, path, words, interface)
        )()


def _draw_page(problem: Problem, filing: Filing, path: Path | None, words: Wording, interface: Wording) -> None:
    st.html(view.problem_to_html(problem, words))
    from ingest.document import UnreadableFile

    try:
        picture = page_picture(path, problem.place.page) if path and problem.place.page else None
    except (UnreadableFile, OSError):
        picture = None
    if picture is None:
        st.html(f'<p class="wz-missing">{escape(words.say("no_picture"))}</p>')
    else:
        st.html(page_to_html(problem_to_citation(problem, filing), picture, interface))


def problem_to_citation(problem: Problem, filing: Filing) -> Citation:
    """The problem's place as a citation, so that it opens like the source of a figure."""
    place = problem.place
    table = next((table for table in filing.tables if table.id == place.table), None)
    return Citation(
        1,
        "cell" if table else "text",
        filing.file,
        filing.title,
        problem.text,
        place.page,
        place.line,
        table.title if table else None,
        box=place.box,
        table_id=place.table,
        row_index=place.row,
        column_index=place.column,
        paragraph=place.paragraph,
    )
