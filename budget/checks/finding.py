"""A Finding: what one rule found at one place, in a plain sentence in the reader's language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from budget.number import group_digits, squeeze
from budget.source import Source

_FILE = Path(__file__).with_name("wordings.toml")
LANGUAGES: Final = ("zh", "en")
# So much of a sentence is quoted as its place; less where many findings are told together.
_QUOTE_LENGTH: Final = 40
_SHORT_QUOTE: Final = 14
_IN_NUMBER, _NUMBER_END = re.compile(r"[.,]?\d"), re.compile(r"\d[\d.,]*$")


class CheckStatus(StrEnum):
    """What became of one check (CONTRACT: `status`)."""

    HOLDS = "holds"
    BROKEN = "broken"
    EXPLAINED = "explained"
    UNCHECKED = "unchecked"


class Severity(StrEnum):
    """How much a finding matters: ERROR, a figure contradicts another; WARNING, words or dates do; NOTE, worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in words: the cell's table, row and column, or the sentence; `file` only where several filings are compared."""

    source: Source
    table: str = ""
    row: str = ""
    column: str = ""
    quote: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    `text` is one sentence in Chinese; `say` gives it in another language. `figures` are the figures compared as printed,
    with their units; `places` where they stand, in the same order. `wording`, `values` and `spots` are what the sentence is made of.
    `telling` is False where it holds, but too little else did for a failure to be called an error.
    """

    rule: str
    status: CheckStatus
    text: str
    figures: tuple[str, ...] = ()
    places: tuple[Source, ...] = ()
    severity: Severity = Severity.ERROR
    wording: str = ""
    values: tuple[tuple[str, str], ...] = ()
    spots: tuple[Spot, ...] = ()
    telling: bool = True


def make_finding(
    rule: str,
    status: CheckStatus,
    spots: tuple[Spot, ...],
    figures: tuple[str, ...] = (),
    variant: str = "",
    severity: Severity = Severity.ERROR,
    values: Mapping[str, str] = MappingProxyType({}),
    **more: str,
) -> Finding:
    """A finding with its sentence, made of `values` and `more`; `variant` picks a wording beside those named for the statuses."""
    wording = f"{rule}.{variant or status}"
    given = (*values.items(), *more.items())
    text = _sentence(wording, "zh", given, spots)
    return Finding(rule, status, text, figures, tuple(spot.source for spot in spots), severity, wording, given, spots)


def say(finding: Finding, language: str, short: bool = False) -> str:
    """The finding's sentence in that language (zh, en); `short` quotes less, for a list of many."""
    if not finding.wording or (language == "zh" and not short):
        return finding.text
    length = _SHORT_QUOTE if short else _QUOTE_LENGTH
    return _sentence(finding.wording, language, finding.values, finding.spots, length)


def rule_title(rule: str, language: str) -> str:
    """What people call the rule."""
    return str(_wordings()[rule]["title"][language])


def figure(value: Decimal, unit: str = "") -> str:
    """A figure as the sentences show it: digits grouped, as many decimals as it was printed with."""
    shown = group_digits(value)
    return f"{shown}{unit}" if unit == "%" or not unit else f"{shown} {unit}"


def _sentence(
    wording: str,
    language: str,
    values: tuple[tuple[str, str], ...],
    spots: tuple[Spot, ...],
    length: int = _QUOTE_LENGTH,
) -> str:
    rule, name = wording.split(".")
    template = str(_wordings()[rule][name][language])
    names = {
        f"at{number}": _spot_words(spot, language, length)
        for number, spot in enumerate(spots, 1)
        if f"{{at{number}}}" in template
    }
    return template.format_map(names | dict(values))


def _spot_words(spot: Spot, language: str, length: int) -> str:
    words = _wordings()["place"]
    where = ""
    if spot.source.page is not None:
        where = words["page"][language].format(number=spot.source.page)
    elif spot.source.line is not None:
        where = words["line"][language].format(number=spot.source.line)
    kind = ("cell" if spot.column else "row") if spot.row else "table" if spot.table else "sentence"
    quote = _cut(squeeze(spot.quote), length)
    said = str(words[kind][language]).format(
        table=spot.table, row=spot.row, column=spot.column, quote=quote, where=where
    )
    return words["in_file"][language].format(file=spot.file, place=said) if spot.file else said


def _cut(quote: str, length: int) -> str:
    """The quote's first so many characters, never the first digits of a number."""
    if len(quote) <= length:
        return quote
    head = quote[:length]
    if _IN_NUMBER.match(quote[length:]):
        head = _NUMBER_END.sub("", head)
    return head + "…"


@cache
def _wordings() -> dict[str, dict[str, dict[str, str]]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for rule, names in data.items():
        for name, said in names.items():
            if set(said) != set(LANGUAGES):
                raise ValueError(f"{_FILE.name}: {rule}.{name} must have exactly {', '.join(LANGUAGES)}")
    return data
