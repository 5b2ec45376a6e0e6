"""Lists and counts: projects, the parts of a line, the rows of a table, the items that a sentence spells out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budget.amount import Amount, dimension
from budget.answer import Status
from budget.compute.asked_tables import named_tables
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.line_parts import only_part, parts_of_line
from budget.compute.listing_words import asks, place_in
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig, plain
from budget.compute.passage import best_sentences, counted_off, quote_line
from budget.compute.project_list import projects
from budget.compute.rank import fig_of, size
from budget.compute.ranking_rows import carried_over, table_rows
from budget.compute.sentence_parts import sentence_parts
from budget.compute.table_rows import Listed
from budget.fact import Fact, statement_to_facts
from budget.line import AMOUNTS, amount_of, line_name
from budget.number import squeeze
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.question.shapes import claimed_bound
from budget.scope import Scope
from budget.sentence_facts import DEFINITION

_MOST = 15
_LEAST_RECALL = 0.6
# So many sentences are looked at for numbered ones, and for one that spells a line out.
_ENUMERATED, _LOOKED_AT = 20, 200
_AS_GOOD = 0.98
_NUMBERED = phrase("numbered")


def run(desk: Desk) -> Outcome | None:
    """The list that the question asks for; None where the library prints none."""
    found = _carried_over(desk) or _tables(desk) or _parts(desk) or _projects(desk)
    if found is None and asks(desk.reading.text, "each_amount"):
        found = _rows_of_line(desk)
    return found or _spelled_out(desk) or _enumerated(desk) or _sentence_items(desk) or _rows_of_line(desk)


def run_count(desk: Desk) -> Outcome | None:
    """How many there are, counted row by row, beside the number that the filing gives; None where nothing is counted."""
    return _projects(desk) or _told_count(desk) or _tables(desk)


def _told_count(desk: Desk) -> Outcome | None:
    """The number of projects as the filing gives it, with their money where it stands beside it."""
    counted = _printed_count(desk) if asks(desk.reading.text, "projects") else None
    if counted is None or counted.statement is None:
        return None
    figures = {"printed": Fig(RESULT, line_name(counted), amount_of(counted), (counted,))}
    if (money := money_of_counted(desk)) is not None:
        figures["money"] = Fig(RESULT, line_name(money), amount_of(money), (money,))
    return Outcome(Status.ANSWERED, (Line("list.told", {}, figures),), operation="count")


def money_of_counted(desk: Desk) -> Fact | None:
    """The money of the projects with targets, as the filing gives it right behind their number."""
    counted = _printed_count(desk)
    if counted is None:
        return None
    beside = [f for f in desk.shelf.paragraph_of(counted) if f.measure in AMOUNTS]
    after = beside[next((i for i, f in enumerate(beside) if f.statement is counted.statement), len(beside)) + 1 :]
    return next((f for f in after if f.value is not None and dimension(f.unit) == "money"), None)


def _listing(desk: Desk, items: Sequence[Listed], counted: Fact | None = None) -> Outcome | None:
    """The count, the total where it is asked, and each item; the largest where there are too many to name."""
    items = _within_bound(desk, items)
    if not items:
        return None
    shows_count = desk.reading.shows(Operation.COUNT)
    asks_count = desk.reading.operations[0] is Operation.COUNT or (shows_count and not desk.reading.dimensions)
    count = replace(count_fig(len(items)), role=RESULT if asks_count else OPERAND)
    lines = [Line("list.count", {}, {"count": count})]
    if _asks_total(desk) and (total := _total(items)) is not None:
        lines = [Line("list.total", {}, {"count": count, "total": total})]
    if counted is not None and counted.value != len(items):
        lines.append(
            Line("list.printed", {}, {"printed": Fig(OPERAND, line_name(counted), amount_of(counted), (counted,))})
        )
    shown = list(items)
    if len(items) > _MOST:
        shown = sorted(items, key=size, reverse=True)[:_MOST]
        lines.append(Line("list.largest", {}, {"shown": count_fig(_MOST)}))
    return Outcome(Status.ANSWERED, (*lines, *(_item(desk, item) for item in shown)), operation="list")


def _asks_total(desk: Desk) -> bool:
    """True where the question asks for the total in money ("一共几个项目" asks for a number of projects)."""
    money = not desk.reading.shows(Operation.COUNT) or "money" in desk.reading.dimensions
    return money and asks(desk.reading.text, "total")


def _within_bound(desk: Desk, items: Sequence[Listed]) -> list[Listed]:
    """The items over or under an amount that the question names ("超过100万元的项目")."""
    bound = claimed_bound(desk.reading)
    limit = next((n for n in desk.reading.numbers if dimension(n.unit) == "money"), None)
    if not bound or limit is None:
        return list(items)
    floor = limit.to("元").value
    return [item for item in items if (size(item) - floor) * bound > 0]


def _total(items: Sequence[Listed]) -> Fig | None:
    unit = items[0].fact.unit
    if len({dimension(item.fact.unit) for item in items}) > 1:
        return None
    values = [Amount(item.value, item.fact.unit).to(unit).value for item in items]
    formula = " + ".join(plain(v) for v in values)
    return Fig(RESULT, "合计", Amount(sum(values, Decimal(0)), unit), tuple(i.fact for i in items[:3]), formula)


def _item(desk: Desk, item: Listed) -> Line:
    told = purpose_of(desk, item.fact)
    purpose = told.statement.purpose if told is not None and told.statement else ""
    wanted = purpose and desk.reading.shows(Operation.TEXT)
    fig = replace(fig_of(item), facts=(*fig_of(item).facts, told)) if wanted and told is not None else fig_of(item)
    return Line("list.purpose" if wanted else "list.item", {"name": item.name, "purpose": purpose}, {"amount": fig})


def purpose_of(desk: Desk, fact: Fact) -> Fact | None:
    """The sentence that says what the line is for."""
    kin = desk.shelf.by_name[fact.filing, line_name(fact)]
    return next((f for f in kin if f.statement is not None and f.statement.purpose), None)


def _projects(desk: Desk) -> Outcome | None:
    if not asks(desk.reading.text, "projects") or not _asks_for_projects(desk):
        return None
    return _listing(desk, projects(desk), _printed_count(desk))


def _asks_for_projects(desk: Desk) -> bool:
    """False where the question names one project and asks about that."""
    names = {item.name.split("（")[0] for item in projects(desk)}
    return not any(len(unit.text) >= 5 and unit.text in name for unit in desk.reading.units for name in names)


def _printed_count(desk: Desk) -> Fact | None:
    """The number of projects that a sentence of the filing gives; None where several are given."""
    if not asks(desk.reading.text, "with_targets"):
        return None
    told = [
        (filing, s)
        for filing in desk.frame
        for s in filing.statements
        if s.unit in ("个", "项")
        and s.amount is not None
        and place_in(s.subject, "counted") is not None
        and "绩效" in s.quote
    ]
    return next(statement_to_facts(*told[0])) if told and len({s.amount for _, s in told}) == 1 else None


def _tables(desk: Desk) -> Outcome | None:
    """The rows of the table that the question names by its title."""
    tables = named_tables(desk)
    return _listing(desk, table_rows(desk, tables)) if tables else None


def _carried_over(desk: Desk) -> Outcome | None:
    """The rows of the table of carried-over funds."""
    items = carried_over(desk) if Scope.CARRY_OVER in desk.reading.scopes else []
    return _listing(desk, items) if len(items) > 1 else None


def _parts(desk: Desk) -> Outcome | None:
    """The parts of the one line that the question names, as a sentence spells them out and adds them up."""
    parts = sentence_parts(desk)
    return _listing(desk, parts) if parts else None


def run_parts(desk: Desk) -> Outcome | None:
    """The parts of the line that the question names, by sentence or by rows; None where it has none."""
    return _parts(desk) or _rows_of_line(desk)


def _rows_of_line(desk: Desk) -> Outcome | None:
    return _listing(desk, parts_of_line(desk) or only_part(desk))


def _role(desk: Desk, fact: Fact) -> str:
    """What was asked for is the result; the other figures of the sentence stand beside it."""
    asked = [d for d in desk.reading.dimensions if d in ("money", "people", "count", "area")]
    return RESULT if not asked or kind_of_unit(fact.unit) in asked else OPERAND


def _enumerated(desk: Desk) -> Outcome | None:
    """The numbered sentences that name one thing after another (（一）…行动, （二）…行动); None where only one does."""
    matches = best_sentences(desk, most=_ENUMERATED)
    top = next(iter(matches), None)
    if top is None or top.recall < _LEAST_RECALL or not _NUMBERED.match(top.fact.quote):
        return None
    kin = [
        m.fact
        for m in matches
        if m.fact.filing == top.fact.filing and m.explained == top.explained and _NUMBERED.match(m.fact.quote)
    ]
    kin.sort(key=lambda f: f.source.paragraph or 0)
    return Outcome(Status.ANSWERED, tuple(map(quote_line, kin)), operation="list") if len(kin) > 1 else None


def _sentence_items(desk: Desk) -> Outcome | None:
    """The sentence that spells the items out, with the figures that it gives."""
    matches = [m for m in best_sentences(desk, most=_ENUMERATED) if m.recall >= _LEAST_RECALL]
    if not matches:
        return None
    # Of sentences that fit as well, the one that spells the most out.
    as_good = [
        m.fact for m in matches if m.recall >= _AS_GOOD * matches[0].recall and m.fact.kind == matches[0].fact.kind
    ]
    return _of_sentence(desk, max(as_good, key=_named_in))


def _spelled_out(desk: Desk) -> Outcome | None:
    """The sentence that says of the one line asked about what it is made of (人员经费…，主要包括：基本工资、津贴补贴)."""
    named = [unit for unit in desk.reading.units if unit.known and not unit.generic and unit.kind != "implied"]
    if len(named) != 1:
        return None
    words = "|".join(map(re.escape, named[0].alternatives))
    begins = re.compile(f"(?<![一-鿿])(?:{words})(?:{phrase('spells_out').pattern})")
    fit = [m.fact for m in best_sentences(desk, most=_LOOKED_AT) if m.recall >= _LEAST_RECALL]
    telling = [f for f in fit if f.kind != DEFINITION and begins.search(squeeze(f.quote)) and _named_in(f)]
    return _of_sentence(desk, max(telling, key=_named_in)) if telling else None


def _named_in(fact: Fact) -> int:
    """How many things a sentence names one after the other."""
    return fact.quote.count("、")


def _of_sentence(desk: Desk, sentence: Fact) -> Outcome:
    """The sentence, and the figures that it gives."""
    figures = [
        Fig(_role(desk, f), line_name(f), amount_of(f), (f,))
        for f in desk.shelf.paragraph_of(sentence)
        if f.value is not None and f.measure in AMOUNTS and f.quote in (sentence.quote, sentence.text)
    ]
    items = [Line("list.item", {"name": fig.label}, {"amount": fig}) for fig in figures[:_MOST]]
    return Outcome(Status.ANSWERED, (*map(quote_line, counted_off(desk, sentence)), *items), operation="list")
