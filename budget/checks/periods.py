"""Rules of dates and years: no period ends before it starts, a title names the filing's year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from budget.checks.finding import CheckStatus, Finding, Severity, Spot, make_finding
from budget.checks.spots import paragraph_spot, row_spot, table_spot
from budget.checks.views import GOVERNMENTS
from budget.filing import FINALS, Filing
from budget.number import squeeze
from budget.source import Source

_PERIOD = re.compile(
    r"(?P<y1>(?:19|20)\d\d)年(?:(?P<m1>\d{1,2})月)?(?:(?P<d1>\d{1,2})日)?(?:起)?(?:至|到|-|~|—)+"
    r"(?P<y2>(?:19|20)\d\d)年(?:(?P<m2>\d{1,2})月)?(?:(?P<d2>\d{1,2})日)?"
)
_TITLE = re.compile(r"(?P<year>20\d\d)年(?:度)?(?:(?!上年|结转|决算公开情况|20\d\d).){0,40}?(?:预算|决算)")
_YEAR_END = re.compile(r"截[至止](?P<year>20\d\d)年(?:12月31日|底|末|年底)")
_YEAR = re.compile(r"20\d\d(?=年)")
_LONGEST_TITLE = 80
# A template's last year is forgotten in a title or two, not in more.
_LEFT_OVER = 2
_LIKELY_MONTHS = range(1, 13)


def periods(filing: Filing) -> Iterator[Finding]:
    """A period's end is not before its start; one finding a period, with every place that prints it."""
    found: dict[str, list[Spot]] = {}
    backwards: dict[str, bool] = {}
    for text, spot in _texts(filing):
        for match in _PERIOD.finditer(squeeze(text)):
            found.setdefault(match.group(), []).append(spot)
            backwards[match.group()] = _backwards(match)
    for period, spots in found.items():
        status = CheckStatus.BROKEN if backwards[period] else CheckStatus.HOLDS
        yield make_finding(
            "period",
            status,
            tuple(dict.fromkeys(spots)),
            (period,),
            severity=Severity.WARNING,
            period=period,
            count=str(len(set(spots))),
        )


def _backwards(match: re.Match[str]) -> bool:
    """Compared only as finely as both ends are given."""
    start, end = [int(match["y1"])], [int(match["y2"])]
    for first, last in (("m1", "m2"), ("d1", "d2")):
        if not (match[first] and match[last]):
            break
        start.append(int(match[first]))
        end.append(int(match[last]))
    return end < start and all(month in _LIKELY_MONTHS for month in (*start[1:2], *end[1:2]))


def _texts(filing: Filing) -> Iterator[tuple[str, Spot]]:
    """Everything printed, with its place."""
    for paragraph in filing.paragraphs:
        yield paragraph.text, paragraph_spot(paragraph)
    for table in filing.tables:
        for at, row in enumerate(table.rows):
            for text in (row.label, row.detail, *(cell.text for cell in row.cells)):
                if "年" in text:
                    yield text, row_spot(filing, table, at)


def title_years(filing: Filing) -> Iterator[Finding]:
    """A heading or a table's title that names the year of a budget names the filing's own.

    A year to come, or one that several titles name, is not left over from last year's template: the filing speaks of it too.
    """
    if (
        filing.year is None or filing.kind in GOVERNMENTS
    ):  # a government reports one year and plans the next in one filing
        return
    titles = [found for text, spot in _titles(filing) if (found := _titled(text, spot))]
    told = Counter(year for years in {squeeze(text): years for text, _, _, years in titles}.values() for year in years)
    for text, spot, named, years in titles:
        status = CheckStatus.BROKEN
        if filing.year in years:
            status = CheckStatus.HOLDS
        elif min(years) > filing.year or max(told[year] for year in years) > _LEFT_OVER:
            status = CheckStatus.UNCHECKED
        yield make_finding(
            "title_year",
            status,
            (spot,),
            (named,),
            severity=Severity.WARNING,
            title=squeeze(text),
            year=named,
            own=str(filing.year),
        )


def _titles(filing: Filing) -> Iterator[tuple[str, Spot]]:
    """Every heading and table title with its place, each place once."""
    titles = [(paragraph.text, paragraph_spot(paragraph)) for paragraph in filing.paragraphs if paragraph.is_heading]
    titles += [(table.title, table_spot(filing, table)) for table in filing.tables]
    seen: set[tuple[str, Source]] = set()
    for text, spot in titles:
        if (text, spot.source) not in seen and len(squeeze(text)) <= _LONGEST_TITLE:
            seen.add((text, spot.source))
            yield text, spot


def _titled(text: str, spot: Spot) -> tuple[str, Spot, str, set[int]] | None:
    """The title with the year that it gives to a budget, and every year in it; None where it gives none."""
    match = _TITLE.search(squeeze(text))
    return (text, spot, match["year"], {int(year) for year in _YEAR.findall(squeeze(text))}) if match else None


def as_of_dates(filing: Filing) -> Iterator[Finding]:
    """Final accounts tell what is owned at the end of their own year."""
    if filing.year is None or filing.kind not in FINALS:
        return
    for paragraph in filing.paragraphs:
        for match in _YEAR_END.finditer(squeeze(paragraph.text)):
            status = CheckStatus.HOLDS if int(match["year"]) == filing.year else CheckStatus.BROKEN
            yield make_finding(
                "as_of",
                status,
                (paragraph_spot(paragraph),),
                (match.group(),),
                severity=Severity.WARNING,
                year=match["year"],
                own=str(filing.year),
            )
