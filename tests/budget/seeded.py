"""One fault at a time, sown into a filing that was read: what the rules are measured by."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from budget.checks import CheckStatus, Finding, run_checks
from budget.checks.coverage import covered_cells, is_exact, number_cells
from budget.checks.finding import figure
from budget.filing import Filing
from budget.statement import Statement
from budget.table import Cell, Row, Table
from budget.taxonomy.table_kinds import PERFORMANCE, PROJECT_FORM

_UNITS = {"万元": "元", "元": "万元"}
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Fault:
    """A changed filing, and what was changed."""

    kind: str
    what: str
    filing: Filing


def sow(filing: Filing, seed: int, each: int) -> Iterator[Fault]:
    """`each` faults of every kind, in places that some rule covers; the same seed sows the same."""
    chance = random.Random(seed)
    findings = run_checks([filing])
    covered = covered_cells(findings)
    cells = sorted(place for place in number_cells(filing) if (filing.file, *place) in covered)
    of_rows = _of_rows(findings)
    in_rows = [place for place in cells if place in of_rows]
    kinds: dict[str, Callable[[], Fault | None]] = {
        "digit": lambda: _digit(filing, chance, cells),
        "swap": lambda: _swap(filing, chance, cells, findings),
        "dropped row": lambda: _dropped(filing, chance, in_rows),
        "unit": lambda: _unit(filing, chance, findings),
        "percentage": lambda: _percentage(filing, chance, findings),
        "count": lambda: _count(filing, chance, findings),
    }
    for make in kinds.values():
        for _ in range(each):
            fault = make()
            if fault is not None:
                yield fault


def _of_rows(findings: tuple[Finding, ...]) -> set[Place]:
    """The cells that some rule relates to something outside their row: what only its own columns speak of goes with the row."""
    found = set()
    for finding in findings:
        rows = {(place.table, place.row, place.paragraph) for place in finding.places}
        if is_exact(finding) and len(rows) > 1:
            found |= {
                (place.table, place.row, place.column)
                for place in finding.places
                if place.table and place.row is not None and place.column is not None
            }
    return found


def is_found(before: set[str], fault: Fault) -> bool:
    """True where the rules say of the changed filing what they did not say of the true one."""
    return bool(complaints(fault.filing) - before)


def complaints(filing: Filing) -> set[str]:
    """What the rules call broken or explained."""
    return {
        finding.text
        for finding in run_checks([filing])
        if finding.status in (CheckStatus.BROKEN, CheckStatus.EXPLAINED)
    }


def _other_digit(chance: random.Random, value: Decimal) -> Decimal:
    """The value with one of its digits changed, never its first to 0."""
    sign, digits, exponent = value.as_tuple()
    at = chance.randrange(len(digits))
    choices = [digit for digit in range(1 if at == 0 else 0, 10) if digit != digits[at]]
    changed = (*digits[:at], chance.choice(choices), *digits[at + 1 :])
    return Decimal((sign, changed, exponent))


def _with_cells(filing: Filing, changes: dict[Place, Cell]) -> Filing:
    def changed(table: Table) -> Table:
        rows = tuple(
            replace(row, cells=tuple(changes.get((table.id, r, c), cell) for c, cell in enumerate(row.cells)))
            for r, row in enumerate(table.rows)
        )
        return replace(table, rows=rows)

    return replace(filing, tables=tuple(changed(table) for table in filing.tables))


def _cell(filing: Filing, place: Place) -> Cell:
    return filing.table(place[0]).rows[place[1]].cells[place[2]]


def _digit(filing: Filing, chance: random.Random, cells: list[Place]) -> Fault | None:
    if not cells:
        return None
    place = chance.choice(cells)
    cell = _cell(filing, place)
    assert cell.value is not None
    value = _other_digit(chance, cell.value)
    return Fault(
        "digit",
        f"{place}: {cell.value} -> {value}",
        _with_cells(filing, {place: replace(cell, value=value, text=str(value))}),
    )


def _tells_apart(findings: tuple[Finding, ...], first: Place, second: Place) -> bool:
    """True where a rule speaks of one cell and not of the other, or of one as the sum: two parts of one sum may change places."""
    exact = (one for one in findings if is_exact(one))
    for finding in exact:
        places = [(place.table, place.row, place.column) for place in finding.places]
        if (first in places) != (second in places) or places[:1] in ([first], [second]):
            return True
    return False


def _swap(filing: Filing, chance: random.Random, cells: list[Place], findings: tuple[Finding, ...]) -> Fault | None:
    """Two cells of one column of one table change places."""
    for _ in range(50):
        first = chance.choice(cells) if cells else None
        others = [
            place
            for place in cells
            if first
            and place[0] == first[0]
            and place[2] == first[2]
            and _cell(filing, place).value != _cell(filing, first).value
        ]
        if first and others:
            second = chance.choice(others)
            if not _tells_apart(findings, first, second):
                continue
            changes = {first: _cell(filing, second), second: _cell(filing, first)}
            return Fault("swap", f"{first} <-> {second}", _with_cells(filing, changes))
    return None


def _dropped(filing: Filing, chance: random.Random, cells: list[Place]) -> Fault | None:
    """A row with a figure is left out of a table."""
    rows = sorted({place[:2] for place in cells if filing.table(place[0]).kind not in (PERFORMANCE, PROJECT_FORM)})
    if not rows:
        return None
    table_id, at = chance.choice(rows)

    def without(table: Table) -> tuple[Row, ...]:
        return tuple(row for r, row in enumerate(table.rows) if r != at)

    tables = tuple(replace(table, rows=without(table)) if table.id == table_id else table for table in filing.tables)
    return Fault(
        "dropped row", f"{table_id} row {at} {filing.table(table_id).rows[at].label}", replace(filing, tables=tables)
    )


def _with_statement(filing: Filing, at: int, statement: Statement) -> Filing:
    return replace(filing, statements=(*filing.statements[:at], statement, *filing.statements[at + 1 :]))


def _unit(filing: Filing, chance: random.Random, findings: tuple[Finding, ...]) -> Fault | None:
    """An amount of a sentence that a table has too, or a whole table that another one repeats, loses or gains its 万."""
    exact = [one for one in findings if is_exact(one) and one.rule in ("sentence_amount", "repeated")]
    told = {(one.places[0], one.figures[0]) for one in exact if one.rule == "sentence_amount"}
    tables = {place.table for one in exact for place in one.places if place.table}
    said = [
        at
        for at, one in enumerate(filing.statements)
        if one.amount and one.unit in _UNITS and (one.source, figure(one.amount, one.unit)) in told
    ]
    repeated = [at for at, one in enumerate(filing.tables) if one.id in tables and one.unit in _UNITS]
    choices = [("sentence", at) for at in said] + [("table", at) for at in repeated]
    if not choices:
        return None
    where, at = chance.choice(choices)
    if where == "sentence":
        statement = filing.statements[at]
        other = _UNITS[statement.unit or ""]
        what = f"{statement.subject}: {statement.amount} {statement.unit} -> {other}"
        return Fault("unit", what, _with_statement(filing, at, replace(statement, unit=other)))
    table = filing.tables[at]
    changed = replace(table, unit=_UNITS[table.unit])
    tables_now = (*filing.tables[:at], changed, *filing.tables[at + 1 :])
    return Fault("unit", f"{table.title}: {table.unit} -> {changed.unit}", replace(filing, tables=tables_now))


def _percentage(filing: Filing, chance: random.Random, findings: tuple[Finding, ...]) -> Fault | None:
    """A printed percentage of change that a rule recomputed."""
    judged = {
        finding.places[0]
        for finding in findings
        if finding.rule in ("percentage", "percentage_of_years") and finding.status is not CheckStatus.UNCHECKED
    }
    choices = [
        at
        for at, statement in enumerate(filing.statements)
        if statement.percent
        and statement.source in judged
        and (statement.delta is not None and statement.amount is not None)
    ]
    if not choices:
        return None
    at = chance.choice(choices)
    statement = filing.statements[at]
    assert statement.percent is not None
    percent = statement.percent
    while abs(percent - statement.percent) < min(1, abs(statement.percent) / 10):  # less may be what rounding leaves
        percent = _other_digit(chance, statement.percent)
    what = f"{statement.subject}: {statement.percent}% -> {percent}%"
    return Fault("percentage", what, _with_statement(filing, at, replace(statement, percent=percent)))


def _count(filing: Filing, chance: random.Random, findings: tuple[Finding, ...]) -> Fault | None:
    """A count or an amount of an indicator row that is told elsewhere too."""
    told = sorted(
        {
            (place.table, place.row, place.column)
            for finding in findings
            if finding.rule == "told_twice"
            for place in finding.places
            if place.table and "指标值" in filing.table(place.table).columns[place.column or 0]
        }
    )
    if not told:
        return None
    table, row, column = chance.choice(told)
    assert table is not None and row is not None and column is not None
    cell = _cell(filing, (table, row, column))
    assert cell.value is not None
    value = _other_digit(chance, cell.value)
    changed = replace(cell, value=value, text=cell.text.replace(str(cell.value), str(value)))
    return Fault(
        "count",
        f"{(table, row, column)}: {cell.value} -> {value}",
        _with_cells(filing, {(table, row, column): changed}),
    )
