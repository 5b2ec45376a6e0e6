"""The review list: kept whole whatever happens to a writer, the last word of each id holds."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.desk.reviews import Review, ReviewList

ONE = Review(
    "a", "2026-01-02T03:04:05+00:00", "down", "多少？", {"status": "answered", "text": "5 万元"}, ("a.txt",), ("先问",)
)


@pytest.fixture
def reviews(tmp_path: Path) -> ReviewList:
    return ReviewList(tmp_path / "review.jsonl")


def test_what_is_put_is_read_back_the_latest_first(reviews: ReviewList) -> None:
    later = replace(ONE, id="b", at="2026-01-03T00:00:00+00:00", mark="nothing", filings=(), after=())
    reviews.put(ONE)
    reviews.put(later)
    assert reviews.all() == [later, ONE]
    assert ReviewList(reviews.file.with_name("none.jsonl")).all() == []


def test_the_last_word_of_an_id_holds(reviews: ReviewList) -> None:
    reviews.put(ONE)
    reviews.put(replace(ONE, mark="up"))
    assert [review.mark for review in reviews.all()] == ["up"]
    reviews.put(replace(ONE, mark=""))
    assert reviews.all() == []


def test_what_became_of_a_review_is_kept_with_it(reviews: ReviewList) -> None:
    reviews.put(ONE)
    reviews.put(replace(ONE, id="b"))
    reviews.settle("a", "reported-001")
    assert {review.id: review.outcome for review in reviews.all()} == {"a": "reported-001", "b": ""}


@pytest.mark.parametrize("torn", ['{"id": "x", "at', "[]", '{"id": "x"}', json.dumps({**asdict(ONE), "question": 3})])
def test_a_torn_line_costs_no_other(reviews: ReviewList, torn: str) -> None:
    reviews.put(ONE)
    with reviews.file.open("a", encoding="utf-8") as out:
        out.write(torn)
    reviews.put(replace(ONE, id="b"))
    assert {review.id for review in reviews.all()} == {"a", "b"}
