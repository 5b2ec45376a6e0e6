"""One indicator as each project sets it: what a ranking or a list of targets runs over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.compute.desk import Desk
from budget.compute.listing_words import asks, place_in
from budget.compute.table_rows import Listed, facts_by_row
from budget.fact import Fact, Measure, column_to_measure
from budget.filing import Filing
from budget.line import bare_label
from budget.number import squeeze
from budget.taxonomy.table_kinds import PERFORMANCE

_SHORTEST_INDICATOR, _SHORTEST_NAMED = 4, 3
# What an indicator's name must have in common with the question.
_LEAST_COMMON = 0.6


def indicator_rows(desk: Desk) -> list[Listed]:
    """One indicator as each project sets it, where the question asks it of the projects."""
    bare = squeeze(desk.reading.text)
    if not asks(bare, "each_project"):
        return []
    named = [unit.text for unit in desk.reading.units if unit.kind == "indicator" and len(unit.text) >= _SHORTEST_NAMED]
    found = [
        (common, item)
        for filing in desk.frame
        for item in _indicators(filing)
        if (common := _common(bare, item.key) or next((name for name in named if _is_called(item, name)), ""))
    ]
    longest = max((common for common, _ in found), key=len, default="")
    rows = [item for common, item in found if common == longest]
    return rows if len({item.name for item in rows}) > 1 else []


def _is_called(item: Listed, name: str) -> bool:
    """True where the indicator's own name or that of its group holds the words (满意度, 服务对象满意度)."""
    return any(name in squeeze(label) for label in (item.key, *item.fact.parents))


def _indicators(filing: Filing) -> list[Listed]:
    """Every indicator with a numeric target: named by its project, keyed by its own label."""
    items = []
    for table in filing.tables:
        if (
            table.kind != PERFORMANCE
            or table.subject == filing.department
            or place_in(table.title, "whole") is not None
        ):
            continue
        columns = [c for c, name in enumerate(table.columns) if _is_target(name)]
        for row in facts_by_row(filing, table):
            fact = next((f for f in row if f.source.column in columns and f.value is not None), None)
            if fact is not None and (project := fact.detail or table.subject):
                named = replace(_with_unit(fact, row), detail=project)
                items.append(Listed(project, (named,), key=bare_label(fact.label)))
    return items


def _is_target(column: str) -> bool:
    return place_in(column, "indicators") is not None or column_to_measure(column) is Measure.TARGET


def _with_unit(fact: Fact, row: Sequence[Fact]) -> Fact:
    unit = next(
        (f.text.strip() for f in row if f.value is None and f.text and place_in(f.column, "unit_columns") is not None),
        "",
    )
    unit = {"百分比": "%"}.get(unit or fact.unit, unit)
    return replace(fact, unit=unit) if unit else fact


def _common(text: str, label: str) -> str:
    """The longest run of the label that stands in the text; "" where it is too little of the label."""
    for size in range(len(label), max(_SHORTEST_INDICATOR, int(len(label) * _LEAST_COMMON)) - 1, -1):
        for start in range(len(label) - size + 1):
            if label[start : start + size] in text:
                return label[start : start + size]
    return ""
