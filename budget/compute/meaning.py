"""Operates by meaning where words fail: a word that nothing links to is taken for the name nearest to it, and that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.operate import operate
from budget.compute.outcome import Line, Outcome
from budget.line import AMOUNTS, line_name
from budget.question.meaning import NAMED, TAKEN, Meant, Nearest, meant_by, runs, understood
from budget.question.strings import CLEAR
from budget.question.words import Unit, Vocabulary

_LACKING = ("not_found.plain", "not_found.part")


def operate_by_meaning(desk: Desk, nearest: Nearest, vocabulary: Vocabulary) -> Outcome:
    """The outcome by words; where words link to nothing, by what they mean; where that finds no more, with the nearest thing."""
    outcome = operate(desk)
    if outcome.status is not Status.ANSWERED and not _lacks(outcome):
        return outcome
    meant = words_meant(desk, nearest, vocabulary)
    sure = [one for one in meant if one.sureness >= TAKEN]
    if sure:
        again = operate(Desk(desk.shelf, understood(desk.reading, sure), desk.only))
        if _finds_more(outcome, again):
            said = (Line("caveat.meaning", {"asked": one.word, "meant": _used(again, one)}) for one in sure)
            return replace(again, caveats=(*again.caveats, *said))
    return _with_nearest(desk, outcome, meant)


def _lacks(outcome: Outcome) -> bool:
    return any(line.key in _LACKING for line in outcome.lines)


def _finds_more(outcome: Outcome, again: Outcome) -> bool:
    """True where the second outcome lacks nothing, and has all figures of the first and another one."""
    return (
        again.status is not Status.NOT_FOUND
        and not _lacks(again)
        and (outcome.status is Status.NOT_FOUND or _figures(outcome) < _figures(again))
    )


def _figures(outcome: Outcome) -> set[tuple[str, Decimal, str]]:
    figures = [fig for line in outcome.lines for fig in line.figures.values()]
    return {(fig.label, fig.amount.value, fig.amount.unit) for fig in figures}


def words_meant(desk: Desk, nearest: Nearest, vocabulary: Vocabulary) -> list[Meant]:
    """What the words may mean that no name and no sentence of the library holds, the surest first."""
    shelf, reading = desk.shelf, desk.reading

    def is_unlinked(unit: Unit) -> bool:
        if unit.known or unit.excluded or unit.text.isdigit():
            return False
        held = max(shelf.links.strings.matches(unit).values(), default=0.0)
        return held < CLEAR and not shelf.sentences.strings.occurs(unit.text)

    found = [
        meant
        for run in runs(reading.units, reading.text, is_unlinked)
        for meant in meant_by(run, reading.text, nearest, vocabulary, shelf.links.strings.occurs)
    ]
    return sorted(found, key=lambda one: -one.sureness)


def _used(outcome: Outcome, meant: Meant) -> str:
    """The name that the answer's lines bear for the word, the longest; the likeliest where they are called otherwise."""
    labels = [fig.label for line in outcome.lines for fig in line.figures.values()]
    borne = [name for name in meant.names if any(name in label for label in labels)]
    return max(borne, key=len, default=meant.names[0])


def _with_nearest(desk: Desk, outcome: Outcome, meant: Sequence[Meant]) -> Outcome:
    """The outcome that found nothing, with the line whose name is nearest in meaning, if no other is told."""
    told = outcome.status is not Status.NOT_FOUND or len(outcome.lines) > 1
    if told or not meant or meant[0].sureness < NAMED:
        return outcome
    best = meant[0]
    unit = Unit(best.word, best.names, best.units[0].start, best.units[-1].end, "everyday")
    named = [match.fact for match in desk.match([unit], measures=AMOUNTS) if match.named]
    if not named:
        return outcome
    line = Line("not_found.nearest", {"nearest": line_name(named[0])}, facts=(named[0],))
    return replace(outcome, lines=(*outcome.lines, line))
