"""Operates: tries the operations that a question shows, the leading one first, down to its own words or "not there"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from budget.answer import Status
from budget.compute import (
    across,
    afford,
    agree,
    cell,
    change,
    composition,
    each_body,
    execution,
    findings,
    less_own,
    listing,
    lookup,
    moved_apart,
    over_rows,
    own_units,
    passage,
    per_unit,
    plan_and_outturn,
    premise,
    rank,
    section,
    share,
    total,
    verify,
)
from budget.compute.absent import absent_outcome, gone, missing
from budget.compute.desk import Desk
from budget.compute.narrow import narrowed, which_thing, with_source_caveat
from budget.compute.outcome import Line, Outcome
from budget.compute.parts import split_reading, years_apart
from budget.filing import FINALS
from budget.question.operations import Operation
from budget.question.periods import Periods
from budget.question.phrases import phrase
from budget.question.reading import only_compares_with_final

_EACH, _HOW_MUCH = phrase("each_of_them"), phrase("how_much")
Run = Callable[[Desk], Outcome | None]


def run_check(desk: Desk) -> Outcome | None:
    """What the consistency rules found on what is asked; else each place that gives the figure."""
    return findings.run(desk) or agree.run(desk) or findings.run_whole(desk)


def run_text(desk: Desk) -> Outcome | None:
    """The section that is asked for as a whole; else the sentence that fits best."""
    return (None if desk.reading.asks_figure else section.run(desk)) or passage.run(desk)


OPERATIONS: Mapping[Operation, Run] = MappingProxyType(
    {
        Operation.CHECK: run_check,
        Operation.DEFINITION: passage.run_definition,
        Operation.AFFORD: afford.run,
        Operation.EXECUTION: execution.run,
        Operation.RANK: rank.run,
        Operation.SUM: total.run_sum,
        Operation.DIFFERENCE: total.run_difference,
        Operation.PER_UNIT: per_unit.run,
        Operation.SHARE: share.run,
        Operation.WHY: change.run_why,
        Operation.VERIFY: verify.run,
        Operation.COMPARE: total.run_difference,
        Operation.CHANGE: change.run_change,
        Operation.PRIOR: change.run_prior,
        Operation.COUNT: listing.run_count,
        Operation.LIST: listing.run,
        Operation.TEXT: run_text,
        Operation.LOOKUP: lookup.run,
    }
)


def _last_resorts(desk: Desk) -> tuple[Operation, ...]:
    """What is tried when no operation that the question shows can be carried out."""
    if _wants_words(desk):
        return (Operation.TEXT,)
    return (Operation.LOOKUP,) if desk.reading.asks_figure else (Operation.LOOKUP, Operation.TEXT)


def _wants_words(desk: Desk) -> bool:
    """True where the question asks for words, not for a figure."""
    asks_words = desk.reading.shows(Operation.TEXT, Operation.DEFINITION, Operation.LIST)
    return (
        asks_words
        and not desk.reading.dimensions
        and not desk.reading.shows(Operation.CHANGE, Operation.PRIOR, Operation.SHARE)
    )


def operate(desk: Desk) -> Outcome:
    """The outcome of the whole question, with a caveat for each contradiction in which one of its figures stands."""
    return findings.with_conflicts(desk, premise.with_premises(desk, _with_the_list(desk, _operate(desk))))


def _operate(desk: Desk) -> Outcome:
    """By its cell, by asking which thing is meant, across filings, in one, or part by part."""
    if (named := cell.run(desk) or which_thing(desk)) is not None:
        return with_source_caveat(desk, named)
    parts = split_reading(desk.reading)
    if len(parts) > 1:
        desks = [Desk(desk.shelf, part, desk.only) for part in parts]
        if years_apart(parts) or all(each_body.applies(one) for one in desks):
            return _join([_operate(one) for one in desks])
    desk = _against_year(_against_outturn(desk))
    before = _year_before(desk)
    if before is not desk:
        found = change.run_prior(before)
        return found or gone(desk, "not_found.year", str(min(desk.reading.periods.years)))
    desk = plan_and_outturn.of_last_year(desk)
    if (related := _related(desk)) is not None:
        return related
    if (lacking := missing(desk)) is not None:
        return lacking
    if (compared := across.run(desk) or moved_apart.run(desk) or each_body.run(desk)) is not None:
        return compared
    one = narrowed(desk)
    if isinstance(one, Outcome):
        return one
    outcomes: list[Outcome] = []
    for part in split_reading(one.reading):
        outcomes.append(_further(one.on(part), outcomes))
    return with_source_caveat(desk, outcomes[0] if len(outcomes) == 1 else _join(outcomes))


def _related(desk: Desk) -> Outcome | None:
    """What a question comes to that sets figures against each other, over all filings in play."""
    for run in (agree.run_sides, agree.run_written):
        if desk.reading.shows(Operation.CHECK) and (agreed := run(desk)) is not None:
            return agreed
    for run in (less_own.run, composition.run, over_rows.run):
        if (listed := run(desk)) is not None:
            return with_source_caveat(desk, listed)
    if (spent := plan_and_outturn.run_spent(desk)) is not None:
        return _with_the_rest(desk, Operation.EXECUTION, spent)
    return None


def _further(desk: Desk, before: Sequence[Outcome]) -> Outcome:
    """The outcome of one part; where it only says again what was said, what its own words mean without those before them."""
    outcome = _operate_one(desk)
    said = {line for earlier in before for line in map(_told, earlier.lines)}
    if desk.reading.context and before and all(_told(line) in said for line in outcome.lines):
        alone = _operate_one(desk.on(replace(desk.reading, context=())))
        if alone.status is Status.ANSWERED:
            return alone
    return outcome


def _told(line: Line) -> tuple[str, frozenset[tuple[Decimal, str]]]:
    """What a line says: its kind and its figures."""
    return line.key, frozenset(fig.key for fig in line.figures.values())


def _against_outturn(desk: Desk) -> Desk:
    """A question that only compares with what was spent asks for no final figure where the library holds none: the budget tells
    the comparison."""
    if not only_compares_with_final(desk.reading.text) or desk.has_final():
        return desk
    return Desk(desk.shelf, replace(desk.reading, wants_final=False), desk.only)


def _against_year(desk: Desk) -> Desk:
    """A question that only compares with a year (跟2024年预算比) asks of the newest filing how it changed."""
    years = _without_the_compared(desk)
    bodies = {f.department for f in desk.frame}
    newest = max((f.year or 0 for f in desk.shelf.filings.values() if f.department in bodies), default=0)
    if years != desk.reading.periods.years:
        periods = replace(desk.reading.periods, years=years, last_year=True)
        return Desk(desk.shelf, replace(desk.reading, periods=periods), desk.only)
    if len(years) != 1 or not _compared_with(desk.reading.text, years[0]) or newest == years[0]:
        return desk
    operations = tuple(dict.fromkeys((*desk.reading.operations, Operation.CHANGE)))
    reading = replace(
        desk.reading, periods=replace(desk.reading.periods, years=(), last_year=True), operations=operations
    )
    return Desk(desk.shelf, reading, desk.only)


def _without_the_compared(desk: Desk) -> tuple[int, ...]:
    """The years that are asked about; the year before is only what is compared with where its own filing need not be asked:
    each line's change, or its reason, stands in the filing of the year itself (2024年的收入比2023年各多了多少，为什么)."""
    reading, years = desk.reading, desk.reading.periods.years
    if len(years) != 2 or max(years) != min(years) + 1 or not _compared_with(reading.text, min(years)):
        return years
    each = reading.shows(Operation.WHY) or (reading.shows(Operation.CHANGE) and bool(_EACH.search(reading.text)))
    held = {f.year for f in desk.shelf.filings.values() if not desk.only or f.file in desk.only}
    return (max(years),) if each and max(years) in held else years


