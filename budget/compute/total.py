"""Sum and difference of named lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budget.amount import UnlikeUnits
from budget.answer import Status
from budget.compute.adding import sum_outcome
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.lookup import asked_targets, strangers
from budget.compute.meant import VARIANT_RECALL
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, difference
from budget.compute.printed_alike import as_said, which_are_it
from budget.compute.say import amount_fig, words
from budget.compute.share import sum_share
from budget.compute.summed_moves import moves_are_the_question, summed_moves
from budget.compute.target import Variant
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name
from budget.number import squeeze
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.question.shapes import share_shape
from budget.question.words import Unit

_COUNTED = phrase("counted")
_PAST = phrase("before")
_TABLES = phrase("in_table")
_SHORTEST = 3
_NUMBERS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def _named(desk: Desk) -> list[Variant]:
    """The leading variant of each line that the question names."""
    return [t.variants[0] for t in asked_targets(desk) if t.variants[0].fact.value is not None]


def _same_table(desk: Desk) -> list[Variant]:
    """The several rows of one table that carry the one name asked for (行政运行 in two rows; one project in three units)."""
    targets = asked_targets(desk)
    if len(targets) != 1:
        return []
    facts = [f for v in targets[0].variants for f in v.facts if f.from_cell and f.value is not None]
    tables: dict[tuple[str, str | None, int | None], list[Variant]] = {}
    for fact in facts:
        variant = Variant(line_name(fact), fact.scope, fact.filing, fact.year, (fact,))
        tables.setdefault((fact.filing, fact.source.table, fact.source.column), []).append(variant)
    return max(tables.values(), key=len, default=[])


def _in_two_tables(desk: Desk) -> list[Variant]:
    """One line as two tables give it, where the question names both (三公表里的数和基本支出表里的数); each with its table's name."""
    spots = list(_TABLES.finditer(desk.reading.text))
    if len(spots) != 2:
        return []
    inside = [unit for unit in desk.reading.units if any(s.start() <= unit.start < s.end() for s in spots)]
    units = [unit for unit in desk.reading.units if unit not in inside]
    matches = desk.match(units, dimensions=("money",)) if units else []
    names = {line_name(m.fact) for m in matches[:1]}
    kin = [m.fact for m in matches if line_name(m.fact) in names and m.fact.value is not None]
    found = [max(kin, key=lambda f: _said_of(f, spot["name"]), default=None) for spot in spots]
    facts = [f for f, spot in zip(found, spots, strict=True) if f is not None and _said_of(f, spot["name"])]
    apart = len({(f.source.table, f.source.paragraph) for f in facts}) == 2
    return [Variant(f"{line_name(f)}（{_place(f)}）", f.scope, f.filing, f.year, (f,)) for f in facts] if apart else []


def _said_of(fact: Fact, said: str) -> int:
    """How many last characters of what is said (的数和基本支出) stand in the table's title, or in the heading above the sentence."""
    place = re.sub('[“”"]', "", squeeze(_place(fact)))
    return next((len(said) - at for at in range(len(said) - 1) if said[at:] in place), 0)


def _place(fact: Fact) -> str:
    """Where a figure stands: its table's title, else the heading above its sentence."""
    if fact.from_cell or fact.statement is None:
        return fact.table
    return fact.statement.headings[-1] if fact.statement.headings else fact.statement.scope


def _several(variants: list[Variant]) -> list[Variant]:
    return variants if len(variants) > 1 else []


def _alike(desk: Desk) -> list[Variant]:
    """Lines of different names that fit the question's words equally well: the several items that it counts ("两笔")."""
    wanted = _wanted(desk)
    matches = desk.match(desk.reading.units, dimensions=("money",))
    if not matches or not wanted:
        return []
    seen: dict[str, Variant] = {}
    for m in matches:
        if m.recall < VARIANT_RECALL * matches[0].recall or len(seen) == wanted:
            break
        name = line_name(m.fact)
        if m.fact.value is not None and name not in seen:
            seen[name] = Variant(name, m.fact.scope, m.fact.filing, m.fact.year, (m.fact,))
    told = list(seen.values())
    apart = len({v.fact.value for v in told}) > 1 and all(v.fact.kind != "project_form" for v in told)
    return told if len(told) == wanted and apart else []


