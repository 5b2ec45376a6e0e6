"""The rows of one table as they are listed and ranked: which column holds the amount, which rows are no totals of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, takewhile

from budget.amount import dimension
from budget.fact import Fact, Measure, column_to_measure, is_total_column, table_to_facts
from budget.filing import Filing
from budget.kept import kept
from budget.line import AMOUNTS, amount_of, bare_label, line_name
from budget.number import squeeze
from budget.question.reading import is_about_budget
from budget.sums import adds_up, column_groups
from budget.table import Row, Table

_HEADER_UNIT = re.compile(r"[（(][^（）()]*[)）]|^其中[:：]?|^[一二三四五六七八九十]+、")
# Columns that count things.
_COUNTS = re.compile(r"数量|个数|人数|次数|面积|台数|辆数")
# A column's name must have so many characters to be asked for by name.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that is listed: its name, the facts that give its amount, who carries it out; `key` joins it to other years.

    `members` are its parts by unit, where several units carry it out; `beside` are facts that name it, cited with its amount.
    """

    name: str
    facts: tuple[Fact, ...]
    unit: str = ""
    key: str = ""
    members: tuple[tuple[str, Fact], ...] = ()
    beside: tuple[Fact, ...] = ()

    @property
    def fact(self) -> Fact:
        """The leading fact."""
        return self.facts[0]

    @property
    def value(self) -> Decimal:
        """The amount in the leading fact's unit, the facts added up."""
        return sum((amount_of(f).to(self.fact.unit).value for f in self.facts), Decimal(0))


def value_column(filing: Filing, table: Table, text: str) -> int | None:
    """The column that a question means: the one that it names, else what was carried out where it asks for no budget, else the
    table's total column, else the first with money."""
    usable = _amount_columns(filing, table)
    bare = squeeze(text)
    named = [
        (len(name), -c) for c in usable if len(name := column_name(table.columns[c])) >= _SHORTEST and name in bare
    ]
    if named:
        return -max(named)[1]
    money = [c for c in usable if not _COUNTS.search(table.columns[c])] or usable
    totals = [c for c in money if is_total_column(table.columns[c])]
    done = [c for c in totals if column_to_measure(table.columns[c]) is Measure.FINAL]
    return next(iter((done if not is_about_budget(text) else ()) or totals or money), None)


def column_name(column: str) -> str:
    """What a column is called: the last part of its path that is no mere 合计 or 预算数, without its unit."""
    for part in reversed(column.split("/")):
        if not is_total_column(part):
            return _HEADER_UNIT.sub("", squeeze(part)).removesuffix("合计")
    return ""


@kept(most=2048)
def _amount_columns(filing: Filing, table: Table) -> tuple[int, ...]:
    return tuple(c for c in range(len(table.columns)) if _holds_amounts(filing, table, c))


def _holds_amounts(filing: Filing, table: Table, column: int) -> bool:
    name = table.columns[column]
    if column_to_measure(name) not in AMOUNTS:
        return False
    years = [int(year) for year in re.findall(r"20\d\d", name)]
    if years and filing.year and years[-1] != filing.year:
        return False
    values = [
        row.cells[column] for row in table.rows if column < len(row.cells) and row.cells[column].value is not None
    ]
    texts = [row for row in table.rows if column < len(row.cells) and not row.cells[column].blank]
    return bool(values) and len(values) * 2 > len(texts)


@kept(most=512)
def facts_by_row(filing: Filing, table: Table) -> list[list[Fact]]:
    """The facts of each row, in printed order."""
    rows: list[list[Fact]] = [[] for _ in table.rows]
    for fact in table_to_facts(filing, table):
        if fact.source.row is not None:
            rows[fact.source.row].append(fact)
    return rows


def row_name(row: Row) -> str:
    """The name that a row is listed by."""
    return row.label or row.detail


def listed_rows(filing: Filing, table: Table, column: int, indexes: Sequence[int]) -> list[Listed]:
    """Some rows of a table with the amount of one column; rows without an amount are left out."""
    rows = facts_by_row(filing, table)
    found = []
    for i in indexes:
        fact = next((f for f in rows[i] if f.source.column == column and f.value is not None), None)
        if fact is not None and squeeze(fact.label) != squeeze(filing.department):
            found.append(Listed(_told_name(fact), (fact,), key=fact.code or line_name(fact)))
    return found


def _told_name(fact: Fact) -> str:
    """The row's name with what its second label tells beside it, without bare numbers (codes)."""
    beside = "/".join(part.strip() for part in fact.detail.split("/") if part.strip() and not part.strip().isdigit())
    label = bare_label(fact.label)
    return f"{label}（{beside}）" if beside and label and squeeze(beside) != label else beside or label


@kept(most=2048)
def leaves(table: Table, column: int) -> list[int]:
    """The rows that are no total of other rows: by code, by level, and where neither tells by what adds up."""
    rows = table.rows
    valued = [i for i, row in enumerate(rows) if _value(row, column) is not None and not row.is_total and row_name(row)]
    codes = {rows[i].code for i in range(len(rows)) if rows[i].code}
    if codes:
        detailed = {
            code for code in codes if any(other != code and (other or "").startswith(code or "") for other in codes)
        }
        finest = [i for i in valued if rows[i].code and rows[i].code not in detailed] or valued
        return finest if len({rows[i].code for i in finest}) > 1 else _without_subtotals(rows, finest, column)
    flat = [i for i in valued if not _has_children(rows, i)]
    if len({rows[i].level for i in flat}) > 1 or len(flat) < len(valued):
        return flat
    return _without_subtotals(rows, flat, column)


