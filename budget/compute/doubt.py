"""Figures in doubt: those that stand in a broken finding of the consistency rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from budget.amount import Amount, dimension
from budget.checks import CheckStatus, Finding
from budget.compute.shelf import Shelf
from budget.compute.target import Variant
from budget.fact import Fact
from budget.kept import kept
from budget.line import line_name, same_amount
from budget.number import text_to_decimal

_FIGURE = re.compile(r"([<>≤≥=]?\s*[+-]?[\d,]+(?:\.\d+)?)\s*([^\d\s.,;，；]*)")

# What says that a percentage does not follow from its amounts, and that parts do not add up; what bears a figure out.
_RATES: Final = frozenset({"percentage", "percentage_of_years", "share", "rate"})
_SUMS: Final = frozenset({"row_total", "code_total", "level_total", "table_total", "list_total"})
_CONFIRMING: Final = frozenset({"repeated", "sentence_amount"})


def figure_amount(text: str) -> Amount | None:
    """A finding's figure as an amount; None where it is words."""
    match = _FIGURE.fullmatch(text.strip())
    value = text_to_decimal(match.group(1).lstrip("<>≤≥= ")) if match else None
    return Amount(value, match.group(2)) if match and value is not None else None


def in_finding(findings: tuple[Finding, ...], fact: Fact) -> list[Finding]:
    """The broken findings that cast doubt on the fact's own figure.

    An amount beside a wrong percentage, or a part of a wrong sum, is sound where another check confirms it.
    """
    every = _about(findings, fact)
    found = [(f, part) for f in every if f.status is CheckStatus.BROKEN and (part := _part_in(fact, f)) is not None]
    beside = [f for f, part in found if _is_beside(f, part)]
    sound = bool(beside) and any(_confirms(fact, f) for f in every)
    return [f for f, _ in found if not (sound and f in beside)]


def _about(findings: tuple[Finding, ...], fact: Fact) -> list[Finding]:
    """Those of the findings that have a place at the fact's, in their order."""
    places, here = _by_place(findings), fact.source
    at = set(places.get((here.table, here.row, here.column), ()))
    if fact.statement is not None:
        at |= set(places.get((None, here.paragraph, None), ()))
    return [findings[i] for i in sorted(at)]


@kept(most=512)
def _by_place(findings: tuple[Finding, ...]) -> dict[tuple[str | None, int | None, int | None], list[int]]:
    """Where findings speak of each cell, and of each paragraph (as a row of no table)."""
    places: dict[tuple[str | None, int | None, int | None], list[int]] = defaultdict(list)
    for i, finding in enumerate(findings):
        for at in finding.places:
            row, column = (at.paragraph, None) if at.table is None else (at.row, at.column)
            places[at.table, row, column].append(i)
    return places


def _is_beside(finding: Finding, part: int) -> bool:
    """True for an amount beside the percentage that is wrong, and for a part of a sum that is."""
    percent = part < len(finding.figures) and finding.figures[part].endswith("%")
    return finding.rule in _RATES and not percent or finding.rule in _SUMS and part > 0


def _confirms(fact: Fact, finding: Finding) -> bool:
    """True where another table or a sentence bears the fact's figure out."""
    held = finding.status is CheckStatus.HOLDS and finding.rule in _CONFIRMING
    return held and _part_in(fact, finding) is not None


def contested(shelf: Shelf, fact: Fact) -> list[Finding]:
    """The broken findings in which the fact's figure stands, here or where the filing prints it for the same line again."""
    places = [fact]
    if fact.value:
        kin = shelf.by_name[fact.filing, line_name(fact)]
        places += [other for other in kin if other.year == fact.year and _twin(fact, other)]
    findings = shelf.findings(fact.filing)
    return list(dict.fromkeys(finding for place in places for finding in in_finding(findings, place)))


def _twin(fact: Fact, other: Fact) -> bool:
    alike = other.value is not None and dimension(other.unit) == dimension(fact.unit)
    return alike and other is not fact and same_amount(fact, other)


def corrected(shelf: Shelf, variant: Variant) -> Variant:
    """The variant led by the tables' figure, where they contradict its only sentence and have the line under another name."""
    cell = cell_instead(shelf, variant.fact)
    return variant if cell is None else replace(variant, facts=(cell,))


def cell_instead(shelf: Shelf, fact: Fact) -> Fact | None:
    """The cell that contradicts a sentence's figure, where only the sentence names the line so (收入支出总计 for the 总计 row)."""
    if fact.statement is None:
        return None
    for finding in in_finding(shelf.findings(fact.filing), fact):
        if finding.rule != "sentence_amount":
            continue
        cells = (shelf.fact_at(place) for place in finding.places if place.table is not None)
        cell = next((cell for cell in cells if cell is not None), None)
        if cell is not None and not any(kin.from_cell for kin in shelf.by_name[fact.filing, line_name(fact)]):
            return cell
    return None


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those that say the same of the same figures put together: one finding with all the places."""
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        words = tuple((spot.table, spot.row, spot.column, spot.quote, spot.file) for spot in finding.spots)
        key = (finding.wording, finding.figures, finding.values, words)
        before = found.get(key)
        if before is not None:
            spots = tuple(dict.fromkeys((*before.spots, *finding.spots)))
            finding = replace(before, spots=spots, places=tuple(spot.source for spot in spots))
        found[key] = finding
    return list(found.values())


def _part_in(fact: Fact, finding: Finding) -> int | None:
    """Which of the finding's figures is the fact's own; None where none is."""
    here = fact.source
    for part, place in enumerate(finding.places):
        if place.table is not None and (place.table, place.row, place.column) == (here.table, here.row, here.column):
            return part
    if fact.statement is None or not any(p.table is None and p.paragraph == here.paragraph for p in finding.places):
        return None
    amounts = enumerate(map(figure_amount, finding.figures))
    return next((part for part, amount in amounts if amount is not None and amount.value == fact.value), None)
