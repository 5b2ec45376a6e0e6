"""The consistency report as one HTML page that needs nothing beside it: to be kept, mailed or printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from budget.checks import CheckStatus, Finding, rule_title, say
from budget.filing import Filing

_ORDER = (CheckStatus.BROKEN, CheckStatus.EXPLAINED, CheckStatus.UNCHECKED, CheckStatus.HOLDS)
_WORDS = {
    "zh": {
        "title": "一致性检查",
        "summary": "{checked} 项检查中 {right} 项成立",
        "broken": "不一致",
        "explained": "有差异，文件自身有说明",
        "unchecked": "未作判断",
        "holds": "成立",
        "none": "没有发现不一致。",
    },
    "en": {
        "title": "Consistency report",
        "summary": "{right} of {checked} checks hold",
        "broken": "Contradictions",
        "explained": "Differences that the filing explains",
        "unchecked": "Not judged",
        "holds": "Holding",
        "none": "No contradiction was found.",
    },
}
_STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1f; }
h2 { font-size: 1.1rem; margin-top: 2rem; border-bottom: 1px solid #ccc; }
li { margin: .4rem 0; } small { color: #666; } .broken li { border-left: 3px solid #b3261e; padding-left: .6rem; list-style: none; }
details { margin-top: 2rem; } summary { cursor: pointer; }
@media (prefers-color-scheme: dark) { body { background: #1c1c1e; color: #eee; } small { color: #aaa; } }
"""


def summary(findings: Sequence[Finding], language: str) -> str:
    """“412 of 414 checks hold”: what differs with an explanation holds, what was not judged is no check."""
    checked = [finding for finding in findings if finding.status is not CheckStatus.UNCHECKED]
    right = sum(finding.status is not CheckStatus.BROKEN for finding in checked)
    return _WORDS[language]["summary"].format(right=right, checked=len(checked))


def findings_to_html(filings: Sequence[Filing], findings: Sequence[Finding], language: str) -> str:
    """The page; whatever filings print is escaped."""
    words = _WORDS[language]
    names = "".join(
        f"<li>{escape(filing.title or filing.file)} <small>{escape(filing.file)}</small></li>" for filing in filings
    )
    body = "\n".join(_section(findings, status, language) for status in _ORDER)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{words["title"]}</title>\n<style>{_STYLE}</style>\n'
        f"<h1>{words['title']}</h1>\n<ul>{names}</ul>\n<p><strong>{escape(summary(findings, language))}</strong></p>\n{body}\n</html>\n"
    )


def _section(findings: Sequence[Finding], status: CheckStatus, language: str) -> str:
    words = _WORDS[language]
    chosen = [finding for finding in findings if finding.status is status]
    if not chosen:
        return f"<p>{words['none']}</p>" if status is CheckStatus.BROKEN else ""
    items = "\n".join(_items(chosen, language))
    title = f"{words[status]} ({len(chosen)})"
    if status in (CheckStatus.BROKEN, CheckStatus.EXPLAINED):
        return f'<section class="{status}"><h2>{title}</h2><ul>\n{items}\n</ul></section>'
    return f"<details><summary>{title}</summary><ul>\n{items}\n</ul></details>"


def _items(findings: Sequence[Finding], language: str) -> Iterator[str]:
    for finding in findings:
        files = ", ".join(dict.fromkeys(place.filing for place in finding.places if place.filing))
        yield f"<li>{escape(say(finding, language))}<br><small>{escape(rule_title(finding.rule, language))} · {escape(files)}</small></li>"
