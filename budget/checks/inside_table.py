"""Rules inside one table: rows and columns add up, a code stands once and bears its own name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from budget.checks.finding import CheckStatus, Finding, Severity, make_finding
from budget.checks.judging import Claims, judge
from budget.checks.relations import (
    across_relations,
    code_relations,
)
from budget.checks.settings import TRUST, TRUST_CODES, TRUST_FEW, Trust
from budget.checks.spots import row_spot, table_spot
from budget.checks.views import FORMS, GOVERNMENTS
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Row, Table
from budget.taxonomy.terms import load_terms

_FEW_ROWS = 2
# 类, 款 and 项.
_LENGTHS: Final = (3, 5, 7)
_TOGETHER: Final = Trust(least=5, times=9)
_GAPS: Final = Trust(least=5, times=9)


def row_totals(filing: Filing) -> Iterator[Finding]:
    """A row's total equals its parts (合计 = 基本支出 + 项目支出)."""
    for table in filing.tables:
        relations = across_relations(table)
        # A row or two can't confirm each relation by itself: there the relations confirm one another.
        few = len(table.rows) <= _FEW_ROWS
        for group in [relations] if few else [[relation] for relation in relations]:
            claims = Claims(table, group, len(table.rows))
            yield from judge(filing, [claims], "row_total", TRUST_FEW if few else TRUST)


def code_totals(filing: Filing) -> Iterator[Finding]:
    """类 equals its 款, 款 its 项."""
    codes = [(table, list(code_relations(table.rows))) for table in filing.tables]
    if filing.kind not in GOVERNMENTS:
        claims = [Claims(table, relations, len(table.columns)) for table, relations in codes]
        yield from judge(filing, claims, "code_total", TRUST_CODES, TRUST_CODES)
        return
    for table, relations in codes:
        # A government's tables may list some of the lines below another: one line alone is no breakdown.
        several = [relation for relation in relations if len(relation.parts) > 1]
        yield from judge(filing, [Claims(table, several, len(table.columns))], "code_total", TRUST)


def code_levels(filing: Filing) -> Iterator[Finding]:
    """A 项 stands under its 款 and a 款 under its 类; a 款 that has a figure is broken down where the others of its table are."""
    tables = [table for table in filing.tables if filing.kind not in GOVERNMENTS]
    orphans = [_orphans(table) for table in tables]
    complete = sum(len(parents) for parents, _ in orphans)
    lost = sum(len(without) for _, without in orphans)
    for table, (parents, without) in zip(tables, orphans, strict=True):
        believed = TRUST.believes(len(parents), len(without)) or parents and _TOGETHER.believes(complete, lost)
        wrong = [("orphan", at) for at in without if believed] + [("childless", at) for at in _childless(table)]
        for kind, at in wrong:
            code = table.rows[at].code or ""
            yield make_finding(
                "code_level",
                CheckStatus.BROKEN,
                (row_spot(filing, table, at),),
                variant=kind,
                code=code,
                parent=code[:-2],
                name=table.rows[at].label,
            )
        if not wrong and parents:
            yield make_finding("code_level", CheckStatus.HOLDS, (table_spot(filing, table),))


def _coded(table: Table) -> dict[str, int]:
    """The rows with the code of a class, a section or an item."""
    return {row.code: at for at, row in enumerate(table.rows) if row.code and len(row.code) in _LENGTHS}


def _orphans(table: Table) -> tuple[set[str], list[int]]:
    """The codes that have their row above others, and the first row under each that has none."""
    codes = _coded(table)
    lengths = {len(code) for code in codes}
    under: dict[str, int] = {}
    for code, at in codes.items():
        if len(code) - 2 in lengths:
            under.setdefault(code[:-2], at)
    return {code for code in under if code in codes}, [at for code, at in under.items() if code not in codes]


def _childless(table: Table) -> list[int]:
    """The rows with a figure that are not broken down, where nearly all others of their level are."""
    codes = _coded(table)
    parents = {code[:-2] for code in codes}
    found = []
    for length in _LENGTHS[:-1]:
        level = [
            code for code in codes if len(code) == length and any(cell.value for cell in table.rows[codes[code]].cells)
        ]
        without = [code for code in level if code not in parents]
        if TRUST.believes(len(level) - len(without), len(without)):
            found += [codes[code] for code in without]
    return found


def level_gaps(filing: Filing) -> Iterator[Finding]:
    """A row without a code is set in by one level below the row before it, where the filing's other rows are."""
    steps = [(table, at) for table in filing.tables if table.kind not in FORMS for at in _set_in(table.rows)]
    gaps = [(table, at) for table, at in steps if table.rows[at].level > table.rows[at - 1].level + 1]
    if gaps and _GAPS.believes(len(steps) - len(gaps), len(gaps)):
        for table, at in gaps:
            spots = (row_spot(filing, table, at), row_spot(filing, table, at - 1))
            yield make_finding("level_gap", CheckStatus.BROKEN, spots, severity=Severity.WARNING)


def _set_in(rows: Sequence[Row]) -> list[int]:
    """The rows that are set in further than the row before them."""
    pairs = enumerate(pairwise(rows), 1)
    return [at for at, (one, row) in pairs if not (one.code or row.code or one.is_total) and row.level > one.level]


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
