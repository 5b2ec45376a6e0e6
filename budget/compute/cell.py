"""Cells that a question names outright: row, column, and table, line above or project where it says them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from budget.answer import Status
from budget.compute.conflict import rival_lines
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.meant import PART_TABLES
from budget.compute.none_said import none_lines
from budget.compute.outcome import Line, Outcome, count_fig
from budget.compute.say import amount_fig, amount_line, carried_out_first, recovered_caveat, scope_caveat, words
from budget.compute.shelf import place_of_row
from budget.compute.target import Target, Variant, group_variants
from budget.fact import Fact, Measure, is_total_column
from budget.line import bare_label, line_name
from budget.number import squeeze
from budget.question.cell_words import CellWord, cell_words

# So many amounts that all fit are told, each in a sentence of its own; more only where they are printed under one name.
_MOST = 8
# One name alone must be so long to be taken for a line's.
_SHORTEST = 3
_LINES = ("name", "term", "code", "word")


def run(desk: Desk) -> Outcome | None:
    """The cells that the question names; None where it says anything else, or names none."""
    for said in cell_words(desk.reading, desk.shelf.cells.names):
        names = [word for word in said if word.kind not in ("year", "body")]
        if len(names) == 1 and (names[0].kind not in _LINES or len(names[0].text) < _SHORTEST):
            continue
        if names and (found := desk.shelf.cells.find(said, _accept(desk, said))):
            alone = len(names) == 1
            return _say(desk, _wholes([*found, *_told(desk, found)]) if alone else found)
    return None


def _told(desk: Desk, found: Sequence[Fact]) -> list[Fact]:
    """What sentences say of the same line and year: they may speak of another scope."""
    names = {(fact.filing, line_name(fact), fact.year) for fact in found}
    return [
        fact
        for filing, name, year in sorted(names, key=str)
        for fact in desk.shelf.by_name[filing, name]
        if fact.statement is not None and fact.measure is Measure.AMOUNT and fact.year == year
    ]


def _wholes(found: Sequence[Fact]) -> list[Fact]:
    """The facts without those of tables that hold a part of a line which another table gives whole."""
    whole = {fact.code for fact in found if fact.from_cell and fact.kind not in PART_TABLES}
    return [f for f in found if not (f.from_cell and f.kind in PART_TABLES and f.code and f.code in whole)]


def _accept(desk: Desk, words: Sequence[CellWord]) -> Callable[[Fact], bool]:
    """A test for cells of the filings in play; where a year is said, of any year's filing of the bodies in play."""
    bodies = {filing.department for filing in desk.frame}
    if any(word.kind == "year" for word in words):
        pool = [
            f for f in desk.shelf.filings.values() if f.department in bodies and (not desk.only or f.file in desk.only)
        ]
    else:
        pool = list(desk.frame)
    files = {filing.file for filing in pool}
    return lambda fact: fact.filing in files and not (desk.reading.asks_things and kind_of_unit(fact.unit) == "money")


def _say(desk: Desk, found: Sequence[Fact]) -> Outcome | None:
    """Every amount that the names fit, each said with what tells it from the others; None where that is too many."""
    variants = carried_out_first(group_variants("", found), desk.reading.wants_budget_alone)
    departments = {desk.shelf.filings[v.filing].department for v in variants}
    if not variants or len(departments) > 1:
        return None
    names = _names([v.fact for v in variants])
    named = tuple(replace(v, name=name) for v, name in zip(variants, names, strict=True))
    if len(set(names)) == 1 and len(named) > 1:
        return _alike(named)
    if len(named) > _MOST:
        return None
    target = Target(named[0].name, named, 1.0, 1.0)
    rivals, warnings = rival_lines(desk, target)
    lines = [*(amount_line(v, target.scoped) for v in named), *rivals, *none_lines(desk, [target])]
    caveats = [*scope_caveat(target), *recovered_caveat(named), *warnings]
    return Outcome(Status.ANSWERED, tuple(lines), tuple(caveats), operation="cell")


def _alike(variants: Sequence[Variant]) -> Outcome:
    """The amounts of rows that the filing prints under one name, in printed order: nothing tells which is meant."""
    rows = len({place_of_row(fact) for variant in variants for fact in variant.facts})
    order = sorted(variants, key=lambda v: v.fact.source.row or 0)
    head = Line("cell.alike", words(variants[0]), {"count": count_fig(rows, "行")}, (variants[0].fact,))
    return Outcome(
        Status.ANSWERED, (head, *(Line("cell.item", {}, {"amount": amount_fig(v)}) for v in order)), operation="cell"
    )


def _names(facts: Sequence[Fact]) -> list[str]:
    """A name for each cell: its row and column; where that leaves several alike, with the line above or the table, or with the
    columns that only say 预算数 or 完成数."""
    for full in ((), ("parent",), ("table",), ("parent", "table"), ("whole",), ("whole", "parent", "table")):
        names = [_name(fact, full) for fact in facts]
        if len(set(names)) == len(names):
            return names
    return names


def _name(fact: Fact, full: Sequence[str]) -> str:
    row = bare_label(fact.detail or fact.label) if fact.detail or fact.label else ""
    column = "".join(squeeze(part) for part in fact.column.split("/") if "whole" in full or not is_total_column(part))
    if fact.total_row and column and "whole" not in full:
        row = ""
    parent = bare_label(fact.parents[-1]) if "parent" in full and fact.parents else ""
    table = f"（{squeeze(fact.table)}）" if "table" in full else ""
    return "的".join(part for part in (parent, row, column) if part) + table
