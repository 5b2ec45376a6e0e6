"""What a ranking runs over: projects, an indicator of many projects, a table's rows, lines of a level, parts of a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from budget.compute.asked_tables import named_tables
from budget.compute.desk import Desk
from budget.compute.indicator_rows import indicator_rows
from budget.compute.line_parts import parts_of_line
from budget.compute.listing_words import asks
from budget.compute.project_list import projects
from budget.compute.sentence_parts import sentence_parts
from budget.compute.table_rows import (
    Listed,
    leaves,
    listed_rows,
    of_one_dimension,
    value_column,
)
from budget.compute.three_public import three_public_items
from budget.compute.unit_rows import unit_rows
from budget.filing import FINALS, Filing
from budget.line import bare_label
from budget.number import squeeze
from budget.scope import Scope
from budget.table import Table

_ECONOMIC = ("economic", "basic_expenditure", "final_basic_expenditure", "project_expenditure")
_BY_SCOPE = {
    Scope.GENERAL: ("general_public_budget",),
    Scope.FUND: ("government_fund",),
    Scope.CAPITAL: ("state_capital",),
    Scope.FISCAL: ("fiscal_expenditure", "general_public_budget"),
}
# So long is the code of a class; kinds of units that name no line; kinds that may stand above others.
_CLASS = 3
_LOOSE = ("", "everyday", "implied", "fund", "section")
_PARENTS = ("functional", "economic", "label", "revenue")


def candidates(desk: Desk) -> list[Listed]:
    """The rows that a ranking compares; empty where the question names nothing that can be compared."""
    text = desk.reading.text
    if found := unit_rows(desk):
        return found
    if found := of_one_dimension(indicator_rows(desk)):
        return found
    if tables := named_tables(desk):
        return table_rows(desk, tables)
    if Scope.CARRY_OVER in desk.reading.scopes and len(found := carried_over(desk)) > 1:
        return found
    if found := _under_heading(desk):
        return found
    if asks(text, "projects") and len(found := projects(desk)) > 1:
        return found
    if asks(text, "class", "section", "item", "account", "economic"):
        return level_rows(desk)
    if asks(text, "income") and "支出" not in text and (found := _income_rows(desk)):
        return found
    if not any(unit.known for unit in desk.reading.units) and (found := level_rows(desk)):
        return found
    return (
        parts_of_line(desk)
        or sentence_parts(desk)
        or three_public_items(desk)
        or ([] if _names_line(desk) else level_rows(desk))
    )


def _names_line(desk: Desk) -> bool:
    """True where the question names a line of its own, not only 支出 or 预算 or a classification."""
    named = (unit for unit in desk.reading.units if unit.known and unit.kind not in _LOOSE)
    return any("分类" not in unit.text and "科目" not in unit.text for unit in named)


def _income_rows(desk: Desk) -> list[Listed]:
    """The sources of income: the income side of the overview."""
    for filing in desk.frame:
        for table in filing.tables:
            column = value_column(filing, table, "") if table.side == "income" and table.kind == "overview" else None
            if (
                column is not None
                and len(rows := [r for r in listed_rows(filing, table, column, leaves(table, column)) if r.value]) > 1
            ):
                return rows
    return []


def carried_over(desk: Desk) -> list[Listed]:
    """The rows of the tables of carried-over funds."""
    items = []
    for filing in desk.frame:
        for table in filing.tables:
            column = value_column(filing, table, "") if table.kind == "carry_over" else None
            if column is not None:
                items += listed_rows(filing, table, column, leaves(table, column))
    return items


def _under_heading(desk: Desk) -> list[Listed]:
    """The lowest rows under a heading row that the question names by its printed label (通用项目)."""
    names = {squeeze(unit.text) for unit in desk.reading.units if unit.kind == "label"}
    for filing in desk.frame if names else ():
        for table in filing.tables:
            at = next((i for i, row in enumerate(table.rows) if not row.code and squeeze(row.label) in names), None)
            column = value_column(filing, table, desk.reading.text) if at is not None else None
            if at is None or column is None:
                continue
            levels = [row.level for row in table.rows]
            below = set(range(at + 1, at + 1 + len(list(takewhile(levels[at].__lt__, levels[at + 1 :])))))
            rows = listed_rows(filing, table, column, [i for i in leaves(table, column) if i in below])
            if len(rows) > 1:
                return rows
    return []


def table_rows(desk: Desk, tables: Sequence[tuple[Filing, Table]]) -> list[Listed]:
    """The lowest rows of the named tables, or those of the level that is asked."""
    items = []
    for filing, table in tables:
        column = value_column(filing, table, desk.reading.text)
        assert column is not None
        indexes = _of_level(table, desk.reading.text) or leaves(table, column)
        items += listed_rows(filing, table, column, indexes)
    return items


def _of_level(table: Table, text: str) -> list[int]:
    lengths = {len(row.code) for row in table.rows if row.code}
    wanted = next((size for key, size in (("class", 3), ("section", 5), ("item", 7)) if asks(text, key)), 0)
    return [i for i, row in enumerate(table.rows) if row.code and len(row.code) == wanted] if wanted in lengths else []


def level_rows(desk: Desk) -> list[Listed]:
    """The lines of one level of the classification, the lowest where none is said, in the table of the asked scope."""
    text = desk.reading.text

    def of_level(table: Table, column: int) -> list[int]:
        return _of_level(table, text) or _lowest(table, column, text)

    return _under_named(desk, _lines_of_tables(desk, of_level))


def class_lines(desk: Desk) -> list[Listed]:
    """The classes (类) of the classification, in the table of the asked scope."""

    def classes(table: Table, column: int) -> list[int]:
        coded = [i for i, row in enumerate(table.rows) if row.code and len(row.code) == _CLASS]
        return coded or [i for i, row in enumerate(table.rows) if row.code and row.level == 1]

    return _lines_of_tables(desk, classes)


def _lines_of_tables(desk: Desk, choose: Callable[[Table, int], Sequence[int]]) -> list[Listed]:
    """The chosen rows of the first table of each filing that has several of them."""
    items = []
    for filing in desk.frame:
        for table in _level_tables(desk, filing):
            column = value_column(filing, table, desk.reading.text)
            if column is None:
                continue
            rows = _joined(listed_rows(filing, table, column, choose(table, column)))
            if len(rows) > 1:
                items += rows
                break
    return items


def _joined(rows: Sequence[Listed]) -> list[Listed]:
    """One entry a code: a table may print a line once for each unit, or once for each economic class."""
    groups: dict[str, list[Listed]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    return [
        members[0]
        if len(members) == 1
        else replace(
            members[0],
            name=bare_label(members[0].fact.label),
            facts=tuple(fact for member in members for fact in member.facts),
        )
        for members in groups.values()
    ]


def _under_named(desk: Desk, items: list[Listed]) -> list[Listed]:
    """The lines under the one that the question names by its code ("社会保障和就业支出里哪一款最多"); all where it names none."""
    if not any(unit.kind in _PARENTS for unit in desk.reading.units):
        return items
    targets = desk.targets(desk.reading.units, desk.reading.context, most=1)
    codes = {f.code for target in targets for variant in target.variants for f in variant.facts if f.code}
    under = [item for item in items if any(item.key != code and item.key.startswith(code) for code in codes)]
    return under if len(under) > 1 else items


def _lowest(table: Table, column: int, text: str) -> list[int]:
    if asks(text, "tops"):
        return [i for i, row in enumerate(table.rows) if row.code and row.level == 1]
    return leaves(table, column)


def _level_tables(desk: Desk, filing: Filing) -> list[Table]:
    """The tables with codes that may be meant, the best first."""
    text = desk.reading.text
    coded = [t for t in filing.tables if any(row.code for row in t.rows)]
    if asks(text, "economic"):
        order = ("project_expenditure", *_ECONOMIC) if "项目支出" in text else _ECONOMIC
        return sorted((t for t in coded if t.kind in _ECONOMIC and _by_economy(t)), key=lambda t: order.index(t.kind))
    scoped = [kind for scope in desk.reading.scopes for kind in _BY_SCOPE.get(scope, ())]
    kinds = (
        ("income",)
        if asks(text, "income") and "支出" not in text
        else (*scoped, "expenditure", "general_public_budget")
    )
    return sorted((t for t in coded if t.kind in kinds), key=lambda t: kinds.index(t.kind))


def _by_economy(table: Table) -> bool:
    """True where the table's codes are those of the economic classes (301, 30201 … 399)."""
    return any(row.code and row.code[:1] in "35" and len(row.code) in (3, 5) for row in table.rows)


def is_final(filing: Filing) -> bool:
    """True for final accounts."""
    return filing.kind in FINALS
