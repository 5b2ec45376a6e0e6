"""Rules of what should not be there, and of what is announced and is not there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.checks.finding import CheckStatus, Finding, Severity, make_finding
from budget.checks.spots import paragraph_spot, row_spot
from budget.filing import Filing
from budget.number import squeeze

_FILE = Path(__file__).with_name("placeholders.toml")
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Marks:
    """The patterns of placeholders.toml."""

    marks: re.Pattern[str]
    harmless: re.Pattern[str]
    announced: re.Pattern[str]


@cache
def _marks() -> Marks:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if extra := set(data) - {"marks", "harmless", "announced"}:
        raise ValueError(f"{_FILE.name}: unknown keys {sorted(extra)}")
    return Marks(*(re.compile("|".join(data[name])) for name in ("marks", "harmless", "announced")))


def left_in(filing: Filing) -> Iterator[Finding]:
    """No placeholder of the template is left in the text or in a table."""
    marks = _marks()
    count = 0
    for paragraph in filing.paragraphs:
        for sentence in re.split(r"(?<=[。；])", paragraph.text):
            match = marks.marks.search(sentence)
            if match and not marks.harmless.search(sentence):
                count += 1
                yield make_finding("placeholder", CheckStatus.BROKEN, (paragraph_spot(paragraph, sentence),), (match.group(),),
                                   severity=Severity.WARNING, mark=match.group())
    for table in filing.tables:
        for at, row in enumerate(table.rows):
            for text in (row.label, row.detail, *(cell.text for cell in row.cells)):
                match = marks.marks.search(text)
                if match and not marks.harmless.search(text) and not marks.harmless.search(row.label):
                    count += 1
                    yield make_finding("placeholder", CheckStatus.BROKEN, (row_spot(filing, table, at),), (match.group(),),
                                       severity=Severity.WARNING, mark=match.group())
    if not count and filing.paragraphs:
        yield make_finding("placeholder", CheckStatus.HOLDS, ())


def announced(filing: Filing) -> Iterator[Finding]:
    """A table that a sentence announces by its title is in the filing."""
    titles = {_bare(table.title) for table in filing.tables} | {_bare(p.text) for p in filing.paragraphs if len(p.text) < 60}
    if not filing.tables:
        return
    for paragraph in filing.paragraphs:
        for match in _marks().announced.finditer(squeeze(paragraph.text)):
            name = _bare(match["title"])
            if not name:
                continue
            there = any(name in title or title in name and len(title) > 4 or _alike(name, title) for title in titles)
            yield make_finding("announced", CheckStatus.HOLDS if there else CheckStatus.UNCHECKED, (paragraph_spot(paragraph),),
                               severity=Severity.WARNING, title=match["title"])


def _bare(title: str) -> str:
    return re.sub(r"20\d\d年度?|[(（].*?[)）]|^(?:附?表[\d一二三四五六七八九十]+[:：、.]?|[一二三四五六七八九十]+、)|部门|单位", "", squeeze(title))


def _alike(left: str, right: str) -> bool:
    pairs = [{text[at:at + 2] for at in range(len(text) - 1)} for text in (left, right)]
    whole = len(pairs[0] | pairs[1])
    return bool(whole) and len(pairs[0] & pairs[1]) / whole >= _ALIKE
