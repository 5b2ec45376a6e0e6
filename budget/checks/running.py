"""Sums of runs of numbers, kept up to each place so that no run is added anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budget.sums import half_unit

Span = tuple[int, int]
_NOTHING = Decimal(0)


class RunningSums:
    """A line of numbers, blanks among them: what any span of it (first, behind the last) adds up to."""

    def __init__(self, values: Iterable[Decimal | None] = ()) -> None:
        self._added, self._room = [_NOTHING], [_NOTHING]
        self._printed, self._telling = [0], [0]
        for value in values:
            self.append(value)

    def append(self, value: Decimal | None) -> None:
        """One more number at the end of the line."""
        self._added.append(self._added[-1] + (value or 0))
        self._room.append(self._room[-1] + (_NOTHING if value is None else half_unit(value)))
        self._printed.append(self._printed[-1] + (value is not None))
        self._telling.append(self._telling[-1] + bool(value))

    def meets(self, total: Decimal | None, spans: Sequence[Span]) -> bool | None:
        """True where the spans add up to the total, None where one side is blank or a single figure besides zeros repeats it."""
        printed = sum(self._printed[end] - self._printed[start] for start, end in spans)
        if total is None or not printed:
            return None
        apart = abs(sum((self._added[end] - self._added[start] for start, end in spans), -total))
        if apart and apart > self._tolerance(total, spans, printed):
            return False
        return True if sum(self._telling[end] - self._telling[start] for start, end in spans) > 1 else None

    def _tolerance(self, total: Decimal, spans: Sequence[Span], printed: int) -> Decimal:
        room = sum((self._room[end] - self._room[start] for start, end in spans), _NOTHING)
        return max(room, half_unit(total)) if printed == 1 else room + half_unit(total)
