"""Projects that have a form of their own (绩效目标表): the form's subject is the project, its sum of money the project's amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from budget.amount import dimension
from budget.compute.listing_words import place_in
from budget.compute.table_rows import Listed, facts_by_row
from budget.fact import Fact
from budget.filing import Filing
from budget.kept import kept
from budget.line import line_name
from budget.number import squeeze
from budget.table import Table
from budget.taxonomy.table_kinds import PROJECT_FORM


@kept(most=512)
def projects_of_forms(filing: Filing) -> tuple[Listed, ...]:
    """One entry a performance-target form: its subject and its money."""
    found = []
    for table in filing.tables:
        whole = table.subject == filing.department or place_in(table.title, "whole") is not None
        if table.kind != PROJECT_FORM or not table.subject or whole:
            continue
        facts = [f for row in facts_by_row(filing, table) for f in row]
        valued = ((place_in(f.label, "amounts"), i) for i, f in enumerate(facts) if f.value is not None)
        money = sorted((rank, i) for rank, i in valued if rank is not None)
        if money:
            # The row of the money does not say whose it is: the row with the name is cited too, or the name goes with the figure.
            name, fact = squeeze(table.subject), in_money(facts[money[0][1]], table)
            beside = tuple(f for f in facts if f.value is None and squeeze(f.text) == name)[:1]
            fact = fact if beside else replace(fact, detail=table.subject)
            found.append(Listed(name, (fact,), _carried_out_by(facts), name, beside=beside))
    return tuple(found)


def form_project_facts(filing: Filing, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The money of each form's project as a line of the project's name, where no table of the filing has a line of that name."""
    named = {squeeze(line_name(fact)) for fact in facts if fact.from_cell and dimension(fact.unit) == "money"}
    for project in projects_of_forms(filing):
        if project.name not in named:
            yield replace(project.fact, detail=project.name)


def in_money(fact: Fact, table: Table) -> Fact:
    """The fact with the unit that the heading above it gives (项目资金（万元）) where the cell has none."""
    if dimension(fact.unit) == "money":
        return fact
    named = re.search(r"[（(]单?位?[:：]?(万元|亿元|元)[)）]", squeeze("".join((*fact.parents, fact.label))))
    return replace(fact, unit=named.group(1) if named else table.unit or "万元")


def _carried_out_by(facts: Sequence[Fact]) -> str:
    ranked = sorted(
        (rank, f.text) for f in facts if f.value is None and f.text and (rank := place_in(f.label, "units")) is not None
    )
    return ranked[0][1] if ranked else ""