def _compared_with(text: str, year: int) -> bool:
    """True where the year is only what is compared with."""
    return any(str(year) in match.groups() for match in phrase("compared_with").finditer(text))


def _year_before(desk: Desk) -> Desk:
    """A question about a year of which there is no filing, but one of the year after: last year's figure is asked of that."""
    years = desk.reading.periods.years
    if len(years) == 1 and _compared_with(desk.reading.text, years[0]):
        return desk
    held = {f.year for f in desk.frame}
    # "Work 2022 out from the accounts of 2023" names both years.
    both = len(years) == 2 and max(years) == min(years) + 1
    worked_out = both and (desk.reading.shows(Operation.PRIOR) or not _finds_of(desk, min(years)))
    if not years or (len(years) > 1 and not worked_out):
        return desk
    asked = min(years)
    if asked in held or asked + 1 not in held or _finds_of(desk, asked):
        return desk
    periods = Periods(last_year=True)
    operations = tuple(dict.fromkeys((Operation.PRIOR, *desk.reading.operations)))
    reading = replace(desk.reading, periods=periods, operations=operations)
    pool = [f for f in desk.frame if f.year == asked + 1]
    finals = [f for f in pool if f.kind in FINALS]
    if desk.reading.wants_final and not worked_out and not finals:
        return desk
    return Desk(desk.shelf, reading, tuple(f.file for f in (finals if desk.reading.wants_final and finals else pool)))


