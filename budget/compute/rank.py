"""Rank: the largest or smallest rows among projects, the parts of a line, or a table's lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from budget.amount import Amount, scale
from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import RESULT, Fig, Line, Outcome, count_fig
from budget.fact import Fact
from budget.line import AMOUNTS, amount_of, line_name

_LEVELS = ((r"类级|按类|各类|大类|功能分类.{0,3}类", 3), (r"款级|按款", 5), (r"项级|按项|七位", 7))
_PROJECTS = re.compile(r"项目(?!支出)|\bprojects?\b", re.I)
_DEFAULT_TOP = 3


def run(desk: Desk) -> Outcome | None:
    """The ranking that the question asks for; None where there is nothing to rank."""
    rows = candidates(desk)
    if len(rows) < 2:
        return None
    reading = desk.reading
    ordered = sorted(rows, key=lambda fig: fig.amount.value * scale(fig.amount.unit), reverse=not reading.smallest)
    top = ordered[: reading.top or 1]
    key = "rank.smallest" if reading.smallest else "rank.largest"
    lines = [Line(key, {"name": f.label, "place": str(i)}, {"amount": f}) for i, f in enumerate(top, 1)]
    head = Line("rank.head", {"order": "smallest" if reading.smallest else "largest"}, {"count": count_fig(len(rows))}) if len(top) > 1 else None
    return Outcome(Status.ANSWERED, tuple([head, *lines] if head else lines), operation="rank")


def candidates(desk: Desk) -> list[Fig]:
    """The rows that are ranked, one figure a name."""
    text = desk.reading.text
    if _PROJECTS.search(text) and (projects := project_amounts(desk)):
        return projects
    for pattern, length in _LEVELS:
        if re.search(pattern, text):
            return _code_level(desk, length)
    return parts_of_line(desk)


def project_amounts(desk: Desk) -> list[Fig]:
    """The amount of every project: its rows in the project table added up; its own section or form where there is none."""
    rows = [f for f in _cells(desk) if f.detail and f.total_column and f.value is not None and f.kind in ("project_expenditure", "project_list")]
    if not rows:
        rows = [f for f in _cells(desk) if f.kind == "project_list" and f.total_column and f.value and not f.total_row]
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in rows:
        groups[fact.source.table or "", fact.detail or line_name(fact)].append(fact)
    best: dict[str, list[Fact]] = {}
    for (_, name), facts in groups.items():
        best.setdefault(name, facts)
    return [_total(name, facts) for name, facts in best.items()]


def _total(name: str, facts: Sequence[Fact]) -> Fig:
    amounts = [amount_of(f) for f in facts]
    total = Amount(sum((a.to(amounts[0].unit).value for a in amounts), Decimal(0)), amounts[0].unit)
    formula = " + ".join(format(a.value, "f") for a in amounts) if len(amounts) > 1 else None
    return Fig(RESULT, name, total, tuple(facts[:3]), formula)


def _cells(desk: Desk) -> Iterable[Fact]:
    accept = desk.accept(AMOUNTS)
    return (f for f in desk.shelf.links.facts if f.from_cell and accept(f))


def _code_level(desk: Desk, length: int) -> list[Fig]:
    """The lines of one code length in the widest expenditure table that has them."""
    scopes = desk.reading.scopes
    order = ["general_public_budget", "expenditure"] if any(s.value == "general" for s in scopes) else ["expenditure", "final_expenditure", "general_public_budget", "final_general_public_budget"]
    cells = [f for f in _cells(desk) if f.code and len(f.code) == length and f.total_column and f.value is not None]
    for kind in order:
        rows = [f for f in cells if f.kind == kind]
        if len(rows) > 1:
            return [Fig(RESULT, line_name(f), amount_of(f), (f,)) for f in rows]
    return []


def parts_of_line(desk: Desk) -> list[Fig]:
    """The direct parts of the line that the question names: by code, else by the rows beneath it."""
    targets = desk.targets(desk.reading.units, most=1)
    for target in targets:
        for variant in target.variants:
            for fact in variant.facts:
                if rows := _children(desk, fact):
                    return [Fig(RESULT, line_name(f), amount_of(f), (f,)) for f in rows]
    return []


def _children(desk: Desk, parent: Fact) -> list[Fact]:
    if not parent.from_cell:
        return []
    same = [
        f for f in _cells(desk)
        if f.filing == parent.filing and f.source.table == parent.source.table and f.source.column == parent.source.column
    ]
    if parent.code:
        kids = [f for f in same if f.code and f.code.startswith(parent.code) and len(f.code) == len(parent.code) + 2]
    elif parent.total_row:
        kids = [f for f in same if f.level == 1]
    else:
        kids = [f for f in same if f.parents and f.parents[-1] == parent.label]
    return [f for f in kids if f.value is not None]
