"""Rules of changes in sentences: amount, change and percentage fit each other and the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from budget.amount import dimension, scale
from budget.checks.finding import CheckStatus, Finding, figure, make_finding
from budget.checks.spots import statement_spot
from budget.filing import Filing
from budget.line import half_digit
from budget.number import squeeze
from budget.statement import Statement
from budget.sums import half_unit

HUNDRED = Decimal(100)
_CLAUSE_END = re.compile(r"[;；。)）]")


def changes(filing: Filing) -> Iterator[Finding]:
    """Amount, change and percentage of one sentence fit each other: their signs, and change / the year before."""
    for at, statement in enumerate(filing.statements):
        if statement.delta is not None and statement.percent is not None and statement.delta * statement.percent < 0:
            yield said("direction", CheckStatus.BROKEN, statement, _delta(statement), figure(statement.percent, "%"))
        elif statement.delta is not None and statement.amount is not None and _comparable(statement):
            yield from _change(filing.statements, at)
        elif statement.delta is None and statement.percent is not None and statement.amount is not None:
            yield from _from_year_before(filing, at)


def said(rule: str, status: CheckStatus, statement: Statement, *figures: str, **values: str) -> Finding:
    """A finding about one statement; its figures are {first}, {second}, {third} of the wording."""
    names = dict(zip(("first", "second", "third"), figures, strict=False))
    return make_finding(
        rule, status, (statement_spot(statement),), figures, values={"subject": statement.subject, **names, **values}
    )


def given(value: Decimal | None) -> Decimal:
    """The value as printed, 0.00 too; zero where there is none."""
    return Decimal(0) if value is None else value


def fit(printed: Decimal, low: Decimal, high: Decimal) -> CheckStatus:
    """Within rounding of the range: holds; cut off instead of rounded: explained; else broken."""
    half = half_unit(printed)
    if low - half <= printed <= high + half:
        return CheckStatus.HOLDS
    return CheckStatus.EXPLAINED if low - 2 * half <= printed <= high + 2 * half else CheckStatus.BROKEN


def _comparable(statement: Statement) -> bool:
    return dimension(statement.unit or "") == dimension(statement.delta_unit or statement.unit or "")


def _delta(statement: Statement) -> str:
    return figure(given(statement.delta), statement.delta_unit or statement.unit or "")


def _change(statements: Sequence[Statement], at: int) -> Iterator[Finding]:
    """The change judged by the statement's own amount; where that fails, by an amount before it that has none of its own."""
    own = _judge(statements[at], statements[at])
    if own is None or own.status is not CheckStatus.BROKEN:
        yield from (own,) if own else ()
        return
    if statements[at].percent is None and not _apart(statements[at]):
        yield own
        return
    for other in _without_change(statements, at):
        judged = _judge(statements[at], other)
        if judged and judged.status in (CheckStatus.HOLDS, CheckStatus.EXPLAINED):
            yield judged
            return
        if judged is None and statements[at].percent is None:
            return
    yield own


def _apart(statement: Statement) -> bool:
    """True where a clause ends between the amount and the change: the change may be another line's."""
    quote = squeeze(statement.quote).replace(",", "")
    end = max(places_of(abs(given(statement.delta)), quote), default=-1)
    starts = [place for place in places_of(given(statement.amount), quote) if place < end]
    return not starts or bool(_CLAUSE_END.search(quote[max(starts) : end]))


def places_of(amount: Decimal, text: str) -> list[int]:
    """Where a text without separators prints that number as a whole number of its own."""
    return [match.start() for match in re.finditer(rf"(?<![\d.]){re.escape(f'{amount:f}')}(?![\d.年])", text)]


def _without_change(statements: Sequence[Statement], at: int) -> Iterator[Statement]:
    """Amounts before it in the same paragraph and unit that no change was read for: the change may be theirs."""
    mine = statements[at]
    for other in reversed(statements[:at]):
        if other.source != mine.source:
            return
        if other.amount is not None and other.delta is None and other.percent is None and other.unit == mine.unit:
            yield other


