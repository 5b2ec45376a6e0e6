"""What an operation comes to: lines to be worded, each with its figures and the facts that support them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from budget.amount import Amount
from budget.answer import Status
from budget.fact import Fact

RESULT, OPERAND = "result", "operand"


@dataclass(frozen=True, slots=True)
class Fig:
    """A figure of an outcome: its role, whose it is, the amount, how it is to be shown, the formula and the facts behind it.

    `show` is "plain", "change" (a signed difference: 减少 …), "percent_change" (下降 …%) or "bound" (at least, at most).
    """

    role: str
    label: str
    amount: Amount
    facts: tuple[Fact, ...] = ()
    formula: str | None = None
    show: str = "plain"
    bound: str | None = None

    @property
    def key(self) -> tuple[Decimal, str]:
        """What makes it the same figure as another: its size and unit, whoever gives it and in whatever direction."""
        return abs(self.amount.value), self.amount.unit


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to be worded: its key in prompts/, words and figures that fill it, and facts cited at its end.

    `quotes` are verbatim texts (name → text); they are cited by `facts`.
    """

    key: str
    words: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Fig] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a plan: what became of it, its lines in order, caveats, and questions to choose from."""

    status: Status
    lines: tuple[Line, ...] = ()
    caveats: tuple[Line, ...] = ()
    options: tuple[str, ...] = ()
    operation: str = ""


def count_fig(number: int, unit: str = "项") -> Fig:
    """How many things a line speaks of, counted by us."""
    return Fig(OPERAND, unit, Amount(Decimal(number), unit))


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round as filings do: half away from zero, to so many decimal places."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def rounds_to(value: Decimal, claimed: Decimal) -> bool:
    """True where the value, without its sign, rounds to the claimed figure as that was printed."""
    exponent = claimed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return round_half_up(abs(value), places) == abs(claimed)


def ratio_percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """part / whole as a percentage to two places; None where the whole is zero."""
    return round_half_up(part * 100 / whole) if whole else None


def difference(left: Decimal, right: Decimal) -> str:
    """left - right for a formula, a negative right side added."""
    return (
        f"{format(left, 'f')} + {format(-right, 'f')}" if right < 0 else f"{format(left, 'f')} - {format(right, 'f')}"
    )


def plain(value: Decimal) -> str:
    """A Decimal for a formula: exact, without exponent, negative in brackets."""
    text = format(value, "f")
    return f"({text})" if value < 0 else text
