"""Thumbs under the answers, and what found nothing, land in the review list; nothing does where it may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.desk.reviews import ReviewList
from tests.app import fake_desk
from tests.app.fake_desk import UNKNOWN, WHY

SCRIPT = Path(__file__).with_name("fake_chat.py")


@pytest.fixture
def reviews(tmp_path: Path) -> Iterator[ReviewList]:
    fake_desk.LAST.reviews = ReviewList(tmp_path / "review.jsonl")
    yield fake_desk.LAST.reviews
    fake_desk.LAST.reviews = None


@pytest.fixture
def chat() -> AppTest:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    return page.run()


def ask(page: AppTest, question: str) -> None:
    page.chat_input(key="typed").set_value(question).run()
    assert not page.exception


def press(page: AppTest, turn: int, thumb: int | None) -> None:
    page.feedback(key=f"thumbs-{turn}").set_value(thumb).run()
    assert not page.exception


def test_an_answer_is_kept_when_it_is_judged_and_not_before(chat: AppTest, reviews: ReviewList) -> None:
    ask(chat, WHY)
    assert reviews.all() == []
    press(chat, 0, 0)
    (kept,) = reviews.all()
    assert (kept.mark, kept.question, kept.filings, kept.after) == ("down", WHY, (), ())
    assert kept.answer["figures"][0]["value"]
    assert "已记下" in chat.caption[0].value
    press(chat, 0, 1)
    assert [review.mark for review in reviews.all()] == ["up"]
    press(chat, 0, None)
    assert reviews.all() == []


def test_what_found_nothing_is_kept_at_once_and_once(chat: AppTest, reviews: ReviewList) -> None:
    ask(chat, UNKNOWN)
    chat.run()
    (kept,) = reviews.all()
    assert (kept.mark, kept.question, kept.answer["status"]) == ("nothing", UNKNOWN, "not_found")
    press(chat, 0, 0)
    press(chat, 0, None)
    assert [review.mark for review in reviews.all()] == ["nothing"]


def test_the_help_says_what_is_stored(chat: AppTest, reviews: ReviewList) -> None:
    ask(chat, WHY)
    assert "把问题、答案、提问范围和时间记入" in chat.caption[0].proto.help


def test_a_new_conversation_begins_without_thumbs(chat: AppTest, reviews: ReviewList) -> None:
    ask(chat, WHY)
    press(chat, 0, 1)
    chat.button(key="new").click().run()
    ask(chat, WHY)
    assert chat.feedback(key="thumbs-0").value is None
    assert len(reviews.all()) == 1


def test_where_nothing_may_be_kept_there_are_no_thumbs(chat: AppTest) -> None:
    ask(chat, UNKNOWN)
    assert len(chat.feedback) == 0
    assert not Path("library/review.jsonl").exists()


def test_a_list_that_can_not_be_written_costs_no_answer(chat: AppTest, reviews: ReviewList) -> None:
    reviews.file.mkdir()
    ask(chat, UNKNOWN)
    press(chat, 0, 0)
    assert len(chat.session_state["answers"]) == 1
