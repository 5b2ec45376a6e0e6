"""Answers are counted a line each, a file a day, and no word of a question is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from app.desk.counts import Counts
from app.screens.page_statistics import tiles_to_html
from app.screens.staff_words import staff_words
from budget.answer import Answer, Status

SECRET = "张三的工资是多少？"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def answer(status: Status = Status.ANSWERED, ms: float = 12.4) -> Answer:
    return Answer(
        SECRET, "zh", status, f"答{SECRET}", plan={"operation": "lookup", "asked": SECRET}, timings_ms={"total": ms}
    )


def test_days_are_read_back_and_old_ones_left_out(tmp_path: Path) -> None:
    clock = Clock()
    counts = Counts(tmp_path / "statistics", clock)
    counts.note(answer(), "chat")
    clock.now = datetime(2026, 5, 6, 1, tzinfo=UTC)
    counts.note(answer(Status.NOT_FOUND), "api")
    assert [(one.day, one.status, one.door, one.ms) for one in counts.last(3)] == [
        (date(2026, 5, 4), "answered", "chat", 12),
        (date(2026, 5, 6), "not_found", "api", 12),
    ]
    assert [one.door for one in counts.last(2)] == ["api"]
    assert counts.last(2)[0].operation == "lookup"


def test_no_word_of_a_question_is_kept(tmp_path: Path) -> None:
    Counts(tmp_path / "statistics").note(answer(), "chat")
    kept = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "statistics").iterdir())
    assert kept and not any(letter in kept.encode().decode("unicode_escape") for letter in "张三工资")


def test_a_torn_line_costs_no_other_and_a_folder_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "statistics")
    counts.note(answer(), "chat")
    (file,) = (tmp_path / "statistics").iterdir()
    file.write_bytes(file.read_bytes() + b'{"status": "ans\n[]\n{"status": 1}\n')
    counts.note(answer(), "chat")
    assert len(counts.last(1)) == 2
    (tmp_path / "file").write_text("")
    Counts(tmp_path / "file" / "statistics").note(answer(), "chat")


def test_the_page_tells_how_many_and_how_quick(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "statistics")
    for ms in (10, 20, 1500):
        counts.note(answer(ms=ms), "chat")
    counts.note(answer(Status.NOT_FOUND, 30), "chat")
    html = tiles_to_html(counts.last(1), staff_words("zh"))
    assert ">4<" in html and ">75<" in html and ">30<" in html and ">1,500<" in html
