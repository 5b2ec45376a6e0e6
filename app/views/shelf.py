"""The library's filings as a list: whose, of which year and kind, and which of them are older versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from app.interface import Wording
from budget.filing import Filing, FilingKind


def body_of(filing: Filing) -> str:
    """Whose filing it is, for a list: the department, or else its title or file name."""
    return filing.department or filing.title or filing.file


def kind_name(kind: FilingKind, words: Wording) -> str:
    """The kind of filing in the interface's language."""
    return words.say(f"kind_{kind.name.lower()}")


def year_and_kind(filing: Filing, words: Wording) -> str:
    """“2026 年 部门预算”."""
    year = words.say("year", year=filing.year) if filing.year else words.say("year_unknown")
    return f"{year} {kind_name(filing.kind, words)}"


def shelf_to_html(filings: Iterable[Filing], older: Mapping[str, str], words: Wording) -> str:
    """The library's filings, grouped by body, the latest first; `older` are the files that have a newer version."""
    ordered = sorted(
        filings, key=lambda filing: (body_of(filing), -(filing.year or 0), filing.file in older, filing.file)
    )
    groups = [(body, list(group)) for body, group in groupby(ordered, key=body_of)]
    count = words.say("filings_count", count=len(ordered))
    items = "".join(_item(body, group, older, words) for body, group in groups)
    label = escape(words.say("in_library"))
    return (
        f'<p class="wz-eyebrow">{label}<span>{escape(count)}</span></p>'
        f'<ul class="wz-shelf" tabindex="0" aria-label="{label}">{items}</ul>'
        f'<p class="wz-foot">{escape(words.say("footer"))}</p>'
    )


def _item(body: str, filings: list[Filing], older: Mapping[str, str], words: Wording) -> str:
    tags = "".join(_tag(filing, older.get(filing.file), words) for filing in filings)
    return f"<li><b>{escape(body)}</b><div>{tags}</div></li>"


def _tag(filing: Filing, newer: str | None, words: Wording) -> str:
    said = escape(year_and_kind(filing, words))
    if newer is None:
        return f'<span title="{escape(filing.file)}">{said}</span>'
    title = escape(words.say("older_version_of", file=newer))
    return f'<span class="wz-older" title="{title}">{said} <i>{escape(words.say("older_version"))}</i></span>'
