"""The units of a body as the rows of one of its tables: each with its own amount, the body's total left out."""

from __future__ import annotations

from budget.compute.desk import Desk
from budget.compute.listing_words import asks, place_in
from budget.compute.table_rows import Listed, facts_by_row, row_name, value_column
from budget.compute.unit_sections import names_line, section_rows
from budget.filing import Filing
from budget.line import line_name
from budget.sums import adds_up
from budget.table import Table

# The tables that tell each unit's money, the widest scope first.
_KINDS = ("expenditure", "income", "general_public_budget")
_SUBJECTS = {"three_public": "三公"}


def unit_rows(desk: Desk) -> list[Listed]:
    """The units that the question compares; empty where it asks for none, or no table has a row for each."""
    text = desk.reading.text
    if not asks(text, "units") or len({filing.department for filing in desk.frame}) != 1:
        return []
    if names_line(desk) and (told := section_rows(desk)):
        return told
    kinds = [kind for kind, word in _SUBJECTS.items() if word in text] or [*_KINDS]
    if asks(text, "income") and "支出" not in text:
        kinds = ["income"]
    for kind in kinds:
        for filing in desk.frame:
            for table in (t for t in filing.tables if t.kind == kind):
                column = value_column(filing, table, text)
                rows = _units(filing, table, column) if column is not None else []
                if len(found := _without_total(rows)) > 1:
                    return found
    return section_rows(desk) if kinds == [*_KINDS] else []


def _units(filing: Filing, table: Table, column: int) -> list[Listed]:
    """The rows that are named after a body: they have no code and are no total. Where most such rows are bodies, all are."""
    plain = [i for i, row in enumerate(table.rows) if not row.code and not row.is_total and row_name(row)]
    bodies = [i for i in plain if place_in(row_name(table.rows[i]), "bodies") is not None]
    facts = facts_by_row(filing, table)
    found = []
    for i in plain if len(bodies) * 2 > len(plain) else bodies:
        fact = next((f for f in facts[i] if f.source.column == column and f.value), None)
        found += [Listed(line_name(fact), (fact,), key=line_name(fact))] if fact is not None else []
    return found


def _without_total(rows: list[Listed]) -> list[Listed]:
    """The rows less the one that all the others add up to."""
    return [
        row
        for row in rows
        if len(rows) < 3 or not adds_up(row.value, [other.value for other in rows if other is not row])
    ]
