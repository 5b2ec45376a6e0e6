"""How sure the rules must be before they call something broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Trust:
    """When a guessed relation is believed: it must hold `least` times, and `times` as often as it is broken."""

    least: int = 2
    times: int = 3

    def __post_init__(self) -> None:
        if self.least < 1 or self.times < 1:
            raise ValueError(
                f"a relation must hold at least once before it is believed, not {self.least} times, {self.times}-fold"
            )

    def believes(self, holds: int, broken: int) -> bool:
        """True where the relation was seen to hold often enough to call an exception broken."""
        return holds >= self.least and holds >= self.times * broken

    def tells(self, holds: int, broken: int) -> bool:
        """True where one of those that hold would be called broken if it did not hold."""
        return self.believes(holds - 1, broken + 1)


TRUST: Final = Trust()
# Codes say for certain what belongs to what: half the sums of a table may fail before its reading is doubted.
TRUST_CODES: Final = Trust(times=1)
# A header with groups is as certain, and a table of one row has few sums to show it.
TRUST_FEW: Final = Trust(least=1, times=1)
