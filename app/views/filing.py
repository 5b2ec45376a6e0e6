"""What was understood of a filing, as HTML: whose it is, its tables, what its sentences state, what was torn while reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from app.interface import Wording
from budget.checks import CheckStatus
from budget.filing import Filing
from budget.number import decimal_to_text
from budget.problem import Problem
from budget.statement import Statement
from budget.table import Table

LISTED: Final = 40
"""So many tables, sentences or problems are listed at most."""
_CHECKED: Final = (CheckStatus.HOLDS, CheckStatus.EXPLAINED, CheckStatus.BROKEN)

Checks = Counter[CheckStatus]


def understood_to_html(filing: Filing, checks: Checks | None, kind: str, words: Wording) -> str:
    """Title, body, year, kind and format, and beside them how much was read; `kind` is the kind's name."""
    year = words.say("of_year", year=filing.year) if filing.year else words.say("no_year")
    pages = words.say("pages", count=filing.pages) if filing.pages else ""
    about = [filing.department or words.say("no_body"), filing.region or words.say("no_region"), year, kind, pages]
    tags = "".join(f"<span>{escape(part)}</span>" for part in about if part)
    counts = (
        ("tables", len(filing.tables), ""),
        ("statements", len(filing.statements), ""),
        ("problems", len(filing.problems), "st-warn" if filing.problems else ""),
    )
    tiles = "".join(_count(words.say(name), f"{count:,}", look) for name, count, look in counts)
    return (
        f'<div class="st-filing"><p class="st-title">{escape(filing.title or filing.file)}</p>'
        f'<p class="wz-file">{escape(filing.file)}</p><p class="st-tags">{tags}</p>'
        f'<dl class="st-counts">{tiles}{_count(words.say("checks"), *checks_told(checks, words))}</dl></div>'
    )


def checks_told(checks: Checks | None, words: Wording) -> tuple[str, str]:
    """How the checks stand in a word, and how that looks; while they are worked out, that."""
    if checks is None:
        return words.say("checks_waiting"), "st-soft"
    broken, looked_at = checks[CheckStatus.BROKEN], sum(checks[status] for status in _CHECKED)
    if broken:
        return words.say("checks_broken", count=f"{broken:,}"), "st-bad"
    return (
        (words.say("checks_hold", count=f"{looked_at:,}"), "") if looked_at else (words.say("checks_none"), "st-soft")
    )


def _count(name: str, value: str, look: str = "") -> str:
    return f'<div><dt>{escape(name)}</dt><dd class="{look}">{escape(value)}</dd></div>'


def tables_to_html(tables: Sequence[Table], words: Wording) -> str:
    """The tables as they were understood: title, unit, size, pages."""
    rows = "".join(
        f'<tr><th scope="row">{escape(table.title)}{_subject(table)}</th><td>{escape(table.unit)}</td>'
        f'<td class="wz-num">{len(table.rows)} × {len(table.columns)}</td><td class="wz-num">{_pages(table)}</td></tr>'
        for table in tables[:LISTED]
    )
    columns = (("table", False), ("unit", False), ("size", True), ("page_or_line", True))
    return _listing(heads_to_html(columns, words), rows, len(tables), words)


def heads_to_html(columns: Iterable[tuple[str, bool]], words: Wording) -> str:
    """The head cells of columns that are given as (wording's key, whether numbers stand in it)."""
    looks = {True: ' class="wz-num"', False: ""}
    return "".join(f'<th scope="col"{looks[numbers]}>{escape(words.say(name))}</th>' for name, numbers in columns)


def statements_to_html(statements: Sequence[Statement], words: Wording) -> str:
    """What the sentences state: subject, amount, change, and the sentence."""
    rows = "".join(
        f'<tr><th scope="row">{escape(one.subject)}</th><td class="wz-num">{_amount(one)}</td>'
        f'<td class="wz-num">{_percent(one)}</td><td class="st-quote">{escape(one.quote)}</td></tr>'
        for one in statements[:LISTED]
    )
    columns = (("subject", False), ("amount", True), ("change", True), ("sentence", False))
    return _listing(heads_to_html(columns, words), rows, len(statements), words)


def problem_to_html(problem: Problem, words: Wording) -> str:
    """One problem: where it is and what it says."""
    place = problem.place
    parts = [
        words.say("page", page=place.page) if place.page else "",
        words.say("line", line=place.line) if place.line else "",
    ]
    where = " · ".join(part for part in parts if part)
    return f'<p class="st-problem"><b>{escape(where or words.say("whole_file"))}</b>{escape(problem.text)}</p>'


def _listing(heads: str, rows: str, count: int, words: Wording) -> str:
    more = (
        f'<p class="wz-missing">{escape(words.say("more", count=count - LISTED, whole=count))}</p>'
        if count > LISTED
        else ""
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wz-scroll wz-ledger st-listing" tabindex="0">{table}</div>{more}'


def _subject(table: Table) -> str:
    return f"<small>{escape(table.subject)}</small>" if table.subject else ""


def _pages(table: Table) -> str:
    if not table.pages:
        return "" if table.line is None else f"{table.line}"
    first, last = table.pages[0], table.pages[-1]
    return f"{first}" if first == last else f"{first}–{last}"


def _amount(one: Statement) -> str:
    return "" if one.amount is None else f"{one.amount:,} {escape(one.unit or '')}"


def _percent(one: Statement) -> str:
    return "" if one.percent is None else f"{decimal_to_text(one.percent)}%"
