"""The one door from printed text to Decimal, and back."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_FALLS = ("△", "▲", "∆")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "－": "-", "﹣": "-"})


def fold(text: str) -> str:
    """Fold full-width forms and the many minus signs to ASCII; white space stays."""
    return unicodedata.normalize("NFKC", text).translate(_MINUS)


def squeeze(text: str) -> str:
    """Fold the text and drop all white space: how two printings of one label are compared."""
    return "".join(fold(text).split())


def text_to_decimal(text: str) -> Decimal | None:
    """Read a cell that holds one number and nothing else; None where it does not.

    White space inside a number (a cell broken over two lines), thousands separators and a trailing % are read
    through; parentheses around a number or a triangle before it make it negative, as accountants print it.
    """
    bare = squeeze(text).removeprefix("¥").rstrip("%")
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].rstrip("%") if negative else bare
    if bare.startswith(_FALLS):
        negative, bare = True, bare[1:]
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        value = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None
    return -abs(value) if negative else value


def decimal_to_text(value: Decimal) -> str:
    """The exact value as a plain decimal string, never in exponent form, with the digits it was given."""
    return format(value, "f")


def group_digits(value: Decimal, places: int | None = None) -> str:
    """The value with thousands separators, rounded half up to `places` where they are given."""
    from decimal import ROUND_HALF_UP

    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{value:,f}"
