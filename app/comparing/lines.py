"""The lines that can be compared: totals and the three public expenses by name, and what the filings list by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from budget.data_file import read_data
from budget.filing import Filing
from budget.line import bare_label

GROUPS: Final = ("total", "functional", "functional_general", "economic", "three_public")
_FILE: Final = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: in tables of these kinds (and of that side), at a row and a column, as lines.toml tells."""

    kinds: tuple[str, ...]
    row: str
    column: str = "total"
    side: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class CompareLine:
    """A line that can be compared: its key, its group, its names, and where to look for it."""

    key: str
    group: str
    zh: str
    en: str
    places: tuple[Place, ...]


@cache
def _data() -> dict[str, Any]:
    return read_data(_FILE, {"line", "codes"})


@cache
def named_lines() -> tuple[CompareLine, ...]:
    """The lines that have no code: totals and the three public expenses."""
    return tuple(
        CompareLine(
            each["key"],
            each["group"],
            each["zh"],
            each["en"],
            tuple(Place(**{**place, "kinds": tuple(place["kinds"])}) for place in each["places"]),
        )
        for each in _data()["line"]
    )


def coded_lines(filings: Iterable[Filing], group: str) -> tuple[CompareLine, ...]:
    """The lines with codes that these filings list in the tables of that group, by code."""
    kinds = tuple(_data()["codes"][group])
    names: dict[str, str] = {}
    for filing in filings:
        for table in filing.tables:
            for row in table.rows if table.kind in kinds else ():
                if row.code and row.label:
                    names.setdefault(row.code, bare_label(row.label))
    return tuple(
        CompareLine(code, group, name, name, (Place(kinds, name, code=code),)) for code, name in sorted(names.items())
    )
