"""Rules of sentences: shares, lists, and their amounts against the tables' cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from budget.amount import dimension, scale
from budget.checks.changes import HUNDRED, fit, given, places_of, said
from budget.checks.closed import ClosedList, closed_lists
from budget.checks.compare import compared, explanation, same, slipped
from budget.checks.finding import CheckStatus, Finding, Severity, figure, make_finding
from budget.checks.lines import Line, filing_lines, told_of_both_sides
from budget.checks.settings import TRUST
from budget.checks.spots import Figure, statement_spot
from budget.checks.views import base_value, carry_overs
from budget.filing import FINALS, Filing
from budget.line import bare_label, half_digit
from budget.number import squeeze
from budget.scope import Scope, words_to_scope
from budget.statement import Statement

_WORDS_BEFORE = 12


def shares(filing: Filing) -> Iterator[Finding]:
    """A share is part / whole as printed; the whole is a total that stands before it under the same title."""
    for at, statement in enumerate(filing.statements):
        if statement.share is None or statement.amount is None or not statement.unit or statement.share < 0:
            continue
        wholes = list(_wholes(filing.statements, at))
        part = statement.amount * scale(statement.unit)
        shown = (figure(statement.amount, statement.unit), figure(statement.share, "%"))
        rated = [(whole, _share_status(part, statement, whole)) for whole in wholes]
        fits = [
            whole
            for wanted in (CheckStatus.HOLDS, CheckStatus.EXPLAINED)
            for whole, status in rated
            if status is wanted
        ]
        named = [
            whole
            for whole in wholes
            if statement.share_of and bare_label(whole.subject).endswith(bare_label(statement.share_of))
        ]
        whole = next(iter(fits or named), None)
        if whole is None:
            yield said("share", CheckStatus.UNCHECKED, statement, *shown, whole="–", computed="–")
            continue
        of = given(whole.amount) * scale(whole.unit or "")
        computed = figure((part / of * HUNDRED).quantize(Decimal("0.01")), "%")
        yield make_finding(
            "share",
            _share_status(part, statement, whole),
            (statement_spot(statement), statement_spot(whole)),
            (*shown, figure(given(whole.amount), whole.unit or "")),
            subject=statement.subject,
            first=shown[0],
            second=shown[1],
            whole=figure(given(whole.amount), whole.unit or ""),
            printed=shown[1],
            computed=computed,
        )


def _wholes(statements: Sequence[Statement], at: int) -> Iterator[Statement]:
    """The larger amounts under the same title or the one above it, nearest first."""
    mine = statements[at]
    for other in reversed(statements[:at]):
        if (
            other.amount
            and other.unit
            and mine.amount is not None
            and dimension(other.unit) == dimension(mine.unit or "")
        ):
            kin = other.headings[:1] == mine.headings[:1] or not mine.headings
            if kin and other.amount * scale(other.unit) >= mine.amount * scale(mine.unit or ""):
                yield other


def _share_status(part: Decimal, statement: Statement, whole: Statement) -> CheckStatus:
    assert statement.share is not None and whole.amount is not None
    of = whole.amount * scale(whole.unit or "")
    error = half_digit(given(statement.amount), statement.unit or "")
    of_error = half_digit(whole.amount, whole.unit or "")
    low = max(part - error, Decimal(0)) / (of + of_error) * HUNDRED
    return fit(statement.share, low, (part + error) / max(of - of_error, Decimal(1)) * HUNDRED)


def amounts_in_tables(filing: Filing) -> Iterator[Finding]:
    """An amount that a sentence gives for a line is that line's cell, units converted."""
    lines, carried = filing_lines(filing), carry_overs(filing)
    judged = [found for statement in filing.statements if (found := _against_cells(filing, statement, lines, carried))]
    holds = sum(finding.status is CheckStatus.HOLDS for finding, _ in judged)
    broken = sum(finding.status is CheckStatus.BROKEN for finding, _ in judged)
    believed, telling = TRUST.believes(holds, broken), TRUST.tells(holds, broken)
    for finding, retell in judged:
        doubtful = finding.status is CheckStatus.BROKEN and not believed
        told = compared("sentence_amount", CheckStatus.UNCHECKED, *retell) if doubtful else finding
        yield replace(told, telling=telling or told.status is not CheckStatus.HOLDS)


