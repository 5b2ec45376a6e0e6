"""What a filing tells of a line beside its amount: the change, the share, last year's figure and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from budget.amount import dimension
from budget.compute.shelf import Shelf, tells
from budget.compute.target import Variant
from budget.fact import Fact, Measure, statement_to_facts
from budget.line import line_name, same_amount
from budget.question.link import pairs
from budget.question.phrases import phrase
from budget.statement import Statement

# How much of the shorter of two names of one line must stand in the other.
_LIKE = 0.6
# A grand total (支出合计) is told by any name of its side (安排支出预算).
_TOTAL = re.compile(r"(?:合计|总计)$")
_BUDGET = phrase("whole_budget_name")


def is_whole_name(name: str) -> bool:
    """True for a name of the whole budget, whichever side of it a sentence speaks of (预算收入, 收入支出总计)."""
    return bool(_BUDGET.fullmatch(name))


def completed(shelf: Shelf, variant: Variant) -> Variant:
    """The variant with what its filing tells of its change, share, last year's figure and reason."""
    kin = shelf.by_name[variant.filing, variant.name]
    change, share = _statements(shelf, variant, kin)
    told = _facts(shelf, variant, change)
    row = [
        f
        for f in kin
        if f.from_cell and (f.source.table, f.source.row) == (variant.fact.source.table, variant.fact.source.row)
    ]
    return replace(
        variant,
        statement=change or share,
        delta=_first(told, Measure.DELTA) or _beside(_alike(row, variant.fact), Measure.DELTA, variant.fact),
        percent=_first(told, Measure.PERCENT) or _beside(row, Measure.PERCENT, variant.fact),
        share=_first(_facts(shelf, variant, share), Measure.SHARE),
        prior=_beside(_alike(row, variant.fact), Measure.PRIOR, variant.fact)
        or _column_before(variant, row)
        or _told_before(variant, kin),
    )


def _statements(shelf: Shelf, variant: Variant, kin: Sequence[Fact]) -> tuple[Statement | None, Statement | None]:
    """The sentence that tells the line's change or reason, and the one that tells its share: those with its amount first."""
    own = [f for f in kin if f.statement and f.measure is Measure.AMOUNT and same_amount(f, variant.fact) and tells(f)]
    own += [f for f in shelf.told[variant.filing] if _kindred(f, variant)]
    with_amount = [f.statement for f in own if f.statement is not None]
    moving = [s for s in with_amount if _moves(s)] or [s for s in _silent(variant, kin) if _moves(s)]
    telling = moving or with_amount or _silent(variant, kin)
    sharing = [s for s in (*with_amount, *telling) if s.share is not None]
    return next(iter(telling), None), next(iter(sharing), None)


def _moves(statement: Statement) -> bool:
    return statement.delta is not None or statement.percent is not None or bool(statement.reason)


def _silent(variant: Variant, kin: Sequence[Fact]) -> list[Statement]:
    """Sentences that tell of the line without its amount (其他收入减少 … 万元): of its scope, or the only one there is."""
    found = [f for f in kin if f.statement and f.statement.amount is None and tells(f) and f.year == variant.year]
    alone = len({id(f.statement) for f in found}) == 1
    return [f.statement for f in found if f.statement is not None and (alone or f.scope is variant.scope)]


def _facts(shelf: Shelf, variant: Variant, statement: Statement | None) -> list[Fact]:
    return list(statement_to_facts(shelf.filings[variant.filing], statement)) if statement is not None else []


def _column_before(variant: Variant, row: Sequence[Fact]) -> Fact | None:
    """The year before in a column of its own (2024年决算数 beside 2025年执行数): what was spent before what was planned."""
    before = [f for f in _alike(row, variant.fact) if variant.year is not None and f.year == variant.year - 1]
    return _first(before, Measure.FINAL) or _first(before, Measure.AMOUNT) or _first(before, Measure.BUDGET)


def _told_before(variant: Variant, kin: Sequence[Fact]) -> Fact | None:
    """The year before as a sentence of the same filing gives it beside this year's figure."""
    before = (f for f in kin if f.statement is not None and f.measure is Measure.AMOUNT and f.value is not None)
    return next(
        (f for f in _alike(before, variant.fact) if variant.year is not None and f.year == variant.year - 1),
        None,
    )


def _kindred(fact: Fact, variant: Variant) -> bool:
    """True where a sentence speaks of the variant under a like name, or of the whole of its side, with the same amount."""
    own, other = pairs(variant.name), pairs(line_name(fact))
    side = _TOTAL.sub("", variant.name)
    total = side != variant.name and bool(side)
    of_side = total and (side in line_name(fact) or is_whole_name(line_name(fact)))
    alike = of_side or len(own & other) >= _LIKE * min(len(own), len(other))
    return alike and same_amount(fact, variant.fact)


def _beside(row: Sequence[Fact], measure: Measure, fact: Fact) -> Fact | None:
    """The row's cell of that measure in the column most like the fact's own (上年 / 公务接待费 beside 当年 / 公务接待费)."""
    own = set(fact.column.split(" / "))
    cells = [f for f in row if f.measure is measure]
    nearest = max(cells, key=lambda f: len(own & set(f.column.split(" / "))), default=None)
    return nearest if nearest is not None and nearest.value is not None else None


def _first(facts: Iterable[Fact], measure: Measure) -> Fact | None:
    return next((f for f in facts if f.measure is measure and f.value is not None), None)


def _alike(facts: Iterable[Fact], fact: Fact) -> list[Fact]:
    """Those facts whose unit measures what the fact's unit does."""
    return [f for f in facts if dimension(f.unit) == dimension(fact.unit)]
