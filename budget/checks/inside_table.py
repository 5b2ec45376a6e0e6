"""Rules inside one table: rows and columns add up, a code stands once and bears its own name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from budget.checks.finding import CheckStatus, Finding, Severity, figure, make_finding
from budget.checks.relations import (
    Relation,
    across_relations,
    code_relations,
    is_numbering,
    numbers,
    total_readings,
    tried,
)
from budget.checks.settings import TRUST, TRUST_CODES, TRUST_FEW, Trust
from budget.checks.spots import cell_figure, row_spot, table_spot
from budget.checks.views import GOVERNMENTS, column_words
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Table
from budget.taxonomy.terms import load_terms

_FEW_ROWS = 2


def row_totals(filing: Filing) -> Iterator[Finding]:
    """A row's total equals its parts (合计 = 基本支出 + 项目支出)."""
    for table in filing.tables:
        relations = across_relations(table)
        # A row or two can't confirm each relation by itself: there the relations confirm one another.
        few = len(table.rows) <= _FEW_ROWS
        for group in [relations] if few else [[relation] for relation in relations]:
            yield from judge(filing, table, group, "row_total", len(table.rows), TRUST_FEW if few else TRUST)


def code_totals(filing: Filing) -> Iterator[Finding]:
    """类 equals its 款, 款 its 项."""
    for table in filing.tables:
        relations, trust = list(code_relations(table.rows)), TRUST_CODES
        if filing.kind in GOVERNMENTS:
            # A government's tables may list some of the lines below another: one line alone is no breakdown.
            relations, trust = [relation for relation in relations if len(relation.parts) > 1], TRUST
        yield from judge(filing, table, relations, "code_total", len(table.columns), trust)


def judge(
    filing: Filing, table: Table, relations: Sequence[Relation], rule: str, width: int, trust: Trust
) -> Iterator[Finding]:
    """Every instance of relations of one sort; they are believed where most of them hold."""
    tries = [
        (relation, other, result)
        for relation in relations
        for other in range(width)
        if _adds(table, relation, other) and (result := tried(*numbers(table, relation, other))) is not None
    ]
    holds = sum(result for _, _, result in tries)
    believed = trust.believes(holds, len(tries) - holds)
    for relation, other, result in tries:
        yield _instance(filing, table, relation, other, rule, result, believed)


def _adds(table: Table, relation: Relation, other: int) -> bool:
    """False for a line of rates or of column numbers, which is no sum."""
    rates = column_words().rates
    if relation.down:
        return not rates.search(squeeze(table.columns[other]))
    row = table.rows[other]
    return not rates.search(squeeze(f"{row.label}{row.detail}")) and not is_numbering(table, other)


def _instance(
    filing: Filing, table: Table, relation: Relation, other: int, rule: str, result: bool, believed: bool
) -> Finding:
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
    spots = [found.spot for at in places if (found := cell_figure(filing, table, *at))]
    names = [spot.row if relation.down else spot.column.split(" / ")[-1] for spot in spots]
    return make_finding(
        rule,
        status,
        (said.spot, *spots),
        (said.shown, figure(added, said.unit)),
        total=said.shown,
        sum=figure(added, said.unit),
        difference=figure(abs(added - total), said.unit),
        parts=_short_list(names),
    )


def _short_list(names: Sequence[str]) -> str:
    return "、".join(names[:4]) + ("…" if len(names) > 4 else "")


def table_totals(filing: Filing) -> Iterator[Finding]:
    """合计 and 总计 equal the rows that they are over, in each column."""
    for table in filing.tables:
        for at, row in enumerate(table.rows):
            if row.is_total:
                yield from _total_row(filing, table, at)


def _total_row(filing: Filing, table: Table, at: int) -> Iterator[Finding]:
    """The reading of the total that fits most columns; its other columns are then judged by it."""
    best: tuple[int, int, Relation] | None = None
    for parts in total_readings(table.rows, at):
        relation = Relation(at, parts, True)
        results = [
            result
            for column in range(len(table.columns))
            if (result := tried(*numbers(table, relation, column))) is not None
        ]
        holds = sum(results)
        if results and (best is None or holds > best[0]):
            best = (holds, len(results) - holds, relation)
    if best is None:
        return
    holds, broken, relation = best
    believed = TRUST.believes(holds, broken)
    for column in range(len(table.columns)):
        result = tried(*numbers(table, relation, column))
        if result is not None:
            yield _instance(filing, table, relation, column, "table_total", result, believed)