def _against_cells(
    filing: Filing, statement: Statement, lines: dict[str, list[Line]], carried: Sequence[Figure]
) -> tuple[Finding, tuple[Figure, Figure]] | None:
    if (
        statement.amount is None
        or dimension(statement.unit or "") != "money"
        or statement.year not in (None, filing.year)
    ):
        return None
    told = Figure(statement.amount, statement.unit or "", statement_spot(statement))
    budgeted = of_budget(filing, statement)
    fits = [
        line for line in lines.get(bare_label(statement.subject), []) if budgeted is None or line.budgeted is budgeted
    ]
    if statement.path:
        wanted = [squeeze(name) for name in statement.path]
        fits = [line for line in fits if all(name in line.parents for name in wanted if len(name) > 1)] or [
            line for line in fits if not line.parents
        ]
    if not fits:
        return None
    equal = next((line.figure for line in fits if same(told, line.figure)), None)
    slip = next((line.figure for line in fits if slipped(told, line.figure)), None)
    # A few 元 are 0.00 万元 too, and are more likely 万元 themselves.
    if equal and (equal.value or not slip):
        return compared("sentence_amount", CheckStatus.HOLDS, told, equal), (told, equal)
    if slip:
        return compared("sentence_amount", CheckStatus.BROKEN, told, slip), (told, slip)
    scope = words_to_scope(statement.scope, *reversed(statement.headings))
    wholes = [line for line in fits if line.whole]
    meant = [line.figure for line in wholes if line.scope is scope and scope is not Scope.OTHER]
    if statement.path or told_of_both_sides(statement.subject):
        meant = meant or _agreed([line.figure for line in wholes if not line.partial])
    if not meant:
        return compared("sentence_amount", CheckStatus.UNCHECKED, told, fits[0].figure), (told, fits[0].figure)
    reason = explanation(told, meant[0], carried)
    if reason:
        return compared("sentence_amount", CheckStatus.EXPLAINED, told, meant[0], reason), (told, meant[0])
    near = abs(base_value(told) - base_value(meant[0])) <= 2 * half_digit(told.value, told.unit)
    return compared(
        "sentence_amount",
        CheckStatus.EXPLAINED if near else CheckStatus.BROKEN,
        told,
        meant[0],
        variant="rounded" if near else "",
    ), (told, meant[0])


def _agreed(figures: Sequence[Figure]) -> list[Figure]:
    """The figure that two tables or more give alike: whichever scope a sentence means, it is this one."""
    tables = {one.spot.source.table for one in figures}
    return [*figures[:1]] if len(tables) > 1 and all(same(figures[0], one) for one in figures) else []


def of_budget(filing: Filing, statement: Statement) -> bool | None:
    """In final accounts, whether the sentence gives the budget's amount (年初预算为) or the outturn; None where it does not matter."""
    if filing.kind not in FINALS or statement.amount is None:
        return None
    quote = squeeze(statement.quote).replace(",", "")
    at = max(places_of(statement.amount, quote), default=0)
    words = quote[max(at - _WORDS_BEFORE, 0) : at]
    return "预算" in re.split(r"[,，;；。]", words)[-1] and "决算" not in words


def lists(filing: Filing) -> Iterator[Finding]:
    """The parts of a list add up to its total, where all of them are given in one paragraph."""
    groups: dict[tuple[int | None, int | None, int | None], list[Statement]] = {}
    for statement in filing.statements:
        if (
            statement.amount is not None
            and dimension(statement.unit or "") == "money"
            and statement.year in (None, filing.year)
            and not of_budget(filing, statement)
        ):
            source = statement.source
            groups.setdefault((source.paragraph, source.page, source.line), []).append(statement)
    for group in groups.values():
        for kind in closed_lists():
            yield from _closed(group, kind)


def _closed(group: Iterable[Statement], kind: ClosedList) -> Iterator[Finding]:
    whole: Statement | None = None
    parts: dict[int, Statement] = {}
    for statement in group:
        name = squeeze(statement.subject)
        number = next((at for at, pattern in enumerate(kind.parts) if pattern.search(name)), None)
        if number is not None and whole is not None:
            parts.setdefault(number, statement)
        elif number is None and kind.whole.search(name) and whole is None:
            whole = statement
    # A total of nothing is wrong beside any part; another total only where all its parts are given.
    if (
        whole is None
        or len(parts) < len(kind.parts)
        and (whole.amount or not any(part.amount for part in parts.values()))
    ):
        return
    total = given(whole.amount) * scale(whole.unit or "")
    terms = [given(part.amount) * scale(part.unit or "") for part in parts.values()]
    room = sum((half_digit(given(one.amount), one.unit or "") for one in (whole, *parts.values())), Decimal(0))
    added = sum(terms, Decimal(0))
    status = (
        CheckStatus.BROKEN
        if abs(added - total) > room
        else CheckStatus.HOLDS
        if added == total
        else CheckStatus.EXPLAINED
    )
    unit = whole.unit or ""
    yield make_finding(
        "list_total",
        status,
        tuple(statement_spot(one) for one in (whole, *parts.values())),
        tuple(figure(given(one.amount), one.unit or "") for one in (whole, *parts.values())),
        severity=Severity.ERROR,
        subject=whole.subject,
        total=figure(given(whole.amount), unit),
        sum=figure(added / scale(unit), unit),
        difference=figure(abs(added - total) / scale(unit), unit),
        parts="、".join(one.subject for one in parts.values()),
    )
