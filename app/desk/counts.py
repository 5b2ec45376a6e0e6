"""What was asked how often: a line an answer in the library's folder, a file a day. No word of a question is in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from budget.answer import Answer

FOLDER: Final = "statistics"
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer as it is counted: the day (UTC), its status, the operation, the language, by which door, in how many milliseconds."""

    day: date
    status: str
    operation: str
    language: str
    door: str
    ms: int


class Counts:
    """The folder of counts. Writers side by side each add whole lines."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder
        self._now = now

    def note(self, answer: Answer, door: str) -> None:
        """Count this answer; that it can't be written costs nobody the answer: the log says so."""
        operation, ms = str(answer.plan.get("operation") or ""), round(answer.timings_ms.get("total", 0))
        today = self._now().date()
        counted = Counted(today, answer.status.value, operation, answer.language, door, ms)
        fields = {name: value for name, value in asdict(counted).items() if name != "day"}
        try:
            self._folder.mkdir(exist_ok=True)
            with self._file(today).open("ab", buffering=0) as out:
                out.write(f"{json.dumps(fields)}\n".encode())
        except OSError:
            _LOG.exception("the counts in %s can't be written", self._folder)

    def last(self, days: int) -> list[Counted]:
        """What was counted in the last so many days, today among them, the earliest first."""
        today = self._now().date()
        wanted = [today - timedelta(days=back) for back in reversed(range(days))]
        return [counted for day in wanted for counted in self._read(day)]

    def _file(self, day: date) -> Path:
        return self._folder / f"{day.isoformat()}.jsonl"

    def _read(self, day: date) -> list[Counted]:
        """What can be read; a line that a killed writer left torn is passed over."""
        file = self._file(day)
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        return [counted for line in text.splitlines() if (counted := _line_to_counted(day, line))]


def _line_to_counted(day: date, line: str) -> Counted | None:
    try:
        return Counted(day=day, **json.loads(line))
    except (ValueError, TypeError):
        return None
