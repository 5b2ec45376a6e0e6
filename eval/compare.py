"""Two runs side by side: what got better, what got worse, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from eval.errors import NothingToCompare
from eval.measure import Mark
from eval.question import Question
from eval.record import Run
from eval.tally import overall


@dataclass(frozen=True, slots=True)
class Shift:
    """One question whose marks differ between two runs."""

    question: Question
    before: Mark
    after: Mark
    said_before: str
    said_after: str

    @property
    def lost(self) -> tuple[str, ...]:
        """The measures that held and no longer do."""
        return tuple(name for name in self.after.lacks() if name not in self.before.lacks())

    @property
    def won(self) -> tuple[str, ...]:
        """The measures that hold now and did not."""
        return tuple(name for name in self.before.lacks() if name not in self.after.lacks())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from run to run. Only questions that both asked with the same gold are compared; `left_out` counts the rest."""

    names: tuple[str, str]
    right: tuple[Decimal, Decimal]
    count: int
    worse: tuple[Shift, ...]
    better: tuple[Shift, ...]
    mixed: tuple[Shift, ...]
    reworded: tuple[Shift, ...]
    left_out: int
    changed: tuple[str, ...]


def compare(before: Run, after: Run) -> Comparison:
    """What got worse and better; raises NothingToCompare."""
    earlier = {question.id: question for question in before.questions}
    both = [question for question in after.questions if earlier.get(question.id) == question]
    if not both:
        raise NothingToCompare(before.name, after.name)
    shifts = list(_shifts(before, after, both))
    ids = {question.id for question in both}
    shares = [overall([mark for mark in run.marks if mark.id in ids]).right for run in (before, after)]
    all_ids = earlier.keys() | {question.id for question in after.questions}
    return Comparison(
        (before.name, after.name), (shares[0], shares[1]), len(both),
        worse=tuple(shift for shift in shifts if _direction(shift) < 0),
        better=tuple(shift for shift in shifts if _direction(shift) > 0),
        mixed=tuple(shift for shift in shifts if _direction(shift) == 0 and (shift.lost or shift.won)),
        reworded=tuple(shift for shift in shifts if not shift.lost and not shift.won and _reworded(shift)),
        left_out=len(all_ids) - len(both),
        changed=tuple(
            key for key in ("set_hash", "filings", "program_hash", "version", "python", "settings")
            if before.about.get(key) != after.about.get(key)
        ),
    )  # fmt: skip


def _shifts(before: Run, after: Run, both: list[Question]) -> Iterator[Shift]:
    old, new = ({mark.id: mark for mark in run.marks} for run in (before, after))
    for question in both:
        said = [str(run.answers.get(question.id, {}).get("text", "")) for run in (before, after)]
        yield Shift(question, old[question.id], new[question.id], said[0], said[1])


def _direction(shift: Shift) -> int:
    """1 better, -1 worse: by right first, then by what was won and lost where only one of the two happened."""
    if shift.before.right != shift.after.right:
        return 1 if shift.after.right else -1
    return bool(shift.won) - bool(shift.lost)


def _reworded(shift: Shift) -> bool:
    return shift.said_before != shift.said_after
