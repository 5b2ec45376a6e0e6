"""How amounts are shown: 8,261.02 万元; RMB 82.61 million (8,261.02 万元); 减少 …, down …."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from budget.amount import Amount, dimension, readable
from budget.number import group_digits
from prompts.wording import Wording

_ENGLISH_UNITS = {
    "人": "people", "名": "people", "位": "people", "人次": "visits", "辆": "vehicles", "台": "units", "台(套)": "units",
    "平方米": "m²", "个": "", "倍": "times", "项": "items", "次": "times", "条": "lines",
    "行": "rows", "元/人/月": "yuan a person a month", "个月": "months",
    "场次": "sessions", "分": "points",
}  # fmt: skip


_SINGULAR = {
    "people": "person", "visits": "visit", "vehicles": "vehicle", "units": "unit", "items": "item", "times": "time",
    "lines": "line", "months": "month", "sessions": "session", "points": "point",
}  # fmt: skip


def _digits(value: Decimal) -> str:
    """Grouped digits: as printed up to two decimals, rounded to two beyond."""
    exponent = value.as_tuple().exponent
    return group_digits(value, 2 if isinstance(exponent, int) and exponent < -2 else None)


def show_amount(amount: Amount, language: str) -> str:
    """The amount with its unit, in the language."""
    amount = readable(amount)
    if amount.unit == "%":
        return f"{_digits(amount.value)}%"
    unit = f" {amount.unit}" if amount.unit else ""
    chinese = f"{_digits(amount.value)}{unit}"
    if language == "zh":
        return chinese
    if dimension(amount.unit) == "money":
        return (
            f"{_english_money(amount.to('元').value)} ({chinese})"
            if amount.unit != "元"
            else f"RMB {_digits(amount.value)} yuan"
        )
    if amount.unit == "万人":
        return f"{group_digits(amount.value * 10_000, 0)} people ({chinese})"
    word = _ENGLISH_UNITS.get(amount.unit, amount.unit)
    return f"{_digits(amount.value)} {_SINGULAR.get(word, word) if amount.value == 1 else word}".rstrip()


def _english_money(yuan: Decimal) -> str:
    for size, name in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if abs(yuan) >= size:
            return f"RMB {(yuan / size).quantize(Decimal('0.01'), ROUND_HALF_UP)} {name}"
    return f"RMB {group_digits(yuan, 0)}"


def show(amount: Amount, how: str, bound: str | None, wording: Wording) -> str:
    """The amount as its line wants it: plain, as a change with its word, or with its bound."""
    if how in ("change", "percent_change"):
        sign = "up" if amount.value > 0 else "down" if amount.value < 0 else "same"
        key = sign if how == "change" else f"percent_{sign}"
        return wording.say(
            f"change_words.{key}", {"amount": show_amount(Amount(abs(amount.value), amount.unit), wording.language)}
        )
    if how == "gap":
        amount = Amount(abs(amount.value), amount.unit)
    text = show_amount(amount, wording.language)
    if bound is not None:
        return wording.say("bound_words.at_least" if bound == ">=" else "bound_words.at_most", {"amount": text})
    return text
