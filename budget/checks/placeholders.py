"""The rule of what a template leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.checks.finding import CheckStatus, Finding, Severity, make_finding
from budget.checks.spots import paragraph_spot, row_spot
from budget.data_file import read_data
from budget.filing import Filing

_FILE = Path(__file__).with_name("placeholders.toml")


@dataclass(frozen=True, slots=True)
class Marks:
    """The patterns of placeholders.toml."""

    marks: re.Pattern[str]
    harmless: re.Pattern[str]


@cache
def _marks() -> Marks:
    data = read_data(_FILE, {"marks", "harmless"})
    return Marks(*(re.compile("|".join(data[name])) for name in ("marks", "harmless")))


def left_in(filing: Filing) -> Iterator[Finding]:
    """No placeholder of the template is left in the text or in a table."""
    marks = _marks()
    count = 0
    for paragraph in filing.paragraphs:
        for sentence in re.split(r"(?<=[。；])", paragraph.text):
            match = marks.marks.search(sentence)
            if match and not marks.harmless.search(sentence):
                count += 1
                yield make_finding(
                    "placeholder",
                    CheckStatus.BROKEN,
                    (paragraph_spot(paragraph, sentence),),
                    (match.group(),),
                    severity=Severity.WARNING,
                    mark=match.group(),
                )
    for table in filing.tables:
        for at, row in enumerate(table.rows):
            for text in (row.label, row.detail, *(cell.text for cell in row.cells)):
                match = marks.marks.search(text)
                if match and not marks.harmless.search(text) and not marks.harmless.search(row.label):
                    count += 1
                    yield make_finding(
                        "placeholder",
                        CheckStatus.BROKEN,
                        (row_spot(filing, table, at),),
                        (match.group(),),
                        severity=Severity.WARNING,
                        mark=match.group(),
                    )
    if not count and filing.paragraphs:
        yield make_finding("placeholder", CheckStatus.HOLDS, ())