def _amount(statement: Statement) -> str:
    return figure(given(statement.amount), statement.unit or "")


def _judge(statement: Statement, owner: Statement) -> Finding | None:
    """The year before is not negative, and the percentage is what the amounts give; None where neither can be said."""
    unit, delta_unit = owner.unit or "", statement.delta_unit or statement.unit or ""
    amount, delta = given(owner.amount), given(statement.delta)
    error, delta_error = half_digit(amount, unit), half_digit(delta, delta_unit)
    change = delta * scale(delta_unit)
    before = amount * scale(unit) - change
    if before < -(error + delta_error):
        return said(
            "year_before_negative",
            CheckStatus.BROKEN,
            statement,
            _amount(owner),
            _delta(statement),
            before=figure(before / scale(unit), unit),
        )
    if statement.percent is None:
        return None
    room = error + delta_error
    figures = (_amount(owner), _delta(statement), figure(statement.percent, "%"))
    if before <= room:
        # From nothing to something is printed as 100 % by convention.
        settled = abs(statement.percent) in (0, HUNDRED)
        return None if settled else said("percentage", CheckStatus.UNCHECKED, statement, *figures, computed="–")
    computed = figure((change / before * HUNDRED).quantize(Decimal("0.01")), "%")
    # Trailing zeros are often left out (增加 25 万元): the finer of the two figures tells how both were rounded.
    finer = min(
        (half_digit(one, one_unit) for one, one_unit in ((amount, unit), (delta, delta_unit)) if one), default=error
    )
    status = _percent_fit(statement.percent, change, before, finer, 2 * finer, scale(unit))
    if (
        status is CheckStatus.BROKEN
        and _percent_fit(statement.percent, change, before, delta_error, room, scale(unit)) is not status
    ):
        status = CheckStatus.EXPLAINED
    return said("percentage", status, statement, *figures, printed=figures[2], computed=computed)


def _percent_fit(
    percent: Decimal, change: Decimal, before: Decimal, error: Decimal, room: Decimal, unit: Decimal
) -> CheckStatus:
    """Whether a percentage is what change / before may be, where the one is off by `error` and the other by `room` at most."""
    low = max(abs(change) - error, Decimal(0)) / (before + room) * HUNDRED
    high = (abs(change) + error) / max(before - room, unit / HUNDRED) * HUNDRED
    return fit(abs(percent), low, high)


def _from_year_before(filing: Filing, at: int) -> Iterator[Finding]:
    """The percentage against the year before's amount, which the same paragraph gives for the same line."""
    statement = filing.statements[at]
    year = statement.year or filing.year
    before = next(
        (
            other
            for other in reversed(filing.statements[:at])
            if other.source == statement.source
            and other.subject == statement.subject
            and other.path == statement.path
            and other.amount is not None
            and other.unit == statement.unit
            and year is not None
            and other.year == year - 1
        ),
        None,
    )
    if before is None or not before.amount or statement.amount is None or statement.percent is None:
        return
    error = half_digit(statement.amount, "") + half_digit(before.amount, "")
    change = statement.amount - before.amount
    low = (change - error) / (before.amount + error) * HUNDRED
    high = (change + error) / max(before.amount - error, error) * HUNDRED
    computed = figure((change / before.amount * HUNDRED).quantize(Decimal("0.01")), "%")
    yield make_finding(
        "percentage_of_years",
        fit(statement.percent, low, high),
        (statement_spot(statement), statement_spot(before)),
        (_amount(before), _amount(statement), figure(statement.percent, "%")),
        subject=statement.subject,
        first=_amount(before),
        second=_amount(statement),
        third=figure(statement.percent, "%"),
        printed=figure(statement.percent, "%"),
        computed=computed,
    )
