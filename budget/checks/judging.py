"""Relations between the lines of a table tried on its figures: findings where the table itself shows that they are meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budget.checks.finding import CheckStatus, Finding, figure, make_finding
from budget.checks.relations import Relation, is_numbering, numbers, tried
from budget.checks.settings import Trust
from budget.checks.spots import cell_figure
from budget.checks.views import column_words
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Table


@dataclass(frozen=True, slots=True)
class Claims:
    """Relations of one sort that the structure of a table suggests, each to be tried in `width` columns or rows.

    Where the parts are not `complete`, some may have been left out: only parts that exceed the total contradict it.
    """

    table: Table
    relations: Sequence[Relation]
    width: int
    complete: bool = True

    def contradicts(self, relation: Relation, other: int) -> bool:
        """True where parts that do not add up to the total can't be explained by parts that are not listed."""
        total, parts = numbers(self.table, relation, other)
        return self.complete or total is None or sum(part for part in parts if part is not None) > total

    def tries(self) -> list[tuple[Relation, int, bool]]:
        """Each relation in each column or row that has its figures, and whether it holds there."""
        return [
            (relation, other, result)
            for relation in self.relations
            for other in range(self.width)
            if _adds(self.table, relation, other)
            and (result := tried(*numbers(self.table, relation, other))) is not None
        ]


def judge(
    filing: Filing, claims: Sequence[Claims], rule: str, trust: Trust, together: Trust | None = None
) -> Iterator[Finding]:
    """Every instance of the claims; a table's are believed where most of them hold, or by `together` most of all tables' do."""
    tries = [(claim, claim.tries()) for claim in claims]
    all_hold, all_broken = _counts([one for _, found in tries for one in found])
    for claim, found in tries:
        own = _counts(found)
        believed = trust.believes(*own) or together is not None and together.believes(all_hold, all_broken)
        tells = trust.tells(*own) or together is not None and together.tells(all_hold, all_broken)
        for relation, other, result in found:
            trusted = relation.firm or (
                tells and claim.complete if result else believed and claim.contradicts(relation, other)
            )
            yield instance(filing, claim.table, relation, other, rule, result, trusted)


def _counts(tries: Sequence[tuple[Relation, int, bool]]) -> tuple[int, int]:
    holds = sum(result for _, _, result in tries)
    return holds, len(tries) - holds


def _adds(table: Table, relation: Relation, other: int) -> bool:
    """False for a line of rates or of column numbers, which is no sum."""
    rates = column_words().rates
    if relation.down:
        return not rates.search(squeeze(table.columns[other]))
    row = table.rows[other]
    return not rates.search(squeeze(f"{row.label}{row.detail}")) and not is_numbering(table, other)


def instance(
    filing: Filing, table: Table, relation: Relation, other: int, rule: str, result: bool, believed: bool
) -> Finding:
    """What came of one relation in one column or row; where it is not `believed`, its failure is no error."""
    total, parts = numbers(table, relation, other)
    assert total is not None
    added = sum((part for part in parts if part is not None), Decimal(0))
    status = CheckStatus.BROKEN if believed else CheckStatus.UNCHECKED
    if result:
        status = CheckStatus.HOLDS if added == total else CheckStatus.EXPLAINED
    place = (relation.total, other) if relation.down else (other, relation.total)
    said = cell_figure(filing, table, *place)
    assert said is not None
    places = [(part, other) if relation.down else (other, part) for part in relation.parts]
    spots = [one.spot for at in places if (one := cell_figure(filing, table, *at))]
    names = [spot.row if relation.down else spot.column.split(" / ")[-1] for spot in spots]
    found = make_finding(
        rule,
        status,
        (said.spot, *spots),
        (said.shown, figure(added, said.unit)),
        total=said.shown,
        sum=figure(added, said.unit),
        difference=figure(abs(added - total), said.unit),
        parts=_short_list(names),
    )
    return replace(found, telling=believed)


def _short_list(names: Sequence[str]) -> str:
    return "、".join(names[:4]) + ("…" if len(names) > 4 else "")
