"""Lines known by their amount: those of the amounts that a question gives, and those that come to a difference."""

from __future__ import annotations

from collections.abc import Iterator

from budget.amount import Amount, dimension, scale
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, Fig, Line
from budget.compute.say import MOST_CITED
from budget.compute.target import Variant
from budget.fact import Fact
from budget.line import AMOUNTS, line_name
from budget.question.phrases import phrase

_WHICH = phrase("which_is_the_gap")


def as_said(desk: Desk) -> list[Variant]:
    """The two lines whose amounts the question gives (一处说252.16万元，另一处只有193.89万元); none where it gives no two of a kind
    or one is printed nowhere."""
    said = [number for number in desk.reading.numbers if number.unit]
    if len(said) != 2 or len({dimension(number.unit) for number in said}) != 1:
        return []
    found = [_named_best(desk, list(_printing(desk, number))) for number in said]
    return [Variant(line_name(f), f.scope, f.filing, f.year, (f,)) for f in found if f is not None]


def which_are_it(desk: Desk, gap: Fig) -> list[Line]:
    """The lines whose amount is just the difference, where the question asks which they are (差的是哪项开支？)."""
    if not gap.amount.value or not _WHICH.search(desk.reading.text):
        return []
    facts = {line_name(fact): fact for fact in reversed(list(_printing(desk, gap.amount)))}
    cited = tuple(reversed(facts.values()))[:MOST_CITED]
    if not cited:
        return []
    names = "、".join(line_name(fact) for fact in cited)
    amount = Amount(abs(gap.amount.value), gap.amount.unit)
    return [Line("difference.is", {"name": names}, {"amount": Fig(OPERAND, names, amount, cited)})]


def _printing(desk: Desk, amount: Amount) -> Iterator[Fact]:
    """The figures of the filings in play that come to just this amount, whatever its sign."""
    wanted = abs(amount.value) * scale(amount.unit)
    for filing in desk.frame:
        for fact in desk.shelf.facts_of(filing.file):
            told = fact.measure in AMOUNTS and fact.value and dimension(fact.unit) == dimension(amount.unit)
            if told and fact.value and fact.value * scale(fact.unit) == wanted:
                yield fact


def _named_best(desk: Desk, facts: list[Fact]) -> Fact | None:
    """Of several figures that of whose line the question says most."""
    return max(facts, key=lambda f: desk.known_share(f"{f.table} {line_name(f)}", desk.reading.units), default=None)
