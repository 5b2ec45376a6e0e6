"""Each body: the question asked of every body's own filings, the answers set side by side, ranked, added up or divided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from budget.amount import Amount, dimension
from budget.answer import Status
from budget.compute import per_unit, share, total
from budget.compute.desk import Desk, choose_filings, kind_of_unit
from budget.compute.lookup import HELD_RECALL, asked_targets
from budget.compute.outcome import RESULT, Fig, Line, Outcome, plain, ratio_percent, round_half_up
from budget.compute.point import Point, all_together, extremes, point_line, sum_line
from budget.compute.say import amount_fig
from budget.compute.target import Target
from budget.filing import Filing
from budget.question.bodies import told_apart
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.question.reading import Reading
from budget.question.shapes import summed_units

_BODIES, _ALL, _MOVES = phrase("several_bodies"), phrase("all_of_them"), phrase("moves")
_ONLY, _NONE, _TIMES, _NOBODY = phrase("only_one"), phrase("has_none"), phrase("times"), phrase("which_has_none")
# So many bodies that do not say something are named.
_NAMED_MOST = 4
# Operations that set the bodies against each other: none of them is asked of one body alone.
_BETWEEN = (Operation.RANK, Operation.COMPARE, Operation.DIFFERENCE, Operation.SUM, Operation.VERIFY, Operation.LIST)


def applies(desk: Desk) -> bool:
    """True where the question runs over several bodies."""
    bodies = {f.department for f in (_all_filings(desk) if focus(desk) else desk.frame)}
    return len(bodies) > 1 and (len(_named(desk.reading)) > 1 or bool(_BODIES.search(desk.reading.text)))


def _named(reading: Reading) -> list[str]:
    """The bodies that the question names, in its order."""
    ordered = sorted(reading.bodies, key=lambda m: (len(m.bodies), m.start))
    return list(dict.fromkeys(body for mention in ordered for body in mention.bodies))


def focus(desk: Desk) -> str | None:
    """The one body that a question about all of them names (四家一共多少？万里街道占百分之几？)."""
    named = _named(desk.reading)
    return named[0] if len(named) == 1 and _BODIES.search(desk.reading.text) else None


def _all_filings(desk: Desk) -> list[Filing]:
    return choose_filings(desk.shelf, replace(desk.reading, bodies=()), desk.only)


def _asked_filings(desk: Desk) -> list[Filing]:
    return _all_filings(desk) if focus(desk) else list(desk.frame)


def in_order(desk: Desk) -> list[str]:
    """The bodies that the question runs over, in the order in which it names them."""
    order = _named(desk.reading)
    bodies = dict.fromkeys(f.department for f in _asked_filings(desk))
    return sorted(bodies, key=lambda body: order.index(body) if body in order else len(order))


def points(desk: Desk) -> list[Point]:
    """What each body's filings say, in the order in which the question names the bodies; a body that says nothing is left out."""
    filings = _asked_filings(desk)
    bodies = in_order(desk)
    names = dict(zip(bodies, told_apart(bodies), strict=True))
    value = _value_of(desk)
    own = {body: _own(desk, body, [f for f in filings if f.department == body]) for body in bodies}
    told = _amounts(own) if value is None else _told(own, value)
    kind = _commonest(kind_of_unit(found.amount.unit) for found in told.values())
    alike = [Point(b, names[b], told[b]) for b in bodies if b in told and kind_of_unit(told[b].amount.unit) == kind]
    # 辆 and 台 are both counts, but can't be set against each other.
    measure = _commonest(dimension(point.fig.amount.unit) for point in alike)
    return [point for point in alike if dimension(point.fig.amount.unit) == measure]


def _commonest(kinds: Iterable[str]) -> str:
    found = list(kinds)
    return max(found, key=found.count, default="")


def _told(own: Mapping[str, Desk], value: Callable[[Desk], Fig | None]) -> dict[str, Fig]:
    return {body: found for body, desk in own.items() if (found := value(desk)) is not None}


def _amounts(own: Mapping[str, Desk]) -> dict[str, Fig]:
    """The amounts; what fits the question far worse than another body's line is not what that one calls so.

    What one calls otherwise than the others is looked for again, among figures of their kind.
    """
    targets = _targets(own)
    best = max((target.recall for target in targets.values()), default=0.0)
    fitting = {body: target for body, target in targets.items() if target.recall >= HELD_RECALL * best}
    kind = _commonest(_kind(target) for target in fitting.values())
    unlike = {body: desk for body, desk in own.items() if body not in fitting or _kind(fitting[body]) != kind}
    again = _targets({body: one.on(replace(one.reading, dimensions=(kind,))) for body, one in unlike.items()})
    fitting |= {body: target for body, target in again.items() if target.recall >= HELD_RECALL * best}
    return {body: amount_fig(target.variants[0]) for body, target in fitting.items()}


def _targets(own: Mapping[str, Desk]) -> dict[str, Target]:
    return {body: found[0] for body, desk in own.items() if (found := asked_targets(desk))}


def _kind(target: Target) -> str:
    return kind_of_unit(amount_fig(target.variants[0]).amount.unit)


def _own(desk: Desk, body: str, filings: Sequence[Filing]) -> Desk:
    """The question as it is asked of one body alone: without the other bodies, and without setting them side by side."""
    reading = desk.reading
    asides = _asides(reading)
    units = tuple(
        u for u in reading.units if all(body in bodies for span, bodies in asides if span[0] < u.start < span[1])
    )
    operations = tuple(o for o in reading.operations if o not in _BETWEEN) or (Operation.LOOKUP,)
    own = replace(reading, periods=replace(reading.periods, span=0), units=units, operations=operations)
    return Desk(desk.shelf, own, tuple(f.file for f in filings))


