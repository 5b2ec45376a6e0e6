"""Contradictions: other places of the filing that give another figure for what is asked, or the same one in another unit."""

from __future__ import annotations

from budget.amount import dimension, scale
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line
from budget.compute.target import Target
from budget.fact import Fact
from budget.line import AMOUNTS, amount_of, line_name, same_amount
from budget.question.link import pairs

# Two lines speak of one thing where so much of the shorter name stands in the longer.
_LIKE = 0.5
# A unit slip is a factor of a thousand or more between the units (元 for 万元).
_SLIP = 1000


def rivals(desk: Desk, fact: Fact) -> list[Fact]:
    """Facts that contradict this one: a count told differently in words and in an indicator of the same project, or the
    same digits with money units apart by a factor that no rounding explains."""
    if fact.value is None or not fact.value:
        return []
    return [
        other
        for other in desk.shelf.facts_of(fact.filing)
        if other.value is not None
        and other.measure in AMOUNTS
        and other.year == fact.year
        and other.source != fact.source
        and (_slipped(fact, other) or _recounted(fact, other))
        and _alike(fact, other)
    ]


def _alike(left: Fact, right: Fact) -> bool:
    a, b = pairs(_core(left)), pairs(_core(right))
    return len(a & b) >= _LIKE * min(len(a), len(b))


def _core(fact: Fact) -> str:
    """The name without the words that every indicator carries."""
    name = line_name(fact)
    for word in ("发放", "人数", "总支出", "支出", "数量", "金额", "补助金", "安排"):
        name = name.replace(word, "") if len(name.replace(word, "")) >= 2 else name
    return name


def _slipped(left: Fact, right: Fact) -> bool:
    if dimension(left.unit) != "money" or dimension(right.unit) != "money" or left.value != right.value:
        return False
    factor = scale(left.unit) / scale(right.unit)
    return factor >= _SLIP or factor <= 1 / _SLIP


def _recounted(left: Fact, right: Fact) -> bool:
    """Two counts of people, one in a table and one in a sentence, that differ by less than a tenth."""
    if dimension(left.unit) != "people" or dimension(right.unit) != "people" or left.from_cell == right.from_cell:
        return False
    a, b = (f.value * scale(f.unit) for f in (left, right) if f.value is not None)
    return not same_amount(left, right) and abs(a - b) * 10 < max(a, b)


def rival_lines(desk: Desk, target: Target) -> tuple[list[Line], list[Line]]:
    """Lines and caveats that show the contradicting places beside the figure."""
    fact = target.variants[0].fact
    others = rivals(desk, fact)
    if not others:
        return [], []
    fig = Fig(RESULT, line_name(others[0]), amount_of(others[0]), tuple(others[:2]))
    own = Fig(OPERAND, target.name, amount_of(fact), (fact,))
    slip = dimension(fact.unit) == "money"
    words = {"name": target.name, "where": others[0].table or others[0].subject}
    line = Line("conflict.unit" if slip else "conflict.other", words, {"amount": fig})
    return [line], [Line("caveat.unit" if slip else "caveat.conflict", words, {"first": own, "second": fig})]