def _finds_of(desk: Desk, year: int) -> bool:
    """True where the filings in play print for that year the line that they print for their own."""
    of_year, own = (desk.on(replace(desk.reading, periods=Periods(years=years))) for years in ((year,), ()))
    found, named = ({t.name for t in d.targets(d.reading.units, d.reading.context)} for d in (of_year, own))
    return bool(found & named if named else found)


def _operate_one(desk: Desk) -> Outcome:
    """The first operation that can be carried out; else the filing's words; else what is not there."""
    if (units := own_units.run(desk)) is not None:
        return units
    if (against := plan_and_outturn.run(desk)) is not None:
        return _with_the_rest(desk, Operation.EXECUTION, against)
    for operation in (*desk.reading.operations, *_last_resorts(desk)):
        if (outcome := OPERATIONS[operation](desk)) is not None:
            return _with_the_figure(desk, _with_the_rest(desk, operation, outcome))
    return absent_outcome(desk)


def _asks_how_much(desk: Desk) -> bool:
    """True where a clause of its own asks for a figure and shows no other operation."""
    own = (c for c in desk.reading.clauses if c.asks and c.operations == (Operation.LOOKUP,))
    return any(_HOW_MUCH.search(clause.text) for clause in own)


def _with_the_figure(desk: Desk, outcome: Outcome) -> Outcome:
    """Words that were asked for, and behind them the figure that was asked for with them and that they do not hold
    (物业管哪些事？一年付多少？): of the first line that the question names."""
    told = [fig for line in outcome.lines for fig in line.figures.values()]
    quoted = outcome.status is Status.ANSWERED and all(line.key.startswith("quote.") for line in outcome.lines)
    if not quoted or told or not (desk.reading.dimensions or _asks_how_much(desk)):
        return outcome
    if (printed := passage.asked_figures(desk, outcome.lines[0])) is not None:
        return replace(outcome, lines=(printed, *outcome.lines[1:]))
    figure = lookup.run(desk.on(replace(desk.reading, operations=(Operation.LOOKUP,))))
    lines = figure.lines if figure is not None else ()
    return replace(outcome, lines=(*outcome.lines, *[line for line in lines if line.figures][:1]))


def _with_the_list(desk: Desk, outcome: Outcome) -> Outcome:
    """The best of a ranking, and behind it the list whose best it is (花在哪几件事上？其中最大的一笔是多少？)."""
    asked = desk.reading.shows(Operation.LIST) and phrase("of_which").search(desk.reading.text)
    if outcome.operation != Operation.RANK or not asked:
        return outcome
    further = listing.run(desk)
    if further is None or further.status is not Status.ANSWERED:
        return outcome
    return replace(outcome, lines=(*outcome.lines, *(line for line in further.lines if line not in outcome.lines)))


# Operations that a question may ask for together, of one line: how much, how much more than last year, what share, why.
_TOGETHER = (Operation.CHANGE, Operation.PRIOR, Operation.SHARE, Operation.PER_UNIT, Operation.WHY)


def _with_the_rest(desk: Desk, first: Operation, outcome: Outcome) -> Outcome:
    """The outcome with what else the question asks of the same lines: each further operation's lines that say a new figure."""
    if (
        first not in (*_TOGETHER, Operation.SUM, Operation.LOOKUP, Operation.EXECUTION)
        or outcome.status is not Status.ANSWERED
    ):
        return outcome
    said = {fig.key for line in outcome.lines for fig in line.figures.values()}
    names = {fig.label for line in outcome.lines for fig in line.figures.values()}
    for operation in (o for o in _TOGETHER if o is not first and desk.reading.shows(o)):
        further = OPERATIONS[operation](desk)
        if further is None or further.status is not Status.ANSWERED:
            continue
        new = [line for line in further.lines if _adds(line, said, names) and line not in outcome.lines]
        said |= {fig.key for line in new for fig in line.figures.values()}
        outcome = replace(outcome, lines=(*outcome.lines, *new))
    return outcome


def _adds(line: Line, said: set[tuple[Decimal, str]], names: set[str]) -> bool:
    """True where the line gives a new figure of what is asked about, or the reason that was asked for."""
    if not line.figures:
        return line.key.startswith("why.") and line.key != "why.none"
    figures = line.figures.values()
    return any(fig.key not in said for fig in figures) and any(fig.label in names for fig in figures)


def _join(outcomes: Sequence[Outcome]) -> Outcome:
    """The parts' lines one after the other; a part that is not there says so in one line."""
    found = [outcome for outcome in outcomes if outcome.status is Status.ANSWERED]
    if not found:
        return outcomes[0]
    lines = [line for o in outcomes for line in (o.lines if o.status is Status.ANSWERED else o.lines[:1])]
    unique = tuple(line for i, line in enumerate(lines) if line not in lines[:i])
    return Outcome(Status.ANSWERED, unique, tuple(c for o in found for c in o.caveats), operation=found[0].operation)
