"""By what rows are ranked beside their amount: their change from one year to the next, how far their budget was carried out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budget.amount import Amount, dimension
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, plain, ratio_percent
from budget.compute.ranking_rows import candidates, is_final
from budget.compute.say import delta_amount, prior_amount
from budget.compute.table_rows import Listed
from budget.compute.target import Variant
from budget.compute.told import completed
from budget.fact import Fact, Measure, statement_to_facts
from budget.filing import Filing
from budget.line import amount_of, line_name
from budget.question.periods import Periods
from budget.statement import Statement

_PLANNED, _SPENT = re.compile(r"预算"), re.compile(r"决算|执行|完成")


@dataclass(frozen=True, slots=True)
class Changed:
    """One row's figure in two years; a row that one year does not print counts as zero there."""

    name: str
    now: Amount
    before: Amount
    facts: tuple[Fact, ...]
    told: Fact | None = None

    @property
    def delta(self) -> Decimal:
        """The change, in the newer figure's unit."""
        return self.now.value - self.before.value

    @property
    def percent(self) -> Decimal | None:
        """The change in percent; None where there was nothing before."""
        return ratio_percent(self.delta, self.before.value)


@dataclass(frozen=True, slots=True)
class Carried:
    """One line's budget and its final figure."""

    name: str
    budget: Fact
    final: Fact

    @property
    def rate(self) -> Decimal | None:
        """The share of the budget that was spent, in percent."""
        return ratio_percent(amount_of(self.final).to(self.budget.unit).value, amount_of(self.budget).value)


def two_years(desk: Desk) -> tuple[Filing, Filing] | None:
    """The newer and the older filing of one body that a ranking of changes compares; None where the library has no such two."""
    bodies = {f.department for f in desk.frame}
    finals = desk.reading.wants_final_alone or all(is_final(f) for f in desk.frame)
    held = (f for f in desk.shelf.filings.values() if f.department in bodies and f.year and is_final(f) == finals)
    pool = [f for f in held if not desk.only or f.file in desk.only]
    asked = sorted(desk.reading.periods.years, reverse=True)
    newest = asked[0] if asked else max((f.year or 0 for f in pool), default=0)
    oldest = asked[-1] if len(asked) > 1 else newest - 1
    new, old = (next((f for f in pool if f.year == year), None) for year in (newest, oldest))
    return (new, old) if new and old else None


def _of(desk: Desk, filing: Filing) -> list[Listed]:
    return candidates(Desk(desk.shelf, replace(desk.reading, periods=Periods(), bodies=()), (filing.file,)))


def changes(desk: Desk) -> tuple[list[Changed], tuple[int, int]]:
    """Every row's change between two filings of the library, else as the one filing tells it; and the two years."""
    pair = two_years(desk)
    if pair is None:
        items = candidates(desk)
        year = desk.newest or 0
        return [change for item in items if (change := _told_change(desk, item)) is not None], (year, year - 1)
    new, old = pair
    before = {item.key: item for item in _of(desk, old)}
    now = {item.key: item for item in _of(desk, new)}
    names = [*now, *(key for key in before if key not in now)]
    found = [_change(now.get(key), before.get(key)) for key in names] if now and before else []
    return found, (new.year or 0, old.year or 0)


def _change(now: Listed | None, before: Listed | None) -> Changed:
    some = now or before
    assert some is not None
    unit = some.fact.unit
    values = [
        Amount(item.value, item.fact.unit).to(unit) if item else Amount(Decimal(0), unit) for item in (now, before)
    ]
    facts = tuple(item.fact for item in (now, before) if item is not None)
    return Changed(some.name, values[0], values[1], facts)


def _told_change(desk: Desk, item: Listed) -> Changed | None:
    """The change that the filing itself prints of a row: in its own columns or in its line's sentence."""
    fact = item.fact
    variant = completed(desk.shelf, Variant(line_name(fact), fact.scope, fact.filing, fact.year, (fact,)))
    delta, before = delta_amount(variant), prior_amount(variant)
    if delta is None or before is None or dimension(before[0].unit) != dimension(fact.unit):
        return None
    facts = tuple(f for f in (fact, variant.prior or variant.delta) if f is not None)
    return Changed(item.name, amount_of(fact), before[0].to(fact.unit), facts)


