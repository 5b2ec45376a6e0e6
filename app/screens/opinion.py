"""Under each answer: was it right? What is said, and what found nothing, goes to the review list of the library."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import streamlit as st

from app.desk.desk import Desk
from app.desk.reviews import DOWN, NOTHING, UP, Review, ReviewList
from app.interface import Wording
from app.screens import conversation
from app.wire import answer_to_dict
from budget.answer import Answer, Status

_THUMBS: Final = {DOWN: 0, UP: 1}
_LOG: Final = logging.getLogger(__name__)


def begin(desk: Desk, turn: int, filings: Collection[str]) -> None:
    """Makes ready to keep what is thought of that answer, asked within these filings; one that found nothing is kept at once."""
    if desk.reviews is None:
        return
    answers = conversation.answers()
    review = _to_review(answers[turn], tuple(filings), tuple(answer.question for answer in answers[:turn]))
    if review.mark:
        _keep(desk.reviews, review)
    conversation.reviews()[turn] = review


def _to_review(answer: Answer, filings: tuple[str, ...], before: tuple[str, ...]) -> Review:
    leaned = answer.plan.get("asked", answer.question) != answer.question
    now = datetime.now(UTC).isoformat(timespec="seconds")
    told, after = answer_to_dict(answer), before if leaned else ()
    return Review(uuid.uuid4().hex[:12], now, _without_thumb(told), answer.question, told, filings, after)


def _without_thumb(answer: Mapping[str, Any]) -> str:
    return NOTHING if answer["status"] == Status.NOT_FOUND.value else ""


def draw(desk: Desk, turn: int, words: Wording) -> None:
    """The two thumbs, and what is stored when one is pressed."""
    if desk.reviews is None or turn not in conversation.reviews():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"review-{turn}"):
        before = _THUMBS.get(conversation.reviews()[turn].mark)  # the widget forgets when another page was looked at
        pressed = st.feedback(
            "thumbs", key=_key(turn), default=before, on_change=_note, args=(desk.reviews, turn), width="content"
        )
        said = "review_ask" if pressed is None else "review_kept"
        st.caption(words.say(said), help=words.say("review_help"), width="content")


def _key(turn: int) -> str:
    return f"thumbs-{turn}"


def _note(reviews: ReviewList, turn: int) -> None:
    """Keeps the thumb; one that is taken back leaves what was there before it."""
    review, pressed = conversation.reviews()[turn], st.session_state[_key(turn)]
    mark = {at: mark for mark, at in _THUMBS.items()}.get(pressed, _without_thumb(review.answer))
    conversation.reviews()[turn] = replace(review, mark=mark)
    _keep(reviews, conversation.reviews()[turn])


def _keep(reviews: ReviewList, review: Review) -> None:
    """A list that can't be written must not cost the visitor the answer: the log says so."""
    try:
        reviews.put(review)
    except OSError:
        _LOG.exception("the review list %s can't be written", reviews.file)
