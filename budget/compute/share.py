"""Share: a part over its whole, both in one table where there is one; the printed share where no whole is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budget.amount import Amount, dimension
from budget.answer import Status
from budget.compute.class_rows import class_sum
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, plain, ratio_percent, rounds_to
from budget.compute.say import amount_fig, carried_out_first, scope_caveat, words
from budget.compute.sentence_parts import sum_beside
from budget.compute.target import Target, Variant
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name
from budget.number import squeeze
from budget.question.implied import is_whole_budget
from budget.question.link import pairs
from budget.question.operations import Operation
from budget.question.shapes import ShareShape, claimed_bound, share_shape
from budget.question.words import Unit
from budget.scope import Scope


def run(desk: Desk) -> Outcome | None:
    """The share that the question asks for; None where part or whole can't be found."""
    if (classed := _of_class(desk)) is not None:
        return classed
    shape = share_shape(desk.reading)
    if all(set(unit.alternatives) <= _ALL_MONEY or is_whole_budget(unit) for unit in shape.whole):
        shape = ShareShape(shape.part, ())
    parts = desk.targets(shape.part, shape.whole, dimensions=("money", "people", "area", "count"))
    if not parts:
        return None
    planned = desk.reading.wants_budget and not desk.reading.wants_final
    parts = [replace(part, variants=carried_out_first(part.variants, planned)) for part in parts]
    wholes = desk.targets(shape.whole, dimensions=(parts_dimension(parts[0]),), most=1) if shape.whole else []
    lines: list[Line | None] = []
    for part in parts[:4]:
        if shape.whole and (printed := _printed_share(desk, part, shape.whole)) is not None:
            lines.append(printed)
        elif shape.whole and (wholes or not all(unit.kind in _WHOLES for unit in shape.whole)):
            pair = best_pair(part, wholes[0]) if wholes else None
            lines += [share_line(*_of_common_whole(desk, *pair, wholes[0].whole))] if pair else []
        else:
            lines += _own_share(desk, part)
    found = [line for line in lines if line is not None]
    found = [*_verdict(desk, found), *found]
    caveats = scope_caveat(parts[0]) if not shape.whole else []
    return Outcome(Status.ANSWERED, tuple(found), tuple(caveats), operation="share") if found else None


# Kinds of units that name the whole of a body's money in general: where no line is called so, the part's own table has it.
_WHOLES = ("measure", "implied")
# How much of a name must stand in the words by which a sentence calls the whole.
_LEAST_NAMED = 0.7
_ALL = Decimal(100)


def _printed_share(desk: Desk, part: Target, whole: Sequence[Unit]) -> Line | None:
    """The share that a sentence prints of the very whole that is asked for; a claim is reckoned, for the print may be wrong."""
    for variant in () if desk.reading.shows(Operation.VERIFY, Operation.CHECK) else part.variants:
        told = variant.share.statement if variant.share is not None else None
        if told is not None and told.share_of and any(_is_called(told.share_of, unit) for unit in whole):
            return _printed_line(variant, part.scoped)
    return None


def _is_called(said: str, unit: Unit) -> bool:
    names = [pairs(squeeze(name)) for name in unit.alternatives if len(name) > 1]
    return any(len(name & pairs(squeeze(said))) >= _LEAST_NAMED * len(name) for name in names)


def _of_class(desk: Desk) -> Outcome | None:
    """The sum of the rows of one class, and its share of their table's total."""
    if (found := class_sum(desk)) is None:
        return None
    summed, facts = found
    if (whole := table_total(desk, facts[0])) is None:
        return None
    line = sum_share(summed.lines[0].figures["total"], whole)
    return replace(summed, lines=(summed.lines[0], *line, *summed.lines[1:]), operation="share") if line else None


