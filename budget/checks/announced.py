"""What the contents page or a sentence announces is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget.amount import dimension
from budget.checks.finding import CheckStatus, Finding, Severity, Spot, figure, make_finding
from budget.checks.spots import statement_spot
from budget.data_file import read_data
from budget.filing import Announced, Filing
from budget.number import squeeze
from budget.statement import Statement
from budget.table import Table
from budget.taxonomy.table_kinds import PERFORMANCE, PROJECT_FORM

_FILE = Path(__file__).with_name("announced.toml")
_SHORTEST = 3  # “部门预算表” is the title over all tables, not one of them
# Tables that a contents page need not name.
_OF_THEIR_OWN = (PERFORMANCE, PROJECT_FORM, "bodies")
_GENERIC = 5  # shorter names stand in many sentences that speak of other tables


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of announced.toml; `alike` and `near` are how far two titles share their pairs of characters."""

    idle: re.Pattern[str]
    empty: re.Pattern[str]
    mark: re.Pattern[str]
    part: re.Pattern[str]
    alike: float
    near: float
    most: float


@cache
def _words() -> Words:
    patterns = ("idle", "empty", "mark", "part")
    data = read_data(_FILE, {*patterns, "alike", "near", "most"})
    compiled = {name: re.compile("|".join(data[name])) for name in patterns}
    return Words(
        compiled["idle"],
        compiled["empty"],
        compiled["mark"],
        compiled["part"],
        data["alike"],
        data["near"],
        data["most"],
    )


def announced_tables(filing: Filing) -> Iterator[Finding]:
    """Every table of the contents page is in the filing; broken only where the others are, and no table lacks its title."""
    entries = [entry for entry in _entries(filing) if entry.text.endswith("表")]
    titles = {_bare(filing, table.title): table for table in filing.tables}
    found = {entry.text: _match(_bare(filing, entry.text), titles) for entry in entries}
    missing = [entry for entry in entries if found[entry.text] is None]
    if not entries or not filing.tables or len(missing) == len(entries):
        return
    stray = [title for title in titles if title not in found.values()]
    untitled = any(titles[title].kind not in _OF_THEIR_OWN for title in stray)
    sure = not untitled and len(missing) <= len(entries) * (1 - _words().most)
    for entry in entries:
        status = CheckStatus.HOLDS
        if found[entry.text] is None:
            near = any(_likeness(_bare(filing, entry.text), title) >= _words().near for title in stray)
            gone = sure and not near and not entry.printed and not _said_empty(filing, entry)
            status = CheckStatus.BROKEN if gone else CheckStatus.UNCHECKED
        told = _told(filing, entry) if _is_hollow(titles.get(found[entry.text] or "")) else None
        yield _hollow(filing, entry, told) if told else _finding(status, entry)


def _is_hollow(table: Table | None) -> bool:
    """True for a table of which only the header is printed."""
    return table is not None and not any(cell.text.strip() for row in table.rows for cell in row.cells)


def _told(filing: Filing, entry: Announced) -> Statement | None:
    """The first amount other than zero in the section that explains the table."""
    name = _bare(filing, entry.text).removesuffix("表")
    return next(
        (
            one
            for one in filing.statements
            if one.amount
            and dimension(one.unit or "") == "money"
            and any(_likeness(name, _bare(filing, heading)) >= _words().alike for heading in one.headings)
        ),
        None,
    )


def _hollow(filing: Filing, entry: Announced, told: Statement) -> Finding:
    """A table whose title is printed, but no figure, while a paragraph gives some: all that it gives stand in doubt."""
    shown = figure(told.amount or Decimal(0), told.unit or "")
    amounts = [one for one in filing.statements if one.source == told.source and one.amount is not None]
    return make_finding(
        "announced",
        CheckStatus.BROKEN,
        (Spot(entry.source, quote=entry.text), *dict.fromkeys(statement_spot(one) for one in (told, *amounts))),
        tuple(dict.fromkeys((shown, *(figure(one.amount or Decimal(0), one.unit or "") for one in amounts)))),
        variant="hollow",
        severity=Severity.WARNING,
        title=_words().mark.sub("", entry.text),
        amount=shown,
    )


def _entries(filing: Filing) -> list[Announced]:
    """The entries, the titles over whole parts left out."""
    return [
        entry
        for entry in filing.contents
        if not _words().part.match(entry.text) and len(_bare(filing, entry.text)) > _SHORTEST
    ]


def _finding(status: CheckStatus, entry: Announced) -> Finding:
    spot = Spot(entry.source, quote=entry.text)
    return make_finding(
        "announced", status, (spot,), severity=Severity.WARNING, title=_words().mark.sub("", entry.text)
    )


def announced_sections(filing: Filing) -> Iterator[Finding]:
    """Every section of the contents page that is no table has its heading in the text."""
    headings = {_bare(filing, paragraph.text) for paragraph in filing.paragraphs}
    for entry in _entries(filing):
        if not entry.text.endswith("表") and (entry.printed or _match(_bare(filing, entry.text), headings) is not None):
            yield _finding(CheckStatus.HOLDS, entry)


def _match(name: str, titles: Collection[str]) -> str | None:
    """The title that is the entry's, or that differs from it in a word."""
    if not name or name in titles:
        return name or None
    best = max(titles, key=lambda title: _likeness(name, title), default=None)
    return best if best is not None and _likeness(name, best) >= _words().alike else None


def _likeness(left: str, right: str) -> float:
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (left, right)]
    whole = len(pairs[0] | pairs[1])
    return len(pairs[0] & pairs[1]) / whole if whole else 0.0


def _bare(filing: Filing, title: str) -> str:
    text = squeeze(title)
    for name in (filing.department, filing.region):
        text = text.replace(squeeze(name), "") if name else text
    return _words().idle.sub("", text)


def _said_empty(filing: Filing, entry: Announced) -> bool:
    """True where a sentence says that there is nothing for the table."""
    name = _bare(filing, entry.text).removesuffix("表")
    return len(name) > _GENERIC and any(
        _words().empty.search(text) and name in _bare(filing, text)
        for paragraph in filing.paragraphs
        if (text := squeeze(paragraph.text))
    )