def _repeated(desk: Desk) -> list[Variant]:
    """One line that as many sections give as the question counts (四个专项的总预算), each by its section's name."""
    wanted = _wanted(desk)
    said = [squeeze(unit.text) for unit in desk.reading.units if len(unit.text) >= _SHORTEST]
    groups: dict[tuple[str, str], dict[str, Variant]] = {}
    for filing in desk.frame if wanted > 1 else ():
        for fact in desk.shelf.facts_of(filing.file):
            told = fact.statement
            if told is None or fact.measure is not Measure.AMOUNT or not told.headings:
                continue
            name = line_name(fact)
            if kind_of_unit(fact.unit) == "money" and any(name.endswith(word) for word in said):
                variant = Variant(told.headings[0], fact.scope, fact.filing, fact.year, (fact,))
                groups.setdefault((filing.file, name), {}).setdefault(told.headings[0], variant)
    return next((list(found.values()) for found in groups.values() if len(found) == wanted), [])


def _wanted(desk: Desk) -> int:
    """How many things the question counts ("两笔"); 0 where it counts none."""
    match = _COUNTED.search(desk.reading.text)
    return (_NUMBERS.get(match.group(1)) or int(match.group(1))) if match else 0


def run_sum(desk: Desk) -> Outcome | None:
    """The sum of two or more named lines, and its share of a whole where that is asked too; None where fewer are named."""
    whole = share_shape(desk.reading).whole if desk.reading.shows(Operation.SHARE) else ()
    parts = (
        desk.on(replace(desk.reading, units=tuple(u for u in desk.reading.units if u not in whole))) if whole else desk
    )
    variants = _repeated(parts) or _alike(parts) or _several(_same_table(parts)) or _named(parts)
    summed = sum_outcome(variants) if len(variants) > 1 else None
    if summed is not None:
        moved = summed_moves(desk, variants)
        beside = [moved] if moved else []
        head = (*beside, summed.lines[0]) if moves_are_the_question(desk) else (summed.lines[0], *beside)
        summed = replace(summed, lines=(*head, *summed.lines[1:], *strangers(desk)))
    if summed is None or not whole:
        return summed
    at = next(i for i, line in enumerate(summed.lines) if "total" in line.figures)
    share = _share_of(desk, summed.lines[at].figures["total"], whole)
    return replace(summed, lines=(*summed.lines[: at + 1], *share, *summed.lines[at + 1 :]))


def _share_of(desk: Desk, total: Fig, units: Sequence[Unit]) -> list[Line]:
    """The sum's share of the whole that the question names."""
    wholes = desk.targets(units, dimensions=("money",), most=1)
    whole = next((v for t in wholes for v in t.variants if v.fact.value), None)
    return sum_share(total, whole) if whole is not None else []


def run_difference(desk: Desk) -> Outcome | None:
    """The difference of the two lines that the question names; None where it names no two, or asks about last year."""
    past = desk.reading.periods.last_year or _PAST.search(desk.reading.text)
    if past or desk.reading.shows(Operation.SUM, Operation.PRIOR):
        return None
    variants = _in_two_tables(desk) or _named(desk)
    if len(variants) != 2 and len(variants := as_said(desk)) != 2:
        return None
    line = difference_line(*variants)
    if line is None:
        return None
    return Outcome(Status.ANSWERED, (line, *which_are_it(desk, line.figures["delta"])), operation="difference")


def difference_line(first: Variant, second: Variant) -> Line | None:
    """By how much one line is more than another; None where their units are unlike."""
    try:
        delta = amount_of(first.fact) - amount_of(second.fact)
    except UnlikeUnits:
        return None
    formula = difference(amount_of(first.fact).value, amount_of(second.fact).to(delta.unit).value)
    figures = {
        "delta": Fig(RESULT, f"{first.name} - {second.name}", delta, (first.fact, second.fact), formula, "gap"),
        "first": amount_fig(first, OPERAND),
        "second": amount_fig(second, OPERAND),
    }
    key = "difference.more" if delta.value > 0 else "difference.less" if delta.value < 0 else "difference.same"
    return Line(key, {**words(first), "second_name": second.name}, figures)