def code_levels(filing: Filing) -> Iterator[Finding]:
    """A 项 stands under its 款 and a 款 under its 类; a 款 that has a figure is broken down where another table does so."""
    listed = {row.code[:-2] for table in filing.tables for row in table.rows if row.code and len(row.code) > 3}
    for table in filing.tables if filing.kind not in GOVERNMENTS else ():
        rows = [(at, row.code) for at, row in enumerate(table.rows) if row.code and len(row.code) in (3, 5, 7)]
        codes = {code for _, code in rows}
        lengths = {len(code) for code in codes}
        orphans = [(at, code) for at, code in rows if len(code) - 2 in lengths and code[:-2] not in codes]
        parents = {code[:-2] for code in codes}
        childless = [
            (at, code)
            for at, code in rows
            if len(code) + 2 in lengths
            and code not in parents
            and code in listed
            and any(cell.value for cell in table.rows[at].cells)
        ]
        for wrong, kind in ((orphans, "orphan"), (childless, "childless")):
            length = {len(code) for _, code in wrong}
            right = sum(len(code) in length for code in codes) - len(wrong)
            if wrong and TRUST.believes(right, len({code for _, code in wrong})):
                for at, code in wrong:
                    yield make_finding(
                        "code_level",
                        CheckStatus.BROKEN,
                        (row_spot(filing, table, at),),
                        variant=kind,
                        code=code,
                        parent=code[:-2],
                        name=table.rows[at].label,
                    )
        if not orphans and not childless and len(lengths) > 1:
            yield make_finding("code_level", CheckStatus.HOLDS, (table_spot(filing, table),))


def codes_once(filing: Filing) -> Iterator[Finding]:
    """A code stands once in a table, unless its rows are told apart by project or by unit."""
    for table in filing.tables:
        codes = Counter(
            (row.code or "", squeeze(row.label), squeeze(row.detail), row.parents) for row in table.rows if row.code
        )
        for at, row in enumerate(table.rows):
            key = (row.code or "", squeeze(row.label), squeeze(row.detail), row.parents)
            if row.code and codes[key] > 1:
                codes[key] = 0
                after = table.rows[at + 1] if at + 1 < len(table.rows) else None
                if after and after.code == row.code and _same_cells(table, at, at + 1):
                    yield make_finding(
                        "code_once",
                        CheckStatus.BROKEN,
                        (row_spot(filing, table, at),),
                        severity=Severity.WARNING,
                        code=row.code,
                        name=row.label,
                    )


def _same_cells(table: Table, left: int, right: int) -> bool:
    values = [[cell.value for cell in table.rows[at].cells] for at in (left, right)]
    return values[0] == values[1] and sum(value is not None for value in values[0]) > 1


def code_names(filing: Filing) -> Iterator[Finding]:
    """A code bears its own name of the standard classification, not the name of another code."""
    named, codes = _classification()
    for table in filing.tables:
        holds = 0
        for at, row in enumerate(table.rows):
            name = squeeze(row.label)
            if not row.code or row.code not in codes or not name:
                continue
            if name in codes[row.code]:
                holds += 1
            elif name in named and not any(_kin(row.code, code) for code in named[name]):
                other = sorted(named[name])[0]
                yield make_finding(
                    "code_name",
                    CheckStatus.BROKEN,
                    (row_spot(filing, table, at),),
                    (row.code, other),
                    severity=Severity.WARNING,
                    code=row.code,
                    name=row.label,
                    other=other,
                )
        if holds:
            yield make_finding("code_name", CheckStatus.HOLDS, (table_spot(filing, table),), count=str(holds))


@cache
def _classification() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The codes of every name, and the names of every code."""
    named: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    for term in load_terms():
        for name in (squeeze(one) for one in (term.name, *term.also) if term.code):
            named.setdefault(name, set()).add(term.code)
            codes.setdefault(term.code, set()).add(name)
    return named, codes


def _kin(left: str, right: str) -> bool:
    """A 类 and its 款 often share a name, and an item's number differs between the years' classifications."""
    return left.startswith(right) or right.startswith(left) or left[:5] == right[:5]
