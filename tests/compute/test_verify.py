"""Is a claim true? Yes or no first, then the figure that decides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from tests.answer_rules import broken_promises
from tests.answering import KASHGAR, WANLI_2025, ask, ask_these, desk_of, stated, values
from tests.made_up_filing import basic, filing, row, statement

PARK = filing(
    basic(row("30201", "办公费", "12.30"), row("30211", "差旅费", "5.00")),
    statements=[
        statement(
            "会议费", "会议费3.00万元，比上年减少1.00万元，下降25%。", amount="3.00", delta="-1.00", percent="-25"
        )
    ],
)
IN_YUAN = filing(basic(row("30201", "办公费", "4,333,478"), unit="元"))


def operated(question: str) -> Outcome:
    return operate(desk_of(question, PARK))


def verdict(outcome: Outcome) -> str:
    first = outcome.lines[0]
    return first.words.get("verdict") or first.key.removeprefix("verify.")


@pytest.mark.parametrize(
    ("question", "said", "key"),
    [
        ("办公费超过10万元吗？", "yes", "verify.over"),
        ("办公费超过20万元吗？", "no", "verify.under"),
        ("办公费不到20万元吗？", "yes", "verify.under"),
        ("办公费不到10万元吗？", "no", "verify.over"),
        ("差旅费超过5万元吗？", "no", "verify.equal"),
        ("办公费超过100000元吗？", "yes", "verify.over"),
    ],
)
def test_over_or_under_a_bound(question: str, said: str, key: str) -> None:
    outcome = operated(question)
    assert (outcome.operation, verdict(outcome), outcome.lines[0].key) == ("verify", said, key)


def test_an_english_bound_in_thousands() -> None:
    assert operated("Are office supplies over 200 thousand yuan?").lines[0].key == "verify.under"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("会议费下降了吗？", "yes"),
        ("会议费增加了吗？", "no"),
        ("会议费是不是减少了", "yes"),
        ("Did meetings really rise?", "no"),
    ],
)
def test_a_claimed_direction(question: str, said: str) -> None:
    outcome = operated(question)
    assert outcome.lines[0].key == f"verify.{said}"
    assert (Decimal("-1.00"), "万元") in values(outcome)


@pytest.mark.parametrize(
    ("question", "said"), [("会议费减少了1万，是真的吗？", "yes"), ("会议费减少了3万元，是真的吗？", "no")]
)
def test_a_claimed_amount_of_change(question: str, said: str) -> None:
    assert operated(question).lines[0].key == f"verify.{said}"


def test_a_claim_about_a_line_that_is_not_there_gets_no_verdict() -> None:
    outcome = operated("核电站建设费超过10万元吗？")
    assert not any(line.key.startswith("verify") for line in outcome.lines)
    assert values(outcome) == []


def test_the_gap_in_yuan_recomputes() -> None:
    answer = ask_these("办公费超过400万元吗？", IN_YUAN)
    assert (Decimal("33.3478"), "万元") in stated(answer)
    assert broken_promises(answer) == []


def test_one_claim_gets_one_verdict() -> None:
    text = ask("办公费超过400万元吗？", WANLI_2025).text
    assert "是。" in text and "不是" not in text


@pytest.mark.parametrize(
    ("question", "file", "yes"),
    [
        ("项目支出是不是下降了？", KASHGAR, True),
        ("基本支出下降了吗？", KASHGAR, False),
        ("Did basic expenditure fall?", KASHGAR, False),
        ("退休费超过10万元吗？", KASHGAR, True),
    ],
)
def test_the_samples(question: str, file: str, yes: bool) -> None:
    answer = ask(question, file)
    first = answer.text[:6]
    assert answer.plan["operation"] == "verify"
    assert first.startswith(("是", "Yes")) if yes else first.startswith(("不是", "No"))
