"""The review list: what visitors thought of answers, and what found nothing, kept in the library's folder for a person to look at."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

FILE: Final = "review.jsonl"
UP: Final = "up"
DOWN: Final = "down"
NOTHING: Final = "nothing"
MARKS: Final = (DOWN, NOTHING, UP)
_TEXTS: Final = ("id", "at", "mark", "question", "outcome")


@dataclass(frozen=True, slots=True)
class Review:
    """One answer to look at. `mark` is "up", "down" or "nothing" (nothing was found), "" where it was taken back.

    `filings` are the names that the question was asked within (none: all), `after` what it leaned on, `answer` as the API gives it.
    `outcome` is what a person made of it: the id of a question of a set, "left", or "" while it waits. `at` is an ISO time.
    """

    id: str
    at: str
    mark: str
    question: str
    answer: dict[str, Any]
    filings: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    outcome: str = ""


class ReviewList:
    """Reviews in a file that is only ever added to; the last line of an id is what holds."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def put(self, review: Review) -> None:
        """Keeps the review; it takes the place of an earlier one of its id."""
        line = json.dumps(asdict(review), ensure_ascii=False)
        # One write that begins a line of its own: writers side by side, or one that was killed, cost no other line.
        with self.file.open("ab", buffering=0) as out:
            out.write(f"\n{line}\n".encode())
            os.fsync(out.fileno())

    def settle(self, id: str, outcome: str) -> None:
        """Notes what became of the review of that id."""
        for review in self.all():
            if review.id == id:
                self.put(replace(review, outcome=outcome))

    def all(self) -> list[Review]:
        """The reviews that were not taken back, the latest first."""
        held = {review.id: review for review in self._read()}
        return sorted((one for one in held.values() if one.mark), key=lambda one: (one.at, one.id), reverse=True)

    def _read(self) -> Iterator[Review]:
        """What can be read; a line that a killed writer left torn is passed over."""
        text = self.file.read_text(encoding="utf-8", errors="replace") if self.file.is_file() else ""
        for line in text.split("\n"):
            if line.strip() and (review := _line_to_review(line)):
                yield review


def _line_to_review(line: str) -> Review | None:
    try:
        data = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, dict) or set(data) != {field.name for field in fields(Review)}:
        return None
    if not isinstance(data["answer"], dict) or not all(isinstance(data[key], str) for key in _TEXTS):
        return None
    return Review(**{**data, "filings": tuple(data["filings"]), "after": tuple(data["after"])})
