"""The rule of tables that are said to be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budget.checks.finding import CheckStatus, Finding, make_finding
from budget.checks.spots import Figure, cell_figure, paragraph_spot, table_spot
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Table

_EMPTY = re.compile(
    r"(?:为|是)空表|空表列示|本表(?:为)?空|无数据|故本表无|未安排.{0,12}支出.{0,6}本表|没有.{0,30}(?:安排的支出|支出安排)"
)


def empty_tables(filing: Filing) -> Iterator[Finding]:
    """A table said to be empty holds no figure other than zero."""
    empty = [one for one in filing.paragraphs if len(one.text) < 200 and _EMPTY.search(squeeze(one.text))]
    for table in filing.tables:
        said = [paragraph_spot(paragraph) for paragraph in empty if _speaks_of(paragraph.text, table)]
        if not said and not _EMPTY.search(squeeze(table.note)):
            continue
        filled = next(
            (
                found
                for row in range(len(table.rows))
                for column in range(len(table.columns))
                if (found := _filled(filing, table, row, column))
            ),
            None,
        )
        spots = (table_spot(filing, table), *said[:1])
        if filled is None:
            yield make_finding("empty_table", CheckStatus.HOLDS, spots, table=table.title)
        else:
            yield make_finding(
                "empty_table",
                CheckStatus.BROKEN,
                (filled.spot, *(said[:1] or spots[:1])),
                (filled.shown,),
                table=table.title,
                figure=filled.shown,
            )


def _filled(filing: Filing, table: Table, row: int, column: int) -> Figure | None:
    found = cell_figure(filing, table, row, column)
    return found if found and found.value else None


def _speaks_of(text: str, table: Table) -> bool:
    title = re.sub(r"[（(].*?[)）]", "", squeeze(table.title))
    return len(title) > 5 and title in squeeze(text)