def _verdict(desk: Desk, lines: list[Line]) -> list[Line]:
    """Yes or no first, where the question claims a percentage."""
    claimed = next((n.value for n in desk.reading.numbers if n.unit == "%"), None)
    shares = [fig for line in lines for name, fig in line.figures.items() if name == "share"]
    if claimed is None or not shares or not desk.reading.shows(Operation.VERIFY):
        return []
    share, bound = shares[0].amount.value, claimed_bound(desk.reading)
    true = rounds_to(share, claimed) if not bound else (share > claimed) == (bound > 0) and share != claimed
    return [Line("verify.yes" if true else "verify.no")]


# Words that name a whole without saying which: the part's own table has it.
_ALL_MONEY = {"支出", "收入", "预算", "开支", "花费", "资金", "经费", "总支出", "支出总计", "支出合计", "全部支出"}


def parts_dimension(target: Target) -> str:
    """The dimension of a target's figures, as the desk names it."""
    name = dimension(target.variants[0].fact.unit)
    return name if name in ("money", "people", "percent", "area") else "count"


def best_pair(part: Target, whole: Target) -> tuple[Variant, Variant] | None:
    """The variants of part and whole that belong together: of one row or column, one table, one scope, in this order."""
    pairs = [
        (_closeness(p, w), -i, -j, p, w)
        for i, p in enumerate(part.variants)
        for j, w in enumerate(whole.variants)
        if p.filing == w.filing and p.fact.value is not None and w.fact.value and p.fact is not w.fact
        if dimension(p.fact.unit) == dimension(w.fact.unit)
    ]
    best = max(pairs, key=lambda pair: pair[:3], default=None)
    return (best[3], best[4]) if best else None


def _of_common_whole(desk: Desk, part: Variant, whole: Variant, outright: bool) -> tuple[Variant, Variant]:
    """The pair as it is; with the total of both where what was taken for the whole is but another part beside the part."""
    larger = (
        amount_of(part.fact).to("元").value > amount_of(whole.fact).to("元").value if _in_money(part, whole) else False
    )
    if outright and not larger:
        return part, whole
    for p in part.facts:
        for w in whole.facts:
            if (total := _total_over(desk, p, w)) is not None:
                return part, total
    own = _own_whole(desk, part.fact) if larger else None
    return part, own or whole


def _own_whole(desk: Desk, part: Fact) -> Variant | None:
    """The total of the part's own table, or the whole that its own sentence spells out."""
    if part.from_cell:
        return table_total(desk, part) if not part.total_row else None
    whole, _ = sum_beside(desk, part)
    return Variant(line_name(whole), whole.scope, whole.filing, whole.year, (whole,)) if whole else None


def _in_money(part: Variant, whole: Variant) -> bool:
    return dimension(part.fact.unit) == dimension(whole.fact.unit) == "money"


def _total_over(desk: Desk, part: Fact, other: Fact) -> Variant | None:
    """The total of the column in which both stand as rows, or the whole of the sentence that tells both as its parts."""
    if part.from_cell and other.from_cell:
        beside = (part.source.table, part.source.column) == (other.source.table, other.source.column)
        larger = amount_of(part).to(other.unit).value > (other.value or 0)
        return table_total(desk, part) if beside and larger and not part.total_row and not other.total_row else None
    whole, parts = sum_beside(desk, part)
    return (
        Variant(line_name(whole), whole.scope, whole.filing, whole.year, (whole,)) if whole and other in parts else None
    )


def _closeness(part: Variant, whole: Variant) -> int:
    def tables(facts: Sequence[Fact]) -> set[str | None]:
        return {f.source.table for f in facts if f.from_cell}

    one_scope = part.scope is whole.scope and part.scope is not Scope.OTHER
    return 2 * bool(tables(part.facts) & tables(whole.facts)) + one_scope


