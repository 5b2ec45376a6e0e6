"""What the terminal shows: an answer with its sources under it, a line a filing, a consistency report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from budget.number import decimal_to_text

if TYPE_CHECKING:
    from budget.answer import Answer, Citation, Figure
    from budget.checks import Finding
    from budget.filing import Filing

_QUOTE_LENGTH = 160
_TITLE_LENGTH = 60
_ORDER = ("broken", "explained", "unchecked", "holds")

# The problems that tell of pages whose content is not there.
_LOST = ("page_limit", "damaged_page", "scan", "unknown_glyphs")


def answer_to_lines(answer: Answer) -> Iterator[str]:
    """The text, then how its figures were computed, what to know beside them, and where it stands."""
    yield plain(answer.text)
    computed = [figure for figure in answer.figures if figure.formula]
    if computed:
        yield ""
        yield from map(_computation, computed)
    if answer.caveats:
        yield ""
        yield from (f"! {plain(caveat.text)}" for caveat in answer.caveats)
    if answer.options:
        yield ""
        yield from (f"? {plain(option)}" for option in answer.options)
    if answer.citations:
        yield ""
        yield from map(_citation, answer.citations)


def _computation(figure: Figure) -> str:
    return plain(f"= {figure.label}: {figure.formula} = {decimal_to_text(figure.value)} {figure.unit}")


def _citation(citation: Citation) -> str:
    place = ", ".join([citation.filing, *_place(citation)])
    if citation.kind != "cell":
        return plain(f"[{citation.id}] {place}: “{_shortened(citation.quote, _QUOTE_LENGTH)}”")
    cell = " × ".join(part for part in (citation.row, citation.column) if part)
    value = "blank" if citation.value is None else f"{decimal_to_text(citation.value)} {citation.unit or ''}".rstrip()
    return plain(f"[{citation.id}] {place}, {citation.table or 'table'}: {cell} = {value}")


def _place(citation: Citation) -> Iterator[str]:
    if citation.page is not None:
        yield f"page {citation.page}"
    elif citation.line is not None:
        yield f"line {citation.line}"


def _shortened(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length] + "…"


def filing_to_line(filing: Filing) -> str:
    """One line: title, year, kind, and how much was understood."""
    parts = [str(filing.year or "year unknown"), str(filing.kind.value)]
    counts = {"tables": filing.tables, "statements": filing.statements, "problems": filing.problems}
    parts += [f"{len(values)} {name}" for name, values in counts.items()]
    return plain(f"{_shortened(filing.title, _TITLE_LENGTH) or 'no title'} ({', '.join(parts)})")


def lost_to_lines(filing: Filing) -> Iterator[str]:
    """What of the filing could not be read, a line each kind: a reader must know it before asking."""
    for code in _LOST:
        found = [problem for problem in filing.problems if problem.code == code]
        if found:
            more = f" (and {len(found) - 1} more pages)" if len(found) > 1 else ""
            yield plain(f"{filing.file}: {found[0].text.removeprefix(f'{filing.file} ')}{more}")


def findings_to_lines(findings: Sequence[Finding], language: str, everything: bool = False) -> Iterator[str]:
    """What is broken or explained, then the counts; with `everything` the rest too. Several filings are told apart."""
    from budget.checks import say
    from budget.checks.causes import by_cause

    files = {place.filing for finding in findings for place in finding.places}
    for cause in by_cause(findings):
        whose = f"{_files_of(cause.finding)}: " if len(files) > 1 else ""
        yield plain(f"broken: {whose}{say(cause.finding, language)}")
        yield from (plain(f"  with it: {say(one, language)}") for one in cause.consequences)
    for status in _ORDER:
        if status == "broken" or not everything and status != "explained":
            continue
        for finding in (finding for finding in findings if finding.status == status):
            whose = f"{_files_of(finding)}: " if len(files) > 1 else ""
            yield plain(f"{status}: {whose}{say(finding, language)}")
    counts = ", ".join(f"{sum(finding.status == status for finding in findings)} {status}" for status in _ORDER)
    yield f"{len(findings)} checks: {counts}"


def _files_of(finding: Finding) -> str:
    return ", ".join(dict.fromkeys(place.filing for place in finding.places if place.filing))


def bullet_list(lines: Iterable[str]) -> str:
    """The lines, each behind a dash."""
    return "\n".join(f"- {plain(line)}" for line in lines)


def plain(text: str) -> str:
    """The text without control characters: a filing must not steer the reader's terminal."""
    return "".join(character for character in text if character == "\n" or unicodedata.category(character) != "Cc")
