"""Which line a figure belongs to: the name that two printings of one line share."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from budget.amount import Amount, readable, scale
from budget.fact import Fact, Measure
from budget.number import squeeze

_PREFIX = re.compile(
    r"^(?:其中[:：]?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|\d{3}(?:\d{2}){0,2}(?![\d年]))+"
)
# The categories of projects that stand beside a project's name and are no name (项目类别).
_CATEGORY = re.compile(r"(?:其他)?(?:运转|特定目标|人员|公用经费|部门专项|专项业务费)(?:经费)?类(?:项目)?$")
_LEVEL = re.compile(r"[（(](?:类|款|项|小计)[)）]$")

# What a table's total is called where its row and column only say 合计; what names the three public expenses or a sort of them.
_TOTALS = {
    "basic_expenditure": "基本支出合计",
    "expenditure": "支出合计",
    "income": "收入合计",
    "procurement": "政府采购合计",
    "three_public": "“三公”经费合计",
}
_EXPENSE = re.compile("三公|费用?$")

AMOUNTS = (Measure.AMOUNT, Measure.BUDGET, Measure.FINAL, Measure.TARGET)


@cache
def bare_label(label: str) -> str:
    """A label without numbering, 其中, codes and level marks."""
    return _LEVEL.sub("", _PREFIX.sub("", squeeze(label))) or squeeze(label)


def _named_by_column(fact: Fact) -> str:
    """The name of a total that its columns give: of the three public expenses one sort may have columns and a sum of its own."""
    parts = fact.column.split("/")[:-1] if fact.kind == "three_public" else []
    return next((name for part in reversed(parts) if _EXPENSE.search(name := bare_label(part))), "")


def line_name(fact: Fact) -> str:
    """The name of the line that a fact belongs to: its row's label, or its column's where the row is the table's total."""
    if not fact.total_row:
        return bare_label(fact.label if not fact.detail or _CATEGORY.match(squeeze(fact.detail)) else fact.detail)
    if fact.total_column:
        return _named_by_column(fact) or _TOTALS.get(fact.side or fact.kind, bare_label(fact.label))
    return bare_label(fact.column.split("/")[-1].removesuffix("合计")) or "合计"


def same_amount(left: Fact, right: Fact) -> bool:
    """True where two facts print one amount, units converted, to the coarser one's digits."""
    if left.value is None or right.value is None:
        return left.value is right.value
    tolerance = max(half_digit(left.value, left.unit), half_digit(right.value, right.unit))
    return abs(left.value * scale(left.unit) - right.value * scale(right.unit)) <= tolerance


def half_digit(value: Decimal, unit: str) -> Decimal:
    """Half a unit of the last printed digit, in base units: what rounding may have taken."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return scale(unit) * Decimal(1).scaleb(-places) / 2


def amount_of(fact: Fact) -> Amount:
    """The fact's amount; a blank cell lists nothing and counts as zero; large sums of 元 are told in 万元."""
    return readable(Amount(fact.value if fact.value is not None else Decimal(0), fact.unit))
