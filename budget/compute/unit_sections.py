"""The units of a body as the sections of its filing that are headed by their names: each with its figure of one line."""

from __future__ import annotations

from collections.abc import Iterator

from budget.compute.desk import Desk, kind_of_unit
from budget.compute.listing_words import place_in
from budget.compute.table_rows import Listed
from budget.fact import Fact, Measure
from budget.line import bare_label, line_name
from budget.number import squeeze
from budget.question.implied import is_whole_budget
from budget.question.phrases import phrase
from budget.question.words import Unit

_LEVEL = phrase("itself")
# What a section calls the whole of its unit's money.
_WHOLE = "预算"
# Kinds of units that name no line: they say where to look, or whose it is.
_SCENE = ("section", "body", "table", "everyday", "three_public")


def section_rows(desk: Desk) -> list[Listed]:
    """Each unit's figure of the line that the question names, else of its whole budget; empty where no sections are headed by
    units, or fewer than two tell the line."""
    names = _asked_names(desk)
    found: dict[str, Listed] = {}
    for unit, fact in _told_of_units(desk):
        name = squeeze(line_name(fact))
        if name in names or (not names and name.endswith(_WHOLE) and _is_whole_of(name, unit)):
            found.setdefault(unit, Listed(unit, (fact,), key=unit))
    return list(found.values()) if len(found) > 1 else []


def names_line(desk: Desk) -> bool:
    """True where the question names a line, and not only units and their budget."""
    return bool(_line_units(desk))


def _line_units(desk: Desk) -> list[Unit]:
    units = (u for u in desk.reading.units if u.known and not u.generic and u.kind not in _SCENE)
    return [u for u in units if not is_whole_budget(u)]


def _asked_names(desk: Desk) -> set[str]:
    """What the line that the question names is called; nothing where it names none."""
    named = _line_units(desk)
    targets = desk.targets(named, desk.reading.context, dimensions=("money",), most=1) if named else []
    return {squeeze(target.name) for target in targets}


def _told_of_units(desk: Desk) -> Iterator[tuple[str, Fact]]:
    """The sums told in sections that are headed by a unit, with the unit's name."""
    for filing in desk.frame:
        for fact in desk.shelf.facts_of(filing.file):
            told = fact.statement
            if told is None or not told.headings or fact.measure is not Measure.AMOUNT or not fact.value:
                continue
            unit = bare_label(told.headings[-1])
            if kind_of_unit(fact.unit) == "money" and (
                place_in(unit, "bodies") is not None or _LEVEL.search(unit.strip("()（）"))
            ):
                yield unit, fact


def _is_whole_of(name: str, unit: str) -> bool:
    """True where a sum is called by its unit's name and nothing more (深圳市水文中心预算)."""
    return unit.endswith(name.removesuffix(_WHOLE))
