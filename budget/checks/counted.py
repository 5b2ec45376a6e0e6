"""Rules of what sentences count: kinds that add up to their total, and a rate times people times months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget.amount import scale
from budget.checks.finding import CheckStatus, Finding, Severity, Spot, figure, make_finding
from budget.checks.mentions import text_to_mentions
from budget.checks.projects import ProjectPlaces, filing_projects
from budget.checks.spots import paragraph_spot
from budget.checks.views import base_value
from budget.data_file import read_data
from budget.filing import Filing, Paragraph
from budget.line import half_digit
from budget.number import squeeze, text_to_decimal

_FILE = Path(__file__).with_name("counted.toml")
_PATTERNS = ("rate", "people", "months", "amount", "heads", "acts")
_CLAUSE = re.compile(r"[。；;]")


@dataclass(frozen=True, slots=True)
class ClosedCount:
    """A count whose kinds are always the same: its total, a kind with its number, and the kind that closes the list."""

    total: re.Pattern[str]
    kind: re.Pattern[str]
    last: re.Pattern[str]
    unit: str


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of counted.toml."""

    counts: tuple[ClosedCount, ...]
    rate: re.Pattern[str]
    people: re.Pattern[str]
    months: re.Pattern[str]
    amount: re.Pattern[str]
    heads: re.Pattern[str]
    acts: re.Pattern[str]


@cache
def counted_words() -> Words:
    """The patterns; a key that is not known is an error."""
    data = read_data(_FILE, {"count", *_PATTERNS})
    counts = tuple(
        ClosedCount(re.compile(one["total"]), re.compile(one["kind"]), re.compile(one["last"]), one["unit"])
        for one in data["count"]
    )
    return Words(counts, *(re.compile(data[name]) for name in _PATTERNS))


def counted_kinds(filing: Filing) -> Iterator[Finding]:
    """The kinds of a closed list (公务用车) add up to the number that the sentence gives for all of them."""
    for paragraph in filing.paragraphs:
        for sentence in squeeze(paragraph.text).split("。"):
            for count in counted_words().counts:
                total = count.total.search(sentence)
                if total and count.last.search(sentence, total.end()):
                    yield _counted(paragraph, sentence, total, count)


def _counted(paragraph: Paragraph, sentence: str, total: re.Match[str], count: ClosedCount) -> Finding:
    kinds = [int(found["number"]) for found in count.kind.finditer(sentence, total.end())]
    said, added = int(total["number"]), sum(kinds)
    return make_finding(
        "counted",
        CheckStatus.HOLDS if said == added else CheckStatus.BROKEN,
        (paragraph_spot(paragraph),),
        (figure(Decimal(said), count.unit), figure(Decimal(added), count.unit)),
        name=total["name"],
        total=figure(Decimal(said), count.unit),
        sum=figure(Decimal(added), count.unit),
        difference=figure(Decimal(abs(said - added)), count.unit),
    )


def rate_sums(filing: Filing) -> Iterator[Finding]:
    """Where one clause gives a rate a month, people, months and an amount, their product is that amount; else a note."""
    for project in filing_projects(filing):
        for text, spot in project.texts:
            for clause in _CLAUSE.split(squeeze(text)):
                yield from _rate_sum(project, clause, spot)


def _rate_sum(project: ProjectPlaces, clause: str, spot: Spot) -> Iterator[Finding]:
    words = counted_words()
    found = [list(pattern.finditer(clause)) for pattern in (words.rate, words.people, words.months, words.amount)]
    if any(len(one) != 1 for one in found):  # two rates or two amounts: which belong together can't be told
        return
    rate, people, months, amount = (one[0] for one in found)
    numbers = [text_to_decimal(one["number"]) for one in (rate, people, months, amount)]
    if any(number is None for number in numbers):
        return
    each, heads, time, given = (number for number in numbers if number is not None)
    product, unit = each * heads * time, amount["unit"]
    fits = abs(product - given * scale(unit)) <= half_digit(given, unit)
    shown = (figure(each, rate["unit"]), figure(heads, people["unit"]), figure(given, unit))
    yield make_finding(
        "rate_sum",
        CheckStatus.HOLDS if fits else CheckStatus.UNCHECKED,
        (spot,),
        shown,
        severity=Severity.NOTE,
        project=project.name,
        rate=shown[0],
        people=shown[1],
        months=f"{time:f}",
        amount=shown[2],
        computed=figure(product / scale(unit), unit),
    )


def purposes(filing: Filing) -> Iterator[Finding]:
    """The amounts that a project's text splits its budget into add up to it, where they do: parts may be left unsaid."""
    for project in filing_projects(filing):
        for text, spot in project.texts if project.budgets else ():
            budget = project.budgets[0]
            money = [one for one in text_to_mentions(text, spot) if one.dimension == "money"]
            if len(money) > 1 and sum((one.base for one in money), Decimal(0)) == base_value(budget):
                yield make_finding(
                    "purposes",
                    CheckStatus.HOLDS,
                    (budget.spot, spot),
                    (budget.shown, *(one.shown for one in money)),
                    severity=Severity.NOTE,
                    project=project.name,
                    budget=budget.shown,
                )
