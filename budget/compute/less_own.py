"""A department's budget less its unit's own: what is left for the units that publish none of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome
from budget.compute.target import Variant
from budget.compute.total import difference_line
from budget.filing import UNITS, Filing
from budget.question.implied import whole_budget
from budget.question.phrases import phrase
from budget.question.words import Unit

_TAKES, _OWN, _ITSELF = phrase("takes_away"), phrase("own_budget"), phrase("itself")
_WHOLE, _OF_WHICH = phrase("whole_department"), phrase("of_which")


def run(desk: Desk) -> Outcome | None:
    """The differences that the question asks for; None where it takes no unit's budget from its department's, or the library
    lacks one of the two filings."""
    text = desk.reading.text
    own = _OWN.search(text) or _ITSELF.search(text)
    pair = _pair(desk) if _TAKES.search(text) and own and _WHOLE.search(text) else None
    if pair is None:
        return None
    found = ([_figure(desk, filing, units) for filing in pair] for units in _asked(desk))
    lines = [line for two in found if (line := _left(two)) is not None]
    return Outcome(Status.ANSWERED, tuple(lines), operation="difference") if lines else None


def _pair(desk: Desk) -> tuple[Filing, Filing] | None:
    """The department's filing and its unit's own of the same body and year."""
    for whole in desk.frame:
        for own in desk.shelf.filings.values():
            same = (own.department, own.year) == (whole.department, whole.year)
            if same and whole.kind not in UNITS and own.kind in UNITS and (not desk.only or own.file in desk.only):
                return whole, own
    return None


def _asked(desk: Desk) -> Iterator[tuple[Unit, ...]]:
    """The whole budget, and what a clause asks of it (其中公共法律服务多少)."""
    if (whole := whole_budget(desk.reading.text, desk.reading.language)) is not None:
        yield (whole,)
    for clause in desk.reading.clauses:
        if clause.asks and _OF_WHICH.match(clause.text) and any(unit.known for unit in clause.units):
            yield tuple(unit for unit in clause.units if unit.known)


def _figure(desk: Desk, filing: Filing, units: tuple[Unit, ...]) -> Variant | None:
    alone = desk.over([filing]).targets(units, dimensions=("money",), most=1)
    variant = next((v for target in alone for v in target.variants if v.fact.value is not None), None)
    return replace(variant, name=f"{variant.name}（{filing.kind.value}）") if variant is not None else None


def _left(two: list[Variant | None]) -> Line | None:
    whole, own = two
    return difference_line(whole, own) if whole is not None and own is not None else None
