"""What the command line shows of a run and of a comparison, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.compare import Comparison, Shift
from eval.measure import MEASURES
from eval.record import Run
from eval.tally import Line, latency, overall, tally

_COLUMNS = (*MEASURES, "list_recall")
_HEADS = {"list_recall": "recall", "evidence": "evid."}
_SHOWN_CHANGES = 40
_SHOWN_TEXT = 160


def run_to_lines(run: Run, misses: int) -> Iterator[str]:
    """The tables by type and language, the times, and the first misses."""
    yield f"{'':14}{'n':>4} " + " ".join(f"{_HEADS.get(name, name)[:8]:>8}" for name in _COLUMNS)
    for group in ([overall(run.marks)], tally(run.marks, "type"), tally(run.marks, "language")):
        yield from (_line_to_text(line) for line in group)
    if times := latency(run.marks):
        yield f"ms an answer: median {times.median:.0f}, 95% within {times.p95:.0f}, longest {times.longest:.0f}"
    missed = [mark for mark in run.marks if not mark.right]
    questions = {question.id: question for question in run.questions}
    for mark in missed[:misses]:
        said = str(run.answers.get(mark.id, {}).get("text", "no answer"))
        yield ""
        yield f"{mark.id} [{mark.type}] {questions[mark.id].question}"
        yield f"  lacks {', '.join(mark.lacks())} {' '.join(mark.invented)}".rstrip()
        yield f"  said: {_shortened(said)}"
    if len(missed) > misses:
        yield ""
        yield f"{len(missed)} of {len(run.marks)} questions missed: --misses {len(missed)} lists them, --html FILE shows all."


def _line_to_text(line: Line) -> str:
    cells = ("" if (share := line.shares[name]) is None else str(share) for name in _COLUMNS)
    return f"{line.name:14}{line.count:>4} " + " ".join(f"{cell:>8}" for cell in cells)


def comparison_to_lines(found: Comparison) -> Iterator[str]:
    """What got worse first, then what got better, then what is merely worded anew."""
    before, after = found.right
    yield f"{found.names[0]} → {found.names[1]}: right {before}% → {after}% of {found.count} questions"
    if found.changed:
        yield f"What differs between the runs: {', '.join(found.changed)}"
    if found.left_out:
        yield f"{found.left_out} questions are in one of the two only, or with other gold: not compared"
    yield from _section("worse", found.worse)
    yield from _section("better", found.better)
    yield from _section("better in one way, worse in another", found.mixed)
    yield f"{len(found.reworded)} answers are worded anew with the same marks"


def _section(title: str, shifts: Sequence[Shift]) -> Iterator[str]:
    yield f"{len(shifts)} {title}"
    for shift in shifts[:_SHOWN_CHANGES]:
        marks = [*(f"-{name}" for name in shift.lost), *(f"+{name}" for name in shift.won)]
        yield f"  {shift.question.id} [{shift.question.type}] {shift.question.question}"
        yield f"    {' '.join(marks)}"
        yield f"    before: {_shortened(shift.said_before)}"
        yield f"    now:    {_shortened(shift.said_after)}"
    if len(shifts) > _SHOWN_CHANGES:
        yield f"  … and {len(shifts) - _SHOWN_CHANGES} more"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_TEXT else line[: _SHOWN_TEXT - 1] + "…"
