"""A comparison as HTML, and as an answer, so that its sources open and its files are made like those of any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from app.answering.citing import fact_to_citation
from app.comparing.points import UNIT, Change, Point, Standing, changes
from app.interface import Wording
from app.views.mark import mark_to_html
from budget.answer import Answer, Citation, Figure, Status
from budget.number import decimal_to_text, group_digits

KEY: Final = "compare"
_ENGLISH_UNIT: Final = "10,000 yuan"


def unit_name(words: Wording) -> str:
    """The unit that all figures of a comparison are told in."""
    return UNIT if words.language == "zh" else _ENGLISH_UNIT


def amount_to_text(value: Decimal) -> str:
    """The exact amount with thousands set apart and at least two decimals."""
    exponent = value.as_tuple().exponent
    return group_digits(value, 2 if isinstance(exponent, int) and exponent > -2 else None)


def signed(value: Decimal, text: str) -> str:
    """The text of a change with its sign in front."""
    return f"+{text}" if value > 0 else text.replace("-", "−")


def points_to_citations(points: Sequence[Point]) -> dict[int, tuple[Citation, ...]]:
    """The places of each point's facts by the point's number, numbered through all of them."""
    found: dict[int, tuple[Citation, ...]] = {}
    id = 0
    for at, point in enumerate(points):
        if point.filing is None:
            continue
        cited = []
        for fact in point.facts:
            id += 1
            cited.append(fact_to_citation(id, fact, point.filing))
        found[at] = tuple(cited)
    return found


def comparison_to_answer(title: str, line: str, points: Sequence[Point], words: Wording) -> Answer:
    """The comparison's figures with their sources, and the changes with how they were computed."""
    cited = points_to_citations(points)
    numbers = {id(point): at for at, point in enumerate(points)}
    figures = []
    for at, point in enumerate(points):
        if point.amount is not None:
            ids = tuple(one.id for one in cited[at])
            label = f"{point.body} {point.year} {line}"
            display = f"{amount_to_text(point.amount.value)} {unit_name(words)}"
            figures.append(Figure("operand", label, point.amount.value, UNIT, display, None, ids))
    for body, change in changes(points).items():
        figures += _change_figures(body, line, change, cited, numbers, words)
    citations = tuple(one for group in cited.values() for one in group)
    missing = [f"{one.body} {one.year}：{words.say(f'compare_{one.standing}')}" for one in points if one.amount is None]
    text = "\n".join([title, *missing])
    return Answer(title, words.language, Status.ANSWERED, text, tuple(figures), citations)


def _change_figures(
    body: str,
    line: str,
    change: Change,
    cited: Mapping[int, tuple[Citation, ...]],
    numbers: Mapping[int, int],
    words: Wording,
) -> list[Figure]:
    assert change.first.amount is not None and change.last.amount is not None
    before, after = (decimal_to_text(one.amount.value) for one in (change.first, change.last) if one.amount)
    ids = tuple(one.id for point in (change.first, change.last) for one in cited[numbers[id(point)]])
    label = f"{body} {line} {change.first.year}–{change.last.year}"
    shown = f"{signed(change.delta, amount_to_text(change.delta))} {unit_name(words)}"
    made = [Figure("result", label, change.delta, UNIT, shown, f"{after} - {before}", ids)]
    if change.percent is not None:
        formula = f"({after} - {before}) / {before}"
        made.append(
            Figure(
                "result", label, change.percent, "%", f"{signed(change.percent, str(change.percent))}%", formula, ids
            )
        )
    return made


def comparison_to_html(points: Sequence[Point], years: Sequence[int], line: str, words: Wording) -> str:
    """A row a body, a column a year, each figure with its mark; what is missing says how."""
    cited, by_place = points_to_citations(points), {(one.body, one.year): at for at, one in enumerate(points)}
    found = changes(points)
    rows = []
    for body in dict.fromkeys(point.body for point in points):
        cells = "".join(
            _cell(points[by_place[body, year]], cited.get(by_place[body, year], ()), words) for year in years
        )
        rows.append(f'<tr><th scope="row">{escape(body)}</th>{cells}{_change(found.get(body), words)}</tr>')
    heads = "".join(f'<th scope="col" class="wz-num">{year}</th>' for year in years)
    caption = f"{line}（{unit_name(words)}）" if words.language == "zh" else f"{line} ({unit_name(words)})"
    return (
        f'<div class="wz-caption"><b>{escape(caption)}</b></div>'
        f'<div class="wz-scroll wz-ledger st-compare" tabindex="0"><table><thead><tr><th scope="col">{escape(words.say("body"))}</th>'
        f'{heads}<th scope="col" class="wz-num">{escape(words.say("compare_change"))}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(point: Point, cited: Sequence[Citation], words: Wording) -> str:
    marks = "".join(mark_to_html(f"{KEY}-{one.id}", one, words.language) for one in cited)
    if point.amount is None:
        return f'<td class="wz-num st-soft">{escape(words.say(f"compare_{point.standing}"))}{marks}</td>'
    badge = "*" if point.standing is Standing.PRINTED and point.facts[0].recovered else ""
    return f'<td class="wz-num">{escape(amount_to_text(point.amount.value))}{badge}{marks}</td>'


def _change(change: Change | None, words: Wording) -> str:
    if change is None:
        return '<td class="wz-num st-soft">–</td>'
    percent = "" if change.percent is None else f"<small>{signed(change.percent, str(change.percent))}%</small>"
    span = f"{change.first.year}–{change.last.year}"
    shown = signed(change.delta, amount_to_text(change.delta))
    return f'<td class="wz-num" title="{span}">{escape(shown)}{percent}</td>'
