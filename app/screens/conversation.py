"""The conversation as data in the session: the answers so far, the question that waits, the source that is open."""

from __future__ import annotations

import logging
from collections.abc import Collection

import streamlit as st

from app.answering.intake import LONGEST_QUESTION
from app.desk import Desk
from app.interface import Wording
from app.reviews import Review
from budget.answer import Answer, Status

_LOG = logging.getLogger(__name__)


def answers() -> list[Answer]:
    """The conversation's finished answers, in order; the list of the session itself."""
    kept: list[Answer] = st.session_state.setdefault("answers", [])
    return kept


def reviews() -> dict[int, Review]:
    """By turn, what is kept for review of the answers: how each would be stored before anyone has said anything."""
    kept: dict[int, Review] = st.session_state.setdefault("reviews", {})
    return kept


def put_question(question: str) -> None:
    """Lay a question down to be asked in this run of the page."""
    if question.strip():
        st.session_state["waiting"] = question.strip()


def put_question_of_address() -> None:
    """Ask the question of `?q=` when the page is opened, once a session."""
    if not st.session_state.get("address_read"):
        st.session_state["address_read"] = True
        put_question(st.query_params.get("q", ""))


def take_question() -> str | None:
    """The question that waits, if one does; it is then no longer waiting."""
    question: str | None = st.session_state.pop("waiting", None)
    return question


def clear() -> None:
    """Begin a new conversation: no answers, no open source, no question in the address."""
    for name in ("answers", "waiting", "opened", "reviews"):
        st.session_state.pop(name, None)
    st.query_params.pop("q", None)


def ask(desk: Desk, question: str, filings: Collection[str], words: Wording) -> Answer:
    """Ask the desk and keep the answer; what went wrong becomes a refusal in plain words, never a traceback."""
    if len(question) > LONGEST_QUESTION:
        answer = _refusal(question[:LONGEST_QUESTION] + "…", words.say("too_long", limit=LONGEST_QUESTION), words)
    else:
        answer = _asked(desk, question, filings, words)
    answers().append(answer)
    return answer


def _asked(desk: Desk, question: str, filings: Collection[str], words: Wording) -> Answer:
    try:
        return desk.ask(question, filings=filings, history=tuple(answers()))
    except Exception:  # noqa: BLE001 - an edge: whatever fails below, the visitor reads a sentence, the log has the rest
        _LOG.exception("no answer to a question of %d characters", len(question))
        return _refusal(question, words.say("ask_failed"), words)


def _refusal(question: str, text: str, words: Wording) -> Answer:
    return Answer(question=question, language=words.language, status=Status.REFUSED, text=text)


def open_source(turn: int, citation: int) -> None:
    """Open that citation of that answer in this run of the page."""
    st.session_state["opened"] = (turn, citation)


def take_opened() -> tuple[int, int] | None:
    """The citation that was just asked for; a drawer that the visitor closed does not come back by itself."""
    opened: tuple[int, int] | None = st.session_state.pop("opened", None)
    return opened
