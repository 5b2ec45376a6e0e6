"""Figures compared: units converted, numbers read out of text, tolerances that follow the printed digits."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from eval.question import GoldNumber

_HERE = Path(__file__).parent
_NUMBER = re.compile(r"(?<![\w.])[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_KINDS = {"money", "people", "percent"}

# A percentage may differ by a hundredth, a sum of money by half a unit of its last digit (never by more than 51 元 for the
# answer's rounding); the odd thousandths let a figure that is rounded the other way pass.
_PERCENT_SLACK = Decimal("0.0101")
_HALF_DIGIT = Decimal("0.51")
_ANSWER_SLACK = Decimal(51)
_PLAIN_SLACK = Decimal("0.0051")
_LEAST_SLACK = Decimal("0.0001")
_LEGIBLE_SHARE = Decimal("0.00006")


@cache
def _scales() -> dict[str, tuple[str, Decimal]]:
    data = tomllib.loads((_HERE / "units.toml").read_text(encoding="utf-8"))
    if extra := set(data) - _KINDS:
        raise ValueError(f"units.toml: unknown keys {sorted(extra)}")
    return {unit: (kind, Decimal(scale)) for kind, units in data.items() for unit, scale in units.items()}


@cache
def unit_names() -> tuple[str, ...]:
    """Every unit that is converted, the longest first: what stands behind a number is read so."""
    return tuple(sorted(_scales(), key=len, reverse=True))


@cache
def _down_words() -> tuple[str, ...]:
    data = tomllib.loads((_HERE / "directions.toml").read_text(encoding="utf-8"))
    if set(data) != {"down"}:
        raise ValueError(f"directions.toml: unknown keys {sorted(set(data) - {'down'})}")
    return tuple(data["down"])


def fold(text: Any) -> str:
    """Full-width forms folded to ASCII."""
    return unicodedata.normalize("NFKC", str(text or ""))


def squash(text: Any) -> str:
    """The text without white space and quotation marks, in small letters: how two printings of one phrase compare."""
    return re.sub(r"[\s“”\"'‘’《》「」]+", "", fold(text)).lower()


def to_decimal(text: Any) -> Decimal | None:
    """The number that a value's text is, or None."""
    try:
        return Decimal(fold(text).replace(",", "").replace("−", "-").strip()) if text is not None else None
    except InvalidOperation:
        return None


def numbers_in(text: Any) -> list[Decimal]:
    """Every number in the text, without its sign."""
    found = (to_decimal(match) for match in _NUMBER.findall(fold(text)))
    return [abs(value) for value in found if value is not None]


def to_base(value: Decimal, unit: str | None) -> tuple[str, Decimal]:
    """The unit's kind and the value in that kind's base unit; a rate (元/人/月) counts as its numerator."""
    name = fold(unit).strip().split("/")[0]
    kind, scale = _scales().get(name, (name or "plain", Decimal(1)))
    return kind, value * scale


def _half_digit(value: Decimal, unit: str | None) -> Decimal:
    kind, scale = _scales().get(fold(unit), ("", Decimal(1)))
    places = max(0, -int(value.as_tuple().exponent))
    return (scale if kind == "money" else Decimal(1)).scaleb(-places) * _HALF_DIGIT


def is_same(gold: GoldNumber, figure: dict[str, Any]) -> bool:
    """True where the figure states the gold number, in whatever unit of its kind; the sign does not count."""
    value = to_decimal(figure.get("value"))
    if value is None:
        return False
    kind, wanted = to_base(abs(gold.value), gold.unit)
    other, stated = to_base(abs(value), figure.get("unit"))
    gap = abs(wanted - stated)
    if "percent" in (kind, other):
        return kind == other and gap <= _PERCENT_SLACK
    if kind == other == "money":
        return gap <= max(
            _half_digit(gold.value, gold.unit), min(_half_digit(value, figure.get("unit")), _ANSWER_SLACK)
        )
    if kind != other and "plain" not in (kind, other) and {kind, other} & {"money", "people"}:
        return False
    return gap <= max(_PLAIN_SLACK * min(wanted, Decimal(1)), _LEAST_SLACK)


def is_exact(gold: GoldNumber, figure: dict[str, Any]) -> bool:
    """True where the figure, rounded to the gold's last digit, is the gold: it lost nothing on the way; the sign does not count."""
    value = to_decimal(figure.get("value"))
    if value is None or not has_its_unit(gold, figure):
        return False
    step = to_base(Decimal(1), gold.unit)[1].scaleb(min(0, int(gold.value.as_tuple().exponent)))
    gap = to_base(abs(gold.value), gold.unit)[1] - to_base(abs(value), figure.get("unit"))[1]
    return abs(gap) * 2 <= step


def has_its_unit(gold: GoldNumber, figure: dict[str, Any]) -> bool:
    """True where the figure's unit is of the gold's kind: money is said in money, people in people; a bare number has any."""
    return not gold.unit or to_base(Decimal(1), gold.unit)[0] == to_base(Decimal(1), figure.get("unit"))[0]


def is_legible(gold: GoldNumber, text: str) -> bool:
    """True where the text shows the gold number in some unit of its kind."""
    kind, target = to_base(abs(gold.value), gold.unit)
    scales = {scale for other, scale in _scales().values() if other == kind and kind != "percent"} or {Decimal(1)}
    return any(
        abs(seen * scale - target) <= max(scale * _PLAIN_SLACK, target * _LEGIBLE_SHARE)
        for seen in numbers_in(text)
        for scale in scales
    )


def goes_down(figure: dict[str, Any]) -> bool:
    """True where the figure is negative, or is shown with a word that says it went down."""
    value = to_decimal(figure.get("value"))
    shown = fold(figure.get("display")).lower()
    return (value is not None and value < 0) or any(word in shown for word in _down_words())
