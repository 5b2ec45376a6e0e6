"""A consistency report as HTML: its headline, its findings as cards, what was checked as a ledger, and its places as citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from html import escape
from typing import Final

from app.interface import Wording
from app.views.mark import mark_to_html
from app.views.report_file import Count, count_checks
from budget.answer import Citation
from budget.checks import CheckStatus, Coverage, Finding, Spot, rule_title, say
from budget.filing import Filing

_STRIP: Final = ("left", "right", "total", "sum", "printed", "computed", "difference")
_PLACED: Final = {"left": 1, "right": 2, "total": 1}


def headline_to_html(findings: Sequence[Finding], covered: Coverage, words: Wording) -> str:
    """“412 of 414 checks hold”, how many contradictions there are, and what share of the figures was looked at."""
    count = count_checks(findings)
    figures = {"covered": f"{covered.covered:,}", "figures": f"{covered.figures:,}"}
    tiles = (
        _tile(f"{count.right:,}", words.say("report_of", checked=f"{count.checked:,}"), words.say("report_hold")),
        _tile(f"{count.broken:,}", "", words.say("report_broken"), "wz-found" if count.broken else "wz-clean"),
        _tile(f"{covered.percent}", "%", words.say("report_covered", **figures)),
    )
    return f'<div class="wz-tiles wz-headline">{"".join(tiles)}</div>{_verdict(count, words)}'


def _tile(digits: str, unit: str, label: str, name: str = "") -> str:
    return (
        f'<div class="wz-tile {name}"><div class="wz-big"><span class="wz-digits">{escape(digits)}</span>'
        f'<span class="wz-unit">{escape(unit)}</span></div><div class="wz-label">{escape(label)}</div></div>'
    )


def _verdict(count: Count, words: Wording) -> str:
    return "" if count.broken else f'<p class="wz-verdict">{escape(words.say("report_none"))}</p>'


def finding_to_html(finding: Finding, number: int, words: Wording) -> str:
    """One finding: which rule, the figures compared and their difference, and the sentence."""
    return (
        f'<div class="wz-finding wz-{finding.status}"><p class="wz-rule">{escape(rule_title(finding.rule, words.language))}</p>'
        f'{_strip(finding, number, words)}<p class="wz-sentence-said">{escape(say(finding, words.language))}</p></div>'
    )


def _strip(finding: Finding, number: int, words: Wording) -> str:
    """The figures side by side, each with the mark of its place."""
    values = dict(finding.values)
    shown = [(name, values[name]) for name in _STRIP if values.get(name) not in (None, "", "–")]
    if len(shown) < 2:
        return ""
    cells = "".join(
        f"<div><dt>{escape(words.say(f'report_{name}'))}{_mark(finding, number, _PLACED.get(name), words)}</dt>"
        f'<dd class="wz-{name}">{escape(value)}</dd></div>'
        for name, value in shown
    )
    return f'<dl class="wz-strip">{cells}</dl>'


def _mark(finding: Finding, number: int, place: int | None, words: Wording) -> str:
    if place is None or place > len(finding.spots):
        return ""
    return mark_to_html(place_key(number, place), finding_to_citations(finding, {})[place - 1], words.language)


def place_key(number: int, place: int) -> str:
    """The key of the button that opens that place of that finding; its mark presses the same one."""
    return f"place-{number}-{place}"


def finding_to_citations(finding: Finding, titles: dict[str, str]) -> tuple[Citation, ...]:
    """The finding's places as citations, numbered from 1; `titles` are the filings' titles by file."""
    return tuple(_citation(id, spot, titles.get(spot.source.filing, "")) for id, spot in enumerate(finding.spots, 1))


def _citation(id: int, spot: Spot, title: str) -> Citation:
    source = spot.source
    return Citation(
        id,
        "cell" if source.table else "text",
        source.filing,
        title,
        spot.quote or " ".join(part for part in (spot.table, spot.row, spot.column) if part),
        source.page,
        source.line,
        spot.table or None,
        spot.row or None,
        spot.column or None,
        box=source.box,
        table_id=source.table,
        row_index=source.row,
        column_index=source.column,
        paragraph=source.paragraph,
    )


def ledger_to_html(findings: Collection[Finding], words: Wording) -> str:
    """How often each rule was applied and what came of it."""
    counts = Counter((finding.rule, finding.status) for finding in findings)
    rules = sorted({rule for rule, _ in counts}, key=lambda rule: -sum(counts[rule, status] for status in CheckStatus))
    columns = (CheckStatus.HOLDS, CheckStatus.EXPLAINED, CheckStatus.BROKEN, CheckStatus.UNCHECKED)
    head = "".join(f'<th scope="col">{escape(words.say(f"report_status_{status}"))}</th>' for status in columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(rule_title(rule, words.language))}</th>'
        + "".join(f'<td class="wz-num">{counts[rule, status] or "·"}</td>' for status in columns)
        + "</tr>"
        for rule in rules
    )
    return (
        f'<div class="wz-scroll wz-ledger wz-rules" tabindex="0"><table><thead><tr><th scope="col">'
        f"{escape(words.say('report_rule'))}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def file_titles(filings: Sequence[Filing]) -> dict[str, str]:
    """The filings' titles by file; the file's name where it has no title."""
    return {filing.file: filing.title or filing.file for filing in filings}
