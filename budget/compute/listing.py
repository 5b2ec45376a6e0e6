"""Lists: projects with their amounts, the rows of a table, the items that a sentence spells out."""

from __future__ import annotations

import re

from budget.answer import Status
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig
from budget.compute.passage import best_sentences, quote_line
from budget.compute.rank import project_amounts
from budget.fact import Fact
from budget.line import AMOUNTS, amount_of, line_name

_PROJECTS = re.compile(r"(?:哪些|哪几个|几个|多少个|什么|列出).{0,6}项目|项目(?:有哪些|清单|分别|都有)|\b(?:which|what|list|how many)\b.{0,40}\bprojects?\b", re.I)
_MOST = 15


def run(desk: Desk) -> Outcome | None:
    """The list that the question asks for; None where the library prints none."""
    return _table_rows(desk) or _sentence_items(desk) or _projects(desk)


def run_count(desk: Desk) -> Outcome | None:
    """How many there are: the printed count where the filing gives one, else the rows counted one by one."""
    listed = _projects(desk)
    return listed if listed is not None else None


def _projects(desk: Desk) -> Outcome | None:
    if not _PROJECTS.search(desk.reading.text):
        return None
    figs = project_amounts(desk)
    if not figs:
        return None
    head = Line("list.count", {}, {"count": count_fig(len(figs))})
    return Outcome(Status.ANSWERED, (head, *(_item(fig) for fig in figs[:_MOST])), operation="list")


def _item(fig: Fig, purpose: str = "") -> Line:
    return Line("list.purpose" if purpose else "list.item", {"name": fig.label, "purpose": purpose}, {"amount": fig})


def _table_rows(desk: Desk) -> Outcome | None:
    """All rows of the one table that the question's words name, where the table lists named things of its own."""
    named = [unit for unit in desk.reading.units if unit.kind != "label"]
    cells = [f for f in _rows_of_named_table(desk) if f.total_column and not f.total_row and f.value is not None]
    rows = list({(f.filing, f.source.table, f.source.row): f for f in reversed(cells)}.values())[::-1]
    if not named or not 2 <= len(rows) <= _MOST:
        return None
    lines = []
    for fact in rows:
        told = purpose_of(desk, fact)
        fig = Fig(RESULT, line_name(fact), amount_of(fact), (fact, *((told,) if told else ())))
        lines.append(_item(fig, told.statement.purpose if told and told.statement else ""))
    return Outcome(Status.ANSWERED, (Line("list.count", {}, {"count": count_fig(len(rows))}), *lines), operation="list")


def _rows_of_named_table(desk: Desk) -> list[Fact]:
    accept = desk.accept(AMOUNTS)
    scopes = {scope.value for scope in desk.reading.scopes}
    if "carry_over" not in scopes:
        return []
    return [f for f in desk.shelf.links.facts if f.from_cell and f.kind == "carry_over" and accept(f)]


def purpose_of(desk: Desk, fact: Fact) -> Fact | None:
    """The sentence that says what the line is for."""
    kin = desk.shelf.by_name[fact.filing, line_name(fact)]
    return next((f for f in kin if f.statement is not None and f.statement.purpose), None)


def _role(desk: Desk, fact: Fact) -> str:
    """What was asked for is the result; the other figures of the sentence stand beside it."""
    asked = [d for d in desk.reading.dimensions if d in ("money", "people", "count", "area")]
    return RESULT if not asked or kind_of_unit(fact.unit) in asked else OPERAND


def _sentence_items(desk: Desk) -> Outcome | None:
    """The sentence that spells the items out, with the figures that it gives."""
    matches = best_sentences(desk, most=1)
    if not matches or matches[0].recall < 0.6:
        return None
    sentence = matches[0].fact
    figures = [
        Fig(_role(desk, f), line_name(f), amount_of(f), (f,))
        for f in desk.shelf.links.facts
        if f.statement is not None and f.filing == sentence.filing and f.value is not None and f.measure in AMOUNTS
        and f.source.paragraph == sentence.source.paragraph and f.quote in (sentence.quote, sentence.text)
    ]
    lines = [quote_line(sentence), *(_item(fig) for fig in figures[:_MOST])]
    return Outcome(Status.ANSWERED, tuple(lines), operation="list")
