"""Lines that a filing says it leaves out for secrecy: they explain why the rest does not add up to a total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from budget.checks.finding import CheckStatus, Finding, Spot, make_finding
from budget.checks.spots import paragraph_spot
from budget.data_file import read_data
from budget.filing import Filing
from budget.number import squeeze, text_to_decimal

_FILE = Path(__file__).with_name("withheld.toml")
_SUMS = ("code_total", "level_total", "table_total")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = read_data(_FILE, {"said", "unless"})
    said, unless = (re.compile("|".join(data[name])) for name in ("said", "unless"))
    return said, unless


def with_withheld(filing: Filing, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those explained for which lines that the filing says to be left out are missing."""
    notes = list(_notes(filing))
    for finding in findings:
        note = next((spot for table, spot in notes if _speaks_of(finding, table)), None)
        yield _explained(finding, note) if note and _lacks_lines(finding) else finding


def _notes(filing: Filing) -> Iterator[tuple[str, Spot]]:
    """Where the filing says so, and the table that this is the note of; no table where it says so of all."""
    said, unless = _patterns()
    under = [(squeeze(table.note), table.id) for table in filing.tables if table.note]
    for paragraph in filing.paragraphs:
        text = squeeze(paragraph.text)
        if said.search(text) and not unless.search(text):
            yield next((id for note, id in under if text in note), ""), paragraph_spot(paragraph)


def _speaks_of(finding: Finding, table: str) -> bool:
    return not table or any(place.table == table for place in finding.places)


def _lacks_lines(finding: Finding) -> bool:
    """True where more lines would make it hold: the sum is below its total, or a line is not broken down."""
    if finding.status is not CheckStatus.BROKEN:
        return False
    if finding.rule not in _SUMS:
        return finding.wording == "code_level.childless"
    values = dict(finding.values)
    total, added = (text_to_decimal(values[name].split()[0]) for name in ("total", "sum"))
    return total is not None and added is not None and added < total


def _explained(finding: Finding, note: Spot) -> Finding:
    spots = (finding.spots[0], note, *finding.spots[1:])
    values = dict(finding.values)
    return make_finding(finding.rule, CheckStatus.EXPLAINED, spots, finding.figures, "withheld", values=values)
