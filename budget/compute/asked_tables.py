"""The tables that a question names: by title, by their subject, by the one line whose uses they list."""

from __future__ import annotations

import re

from budget.compute.desk import Desk
from budget.compute.table_rows import leaves, value_column
from budget.filing import Filing
from budget.number import squeeze
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.table import Table
from budget.taxonomy.table_kinds import PERFORMANCE, PROJECT_FORM, table_kinds

_SHORTEST_TITLE, _SHORTEST_LINE = 4, 3
# Tables that are meant by their subject alone ("政府采购最贵的是哪一项").
_BY_SUBJECT = ("procurement", "service_purchase")


def named_tables(desk: Desk) -> list[tuple[Filing, Table]]:
    """The tables that the question names by title ("按专项业务经费支出表"), the closest title of each filing."""
    bare = squeeze(desk.reading.text)
    names = [match.group() for match in re.finditer(r"[㐀-鿿“”\"、]{2,}?(?:表|情况表|清单)(?!明|示|达|现|格)", bare)]
    found = []
    for filing in desk.frame:
        ranked = [
            (size, -len(squeeze(t.title)), -i)
            for i, t in enumerate(filing.tables)
            if t.kind not in (PERFORMANCE, PROJECT_FORM)
            for name in names
            if (size := _title_match(name, t.title)) and value_column(filing, t, bare) is not None
        ]
        if ranked:
            found.append((filing, filing.tables[-max(ranked)[2]]))
    return found or _tables_by_subject(desk) or _tables_of_line(desk)


def _tables_of_line(desk: Desk) -> list[tuple[Filing, Table]]:
    """The table that says what one line went to (预备费安排情况表), where a list of that line is asked for."""
    lines = [u for u in desk.reading.units if u.known and not u.generic and u.kind not in ("implied", "body")]
    names = [u.text for u in lines if len(u.text) >= _SHORTEST_LINE]
    if not desk.reading.shows(Operation.LIST) or len(names) != 1:
        return []
    titled = phrase("titled_after_line")
    return [
        (filing, table)
        for filing in desk.frame
        for table in filing.tables
        if (at := squeeze(table.title).rfind(names[0])) >= 0
        and titled.match(squeeze(table.title), at + len(names[0]))
        and (column := value_column(filing, table, squeeze(desk.reading.text))) is not None
        and len(leaves(table, column)) > 1
    ][:1]


def _tables_by_subject(desk: Desk) -> list[tuple[Filing, Table]]:
    """The table of procurement or of purchased services, where the question speaks of that and of nothing within it."""
    text = squeeze(desk.reading.text).lower()
    kinds = [
        kind
        for kind in table_kinds()
        if kind.name in _BY_SUBJECT and (kind.zh in text or kind.en in desk.reading.text.lower())
    ]
    found = []
    for filing in desk.frame:
        tables = (t for kind in kinds for t in filing.tables if t.kind == kind.name or kind.zh in squeeze(t.title))
        table = next(
            (t for t in tables if (c := value_column(filing, t, text)) is not None and len(leaves(t, c)) > 1), None
        )
        if table is not None:
            found.append((filing, table))
    return found


def _title_match(name: str, title: str) -> int:
    """How many last characters of the name stand in the title."""
    bare = squeeze(title)
    return next((len(name) - i for i in range(len(name) - _SHORTEST_TITLE + 1) if name[i:] in bare), 0)