def children(table: Table, at: int, column: int) -> list[int]:
    """The direct parts of a row: by code, else the rows of the next level beneath it, else those that add up; of a total the top level."""
    rows, parent = table.rows, table.rows[at]
    if parent.code:
        below = _block(rows, at, parent.code)
        length = min((len(rows[i].code or "") for i in below), default=0)
        return [i for i in below if len(rows[i].code or "") == length]
    if parent.is_total:
        return [i for i, row in enumerate(rows) if row.level == 1]
    below = []
    for i in range(at + 1, len(rows)):
        if rows[i].level <= parent.level:
            break
        below.append(i)
    top = min((rows[i].level for i in below), default=0)
    return [i for i in below if rows[i].level == top] or _adding_up(rows, at, column)


def _adding_up(rows: Sequence[Row], at: int, column: int) -> list[int]:
    """The two or more rows right behind a row that add up to it, in a table that shows no levels."""
    whole, parts, run = _value(rows[at], column), [], []
    for i in range(at + 1, len(rows)) if whole else ():
        value = _value(rows[i], column)
        if value is not None:
            parts.append(value)
            run.append(i)
        if len(parts) > 1 and whole is not None and adds_up(whole, parts):
            return run
    return []


def _block(rows: Sequence[Row], at: int, code: str) -> list[int]:
    """The rows whose codes begin with a code: those right beneath it, for a table may print one code for several units."""
    below = list(takewhile(lambda i: _is_under(rows[i], code), range(at + 1, len(rows))))
    return below or [i for i, row in enumerate(rows) if _is_under(row, code)]


def _is_under(row: Row, code: str) -> bool:
    return bool(row.code) and row.code != code and (row.code or "").startswith(code)


def column_parts(table: Table, column: int) -> list[int]:
    """The columns that add up to a column of totals."""
    return next((list(parts) for total, parts in column_groups(table.columns) if total == column), [])


def named_columns(filing: Filing, table: Table, row: int, columns: Sequence[int]) -> list[Listed]:
    """Some columns of one row, each named by its header."""
    facts = facts_by_row(filing, table)[row]
    found = [f for f in facts if f.source.column in columns and f.value is not None]
    return [Listed(column_name(f.column) or line_name(f), (f,), key=column_name(f.column)) for f in found]


def of_one_dimension(items: Sequence[Listed]) -> list[Listed]:
    """Those of the commonest kind of unit: money is not ranked with percentages."""
    kinds = [dimension(item.fact.unit) for item in items]
    common = max(sorted(set(kinds)), key=kinds.count, default="")
    return [item for item, kind in zip(items, kinds, strict=True) if kind == common]


def _value(row: Row, column: int) -> Decimal | None:
    return row.cells[column].value if column < len(row.cells) else None


def _has_children(rows: Sequence[Row], at: int) -> bool:
    return at + 1 < len(rows) and rows[at + 1].level > rows[at].level and bool(rows[at + 1].parents)


def _without_subtotals(rows: Sequence[Row], flat: Sequence[int], column: int) -> list[int]:
    """Rows of one level less those that are the sum of rows behind them; only where the rest then adds up to the whole."""
    values = [_value(rows[i], column) or Decimal(0) for i in flat]
    printed = next((_value(row, column) for row in rows if row.is_total and _value(row, column) is not None), None)
    for subtotals in _readings(values):
        rest = [value for k, value in enumerate(values) if k not in subtotals]
        whole = printed if printed is not None else values[0] if 0 in subtotals else None
        if subtotals and whole is not None and adds_up(whole, rest):
            return [i for k, i in enumerate(flat) if k not in subtotals]
    return list(flat)


def _readings(values: Sequence[Decimal]) -> Iterator[set[int]]:
    """The ways to tell subtotals from parts: of two parts and more; of one part too; that without one of those that may be parts."""
    plain = _subtotals(values, 2, None)
    yield plain
    single = _subtotals(values, 1, None)
    yield single
    for doubtful in sorted(single - plain):
        yield _subtotals(values, 1, doubtful)


def _subtotals(values: Sequence[Decimal], least: int, part: int | None) -> set[int]:
    """The positions whose value is the sum of at least so many following values that are no sums themselves; `part` is known to be none."""
    found: set[int] = set()
    for i in range(len(values) - 2, -1, -1):
        if i != part and values[i] and _is_sum(values, i, least, found):
            found.add(i)
    return found


def _is_sum(values: Sequence[Decimal], at: int, least: int, sums: set[int]) -> bool:
    parts: list[Decimal] = []
    for j in range(at + 1, len(values)):
        if j in sums:
            continue
        parts.append(values[j])
        if len(parts) >= least and adds_up(values[at], parts):
            return True
        if sum(parts, Decimal(0)) > values[at] * 2:
            return False
    return False


def owners(table: Table, kept: Sequence[int]) -> dict[int, str]:
    """Who each kept row belongs to where the table does not say: the row left out that stands nearest above it."""
    owner, found = "", {}
    chosen = set(kept)
    for is_kept, run in groupby(range(len(table.rows)), key=lambda i: i in chosen):
        for i in run:
            if is_kept:
                found[i] = owner
            else:
                owner = row_name(table.rows[i]) if not table.rows[i].is_total else owner
    return found
