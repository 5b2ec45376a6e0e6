"""The rule of final accounts' sentences that set the outturn beside the budget: the word and the percentage fit both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget.checks.changes import HUNDRED, fit
from budget.checks.finding import CheckStatus, Finding, Severity, figure, make_finding
from budget.checks.spots import paragraph_spot
from budget.data_file import read_data
from budget.filing import Filing, Paragraph
from budget.number import squeeze, text_to_decimal
from budget.sums import half_unit

_FILE = Path(__file__).with_name("outturn.toml")


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of outturn.toml: a budget with its outturn, the percentage done, and the words that compare them."""

    pair: re.Pattern[str]
    done: re.Pattern[str]
    compare: re.Pattern[str]
    signs: dict[str, int]


@cache
def _words() -> Words:
    data = read_data(_FILE, {"pair", "done", "compare", "signs"})
    return Words(re.compile(data["pair"]), re.compile(data["done"]), re.compile(data["compare"]), data["signs"])


def outturns(filing: Filing) -> Iterator[Finding]:
    """Where a paragraph gives a budget and its outturn, its word (大于, 小于) and its percentage of completion fit them."""
    words = _words()
    lines = {(one.source, one.amount): one.subject for one in filing.statements}
    for paragraph in filing.paragraphs:
        text = squeeze(paragraph.text)
        pairs = list(words.pair.finditer(text))
        for at, pair in enumerate(pairs):
            after = text[pair.end() : pairs[at + 1].start() if at + 1 < len(pairs) else len(text)]
            line = lines.get((paragraph.source, text_to_decimal(pair["outturn"])), "")
            yield from _judge(paragraph, line, pair, after)


def _judge(paragraph: Paragraph, line: str, pair: re.Match[str], after: str) -> Iterator[Finding]:
    budget, outturn = text_to_decimal(pair["budget"]), text_to_decimal(pair["outturn"])
    if budget is None or outturn is None or pair["unit1"] != pair["unit2"]:
        return
    shown = (figure(budget, pair["unit1"]), figure(outturn, pair["unit2"]))
    done = _words().done.match(after)
    if done and budget and (said := text_to_decimal(done["percent"])) is not None:
        error, room = half_unit(outturn), half_unit(budget)
        status = fit(said, (outturn - error) / (budget + room) * HUNDRED, (outturn + error) / (budget - room) * HUNDRED)
        yield _finding(
            status,
            paragraph,
            line,
            shown,
            done.group().strip(",，"),
            f"{(outturn / budget * HUNDRED).quantize(Decimal('0.01'))}%",
        )
    compare = _words().compare.search(after)
    if compare:
        sign = (outturn > budget) - (outturn < budget)
        status = (
            CheckStatus.HOLDS
            if sign == _words().signs[compare["word"]] or "基本" in compare.group()
            else CheckStatus.BROKEN
        )
        yield _finding(status, paragraph, line, shown, compare.group(), f"{shown[1]} {'<=>'[sign + 1]} {shown[0]}")


def _finding(
    status: CheckStatus, paragraph: Paragraph, line: str, shown: tuple[str, str], words: str, computed: str
) -> Finding:
    return make_finding(
        "outturn",
        status,
        (paragraph_spot(paragraph),),
        shown,
        variant="broken_line" if line and status is CheckStatus.BROKEN else "",
        severity=Severity.WARNING,
        subject=line,
        planned=shown[0],
        spent=shown[1],
        words=words,
        computed=computed,
    )
