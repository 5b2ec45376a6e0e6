"""The runs that are kept, each in a line: what the page draws over time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from eval.errors import BrokenRun
from eval.store import load, names
from eval.tally import Latency, overall


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run: when it began (an ISO time), of which set, how much was right, how long answers took."""

    name: str
    began: str
    set: str
    count: int
    right: Decimal
    latency: Latency | None


def run_line(folder: Path, name: str) -> RunLine | None:
    """The run of that name in a line; None where it can't be read."""
    try:
        run = load(folder / name)
    except BrokenRun:
        return None
    line = overall(run.marks)
    began, of = str(run.about.get("began", "")), str(run.about.get("set", ""))
    return RunLine(name, began, of, line.count, line.right, line.latency)


def known_runs(folder: Path) -> list[str]:
    """The names of the runs, the latest first."""
    return names(folder)[::-1]


def earlier_of_its_set(line: RunLine, lines: list[RunLine]) -> RunLine | None:
    """The run of the same set before this one; `lines` are the latest first."""
    return next((one for one in lines if one.set == line.set and one.name < line.name), None)
