"""The projects of a filing with their amounts: from its project table, its forms, its lists of indicators, sections or sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from budget.amount import dimension
from budget.compute.desk import Desk
from budget.compute.form_projects import in_money, projects_of_forms
from budget.compute.listing_words import asks, place_in, without
from budget.compute.table_rows import Listed, column_name, facts_by_row, leaves, owners, row_name, value_column
from budget.fact import Fact, statement_to_facts
from budget.filing import Filing
from budget.kept import kept
from budget.line import amount_of, same_amount
from budget.number import squeeze
from budget.sentence_facts import FIELD, filing_to_sentences
from budget.table import Row, Table
from budget.taxonomy.table_kinds import PERFORMANCE, PROJECT_FORM

Source = Callable[[Filing, str], list[Listed]]
_KINDS = ("project_expenditure", "project_list")
_MONEY = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(万元|亿元|元)")
_ABOUT = re.compile(
    r"(?:(?:和|跟|与|涉及|关于)([㐀-鿿]{2,8}?)(?:有关|相关|方面)?的|([㐀-鿿]{2,6}?)(?:类|方面的?|相关的?|有关的?))项目"
)
_SHORTEST_PART = 4


def projects(desk: Desk) -> list[Listed]:
    """Every project of the filings in play, held to those that the question singles out (by unit, kind or words)."""
    return [item for filing in desk.frame for item in filing_projects(filing, desk.reading.text)]


def filing_projects(filing: Filing, text: str) -> list[Listed]:
    """The projects of one filing from the first source that has what the question asks."""
    order = _order(text)
    found = [rows for source in order if (rows := source(filing, text))]
    for rows in found:
        if chosen := _of_unit(rows, text, filing.department):
            return chosen
    for rows in found:
        if chosen := _of_words(rows, text):
            return chosen
    return found[0] if found else []


def _order(text: str) -> tuple[Source, ...]:
    by_form: tuple[Source, ...] = (_of_forms, _of_indicators)
    by_table: tuple[Source, ...] = (
        (_of_key_tables, _of_tables) if asks(text, "key_projects") else (_of_tables, _of_key_tables)
    )
    if asks(text, "with_targets"):
        return (_of_sentences, *by_form, *by_table[::-1], _of_sections)
    return (*by_table, *by_form, _of_sections, _of_sentences)


def _of_tables(filing: Filing, text: str) -> list[Listed]:
    return _first(
        _of_table(filing, t, text)
        for t in filing.tables
        if t.kind == _KINDS[0] or place_in(t.title, "tables") is not None
    )


def _of_key_tables(filing: Filing, text: str) -> list[Listed]:
    return _first(_of_table(filing, table, text) for table in filing.tables if table.kind == _KINDS[1])


def _first(lists: Iterable[list[Listed]]) -> list[Listed]:
    return next((rows for rows in lists if rows), [])


def _of_table(filing: Filing, table: Table, text: str) -> list[Listed]:
    """The rows of a table of projects; none where its rows are lines of the classification."""
    column = value_column(filing, table, text)
    return [] if column is None else list(_rows_of(filing, table, column))


@kept(most=512)
def _rows_of(filing: Filing, table: Table, column: int) -> tuple[Listed, ...]:
    coded = any(row.code for row in table.rows)
    if table.kind in (PERFORMANCE, PROJECT_FORM) or coded and not any(row.detail for row in table.rows):
        return ()
    detailed = (i for i, row in enumerate(table.rows) if row.detail and not row.is_total)
    return tuple(_merged(filing, table, column, list(detailed) if coded else leaves(table, column), coded))


def _merged(filing: Filing, table: Table, column: int, rows: Sequence[int], coded: bool) -> list[Listed]:
    """One entry a project: rows of one name under several units or functional lines are added up, categories are told apart."""
    facts, owner = facts_by_row(filing, table), owners(table, rows)
    groups: dict[tuple[str, str], list[tuple[str, Fact]]] = defaultdict(list)
    for i in rows:
        fact = next((f for f in facts[i] if f.source.column == column and f.value is not None), None)
        if fact is None:
            continue
        row = table.rows[i]
        unit, category = _unit_and_category(row, coded, owner[i])
        name = squeeze(row.detail if coded else row_name(row))
        # Of one name and one unit are two projects; of two units one project in two parts.
        twin = not coded and any((unit or category) == other for other, _ in groups.get((name, category), ()))
        groups[name, f"{category} {i}" if twin else category].append((unit or category, fact))
    names = [name for name, _ in groups]
    return [
        _entry(name, category if names.count(name) > 1 else "", members) for (name, category), members in groups.items()
    ]


def _unit_and_category(row: Row, coded: bool, owner: str) -> tuple[str, str]:
    """Who carries the row's project out, and its category: what stands beside it, else what it stands under."""
    beside = row.detail if row.label and not coded else ""
    if beside and place_in(beside, "bodies") is None:
        return "", beside
    return beside or ("" if coded else row.parents[-1] if row.parents else owner), ""


def _entry(name: str, category: str, members: Sequence[tuple[str, Fact]]) -> Listed:
    units = tuple(dict.fromkeys(unit for unit, _ in members))
    shown = f"{name}（{category.split(' ')[0]}）" if category.strip() else name
    unit = units[0] if len(units) == 1 else ""
    return Listed(shown, tuple(fact for _, fact in members), unit, f"{name}{category}", tuple(members))


