"""The consistency report as one HTML page that needs nothing beside it: to be kept, mailed or printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final

from app.interface import Wording, wording
from app.views.table import Marks, table_to_html
from budget.checks import CheckStatus, Coverage, Finding, Severity, Spot, coverage, rule_title, say
from budget.checks.causes import by_cause
from budget.filing import Filing
from budget.number import squeeze

SHOWN: Final = 2
"""So many places of a finding are shown with what is printed there: the two that disagree."""
_STYLE: Final = Path(__file__).with_name("report_file.css")


@dataclass(frozen=True, slots=True)
class Count:
    """How many checks were made, and how many of them hold."""

    checked: int
    right: int

    @property
    def broken(self) -> int:
        """How many contradictions there are."""
        return self.checked - self.right


def count_checks(findings: Iterable[Finding]) -> Count:
    """What differs with an explanation holds, what was not judged is no check."""
    statuses = Counter(finding.status for finding in findings)
    right = statuses[CheckStatus.HOLDS] + statuses[CheckStatus.EXPLAINED]
    return Count(right + statuses[CheckStatus.BROKEN], right)


def summary(findings: Sequence[Finding], language: str) -> str:
    """“412 of 414 checks hold”."""
    count = count_checks(findings)
    return wording(language).say("report_summary", right=f"{count.right:,}", checked=f"{count.checked:,}")


def coverage_to_text(covered: Coverage, language: str) -> str:
    """“98% of the tables' figures were checked (302 of 307)”."""
    words = wording(language)
    values = {"covered": f"{covered.covered:,}", "figures": f"{covered.figures:,}"}
    return f"{covered.percent}% {words.say('report_covered', **values)}"


def findings_to_html(filings: Sequence[Filing], findings: Sequence[Finding], language: str) -> str:
    """The page; whatever filings print is escaped."""
    words = wording(language)
    title = escape(words.say("page_report"))
    names = "".join(
        f"<li>{escape(filing.title or filing.file)} <small>{escape(filing.file)}</small></li>" for filing in filings
    )
    body = "\n".join(_sections(findings, {filing.file: filing for filing in filings}, words))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style>\n<h1>{title}</h1>\n<ul>{names}</ul>\n"
        f"<p><strong>{escape(summary(findings, language))}</strong><br>"
        f"{escape(coverage_to_text(coverage(filings, findings), language))}</p>\n{body}\n</html>\n"
    )


def _sections(findings: Sequence[Finding], filings: Mapping[str, Filing], words: Wording) -> Iterator[str]:
    causes = by_cause(findings)
    if not causes:
        yield f"<p>{escape(words.say('report_none'))}</p>"
    for severity in Severity:
        graded = [cause for cause in causes if cause.finding.severity is severity]
        if graded:
            items = "\n".join(_item(one.finding, words, filings, one.consequences) for one in graded)
            yield f'<section class="broken"><h2>{_title(words.say(f"report_{severity}"), graded)}</h2><ul>\n{items}\n</ul></section>'
    for status in (CheckStatus.EXPLAINED, CheckStatus.UNCHECKED, CheckStatus.HOLDS):
        chosen = [finding for finding in findings if finding.status is status]
        if chosen:
            title = _title(words.say(f"report_list_{status}"), chosen)
            items = "\n".join(_item(finding, words) for finding in chosen)
            yield f"<details><summary>{title}</summary><ul>\n{items}\n</ul></details>"


def _title(text: str, listed: Sequence[object]) -> str:
    return f"{escape(text)} ({len(listed)})"


def consequences_to_html(consequences: Sequence[Finding], words: Wording) -> str:
    """What else the same error breaks, folded up."""
    if not consequences:
        return ""
    items = "".join(f"<li>{escape(say(one, words.language))}</li>" for one in consequences)
    title = escape(words.say("report_consequences", count=len(consequences)))
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>"


def _item(
    finding: Finding,
    words: Wording,
    filings: Mapping[str, Filing] | None = None,
    consequences: Sequence[Finding] = (),
) -> str:
    """A finding's sentence and what follows from it; with the filings at hand, what is printed at its first places too."""
    files = ", ".join(dict.fromkeys(place.filing for place in finding.places if place.filing))
    rule = f"{escape(rule_title(finding.rule, words.language))} · {escape(files)}"
    shown = [_excerpt(spot, finding, filings, words) for spot in finding.spots[:SHOWN]] if filings else []
    excerpts = "".join(dict.fromkeys(shown))  # two figures of one sentence have one excerpt
    return f"<li>{escape(say(finding, words.language))}<br><small>{rule}</small>{excerpts}{consequences_to_html(consequences, words)}</li>"


def _excerpt(spot: Spot, finding: Finding, filings: Mapping[str, Filing], words: Wording) -> str:
    """The row that the place is in, its cell marked; or the sentence, with the finding's figures marked."""
    source, filing = spot.source, filings.get(spot.source.filing)
    if source.table is None:
        return f"<blockquote>{_marked(spot.quote, finding.figures)}</blockquote>" if spot.quote else ""
    if filing is None or source.row is None:
        return ""
    table = filing.table(source.table)
    marks = Marks(0, source.column)
    return table_to_html(replace(table, rows=(table.rows[source.row],)), marks, words)


def _marked(text: str, figures: Sequence[str]) -> str:
    """The text, escaped, with the number of each of the figures marked where it is printed as such."""
    shown = escape(text)
    numbers = {squeeze(figure).strip("+-<>=≤≥万亿千元%人名") for figure in figures}
    for number in sorted(numbers, key=len, reverse=True):
        for printed in dict.fromkeys((number, number.replace(",", ""))):
            if len(printed) > 1 and f"<mark>{printed}" not in shown:
                shown = shown.replace(printed, f"<mark>{printed}</mark>", 1)
    return shown
