"""What the command line shows of a run and of a comparison, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.compare import Comparison, Shift
from eval.measure import MEASURES, SHARES
from eval.record import Run
from eval.tally import Line, overall, shown_groups, tally

# A terminal holds so many; the report has them all.
_COLUMNS = ("right", "status", "numbers", "headline", "phrases", "list", "digits", "evidence")
_IN_A_LINE = 6
_NAME = 30
_SHOWN_CHANGES = 40
_SHOWN_TEXT = 160


def run_to_lines(run: Run, misses: int) -> Iterator[str]:
    """Every measure over all questions, the table by type, language and filing, and the first misses."""
    whole = overall(run.marks)
    yield f"{whole.right}% of {whole.count} questions right"
    yield from _shares_to_lines(whole)
    if times := whole.latency:
        yield f"ms an answer: median {times.median:.0f}, 95% within {times.p95:.0f}, longest {times.longest:.0f}"
    yield ""
    yield f"{'':{_NAME}}{'n':>5}" + "".join(f"{name[:8]:>9}" for name in _COLUMNS) + f"{'ms':>7}{'p95':>7}"
    for group in ([whole], *(tally(run.marks, by) for by in shown_groups(run.marks))):
        yield from (_line_to_text(line) for line in group)
    if run.baselines:
        yield from _baselines_to_lines(run)
    yield from _misses_to_lines(run, misses)


def _baselines_to_lines(run: Run) -> Iterator[str]:
    """The share that is right of this program and of every baseline, by type."""
    names = ["computed", *run.baselines]
    rivals = [run.marks, *run.baseline_marks.values()]
    yield ""
    yield f"{'right, by whom':{_NAME}}" + "".join(f"{name:>12}" for name in names)
    yield f"{'all':{_NAME}}" + "".join(f"{overall(marks).right:>12}" for marks in rivals)
    for lines in zip(*(tally(marks, "type") for marks in rivals), strict=True):
        yield f"{lines[0].name:{_NAME}}" + "".join(f"{line.right:>12}" for line in lines)


def _shares_to_lines(line: Line) -> Iterator[str]:
    said = [
        f"{name.replace('_', ' ')} {share}" for name in (*MEASURES, *SHARES) if (share := line.shares[name]) is not None
    ]
    for at in range(0, len(said), _IN_A_LINE):
        yield "  " + " · ".join(said[at : at + _IN_A_LINE])


def outside_to_lines(run: Run) -> Iterator[str]:
    """What a run over an outside set tells beside its table."""
    said = run.about["outside"]
    yield f"{said['left_out']} other questions want more than a look-up and were left out"
    yield (
        f"Of {said['tables']} tables the right one is found first for {said['table_first']}% of the questions, "
        f"among the passages found for {said['table_found']}%"
    )
    yield f"{said['wrong_given']}% of the questions were answered with something else than the gold"


def _line_to_text(line: Line) -> str:
    cells = ("" if (share := line.shares[name]) is None else str(share) for name in _COLUMNS)
    times = (line.latency.median, line.latency.p95) if line.latency else ()
    name = line.name if len(line.name) <= _NAME else line.name[: _NAME - 1] + "…"
    return (
        f"{name:{_NAME}}{line.count:>5}"
        + "".join(f"{cell:>9}" for cell in cells)
        + "".join(f"{t:>7.0f}" for t in times)
    )


def _misses_to_lines(run: Run, misses: int) -> Iterator[str]:
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
