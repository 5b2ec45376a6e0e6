"""The parts of a question that are answered one after the other, each with its context."""

from __future__ import annotations

from dataclasses import replace

from budget.question.clauses import Clause
from budget.question.implied import whole_budget
from budget.question.operations import Operation, asked_dimensions, find_operations
from budget.question.periods import find_periods
from budget.question.phrases import phrase
from budget.question.reading import Reading, is_about_budget, is_about_final
from budget.question.shapes import joins_clauses
from budget.question.words import Unit

# Operations that relate the things that the clauses name: such a question is one.
WHOLE = (
    Operation.CHECK,
    Operation.DEFINITION,
    Operation.AFFORD,
    Operation.RANK,
    Operation.SUM,
    Operation.DIFFERENCE,
    Operation.PER_UNIT,
    Operation.SHARE,
)


# Operations that ask for words.
_WORDS = {Operation.TEXT, Operation.DEFINITION}
# Units that say where to look, not for what.
_PLACES = ("table", "section")
_OF_WHICH, _LEANS = phrase("of_which"), phrase("leans")


def split_reading(reading: Reading) -> list[Reading]:
    """Split a question at its clauses: those that ask are parts, the others are context for all that follow.

    A question in which no clause names and asks, or whose operation spans its clauses, stays whole; a clause that asks without naming
    anything ("各多少钱") asks of the clause before it; one that asks what of it ("其中 … 多少") asks of what that one named too.
    """
    clauses = _asking_of_the_scene(_with_whole(reading))
    reading = replace(reading, clauses=clauses)
    asking = [clause for clause in clauses if clause.asks and _says(clause)]
    related = reading.shows(Operation.SHARE) and joins_clauses(reading)
    if (
        not asking
        or len(reading.clauses) == 1
        or related
        or (reading.shows(*WHOLE) and not _each_its_own(clauses, asking))
    ):
        return [reading]
    parts: list[Reading] = []
    scene: tuple[Unit, ...] = ()
    first: Clause | None = None
    above: tuple[Unit, ...] = ()
    for i, clause in enumerate(reading.clauses):
        if not clause.asks:
            scene += clause.units
        elif _says(clause):
            if all(unit.kind in _PLACES for unit in clause.units) and first is None:
                return [reading]
            text = clause.text + _bare_questions(reading.clauses[i + 1 :])
            context = scene + (first.units if first is not None else ())
            if _OF_WHICH.match(clause.text):
                context += tuple(unit for unit in above if unit not in context)
            parts.append(_part(reading, text, clause, context, len(asking) > 1))
            first = first or clause
            above = clause.units
            parts += _again(reading, parts[-1], reading.clauses[i + 1 :])
    return _of_own_years(reading, parts)


def _asking_of_the_scene(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses; one that asks without naming anything and has only told things before it is joined to the last of those."""
    named = next((i for i, clause in enumerate(clauses) if clause.units), None)
    if named is None or clauses[named].asks or len(clauses) <= named + 2:
        return clauses
    bare = next((i for i in range(named + 1, len(clauses)) if clauses[i].asks), None)
    if bare is None or clauses[bare].units or not any(c.asks and c.units for c in clauses[bare + 1 :]):
        return clauses
    told = clauses[bare - 1]
    if not told.units:
        return clauses
    operations = tuple(dict.fromkeys((*clauses[bare].operations, *told.operations)))
    joined = replace(told, text=f"{told.text}，{clauses[bare].text}", operations=operations, asks=True)
    return (*clauses[: bare - 1], joined, *clauses[bare + 1 :])


def _each_its_own(clauses: tuple[Clause, ...], asking: list[Clause]) -> bool:
    """True where several clauses ask, and each that relates things names its own (货物和服务合起来多少？中小企业占采购总额的百分之几？)."""
    bare = [clause for clause in clauses if _LEANS.search(clause.text) or not _names(clause)]
    return len(asking) > 1 and not any(set(clause.operations) & set(WHOLE) for clause in bare)


def _says(clause: Clause) -> bool:
    """True where the clause says more than that it is about money."""
    return any(not unit.generic for unit in clause.units)


def _names(clause: Clause) -> bool:
    """True where the clause names a line, not only a place to look."""
    return any(unit.known and unit.kind not in _PLACES for unit in clause.units)


def _with_whole(reading: Reading) -> tuple[Clause, ...]:
    """The clauses, the first that asks of a body's budget and names no line with the unit for the whole budget."""
    for i, clause in enumerate(reading.clauses):
        if clause.units:
            break
        if clause.asks and (whole := whole_budget(clause.text, reading.language)) is not None:
            return (*reading.clauses[:i], replace(clause, units=(whole,)), *reading.clauses[i + 1 :])
    return reading.clauses


def _again(reading: Reading, part: Reading, following: tuple[Clause, ...]) -> list[Reading]:
    """The part asked again of another year by a clause that names nothing else (2024年花了多少？2025年的预算呢？)."""
    clause = following[0] if following else None
    if clause is None or not clause.asks or _says(clause) or not find_periods(part.text).years:
        return []
    years = find_periods(clause.text).years
    if not years or years == find_periods(part.text).years or is_about_final(clause.text) == is_about_final(part.text):
        return []
    own = find_operations(clause.text, reading.language)
    return [replace(part, text=clause.text, operations=own, clauses=(replace(clause, units=part.units),))]


def _bare_questions(following: tuple[Clause, ...]) -> str:
    """The clauses right behind that ask without naming anything: they belong to the one before."""
    text = ""
    for clause in following:
        if _says(clause) or not clause.asks or find_periods(clause.text).years:
            break
        text += "，" + clause.text
    return text


def _part(reading: Reading, text: str, clause: Clause, context: tuple[Unit, ...], others: bool) -> Reading:
    operations = find_operations(text, reading.language) if others else reading.operations
    own = asked_dimensions(text, reading.language)
    # A kind of figure that another clause asks for is that clause's.
    shared = not any(asked_dimensions(c.text, reading.language) for c in reading.clauses if c.asks and c.units)
    return replace(
        reading,
        text=text,
        units=clause.units,
        context=context,
        clauses=(clause,),
        operations=operations,
        dimensions=own or (reading.dimensions if shared and not set(operations) & _WORDS else ()),
    )


def _of_own_years(reading: Reading, parts: list[Reading]) -> list[Reading]:
    """The parts, each with the years that it names itself, where all of them do."""
    names = tuple(unit.text for unit in reading.units if unit.kind == "label")
    periods = [find_periods(part.text, names) for part in parts]
    if len(parts) < 2 or not all(p.years for p in periods):
        return parts
    return [
        replace(part, periods=p, wants_final=is_about_final(part.text), wants_budget=is_about_budget(part.text))
        for part, p in zip(parts, periods, strict=True)
    ]


def years_apart(parts: list[Reading]) -> bool:
    """True where the parts ask for different things of different years, or of what was spent in one and planned in another: each
    is a question of its own."""
    years = {part.periods.years for part in parts}
    lines = {tuple(unit.alternatives for unit in part.units) for part in parts}
    return len(years) > 1 and (len(lines) > 1 or len({part.wants_final for part in parts}) > 1)
