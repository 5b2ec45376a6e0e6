"""Totals whose parts are always the same: procurement is goods, works and services; 三公 is travel, hospitality and cars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.data_file import read_data
from budget.number import squeeze

_FILE = Path(__file__).with_name("lists.toml")


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A total whose parts are always the same; patterns of their names."""

    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]

    def names(self, whole: str, parts: Sequence[str]) -> bool:
        """True where the names are those of the total and of each of its parts, and of nothing else."""
        found = [{at for at, pattern in enumerate(self.parts) if pattern.search(squeeze(part))} for part in parts]
        return (
            bool(self.whole.search(squeeze(whole)))
            and all(found)
            and set().union(*found) == set(range(len(self.parts)))
        )


@cache
def closed_lists() -> tuple[ClosedList, ...]:
    """The lists of lists.toml; a key that is not known is an error."""
    found = []
    for entry in read_data(_FILE, {"list"})["list"]:
        if extra := set(entry) - {"whole", "parts"}:
            raise ValueError(f"{_FILE.name}: unknown keys {sorted(extra)}")
        found.append(ClosedList(re.compile(entry["whole"]), tuple(re.compile(part) for part in entry["parts"])))
    return tuple(found)
