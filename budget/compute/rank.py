"""Rank: the largest or smallest among projects, indicators, the rows of a table, lines of a level or the parts of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from budget.amount import Amount, scale
from budget.answer import Status
from budget.compute.asked_tables import named_tables
from budget.compute.desk import Desk
from budget.compute.listing_words import asks
from budget.compute.metrics import Changed, carried_out, change_figure, changes, rate_figure, rated
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig, plain, ratio_percent
from budget.compute.ranking_rows import candidates
from budget.compute.reasons import nearby_reason
from budget.compute.say import MOST_CITED, bound_of, reason_line
from budget.compute.table_rows import Listed
from budget.compute.target import Variant
from budget.compute.told import completed
from budget.compute.unit_rows import unit_rows
from budget.line import amount_of, line_name
from budget.number import squeeze
from budget.question.direction import asked_direction
from budget.question.operations import Operation
from budget.question.phrases import phrase

_MOST = 15
# What all that was compared comes to together.
_WHOLE = "合计"
_LEFT_OUT, _ITSELF, _AHEAD = phrase("left_out"), phrase("itself"), phrase("ahead")
_COUNTED = re.compile(
    r"最[^，,。？?]{1,6}?的([一二两三四五六七八九十]|\d+)(?:个|项|笔|类|大|条|家)|\btop (two|three|four|five|ten|\d+)\b"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
}


def run(desk: Desk) -> Outcome | None:
    """The ranking that the question asks for; None where there is nothing to rank."""
    text = desk.reading.text
    if asks(text, "completion") and (lines := _by_rate(desk)):
        return _ranked(_with_reason(desk, lines))
    if asks(text, "change"):
        return _ranked(_with_reason(desk, lines)) if (lines := _by_change(desk)) else None
    items = [item for item in candidates(desk) if not _left_out(desk, item)]
    return _ranked(_by_amount(desk, items)) if len(items) > 1 else None


def _left_out(desk: Desk, item: Listed) -> bool:
    """True for what the question sets aside (除了局本级): by its name, or as the body itself."""
    told = [group for match in _LEFT_OUT.finditer(desk.reading.text) for group in match.groups() if group]
    bodies = {squeeze(filing.department) for filing in desk.frame}
    itself = squeeze(item.name) in bodies and any(_ITSELF.search(words) for words in told)
    return itself or any(words in item.name for words in told)


def over_rows(desk: Desk) -> bool:
    """True where a ranking runs over rows of filings (projects, lines, a table's rows), not over years or bodies themselves."""
    text = desk.reading.text
    named = asks(text, "projects", "class", "section", "item", "account", "tops", "each_project")
    rated = asks(text, "completion") and asks(text, "largest", "smallest")
    rows = named or rated or bool(named_tables(desk)) or bool(unit_rows(desk))
    return rows and asks(text, "largest", "smallest", "change", "completion", "order")


def places(desk: Desk) -> int:
    """How many places of the ranking are asked for; one where no number is said."""
    if desk.reading.top:
        return min(desk.reading.top, _MOST)
    if asks(desk.reading.text, "order"):
        return _MOST
    told = _COUNTED.search(desk.reading.text.lower())
    number = next(filter(None, told.groups())) if told else "1"
    return min(_DIGITS.get(number) or int(number), _MOST)


def _with_reason(desk: Desk, lines: Sequence[Line]) -> list[Line]:
    """The lines of a ranking, with the filing's reason for the one that leads it where that is asked."""
    facts = [fact for fig in lines[0].figures.values() for fact in fig.facts]
    if not desk.reading.shows(Operation.WHY):
        return [*lines]
    told = next((f for f in facts if f.statement is not None and f.statement.reason), facts[0])
    variant = Variant(line_name(told), told.scope, told.filing, told.year, (told,), statement=told.statement)
    variant = variant if told.statement is not None else completed(desk.shelf, variant)
    return [lines[0], reason_line(variant, nearby_reason(desk.shelf, variant)), *lines[1:]]


def _ranked(lines: Sequence[Line]) -> Outcome:
    return Outcome(Status.ANSWERED, tuple(lines), operation="rank")


def fig_of(item: Listed, role: str = RESULT) -> Fig:
    """The figure of something listed: as printed, or its rows added up with the formula."""
    values = [plain(amount_of(f).to(item.fact.unit).value) for f in item.facts]
    formula = " + ".join(values) if len(values) > 1 else None
    bound = bound_of(item.fact) if formula is None else None
    return Fig(
        role,
        item.name,
        Amount(item.value, item.fact.unit),
        (*item.facts[:MOST_CITED], *item.beside),
        formula,
        bound=bound,
    )


def size(item: Listed) -> Decimal:
    """What is compared: the amount in base units."""
    return item.value * scale(item.fact.unit)


def _by_amount(desk: Desk, items: Sequence[Listed]) -> list[Line]:
    text = desk.reading.text
    ordered = sorted(items, key=size, reverse=True)
    if asks(text, "largest") and asks(text, "smallest"):
        ends = [_end("rank.top", ordered[0], items, text), _end("rank.bottom", ordered[-1], items, text)]
        return [*ends, _gap(ordered[0], ordered[-1])] if asks(text, "gap") else ends
    smallest = desk.reading.smallest or asks(text, "ascending")
    if smallest:
        ordered = [item for item in reversed(ordered) if item.value] or ordered[::-1]
    top = _with_ties(ordered, places(desk))
    if len(top) == 1:
        end = _end("rank.bottom" if smallest else "rank.top", top[0], items, text)
        other = _set_against(desk, ordered[1:]) if _AHEAD.search(text) else None
        return [end, _gap(top[0], other)] if other is not None else [end]
    order = "smallest" if smallest else "largest"
    lines = [Line("rank.head", {"order": order}, {"count": count_fig(len(items))})]
    for place, item in enumerate(top, 1):
        lines.append(Line(f"rank.{order}", {"name": item.name, "place": str(place)}, {"amount": fig_of(item)}))
    return lines


def _set_against(desk: Desk, items: Sequence[Listed]) -> Listed | None:
    """The one that the question sets the first against: by its name, or as the body itself."""
    text, bodies = desk.reading.text, {squeeze(filing.department) for filing in desk.frame}
    named = (item for item in items if squeeze(item.name) in squeeze(text))
    own = (item for item in items if squeeze(item.name) in bodies and _ITSELF.search(text))
    return next(named, None) or next(own, None)


def _with_ties(ordered: Sequence[Listed], most: int) -> list[Listed]:
    """The first ones, and those behind them with the same amount as the last of them."""
    least = ordered[:most][-1]
    return [item for i, item in enumerate(ordered) if i < most or (size(item) == size(least) and i < _MOST)]


def _end(key: str, item: Listed, items: Sequence[Listed], text: str) -> Line:
    """One end of the ranking; with its share of all that was compared where that is asked."""
    figures = {"amount": fig_of(item)}
    total = sum((size(other) for other in items), Decimal(0))
    share = ratio_percent(size(item), total) if asks(text, "share") else None
    if share is not None:
        unit = item.fact.unit
        whole = plain(total / scale(unit))
        formula = f"{plain(item.value)} / {whole}"
        figures["share"] = Fig(RESULT, item.name, Amount(share, "%"), item.facts[:1], formula)
        figures["whole"] = Fig(OPERAND, _WHOLE, Amount(total / scale(unit), unit))
    return Line(key, {"name": item.name}, {**figures, "count": count_fig(len(items))})


def _gap(first: Listed, last: Listed) -> Line:
    unit = first.fact.unit
    other = Amount(last.value, last.fact.unit).to(unit).value
    formula = f"{plain(first.value)} - {plain(other)}"
    gap = Fig(RESULT, first.name, Amount(first.value - other, unit), (first.fact, last.fact), formula, "gap")
    return Line("rank.gap", {}, {"gap": gap})


def _by_change(desk: Desk) -> list[Line]:
    """The rows that changed most, in the asked direction; by percentage where the question asks for that."""
    text = desk.reading.text
    found, years = changes(desk)
    relative = asks(text, "percent") and not asks(text, "gap")
    usable = [c for c in found if c.delta and (c.percent is not None or not relative)]
    if len(found) < 2 or not usable:
        return []
    direction = asked_direction(text, desk.reading.language)

    def moved(change: Changed) -> Decimal:
        value = change.percent if relative and change.percent is not None else change.delta * scale(change.now.unit)
        return value * direction if direction else abs(value)

    ordered = sorted(usable, key=moved, reverse=not desk.reading.smallest)
    top = [c for c in ordered[: places(desk)] if moved(c) > 0 or not direction]
    return [change_figure(change, years, percent_first=relative) for change in top]


def _by_rate(desk: Desk) -> list[Line]:
    """The lines whose budget was carried out least or most."""
    pairs = rated(carried_out(desk))
    if len(pairs) < 2:
        return []
    text = desk.reading.text
    if asks(text, "largest") and asks(text, "smallest"):
        return [rate_figure(pairs[-1][1]), rate_figure(pairs[0][1])]
    ordered = pairs if desk.reading.smallest else pairs[::-1]
    last = ordered[: places(desk)][-1][0]
    tied = [item for i, (rate, item) in enumerate(ordered) if i < places(desk) or rate == last]
    return [rate_figure(item) for item in tied[:_MOST]]
