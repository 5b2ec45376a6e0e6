"""The places of a filing that print one line's figure: cells, sentences, forms, and the words of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from budget.amount import UnlikeUnits
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.form_places import in_forms
from budget.compute.meant import PART_TABLES
from budget.compute.passage import best_sentences
from budget.compute.shelf import place_of_row
from budget.compute.target import Target
from budget.fact import Fact, Measure
from budget.line import AMOUNTS, amount_of, bare_label, line_name, same_amount
from budget.number import squeeze
from budget.printed_amounts import printed_amounts
from budget.question.direction import asked_direction
from budget.question.link import pairs
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.question.shapes import counts_of_bought
from budget.scope import Scope

# So many places are told; the question must say this much of a shorter name; a text must hold this much of the question.
MOST, _SAME_NAME, _TOLD_IN_WORDS = 4, 0.8, 0.6
# A place whose name the question's words explain nearly as well as the best one's.
_AS_WELL, _LEAST_NAMED = 0.9, 0.5
# So much of the longer of two names both must share.
_LIKE = 0.6
_FRAME = phrase("name_frame")
_CLAUSE = re.compile("[，。；：、]")
# Names that say nothing without their frame are told apart by it; the kind of filing tells nothing.
_BARE, _KIND_OF_FILING = phrase("name_bare"), re.compile("(?<!公共)(?<!基金)(?<!经营)预算数?|决算数?")
# So much of a line's name the clause must hold that gives its figure.
_NAMED_IN = 0.5
_FORMS = ("project_form", "performance")


def places(desk: Desk, target: Target) -> list[Fact]:
    """The places that give the line's figure, each amount once: the line's own first, then what sentences, forms and cells say."""
    leading = target.variants[0].fact
    own = [
        f for v in target.variants for f in v.facts if f is leading or _of_one_thing(f, leading) and _beside(f, leading)
    ]
    if desk.reading.shows(Operation.CHANGE) and "percent" in desk.reading.dimensions:
        rates = _apart(_rates(desk, target))
        if len(rates) > 1:
            return rates
    bought = _apart(_bought(desk, target))
    if len(bought) > 1:
        return bought[:MOST]
    found = _apart(
        [*own, *_quoted(desk), *_same_line(desk, target), *in_forms(desk, target), *_named_as_well(desk, leading)]
    )
    if len(found) == 1:
        found = _apart([*found, *_under_shorter_names(desk, found[0]), *_in_words(desk, found[0])])
    return found[:MOST]


def _bought(desk: Desk, target: Target) -> list[Fact]:
    """How many are bought, as sentences give it, where the line is the money for buying such things (公务用车购置费: 辆)."""
    units, buys = counts_of_bought(target.name), phrase("buys")
    accept = desk.accept()
    return [
        fact
        for fact in (desk.shelf.links.facts if units else ())
        if fact.statement is not None and fact.unit in units and buys.search(fact.label) and accept(fact)
    ]


def _rates(desk: Desk, target: Target) -> list[Fact]:
    """The percentages by which the filing says that the line changed."""
    name, accept = kernel(target.name), desk.accept((Measure.PERCENT,))
    return [f for f in desk.shelf.links.facts if f.statement is not None and kernel(line_name(f)) == name and accept(f)]


def _apart(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of different amounts, each amount once, in the order given; further cells of one row are its parts."""
    found: list[Fact] = []
    for fact in facts:
        if fact.value is not None and not any(same_amount(fact, other) or _one_row(fact, other) for other in found):
            found.append(fact)
    return found


def _one_row(left: Fact, right: Fact) -> bool:
    return left.from_cell and right.from_cell and place_of_row(left) == place_of_row(right)


@cache
def kernel(name: str) -> str:
    """A line's name less what only frames it (本级, 财政拨款, 预算, 合计): two printings of one line share it."""
    return _FRAME.sub("", squeeze(name))


def _same_line(desk: Desk, target: Target) -> list[Fact]:
    """The facts of the line's year under a name of the same kernel; of a form only those of the same form."""
    leading = target.variants[0].fact
    name, accept = kernel(target.name), desk.accept(AMOUNTS, (kind_of_unit(leading.unit),))
    if len(name) < 2:
        return []
    return [
        fact
        for fact in desk.shelf.links.facts
        if fact.year in (leading.year, None)
        and (fact.kind not in _FORMS or fact.subject == leading.subject)
        and _whole(fact)
        and _of_one_thing(fact, leading)
        and _beside(fact, leading)
        and kernel(line_name(fact)) == name
        and (not _BARE.fullmatch(name) or _printed_alike(fact, leading))
        and accept(fact)
    ]


def _of_one_thing(fact: Fact, leading: Fact) -> bool:
    """True where both speak of the same money, or one does not say of which, and not one of a class of the classification and
    one of a project or an item of that name; a cell's zero is no other figure."""
    said = {fact.scope, leading.scope} - {Scope.OTHER}
    classed = fact.from_cell and leading.from_cell and bool(fact.code) != bool(leading.code)
    return len(said) < 2 and not classed and (bool(fact.value) or not fact.from_cell or not leading.value)