def carried_out(desk: Desk) -> list[Carried]:
    """Each line's budget with its final figure, from one row of a table or from the sentences that give both."""
    found: dict[tuple[str, ...], Carried] = {}
    for filing in desk.frame:
        told = _sentences(filing)
        # Sentences name the lines of the classification; only where there are none the tables' own rows are compared.
        for key, facts in told if len(told) > 1 else _rows(desk, filing):
            budget, final = facts
            if budget.value and final.value is not None and dimension(budget.unit) == dimension(final.unit):
                found.setdefault(key, Carried(line_name(final), budget, final))
    return list(found.values())


def _rows(desk: Desk, filing: Filing) -> list[tuple[tuple[str, ...], tuple[Fact, Fact]]]:
    rows: dict[tuple[str | None, int | None], list[Fact]] = {}
    for fact in desk.shelf.facts_of(filing.file):
        if not fact.from_cell or fact.total_row or fact.kind == "three_public":
            continue
        if fact.measure in (Measure.BUDGET, Measure.FINAL):
            rows.setdefault((fact.source.table, fact.source.row), []).append(fact)
    pairs = []
    for facts in rows.values():
        budget = next((f for f in facts if f.measure is Measure.BUDGET), None)
        final = next((f for f in facts if f.measure is Measure.FINAL), None)
        if budget is not None and final is not None and line_name(final):
            pairs.append(((*final.parents, line_name(final)), (budget, final)))
    return pairs


def _sentences(filing: Filing) -> list[tuple[tuple[str, ...], tuple[Fact, Fact]]]:
    """The lines of the classification whose sentence gives the budget and what was spent of it."""
    pairs, planned = [], None
    for told in filing.statements:
        if told.amount is None or not (told.path or told.code):
            continue
        if _PLANNED.search(told.measure):
            planned = told
        elif _SPENT.search(told.measure) and planned is not None and _one_line(planned, told):
            budget, final = (next(statement_to_facts(filing, s)) for s in (planned, told))
            pairs.append(((*told.path, told.subject), (budget, final)))
    return pairs


def _one_line(left: Statement, right: Statement) -> bool:
    return (left.subject, left.path, left.code) == (right.subject, right.path, right.code)


def change_figure(change: Changed, years: tuple[int, int], role: str = RESULT, percent_first: bool = False) -> Line:
    """One line: the change, its percentage and both years' figures."""
    now, before = plain(change.now.value), plain(change.before.value)
    figures = {
        "delta": Fig(
            role, change.name, Amount(change.delta, change.now.unit), change.facts, f"{now} - {before}", "change"
        )
    }
    if change.percent is not None:
        formula = f"({now} - {before}) / {before}"
        percent = {
            "percent": Fig(role, change.name, Amount(change.percent, "%"), change.facts, formula, "percent_change")
        }
        figures = {**percent, **figures} if percent_first else {**figures, **percent}
    figures["amount"] = Fig(OPERAND, change.name, change.now, change.facts[:1])
    figures["prior"] = Fig(OPERAND, change.name, change.before, change.facts[1:])
    return Line(
        "rank.change", {"name": change.name, "year": str(years[0] or ""), "prior_year": str(years[1] or "")}, figures
    )


def rate_figure(carried: Carried, role: str = RESULT) -> Line:
    """One line: the rate, the gap, the budget and the final figure."""
    final, budget = amount_of(carried.final).to(carried.budget.unit), amount_of(carried.budget)
    facts = tuple(dict.fromkeys((carried.final, carried.budget)))
    assert carried.rate is not None
    figures = {
        "rate": Fig(
            role, carried.name, Amount(carried.rate, "%"), facts, f"{plain(final.value)} / {plain(budget.value)}"
        ),
        "gap": Fig(role, carried.name, budget - final, facts, f"{plain(budget.value)} - {plain(final.value)}", "gap"),
        "budget": Fig(OPERAND, carried.name, budget, (carried.budget,)),
        "final": Fig(OPERAND, carried.name, final, (carried.final,)),
    }
    return Line("rank.rate", {"name": carried.name}, figures)


def rated(items: Sequence[Carried]) -> list[tuple[Decimal, Carried]]:
    """The lines with their rates, the lowest first."""
    pairs = [(item.rate, item) for item in items]
    return sorted(((rate, item) for rate, item in pairs if rate is not None), key=lambda pair: pair[0])
