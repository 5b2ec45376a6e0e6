"""How one line moved at each of several bodies, and why: the body's name, then what its own filing says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budget.amount import dimension, scale
from budget.answer import Status
from budget.compute import across, change, lookup
from budget.compute.desk import Desk
from budget.compute.each_body import applies, asks_moves, focus, in_order
from budget.compute.outcome import RESULT, Fig, Line, Outcome
from budget.question.bodies import told_apart
from budget.question.direction import asked_direction
from budget.question.operations import Operation
from budget.question.periods import Periods
from budget.question.phrases import phrase

_RELATIVE = phrase("relative_size")


@dataclass(frozen=True, slots=True)
class _Move:
    """What one body's filing says of the line: its name, the lines that say it, and the change."""

    body: str
    lines: tuple[Line, ...]
    delta: Fig | None
    percent: Fig | None

    @property
    def direction(self) -> int:
        """1 up, -1 down, 0 where it did not move or no change is told."""
        value = self.delta.amount.value if self.delta else Decimal(0)
        return (value > 0) - (value < 0)

    def size(self, relative: bool) -> Decimal:
        """How far it moved, in percent or in base units of money."""
        fig = self.percent if relative else self.delta
        return abs(fig.amount.value) * (1 if relative else scale(fig.amount.unit)) if fig else Decimal(-1)


def run(desk: Desk) -> Outcome | None:
    """Each body's change (last year's figure, reason) in turn; None where the question stays with one body or few are told."""
    reading = desk.reading
    apart = applies(desk) and not across.applies(desk) and not focus(desk)
    if not apart or not asks_moves(reading) or reading.shows(Operation.SHARE, Operation.PER_UNIT):
        return None
    bodies = in_order(desk)
    names = zip(bodies, told_apart(bodies), strict=True)
    moves = [move for body, name in names if (move := _move_of(desk, body, name)) is not None]
    if sum(move.delta is not None for move in moves) < 2:
        return None
    way = asked_direction(reading.text, reading.language)
    ordered = sorted(moves, key=lambda move: bool(way) and move.direction != way)
    head: list[Line] = []
    if reading.shows(Operation.RANK):
        relative = bool(_RELATIVE.search(reading.text))
        ordered.sort(key=lambda move: (bool(way) and move.direction != way, -move.size(relative)))
        head = _most(ordered[0], relative)
    lines = [line for move in ordered for line in (Line("across.at", {"point": move.body}), *move.lines)]
    return Outcome(Status.ANSWERED, (*head, *lines), operation="change")


def _move_of(desk: Desk, body: str, name: str) -> _Move | None:
    """The line at one body; None where its filing has no such line."""
    own = [filing for filing in desk.frame if filing.department == body]
    reading = replace(desk.reading, periods=Periods(last_year=desk.reading.periods.last_year), bodies=())
    alone = Desk(desk.shelf, reading, tuple(f.file for f in own), own)
    outcome = _asked_of(alone) or lookup.run(alone)
    if outcome is None or outcome.status is not Status.ANSWERED:
        return None
    lines = _first_line(outcome.lines)
    figures = [fig for line in lines for fig in line.figures.values()]
    delta = next((f for f in figures if f.show == "change" and dimension(f.amount.unit) != "percent"), None)
    percent = next((f for f in figures if f.show == "percent_change"), None)
    return _Move(name, lines, delta, percent)


def _asked_of(desk: Desk) -> Outcome | None:
    if desk.reading.shows(Operation.WHY):
        return change.run_why(desk)
    if desk.reading.shows(Operation.PRIOR) and not desk.reading.shows(Operation.CHANGE):
        return change.run_prior(desk)
    return change.run_change(desk)


def _first_line(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The first line that states figures, and the reason behind it: further scopes would crowd out the other bodies."""
    told = [line for line in lines if not line.key.startswith("premise.")]
    first = next((i for i, line in enumerate(told) if line.figures), 0)
    further = next((i for i in range(first + 1, len(told)) if told[i].key.startswith("change.")), len(told))
    return tuple(told[first:further])


def _most(move: _Move, relative: bool) -> list[Line]:
    """Who moved most, by the measure that is asked."""
    fig = move.percent if relative else move.delta
    return [Line("across.moved_most", {"point": move.body}, {"moved": replace(fig, role=RESULT)})] if fig else []
