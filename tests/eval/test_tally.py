"""Marks are counted by group, and nothing falls out of the count."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from eval.measure import Mark, mark
from eval.question import Question
from eval.tally import latency, overall, tally


def mark_of(id: str, type: str, lang: str, **measures: Any) -> Mark:
    return Mark(id, type, lang, ("a.txt",), **measures)


RIGHT = dict.fromkeys(("status", "numbers", "headline", "phrases", "list", "digits", "brief"), True)
MARKS = (
    mark_of("1", "lookup", "zh", **RIGHT, milliseconds=Decimal(10)),
    mark_of("2", "lookup", "en", **RIGHT, milliseconds=Decimal(30)),
    mark_of("3", "why", "zh", **(RIGHT | {"phrases": False}), milliseconds=Decimal(20)),
    mark_of("4", "why", "en"),
)


def test_shares_are_of_all_questions() -> None:
    whole = overall(MARKS)
    assert (whole.count, whole.right, whole.shares["status"]) == (4, Decimal("50.0"), Decimal("75.0"))


def test_a_question_without_an_answer_stays_in_the_count_and_scores_zero(
    question: Question, answer: dict[str, Any]
) -> None:
    marks = [mark(question, answer), mark(question, None)]
    line = overall(marks)
    assert line.count == 2
    assert line.right == Decimal("50.0")
    assert line.shares["list_recall"] == Decimal("50.0")


def test_groups_by_type_and_language_add_up() -> None:
    by_type = {line.name: (line.count, line.right) for line in tally(MARKS, "type")}
    assert by_type == {"lookup": (2, Decimal("100.0")), "why": (2, Decimal("0.0"))}
    assert {line.name: line.right for line in tally(MARKS, "language")} == {
        "en": Decimal("50.0"),
        "zh": Decimal("50.0"),
    }
    assert sum(line.count for line in tally(MARKS, "filings")) == 4


def test_a_measure_that_no_question_has_is_left_blank() -> None:
    assert overall(MARKS).shares["same"] is None
    assert overall(MARKS).shares["list_recall"] is None


def test_latency_tells_the_median_and_the_slow_end() -> None:
    times = [mark_of(str(i), "why", "zh", milliseconds=Decimal(i)) for i in range(1, 101)]
    found = latency(times)
    assert found is not None
    assert (found.median, found.p95, found.longest) == (51, 96, 100)
    assert latency([mark_of("x", "why", "zh")]) is None
