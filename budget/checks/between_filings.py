"""Rules between filings of one body: the year before, execution of the budget, a unit in its department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from budget.amount import dimension, scale
from budget.checks.compare import same
from budget.checks.finding import CheckStatus, Finding, Severity, Spot, figure, make_finding
from budget.checks.lines import Line, filing_lines
from budget.checks.settings import TRUST
from budget.checks.spots import Figure, statement_spot
from budget.checks.views import TOTAL, View, base_value, filing_views
from budget.filing import Filing, FilingKind
from budget.line import bare_label, half_digit
from budget.number import squeeze
from budget.scope import Scope, words_to_scope
from budget.statement import Statement

_OF = {
    FilingKind.DEPARTMENT_BUDGET: FilingKind.DEPARTMENT_FINAL,
    FilingKind.UNIT_BUDGET: FilingKind.UNIT_FINAL,
    FilingKind.GOVERNMENT_BUDGET: FilingKind.GOVERNMENT_FINAL,
}


def _one_body(left: Filing, right: Filing) -> bool:
    return bool(left.department) and squeeze(left.department) == squeeze(right.department)


def _in_file(figure_: Figure) -> Spot:
    spot = figure_.spot
    return Spot(spot.source, spot.table, spot.row, spot.column, spot.quote, spot.source.filing)


def _two(
    rule: str, status: CheckStatus, left: Figure, right: Figure, severity: Severity = Severity.ERROR, **values: str
) -> Finding:
    apart = figure((abs(base_value(left) - base_value(right)) / scale(left.unit)).quantize(Decimal("0.01")), left.unit)
    return make_finding(
        rule,
        status,
        (_in_file(left), _in_file(right)),
        (left.shown, right.shown),
        severity=severity,
        values={"left": left.shown, "right": right.shown, "difference": apart, **values},
    )


def year_before(filings: Sequence[Filing]) -> Iterator[Finding]:
    """The year before as this year's sentence implies it (amount − change) is what last year's filing printed."""
    for now, before in permutations(filings, 2):
        if _one_body(now, before) and now.year and before.year == now.year - 1 and now.kind is before.kind:
            yield from _against_year_before(now, before)


def _against_year_before(now: Filing, before: Filing) -> Iterator[Finding]:
    lines = filing_lines(before)
    judged = []
    for statement in now.statements:
        implied = _implied(statement)
        fits = _fits(statement, lines) if implied else []
        if implied and fits:
            found = next((line.figure for line in fits if _near(implied, line.figure)), fits[0].figure)
            judged.append((statement, implied, found, _near(implied, found)))
    holds = sum(fits for *_, fits in judged)
    believed = TRUST.believes(holds, len(judged) - holds)
    for statement, implied, found, fit in judged:
        status = CheckStatus.HOLDS if fit else CheckStatus.BROKEN if believed else CheckStatus.UNCHECKED
        yield _two("year_before", status, implied, found, Severity.WARNING, subject=statement.subject)


def _implied(statement: Statement) -> Figure | None:
    """Amount − change, in the amount's unit; only where the change is against a budget, not against what was spent."""
    if (
        statement.amount is None
        or statement.delta is None
        or "预算" not in statement.basis
        and "年初" not in statement.basis
    ):
        return None
    unit = statement.unit or ""
    if dimension(unit) != "money" or dimension(statement.delta_unit or unit) != "money":
        return None
    change = statement.delta * scale(statement.delta_unit or unit) / scale(unit)
    return Figure(statement.amount - change, unit, statement_spot(statement))


def _near(implied: Figure, printed: Figure) -> bool:
    """Two figures were rounded before they were subtracted."""
    return abs(base_value(implied) - base_value(printed)) <= 2 * half_digit(implied.value, implied.unit) + half_digit(
        printed.value, printed.unit
    )


def _fits(statement: Statement, lines: dict[str, list[Line]]) -> list[Line]:
    fits = [line for line in lines.get(bare_label(statement.subject), []) if line.whole]
    if statement.path:
        wanted = [squeeze(name) for name in statement.path]
        fits = [line for line in fits if all(name in line.parents for name in wanted)]
    scope = words_to_scope(statement.scope, *reversed(statement.headings))
    return [line for line in fits if line.scope is scope and scope is not Scope.OTHER] or (
        fits if statement.path else []
    )


def execution(filings: Sequence[Filing]) -> Iterator[Finding]:
    """The final accounts' totals beside the budget's of the same year: execution, not an error."""
    for budget, final in permutations(filings, 2):
        if _one_body(budget, final) and budget.year == final.year and _OF.get(budget.kind) is final.kind:
            for left, right in _same_views(budget, final):
                if base_value(left) and dimension(left.unit) == dimension(right.unit) == "money":
                    rate = figure((base_value(right) / base_value(left) * 100).quantize(Decimal("0.01")), "%")
                    status = CheckStatus.HOLDS if same(left, right) else CheckStatus.EXPLAINED
                    yield _two("execution", status, left, right, Severity.NOTE, rate=rate)


def _same_views(budget: Filing, final: Filing) -> Iterator[tuple[Figure, Figure]]:
    """The totals of the columns that speak of the same money in both."""
    ends = {_money(view): view for view in filing_views(final) if TOTAL in view.figures}
    seen = set()
    for view in filing_views(budget):
        other = ends.get(_money(view))
        if other and TOTAL in view.figures and _money(view) not in seen:
            seen.add(_money(view))
            yield view.figures[TOTAL][-1], other.figures[TOTAL][-1]


def _money(view: View) -> tuple[str, str, str]:
    return view.side, view.scope, view.part


def unit_in_department(filings: Sequence[Filing]) -> Iterator[Finding]:
    """A unit's figure of a line does not exceed its department's."""
    pairs = {FilingKind.DEPARTMENT_BUDGET: FilingKind.UNIT_BUDGET, FilingKind.DEPARTMENT_FINAL: FilingKind.UNIT_FINAL}
    for department, unit in permutations(filings, 2):
        if _one_body(department, unit) and department.year == unit.year and pairs.get(department.kind) is unit.kind:
            wholes = {_money(view): view for view in filing_views(department)}
            for part in filing_views(unit):
                whole = wholes.get(_money(part))
                if whole:
                    yield from _parts(whole, part)


def _parts(whole: View, part: View) -> Iterator[Finding]:
    for key in part.figures:
        if key in whole.figures and key[0] != "name":
            left, right = whole.figures[key][-1], part.figures[key][-1]
            over = base_value(right) > base_value(left) and not same(left, right)
            yield _two("unit_in_department", CheckStatus.BROKEN if over else CheckStatus.HOLDS, left, right)
