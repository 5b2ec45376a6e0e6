"""An answer as HTML: the figure first, the text with its citation marks, quiet notes, and the computation as a ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import Final

from app.interface import Wording
from app.views.mark import Marker
from budget.answer import Answer, Caveat, Citation, Figure, Status
from budget.number import group_digits

LISTED: Final = 4
"""Up to so many results stand as large figures; more are a list."""

_MARK: Final = re.compile(r"\[(\d+)\]")
_MARKS: Final = re.compile(r"(?:\[\d+\])+[，。；、：,.;:）)]?")
"""Marks with the stop behind them: a line must not begin with either."""
_CLOSED: Final = re.compile(r"((?:\[\d+\])+[。.])[ ]*(?=\S)")
_ITEM: Final = re.compile(r"^(?:- |\d+\. ).*$", re.M)
"""A line of a list: what runs over hangs under its words."""
_NUMBER: Final = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?")
_SIGNS: Final = str.maketrans({"*": "×", "/": "÷", "-": "−"})
_SHORT_LABEL: Final = 18


def text_to_html(text: str, marker: Marker) -> str:
    """The text, escaped, its [n] turned into marks that open citation n; an [n] that cites nothing stays as it is."""
    # A long answer speaks of several things: each begins a line of its own, behind the sources of the one before.
    lines = _CLOSED.sub(r"\1\n", text)
    drawn = _ITEM.sub(r'<span class="wz-item">\g<0></span>', _marked(lines, marker))
    return f'<div class="wz-text">{drawn}</div>'


def _marked(text: str, marker: Marker) -> str:
    def mark(found: re.Match[str]) -> str:
        number = int(found.group(1))
        return marker.of_number(number) or found.group()

    # Escaping leaves brackets and digits alone, so the marks are found in the escaped text.
    return _MARKS.sub(lambda run: f'<span class="wz-nb">{_MARK.sub(mark, run.group())}</span>', escape(text))


def text_in_steps(text: str, steps: int) -> Iterator[str]:
    """Growing beginnings of the text, the whole of it last; a citation mark is never torn."""
    size = max(1, -(-len(text) // max(1, steps)))
    end = 0
    while end < len(text):
        end = min(len(text), end + size)
        torn = re.search(r"\[\d*$", text[:end])
        if torn and end < len(text):
            end = text.find("]", end) + 1 or len(text)
        yield text[:end]


def results_to_html(marker: Marker) -> str:
    """What was asked for, large: tiles for a few results, a list for many, nothing where there are none."""
    answer = marker.answer
    results = _said_once(figure for figure in answer.figures if figure.role == "result")
    if not results or answer.status is not Status.ANSWERED:
        return ""
    if len(results) > LISTED:
        where = _told_apart(results, answer.citations)
        rows = "".join(_result_line(figure, marker, place) for figure, place in zip(results, where, strict=True))
        return f'<div class="wz-scroll wz-list" tabindex="0"><table>{rows}</table></div>'
    groups = _of_one_finding(results)
    where = _told_apart([group[0] for group in groups], answer.citations)
    tiles = "".join(_tile(group, marker, place) for group, place in zip(groups, where, strict=True))
    return f'<div class="wz-tiles wz-tiles-{len(groups)}">{tiles}</div>'


def _said_once(figures: Iterable[Figure]) -> list[Figure]:
    """The figures, each once, though the text names the highest and the lowest before it lists them all."""
    return list({(f.label, f.value, f.unit, f.citations): f for f in figures}.values())


def _of_one_finding(results: list[Figure]) -> list[list[Figure]]:
    """The results side by side that say one thing in several ways (a change as an amount and as a percentage)."""
    return [
        list(group) for _, group in groupby(results, key=lambda figure: (figure.label, frozenset(figure.citations)))
    ]


def _told_apart(figures: list[Figure], citations: tuple[Citation, ...]) -> list[str]:
    """For figures of one name, where each was printed (its filing and table), so that they are not taken for the same."""
    names = Counter(figure.label for figure in figures)
    known = {citation.id: citation for citation in citations}
    several = len({citation.filing for citation in citations}) > 1
    said = []
    for figure in figures:
        first = next((known[id] for id in figure.citations if id in known), None)
        parts = [first.title if several else "", first.table] if first and names[figure.label] > 1 else []
        where = " · ".join(part for part in parts if part)
        said.append(f'<span class="wz-where">{escape(where)}</span>' if where else "")
    return said


def _tile(figures: list[Figure], marker: Marker, where: str) -> str:
    first, *more = figures
    beside = "".join(f'<div class="wz-big wz-second">{display_to_html(figure.display)}</div>' for figure in more)
    return (
        f'<div class="wz-tile"><div class="wz-said"><div class="wz-big">{display_to_html(first.display)}</div>{beside}</div>'
        f'<div class="wz-label">{escape(first.label)}{marker.of_figure(first)}{where}</div></div>'
    )


def _result_line(figure: Figure, marker: Marker, where: str) -> str:
    return (
        f'<tr><th scope="row">{escape(figure.label)}{marker.of_figure(figure)}{where}</th>'
        f'<td class="wz-num">{escape(figure.display)}</td></tr>'
    )


def display_to_html(display: str) -> str:
    """A figure as the text shows it ("下降 73.15%"), its digits large and its words small."""
    found = _NUMBER.search(display)
    if found is None:
        return f'<span class="wz-word">{escape(display)}</span>'
    before, after = display[: found.start()].strip(), display[found.end() :].strip()
    said = f'<span class="wz-word">{escape(before)}</span>' if before else ""
    after, aside = _aside(after)
    tight = " wz-tight" if after.startswith("%") else ""
    unit = f'<span class="wz-unit{tight}">{escape(after)}</span>' if after else ""
    return f'{said}<span class="wz-digits">{escape(found.group().replace("-", "−"))}</span>{unit}{aside}'


def _aside(after: str) -> tuple[str, str]:
    """The unit, and what stands in parentheses behind it (the amount in the filing's own unit) as a smaller span."""
    unit, bracket, rest = after.partition("(")
    return unit.strip(), f'<span class="wz-aside">{escape(bracket + rest)}</span>' if bracket else ""


def caveats_to_html(marker: Marker) -> str:
    """The notes, quietly: what kind of note, then its sentence."""
    lines = "".join(_caveat(caveat, marker) for caveat in marker.answer.caveats)
    return f'<ul class="wz-notes">{lines}</ul>' if lines else ""


def _caveat(caveat: Caveat, marker: Marker) -> str:
    kind = marker.words.maybe(f"note_{caveat.code}", "note")
    said = {int(number) for number in _MARK.findall(caveat.text)}
    marks = "".join(marker.of_number(number) for number in caveat.citations if number not in said)
    strong = " wz-warn" if caveat.code in ("conflict", "recovered") else ""
    text = _marked(caveat.text, marker)
    return f'<li class="wz-note{strong}"><b>{escape(kind)}</b><span>{text}{marks}</span></li>'


def status_to_html(status: Status, words: Wording) -> str:
    """A small heading over an answer that is not one; nothing over an answer."""
    if status is Status.ANSWERED:
        return ""
    return f'<div class="wz-status wz-{status.value}">{escape(words.say(status.value))}</div>'


def has_ledger(answer: Answer) -> bool:
    """True where something was computed, so that there is a way to show."""
    return any(figure.formula for figure in answer.figures)


def ledger_to_html(marker: Marker) -> str:
    """The computation: the figures that were taken from the filing, then each formula with its result."""
    answer, words = marker.answer, marker.words
    operands = [figure for figure in answer.figures if figure.role != "result"]
    results = [figure for figure in answer.figures if figure.role == "result"]
    head = "".join(f'<th scope="col">{escape(words.say(key))}</th>' for key in ("ledger_item", "ledger_amount"))
    rows = "".join(_entry(figure, marker, "ledger_operand") for figure in operands)
    sums = "".join(_entry(figure, marker, "ledger_result") for figure in results)
    return (
        f'<div class="wz-scroll wz-ledger" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f'<tbody>{rows}</tbody><tbody class="wz-sums">{sums}</tbody></table></div>'
    )


def _entry(figure: Figure, marker: Marker, kind: str) -> str:
    formula = f'<div class="wz-formula">{escape(formula_to_text(figure))}</div>' if figure.formula else ""
    key = kind if figure.formula or kind == "ledger_operand" else "ledger_printed"
    return (
        f'<tr><th scope="row"><span class="wz-kind">{escape(marker.words.say(key))}</span>{escape(figure.label)}'
        f'{marker.of_figure(figure)}{formula}</th><td class="wz-num">{escape(_amount(figure.value, figure.unit))}</td></tr>'
    )


def _amount(value: Decimal, unit: str) -> str:
    shown = group_digits(value).replace("-", "−")
    return f"{shown}{unit}" if unit == "%" else f"{shown} {unit}".strip()


def formula_to_text(figure: Figure) -> str:
    """The formula as one writes it on paper ("−8,261.02 ÷ (3,032.71 + 8,261.02) = −73.15%")."""
    written = re.sub(r"\d+(?:\.\d+)?", lambda found: group_digits(Decimal(found.group())), figure.formula or "")
    return f"{written.translate(_SIGNS)} = {_amount(figure.value, figure.unit)}"


def chip_label(citation: Citation, with_filing: bool = False) -> str:
    """A citation in a few words for its button: number, then the table's row and column or the sentence's beginning.

    `with_filing` puts the filing's title before them, where an answer draws on several.
    """
    if citation.kind == "cell":
        parts = [_short(part) for part in (citation.table, citation.row, _last(citation.column)) if part]
        said = " · ".join(parts) or _short(citation.quote)
    else:
        said = f"“{_short(citation.quote)}”"
    whose = f"{_short(citation.title or citation.filing)}：" if with_filing else ""
    return f"[{citation.id}] {whose}{said}"


def _last(column: str | None) -> str:
    return (column or "").rpartition(" / ")[2]


def _short(text: str) -> str:
    """The text's beginning, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT_LABEL else flat[: _SHORT_LABEL - 1] + "…"