def _beside(fact: Fact, leading: Fact) -> bool:
    """True where both may be two printings of one line: not figures of one sentence, nor of two names in one paragraph, nor
    different rows of one table, nor totals of different names."""
    if fact.from_cell and leading.from_cell:
        one_table = fact.source.table == leading.source.table and fact.filing == leading.filing
        return not (one_table or fact.total_row or leading.total_row) or squeeze(fact.label) == squeeze(leading.label)
    if fact.from_cell != leading.from_cell or fact.source.paragraph != leading.source.paragraph:
        return True
    return fact.quote != leading.quote and line_name(fact) == line_name(leading)


def _named_alike(fact: Fact, leading: Fact) -> bool:
    """True where one name stands in the other, or most of its pairs do."""
    names = [kernel(line_name(one)) for one in (fact, leading)]
    if any(_BARE.fullmatch(name) for name in names):
        return _printed_alike(fact, leading)
    a, b = map(pairs, names)
    return len(a & b) >= _LIKE * max(len(a), len(b))


def _printed_alike(left: Fact, right: Fact) -> bool:
    """True where two names are one as printed, or one is the title of the table whose total the other is."""
    names = (
        fact.column.split("/")[-1] if fact.total_row and not fact.total_column else fact.label for fact in (left, right)
    )
    a, b = (_KIND_OF_FILING.sub("", squeeze(bare_label(name))) for name in names)
    titled = ((left, b), (right, a))
    return a == b or any(
        fact.total_row and name in _KIND_OF_FILING.sub("", squeeze(fact.table)) for fact, name in titled
    )


def _whole(fact: Fact) -> bool:
    """True for a sentence, and for a cell that holds the whole of its line."""
    part = fact.kind in PART_TABLES and bool(fact.code)
    return not fact.from_cell or ((fact.total_column or fact.total_row) and not part)


def _named_as_well(desk: Desk, leading: Fact) -> list[Fact]:
    """The sentences' lines that explain as much of the question as the best one, by their names, and speak of the same."""
    matches = desk.match(desk.reading.units, desk.reading.context, dimensions=(kind_of_unit(leading.unit),))
    best = max((m.recall for m in matches), default=0.0)
    return [
        m.fact
        for m in matches
        if m.recall >= _AS_WELL * best
        and m.precision >= _LEAST_NAMED
        and m.fact.statement is not None
        and _named_alike(m.fact, leading)
        and _of_one_thing(m.fact, leading)
        and _beside(m.fact, leading)
    ]


def _under_shorter_names(desk: Desk, fact: Fact) -> list[Fact]:
    """The table's figure for a sentence's line, or the other way: of one scope, under the name without what only says the scope."""
    name, kind = line_name(fact), kind_of_unit(fact.unit)
    return [
        m.fact
        for m in desk.match(desk.reading.units, desk.reading.context, dimensions=(kind,))
        if m.fact.filing == fact.filing
        and m.fact.from_cell != fact.from_cell
        and m.fact.scope is fact.scope
        and m.precision >= _SAME_NAME
        and (name.endswith(line_name(m.fact)) or line_name(m.fact).endswith(name))
    ][:1]


def _quoted(desk: Desk) -> list[Fact]:
    """The places that print a figure which the question itself gives."""
    matches = desk.match(desk.reading.units, desk.reading.context)
    numbers = [number for number in desk.reading.numbers if number.unit]
    printed = (
        next((m.fact for m in matches if _prints(m.fact, number.value, number.unit)), None) for number in numbers
    )
    return [fact for fact in printed if fact is not None]


def _prints(fact: Fact, value: object, unit: str) -> bool:
    try:
        return fact.value is not None and fact.measure in AMOUNTS and amount_of(fact).to(unit).value == value
    except UnlikeUnits:
        return False


def _in_words(desk: Desk, fact: Fact) -> list[Fact]:
    """The figure of the same kind in words that state no line of their own (a goal in a form's cell), where they give but one
    and the clause that gives it names the line."""
    kind, name = kind_of_unit(fact.unit), pairs(kernel(line_name(fact)))
    told = []
    for match in best_sentences(desk):
        amounts = [amount for amount in printed_amounts(match.fact.quote) if kind_of_unit(amount.unit) == kind]
        if match.recall < _TOLD_IN_WORDS or len(amounts) != 1:
            continue
        clauses = [
            part
            for part in _CLAUSE.split(squeeze(match.fact.quote))
            if amounts[0] in printed_amounts(part) and not asked_direction(part, "zh")
        ]
        named = any(len(name & pairs(clause)) >= _NAMED_IN * len(name) for clause in clauses)
        if named and not any(f.value == amounts[0].value for f in desk.shelf.paragraph_of(match.fact)):
            told.append(replace(match.fact, measure=Measure.AMOUNT, value=amounts[0].value, unit=amounts[0].unit))
    return told
