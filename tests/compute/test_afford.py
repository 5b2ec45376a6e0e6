"""Is a sum enough for a rate × heads × months?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from tests.answer_rules import broken_promises
from tests.answering import KASHGAR, ask, ask_these, desk_of, figs, values
from tests.made_up_filing import filing, statement

PARK = filing(statements=[statement("护林员补助", "护林员补助24.00万元。", amount="24.00")])


def operated(question: str) -> Outcome:
    return operate(desk_of(question, PARK))


@pytest.mark.parametrize(
    ("question", "key", "needed"),
    [
        ("护林员补助够给200人每人每月50元发一整年吗？", "afford.enough", "12"),
        ("护林员补助够给200人每人每月100元发一整年吗？", "afford.enough", "24"),
        ("护林员补助够给200人每人每月101元发一整年吗？", "afford.short", "24.24"),
        ("护林员补助够给200人每人每月300元发3个月吗？", "afford.enough", "18"),
    ],
)
def test_enough_or_short(question: str, key: str, needed: str) -> None:
    outcome = operated(question)
    assert (outcome.operation, outcome.lines[0].key) == ("afford", key)
    assert values(outcome) == [(Decimal(needed), "万元")]
    assert (Decimal("24.00"), "万元") in values(outcome, "operand")
    assert figs(outcome)[0].formula


def test_the_arithmetic_is_shown() -> None:
    assert broken_promises(ask_these("护林员补助够给200人每人每月50元发一整年吗？", PARK)) == []


def test_without_rate_and_heads_nothing_is_reckoned() -> None:
    assert operated("护林员补助够吗？").operation != "afford"


@pytest.mark.xfail(
    reason="bug: rate × heads × months of the question alone is not reckoned; the rate that the question gives is given back"
)
def test_what_is_needed_without_a_sum_is_no_average() -> None:
    answer = ask("1801名退休人员每人每月120元，一年要多少钱？", KASHGAR)
    assert answer.plan["operation"] != "per_unit"


@pytest.mark.xfail(
    reason="bug: the sum that the question itself gives (36.50万元) does not find its line; the answer is a quotation"
)
def test_the_sample_by_its_sum() -> None:
    answer = ask("36.50万元够给1801人每人每月120元发一整年吗？", KASHGAR)
    assert answer.plan["operation"] == "afford"
    assert Decimal("259.344") in {f.value for f in answer.figures}