def _of_forms(filing: Filing, text: str) -> list[Listed]:
    return list(projects_of_forms(filing))


def _of_indicators(filing: Filing, text: str) -> list[Listed]:
    return list(_indicated(filing))


@kept(most=512)
def _indicated(filing: Filing) -> tuple[Listed, ...]:
    """One entry a project of a table of indicators that prints the project's money beside the first of them."""
    found: dict[str, Listed] = {}
    for table in filing.tables:
        if table.kind != PERFORMANCE or place_in(table.title, "whole") is not None:
            continue
        columns = [
            c for c, name in enumerate(table.columns) if place_in(column_name(name) or name, "columns") is not None
        ]
        for row in facts_by_row(filing, table):
            fact = next((f for f in row if f.source.column in columns[:1] and f.value is not None and f.detail), None)
            if fact is not None:
                name = squeeze(fact.detail)
                found.setdefault(name, Listed(without(name, "codes"), (in_money(fact, table),), "", name))
    return tuple(found.values())


def _of_sections(filing: Filing, text: str) -> list[Listed]:
    return list(_sections(filing))


@kept(most=512)
def _sections(filing: Filing) -> tuple[Listed, ...]:
    """One entry a section of the narrative about a project, where one line of it gives one amount."""
    found: dict[str, Listed] = {}
    for line in filing_to_sentences(filing):
        if line.kind != FIELD or place_in(line.label, "sections") is None:
            continue
        money = _MONEY.findall(line.text)
        if len(money) == 1:
            value = Decimal(money[0][0].replace(",", ""))
            fact = replace(line, value=value, unit=money[0][1], quote=line.text)
            found.setdefault(line.subject, Listed(squeeze(line.subject), (fact,), "", squeeze(line.subject)))
    return tuple(found.values())


def _of_sentences(filing: Filing, text: str) -> list[Listed]:
    return list(_counted(filing))


@kept(most=512)
def _counted(filing: Filing) -> tuple[Listed, ...]:
    """The projects that a paragraph counts and then names: as many as it says, adding up to the total that it gives."""
    for counted in filing.statements:
        if counted.unit not in ("个", "项") or place_in(counted.subject, "counted") is None or not counted.amount:
            continue
        beside = [s for s in filing.statements if s.source.paragraph == counted.source.paragraph and s is not counted]
        facts = [
            next(statement_to_facts(filing, s))
            for s in beside
            if s.amount is not None and dimension(s.unit or "") == "money"
        ]
        parts = facts[1:]
        if len(parts) == counted.amount and parts and _add_up(facts[0], parts):
            return tuple(Listed(f.label, (f,), "", f.label) for f in parts)
    return ()


def _add_up(whole: Fact, parts: Sequence[Fact]) -> bool:
    total = sum((amount_of(f).to(whole.unit).value for f in parts), Decimal(0))
    return same_amount(whole, replace(whole, value=total))


def _of_unit(rows: Sequence[Listed], text: str, department: str) -> list[Listed]:
    """Those that one of several units carries out, where the question names that unit; of a project in parts that unit's part."""
    units = sorted({unit for row in rows for unit in _units_of(row)})
    if len(units) < 2:
        return []
    bare, shared = squeeze(text).replace(squeeze(department), ""), _shared_start([squeeze(unit) for unit in units])
    named = [(len(part), unit) for unit in units if (part := _told_part(unit, bare, department, shared))]
    best = max(named, default=(0, ""))[1]
    return [_part_of(row, best) for row in rows if best and best in _units_of(row)]


def _shared_start(names: Sequence[str]) -> str:
    """The characters that all names begin with (深圳市)."""
    first, last = min(names), max(names)
    size = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:size]


def _units_of(row: Listed) -> tuple[str, ...]:
    return tuple(unit for unit, _ in row.members if unit) or ((row.unit,) if row.unit else ())


def _part_of(row: Listed, unit: str) -> Listed:
    own = tuple(fact for other, fact in row.members if other == unit)
    return replace(row, facts=own or row.facts, unit=unit)


def _told_part(unit: str, text: str, department: str, shared: str) -> str:
    """The longest run of a unit's name that the question says, beyond what all units share and the body's own name."""
    own = re.sub(r"[（(].*?[)）]", "", squeeze(unit))
    if own == squeeze(department):
        return ""
    tail = own.removeprefix(shared).removeprefix(squeeze(department)) or own
    least = min(len(tail), _SHORTEST_PART)
    for size in range(len(tail), max(least, 2) - 1, -1):
        for start in range(len(tail) - size + 1):
            if tail[start : start + size] in text:
                return tail[start : start + size]
    return ""


def _of_words(rows: Sequence[Listed], text: str) -> list[Listed]:
    """Those whose name holds the words that stand before 项目 in the question (信息化项目, 跟养老有关的项目)."""
    bare = squeeze(text)
    told = _ABOUT.search(bare)
    if told is None:
        return []
    word = told.group(1) or told.group(2)
    for start in range(len(word) - 1):
        if chosen := [row for row in rows if word[start:] in row.name]:
            return chosen if len(chosen) < len(rows) else []
    return []