def share_line(part: Variant, whole: Variant) -> Line | None:
    """One sentence: the share, and the two figures it was computed from."""
    part_amount, whole_amount = amount_of(part.fact), amount_of(whole.fact)
    facts = _one_table(part, whole)
    share = _share_fig(part.name, part_amount, whole_amount, facts)
    if share is None or (share.amount.value > _ALL and not _may_exceed(part.fact, whole.fact)):
        return None
    figures = {
        "share": share,
        "part": Fig(OPERAND, part.name, part_amount, facts[:1]),
        "whole": Fig(OPERAND, whole.name, whole_amount, facts[1:]),
    }
    return Line("share.computed", {**words(part), "whole_name": whole.name}, figures)


def _may_exceed(part: Fact, whole: Fact) -> bool:
    """True where what was carried out is set against what was planned: that alone can be more than its whole."""
    return (part.kind, part.year) != (whole.kind, whole.year)


def sum_share(total: Fig, whole: Variant) -> list[Line]:
    """A sum's share of a whole."""
    share = _share_fig(total.label, total.amount, amount_of(whole.fact), (*total.facts, whole.fact))
    if share is None:
        return []
    return [Line("sum.share", {"whole_name": whole.name}, {"share": share, "whole": amount_fig(whole, OPERAND)})]


def _share_fig(name: str, part: Amount, whole: Amount, facts: tuple[Fact, ...]) -> Fig | None:
    """The part over the whole in percent; None where the whole is nothing."""
    over = part.to(whole.unit).value
    value = ratio_percent(over, whole.value)
    if value is None:
        return None
    return Fig(RESULT, name, Amount(value, "%"), facts, f"{plain(over)} / {plain(whole.value)}")


def _one_table(part: Variant, whole: Variant) -> tuple[Fact, Fact]:
    for p in part.facts:
        for w in whole.facts:
            if p.from_cell and w.from_cell and p.source.table == w.source.table:
                return p, w
    return part.fact, whole.fact


def _own_share(desk: Desk, part: Target) -> list[Line | None]:
    lines: list[Line | None] = []
    for variant in part.variants:
        if variant.share is not None and variant.share.value is not None:
            lines.append(_printed_line(variant, part.scoped))
        elif (whole := table_total(desk, variant.fact)) is not None:
            lines.append(share_line(variant, whole))
    return lines


def _printed_line(variant: Variant, scoped: bool) -> Line | None:
    """The share as the filing prints it, with the amount; None where it prints none."""
    if variant.share is None or variant.share.value is None:
        return None
    told = variant.share.statement
    own = next((f for f in variant.facts if f.statement is told), None) or told_amount(variant.share)
    part = (own,) if own is not None else variant.facts[:2]
    figures = {
        "share": Fig(RESULT, variant.name, Amount(variant.share.value, "%"), (variant.share,)),
        "part": Fig(OPERAND, variant.name, amount_of(part[0]), part),
    }
    return Line("share.printed", words(variant, scoped), figures)


def told_amount(fact: Fact) -> Fact | None:
    """The amount that the fact's own sentence gives beside it."""
    told = fact.statement
    if told is None or told.amount is None:
        return None
    return replace(
        fact, measure=Measure.AMOUNT, value=told.amount, unit=told.unit or "", text=f"{told.amount}{told.unit or ''}"
    )


def table_total(desk: Desk, fact: Fact) -> Variant | None:
    """The total of the fact's own table and column, or the row of the whole body; the row's total, where the fact is a part of
    the table's total itself."""
    if fact.total_row and not fact.total_column:
        row = desk.shelf.row_of(fact)
        whole = next((f for f in row if f.total_column and f.value), None)
        return Variant(line_name(whole), whole.scope, whole.filing, whole.year, (whole,)) if whole else None
    column = [
        f for f in desk.shelf.table_of(fact) if f.source.column == fact.source.column and f.value and f is not fact
    ]
    whose = squeeze(desk.shelf.filings[fact.filing].department)
    total = next((f for f in column if f.total_row), None) or next(
        (f for f in column if squeeze(f.label) == whose), None
    )
    return Variant(total.table or total.label, total.scope, total.filing, total.year, (total,)) if total else None
