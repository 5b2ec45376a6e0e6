"""A spreadsheet's stored number as its cell shows it: decimals, percent, thousands, dates."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import cache
from typing import Final

# The formats that every spreadsheet knows by number; the others are written in the file.
BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "General",
    12: "General",
    13: "General",
    14: "yyyy-m-d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "yyyy-m-d",
    27: 'yyyy"年"m"月"',
    31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    49: "@",
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_GENERAL = "General"
# What a spreadsheet keeps of a number; digits behind these are noise of its arithmetic.
_DIGITS = 15
# What both sorts of format are made of: words in quotes, a character as it is, room for one, conditions in brackets.
_LITERAL = r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[[^\]]*\]'
_TOKEN = re.compile(_LITERAL + r"|(?P<number>[0#?][0#?,.]*|\.[0#?]+)|(?P<sign>[-+()%: ])|(?P<other>.)")
_DATE_TOKEN = re.compile(_LITERAL + r"|(?P<date>[ymdYMD]+)|(?P<other>.)")
_CURRENCY = re.compile(r"[￥¥$€]")


def number_to_text(stored: str, code: str, from_1904: bool = False) -> str:
    """The number in `stored` as a cell of this number format shows it; the stored text where it is no number."""
    value = _stored_to_decimal(stored)
    if value is None:
        return stored
    if is_date(code):
        return _date_to_text(value, code, from_1904)
    sections = _sections(code)
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    return _fill(sections[at], abs(value) if at == 1 else value)


def _stored_to_decimal(stored: str) -> Decimal | None:
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 40:
        return None
    with localcontext(prec=_DIGITS, rounding=ROUND_HALF_UP):
        return +value


@cache
def is_date(code: str) -> bool:
    """True for a format that shows a day."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", code.split(";")[0])
    return code != _GENERAL and bool(re.search("[yYdD]|[mM].*月", bare)) and not re.search("[0#]", bare)


@cache
def _sections(code: str) -> tuple[str, ...]:
    parts = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', code)
    return tuple(parts[:3]) or (_GENERAL,)


def _fill(section: str, value: Decimal) -> str:
    """One section of a format with the number in its place."""
    if re.search(r"general|[eE][+-]|@|[0#?]\s*/\s*[0#?]", section, re.IGNORECASE):
        return _plain(value)
    tokens = list(_TOKEN.finditer(section))
    if any(token["sign"] == "%" for token in tokens):
        value *= 100
    text, placed = "", False
    for token in tokens:
        if token["number"] and not placed:
            text, placed = text + _digits(abs(value), token["number"]), True
        else:
            text += token["quoted"] or token["escaped"] or token["sign"] or ""
    text = _CURRENCY.sub("", text).strip()
    return f"-{text}" if value < 0 and placed and re.search("[1-9]", text) else text


def _digits(value: Decimal, places: str) -> str:
    """The number by its placeholders: how many decimals, whether thousands are parted."""
    thousands = len(places) - len(places.rstrip(","))
    whole, _, decimals = places.rstrip(",").partition(".")
    shown = value.scaleb(-3 * thousands).quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    if shown == 0 and "0" not in places:
        return ""
    text = f"{shown:,f}" if "," in whole else f"{shown:f}"
    while decimals.endswith(("#", "?")) and text.endswith("0"):
        text, decimals = text[:-1], decimals[:-1]
    return text.rstrip(".")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date_to_text(value: Decimal, code: str, from_1904: bool) -> str:
    if not 0 <= value < 2_958_466:
        return _plain(value)
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 (a cell's day has no zone)
    day = first + timedelta(days=int(value))
    text = ""
    for token in _DATE_TOKEN.finditer(code.split(";")[0]):
        date = (token["date"] or "").lower()
        part = {"y": day.year, "m": day.month, "d": day.day}.get(date[:1])
        if part is None:
            text += token["quoted"] or token["escaped"] or token["other"] or ""
        else:
            text += f"{part:02d}" if len(date) == 2 and date[0] != "y" else str(part)
    return text.replace("@", "").strip()
