"""One line's figures as a sentence gives them, and the small questions that are asked of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.statement_subjects import Line
from ingest.statement_words import statement_words


@dataclass(slots=True)
class Item:
    """One line's figures while they are gathered; `start` and `end` are the folded span of its sentences."""

    line: Line
    start: int
    end: int
    year: int | None = None
    measure: str = ""
    amount: Decimal | None = None
    unit: str | None = None
    share: Decimal | None = None
    share_of: str = ""
    delta: Decimal | None = None
    delta_unit: str | None = None
    percent: Decimal | None = None
    basis: str = ""
    reason: str = ""
    purpose: str = ""
    parent: Item | None = None

    @property
    def changed(self) -> bool:
        """True where a change is told of it."""
        return self.delta is not None or self.percent is not None


def fits(item: Item) -> bool | None:
    """Whether amount, change and percentage agree as printed; None where one of them is missing."""
    if item.amount is None or item.delta is None or item.percent is None or item.delta_unit != item.unit:
        return None
    before = item.amount - item.delta
    if before == 0:
        return None
    half = Decimal(1).scaleb(int(item.percent.as_tuple().exponent)) / 2
    return abs(item.delta / before * 100 - item.percent) <= half


def move_change(source: Item, target: Item) -> None:
    """Take the change, its basis and its reason from one item to another."""
    for name, empty in (("delta", None), ("delta_unit", None), ("percent", None), ("basis", ""), ("reason", "")):
        setattr(target, name, getattr(source, name))
        setattr(source, name, empty)
    target.end, source.end = max(source.end, target.end), target.end if target.end > target.start else source.end


def year_in(text: str) -> int | None:
    """The first year that a text names."""
    found = re.search(r"20\d\d(?=年)", text)
    return int(found.group()) if found else None


def rate_before(gap: str) -> tuple[str, str]:
    """("/人/月", the words before) where the gap ends in 每人每月; ("", gap) elsewhere."""
    for words, rate in statement_words().rates.items():
        if gap.rstrip("为约").endswith(words):
            return rate, gap.rstrip("为约").removesuffix(words)
    return "", gap


_FIGURE_WORDS = re.compile(r"预算|决算|总计|合计|总额|各|、|的|“|”")


def equal_names(held: str, name: str) -> bool:
    """True where two names differ in nothing but the kind of figure (财政拨款预算支出, 财政拨款支出)."""
    left, right = (_FIGURE_WORDS.sub("", text).replace("收入支出", "收支") for text in (held, name))
    return left == right and left != ""


def same_line(held: str, name: str) -> bool:
    """True where two printings name one line: equal, or one ends or begins with the other."""
    return held == name or (
        len(name) >= 3 and len(held) >= 3 and (held.endswith(name) or name.endswith(held) or held.startswith(name))
    )


def without_attribute(name: str) -> str:
    """车辆价值 as 车辆: the thing whose second figure it is."""
    for attribute in statement_words().attributes:
        name = name.removesuffix(attribute)
    return name


def spread(text: str) -> list[str]:
    """基本养老保险、失业保险、工伤保险参保人数: every name with what only the last one carries (参保人数)."""
    *others, last = text.split("、")
    for size in range(len(others[0]) if others else 0, 1, -1):
        common = others[0][-size:]
        if common in last and not last.endswith(common):
            tail = last[last.rindex(common) + size :]
            return [*(other + tail for other in others), last]
    return [*others, last]
