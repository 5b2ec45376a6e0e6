"""Rules of projects: one count or amount told in several places, budgets, slips of the unit, rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budget.amount import dimension
from budget.checks.compare import compared, explanation, same
from budget.checks.finding import CheckStatus, Finding, Severity, figure, make_finding
from budget.checks.mentions import Mention, alike
from budget.checks.projects import ProjectPlaces, filing_projects
from budget.checks.spots import statement_spot
from budget.checks.views import base_value, carry_overs
from budget.filing import Filing

_ALIKE = 0.6
_NEAR = Decimal(2)
_FAR = Decimal(10)
_SMALL, _LARGE = "元", "万元"
_TELLING_DIGITS = 4
_SLIPS = (Decimal(10_000), Decimal(1_000), Decimal(100_000_000))


def told_twice(filing: Filing) -> Iterator[Finding]:
    """One count or amount told in two places of a project is the same: narrative, overall goal, indicator rows."""
    for project in filing_projects(filing):
        places = [place for place in project.mentions() if place] if not project.shared else []
        for at, first in enumerate(places):
            for second in places[at + 1 :]:
                yield from _told(project, first, second)


def _told(project: ProjectPlaces, first: Sequence[Mention], second: Sequence[Mention]) -> Iterator[Finding]:
    """What agrees is put aside first, so that what is left is not taken for its neighbour."""
    pairs = _matched(first, second)
    yield from (_twice(project, CheckStatus.HOLDS, left, right) for left, right in pairs if left.base == right.base)
    agreed = {id(one) for pair in pairs if pair[0].base == pair[1].base for one in pair}
    rest = ([one for one in first if id(one) not in agreed], [one for one in second if id(one) not in agreed])
    for left, right in _matched(*rest):
        if _comparable(left, right) and not (_printed(left, second) or _printed(right, first)):
            within = _within(left, right) or _within(right, left)
            yield _twice(project, CheckStatus.EXPLAINED if within else CheckStatus.BROKEN, left, right)


def _matched(first: Sequence[Mention], second: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Each mention of the first place with the one of the second that is plainest of the same thing, both ways."""
    pairs = ((left, _best(left, second)) for left in first)
    return [(left, right) for left, right in pairs if right is not None and _best(right, first) is left]


def _best(mention: Mention, others: Sequence[Mention]) -> Mention | None:
    """The one other mention that speaks most plainly of the same thing; None where none or two do so equally."""
    rated = sorted(
        ((alike(mention, other), other.base == mention.base, at) for at, other in enumerate(others)), reverse=True
    )
    if not rated or rated[0][0] < _ALIKE or len(rated) > 1 and rated[1][:2] == rated[0][:2]:
        return None
    return others[rated[0][2]]


def _comparable(left: Mention, right: Mention) -> bool:
    """Two exact numbers of one size; the plainer it is that they speak of one thing, the further they may lie apart."""
    if left.rough or right.rough or not left.value or not right.value:
        return False
    low, high = sorted((left.base, right.base))
    plain = alike(left, right) == 1 and min(len(left.pairs), len(right.pairs)) > 1
    return high <= low * (_FAR if plain else _NEAR)


def _within(target: Mention, other: Mention) -> bool:
    """A target of at least so many is not contradicted by more, one of at most so much not by less."""
    return target.bound == ">=" and other.base > target.base or target.bound == "<=" and other.base < target.base


def _printed(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(other.base == mention.base and other.dimension == mention.dimension for other in others)


def _twice(project: ProjectPlaces, status: CheckStatus, left: Mention, right: Mention) -> Finding:
    apart = Mention(
        abs(left.base - right.base) / (left.base / left.value if left.value else Decimal(1)), left.unit, "", left.spot
    )
    if _within(left, right):
        left, right = right, left
    variant = "bound" if status is CheckStatus.EXPLAINED else ""
    return make_finding(
        "told_twice",
        status,
        (left.spot, right.spot),
        (left.shown, right.shown),
        variant,
        project=project.name,
        left=left.shown,
        right=right.shown,
        difference=apart.shown,
    )


def project_budgets(filing: Filing) -> Iterator[Finding]:
    """A project's budget is the same in the narrative, in its form and, added up over its codes, in the table."""
    carried = carry_overs(filing)
    for project in filing_projects(filing):
        for other in project.budgets[1:]:
            first = project.budgets[0]
            if same(first, other):
                yield compared("project_budget", CheckStatus.HOLDS, first, other, project=project.name)
            elif reason := explanation(first, other, carried):
                yield compared("project_budget", CheckStatus.EXPLAINED, first, other, reason, project=project.name)
            else:
                status = CheckStatus.UNCHECKED if project.shared else CheckStatus.BROKEN
                yield compared("project_budget", status, first, other, project=project.name)


def unit_slips(filing: Filing) -> Iterator[Finding]:
    """The same digits with another unit of money are one amount with a slip of its unit (元 for 万元)."""
    for project in filing_projects(filing):
        money = [one for place in project.mentions() for one in place if one.dimension == "money" and one.value]
        seen: set[tuple[Decimal, str]] = set()
        for at, left in enumerate(money):
            for right in money[at + 1 :]:
                if _slip(left, right) and (key := (left.value.normalize(), min(left.unit, right.unit))) not in seen:
                    seen.add(key)
                    yield make_finding(
                        "unit_slip",
                        CheckStatus.BROKEN,
                        (left.spot, right.spot),
                        (left.shown, right.shown),
                        project=project.name,
                        left=left.shown,
                        right=right.shown,
                        factor=f"{max(left.base, right.base) / min(left.base, right.base):,.0f}",
                    )


def _slip(left: Mention, right: Mention) -> bool:
    digits = len(left.value.normalize().as_tuple().digits)
    return (
        left.value == right.value and digits >= 3 and max(left.base, right.base) / min(left.base, right.base) in _SLIPS
    )


def unit_slips_in_sentences(filing: Filing) -> Iterator[Finding]:
    """An amount in 元 whose digits the filing prints in 万元 elsewhere, and never in 元, has lost its 万."""
    cells = {
        (cell.value, cell.unit or table.unit)
        for table in filing.tables
        for row in table.rows
        for cell in row.cells
        if cell.value
    }
    money = [one for one in filing.statements if one.amount and dimension(one.unit or "") == "money"]
    for statement in money:
        value = statement.amount or Decimal(0)
        if (
            statement.unit != _SMALL
            or len(value.normalize().as_tuple().digits) < _TELLING_DIGITS
            or (value, _SMALL) in cells
        ):
            continue
        twin = next((other for other in money if other.amount == value and other.unit == _LARGE), None)
        if twin:
            yield make_finding(
                "unit_slip_said",
                CheckStatus.BROKEN,
                (statement_spot(statement), statement_spot(twin)),
                (figure(value, _SMALL), figure(value, _LARGE)),
                subject=statement.subject,
                left=figure(value, _SMALL),
                right=figure(value, _LARGE),
            )


def cost_rows(filing: Filing) -> Iterator[Finding]:
    """The cost rows of a project's indicators add up to its budget, where they do."""
    for project in filing_projects(filing):
        costs = [row for row in project.rows if row.dimension == "money"]
        if (
            project.budgets
            and len(costs) > 1
            and sum((row.base for row in costs), Decimal(0)) == base_value(project.budgets[0])
        ):
            budget = project.budgets[0]
            yield make_finding(
                "cost_rows",
                CheckStatus.HOLDS,
                (budget.spot, *(row.spot for row in costs)),
                (budget.shown,),
                severity=Severity.NOTE,
                project=project.name,
                budget=budget.shown,
            )
