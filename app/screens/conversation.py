"""The conversation as data in the session: the answers so far, the question that waits, the source that is open."""

from __future__ import annotations

import logging
from collections.abc import Collection
from contextlib import suppress
from typing import Any

import streamlit as st

from app.answering.intake import LONGEST_QUESTION
from app.answering.next_questions import next_questions
from app.desk.desk import Desk
from app.desk.reviews import Review
from app.interface import Wording
from app.screens.limits import seconds_to_wait
from app.views.shelf import body_of
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


def scopes() -> dict[int, tuple[str, ...]]:
    """By turn, the files that the question was asked of; none where it was all."""
    kept: dict[int, tuple[str, ...]] = st.session_state.setdefault("scopes", {})
    return kept


def traces() -> dict[int, Any]:
    """By turn, how the answer came about, as far as that was looked at."""
    kept: dict[int, Any] = st.session_state.setdefault("traces", {})
    return kept


def think_ahead(desk: Desk) -> None:
    """Find questions to go on with after the last answer; what goes wrong costs the offer and nothing else."""
    filings = scopes().get(len(answers()) - 1, ())
    st.session_state["next"] = ()
    with suppress(Exception):
        st.session_state["next"] = next_questions(
            answers(),
            lambda question, history: desk.ask(question, filings=filings, history=history),
            {filing.file: body_of(filing) for filing in desk.filings},
        )


def next_ones() -> tuple[str, ...]:
    """The questions to go on with."""
    found: tuple[str, ...] = st.session_state.get("next", ())
    return found if answers() else ()


def put_question(question: str) -> None:
    """Lay a question down to be asked in this run of the page."""
    if question.strip():
        st.session_state["waiting"] = question.strip()


def question_of_address() -> str | None:
    """The question of `?q=` ("" where there is none) when the page is opened; None in every later run of the session."""
    if st.session_state.get("address_read"):
        return None
    st.session_state["address_read"] = True
    return str(st.query_params.get("q", ""))


def take_question() -> str | None:
    """The question that waits, if one does; it is then no longer waiting."""
    question: str | None = st.session_state.pop("waiting", None)
    return question


def clear() -> None:
    """Begin a new conversation: no answers, no open source, no question and no filing in the address."""
    for name in ("answers", "waiting", "opened", "reviews", "traces", "scopes", "next", "unknown_files"):
        st.session_state.pop(name, None)
    for name in ("q", "filing"):
        st.query_params.pop(name, None)


def ask(desk: Desk, question: str, filings: Collection[str], words: Wording) -> Answer:
    """Ask the desk and keep the answer; what went wrong becomes a refusal in plain words, never a traceback."""
    if len(question) > LONGEST_QUESTION:
        answer = _refusal(question[:LONGEST_QUESTION] + "…", words.say("too_long", limit=LONGEST_QUESTION), words)
    elif seconds := seconds_to_wait():
        answer = _refusal(question, words.say("too_many", seconds=seconds), words)
    else:
        answer = _asked(desk, question, filings, words)
    scopes()[len(answers())] = tuple(filings)
    answers().append(answer)
    if desk.counts is not None:
        desk.counts.note(answer, "widget" if st.context.is_embedded else "chat")
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