def _asides(reading: Reading) -> list[tuple[tuple[int, int], set[str]]]:
    """What stands in brackets and names bodies is said of those alone (西安叫专项业务经费)."""
    found = []
    for match in phrase("brackets").finditer(reading.text):
        inside = [m for m in reading.bodies if match.start() < m.start < match.end()]
        if inside:
            found.append((match.span(), {body for m in inside for body in m.bodies}))
    return found


def _value_of(desk: Desk) -> Callable[[Desk], Fig | None] | None:
    """What is worked out for each body: a share, a figure per unit, the sum of some lines; None where its amount is asked."""
    reading = desk.reading
    if reading.shows(Operation.SHARE) and not focus(desk):
        return lambda one: _first(share.run(one))
    if reading.shows(Operation.PER_UNIT):
        return lambda one: _first(per_unit.run(one))
    if summed := summed_units(reading):
        return lambda one: _first(total.run_sum(one.on(replace(one.reading, units=summed))))
    return None


def asks_moves(reading: Reading) -> bool:
    """True where the question asks how something moved since the year before, not only by how much one body is ahead."""
    changed = reading.shows(Operation.CHANGE) and bool(_MOVES.search(reading.text))
    return changed or reading.shows(Operation.WHY, Operation.PRIOR)


def _first(outcome: Outcome | None) -> Fig | None:
    figs = [fig for line in outcome.lines for fig in line.figures.values() if fig.role == RESULT] if outcome else []
    return figs[0] if figs else None


def run(desk: Desk) -> Outcome | None:
    """The bodies side by side as the question asks; None where fewer than two say something that one alone may be asked for."""
    if not applies(desk):
        return None
    reading, found = desk.reading, points(desk)
    silent = _silent(desk, found)
    if len(found) < 2:
        ranked = reading.shows(Operation.RANK, Operation.COMPARE, Operation.DIFFERENCE)
        set_against = ranked and (bool(found) or reading.shows(Operation.PER_UNIT))
        status = Status.ANSWERED if found else Status.NOT_FOUND
        return Outcome(status, (*map(point_line, found), *silent), operation="across") if set_against else None
    lines: list[Line] = []
    if reading.shows(Operation.SUM) or focus(desk) or _ALL.search(reading.text):
        lines += _sum(found, focus(desk) if reading.shows(Operation.SHARE) else None)
    if _TIMES.search(reading.text) and len(found) == 2:
        lines += _times(*found)
    if reading.shows(Operation.VERIFY) and (verdict := _only(desk, found)):
        lines = verdict
    elif reading.shows(Operation.RANK, Operation.DIFFERENCE, Operation.COMPARE, Operation.VERIFY):
        lines.append(extremes(found, reading.smallest))
    if reading.shows(Operation.RANK):
        found = sorted(found, key=lambda p: p.size, reverse=not reading.smallest)
    none = [p.name for p in found if not p.size] if _NOBODY.search(reading.text) else []
    head = [] if lines else [Line("across.head", {"name": found[-1].fig.label})]
    lines += [*head, *([Line("across.nobody", {"bodies": "、".join(none)})] if none else [])]
    return Outcome(Status.ANSWERED, (*lines, *map(point_line, found), *silent), operation="across")


def _silent(desk: Desk, found: Sequence[Point]) -> list[Line]:
    """Which of the bodies that are asked about do not say it."""
    bodies = in_order(desk)
    told = {point.of for point in found}
    names = [name for body, name in zip(bodies, told_apart(bodies), strict=True) if body not in told]
    some = "、".join(names[:_NAMED_MOST])
    more = str(len(names)) if len(names) > _NAMED_MOST else ""
    return [Line("across.silent", {"bodies": some, "count": more})] if names else []


def _sum(found: Sequence[Point], body: str | None) -> list[Line]:
    """All together; with the share that one body has of it."""
    unit = found[0].fig.amount.unit
    if unit == "%":
        return []
    whole = all_together(found)
    lines = [sum_line(found)]
    point = next((p for p in found if p.of == body), None)
    percent = ratio_percent(point.fig.amount.to(unit).value, whole.amount.value) if point else None
    if point is not None and percent is not None:
        formula = f"{plain(point.fig.amount.to(unit).value)} / {plain(whole.amount.value)}"
        fig = Fig(RESULT, point.fig.label, Amount(percent, "%"), point.fig.facts[:1], formula)
        lines.append(Line("across.focus", {"point": point.name}, {"share": fig}))
    return lines


def _times(one: Point, other: Point) -> list[Line]:
    """How many times the second body's figure the first body's is."""
    unit = one.fig.amount.unit
    over = other.fig.amount.to(unit).value
    if not over:
        return []
    facts = (*one.fig.facts[:1], *other.fig.facts[:1])
    formula = f"{plain(one.fig.amount.value)} / {plain(over)}"
    fig = Fig(RESULT, one.fig.label, Amount(round_half_up(one.fig.amount.value / over), "倍"), facts, formula)
    return [Line("across.times", {"point": one.name, "other": other.name}, {"times": fig})]


def _only(desk: Desk, found: Sequence[Point]) -> list[Line]:
    """Yes where the one body named has it and no other does (or has none, and all others do); nothing where one is not told."""
    body = focus(desk)
    told = {point.of for point in found}
    if body is None or not _ONLY.search(desk.reading.text) or told != {f.department for f in _all_filings(desk)}:
        return []
    has = not _NONE.search(desk.reading.text)
    true = all((bool(point.size) == has) == (point.of == body) for point in found)
    return [Line("verify.yes" if true else "verify.no")]
