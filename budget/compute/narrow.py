"""Narrows a question that names no body, in a library of several, to the one that its words fit best; the answer says which."""

from __future__ import annotations

from dataclasses import replace

from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome, rounds_to
from budget.line import line_name
from budget.question.link import Match

# Matches this close to the best one fit as well.
_AS_WELL = 0.97


def narrowed(desk: Desk) -> Desk:
    """The desk over the filings of one body: the named one, or the one that the question's words and figures fit best."""
    bodies = {filing.department for filing in desk.frame}
    if len(bodies) < 2 or len({body for mention in desk.reading.bodies for body in mention.bodies}) > 1:
        return desk
    matches = desk.match(desk.reading.units, desk.reading.context)
    if not matches:
        return desk
    close = [m for m in matches if m.score >= _AS_WELL * matches[0].score]
    best = max(close, key=lambda m: (_figures_said(desk, m), desk.shelf.filings[m.fact.filing].year or 0, m.score))
    department = desk.shelf.filings[best.fact.filing].department
    return desk.over([filing for filing in desk.frame if filing.department == department])


def _figures_said(desk: Desk, match: Match) -> int:
    """How many figures of the question the match's line carries (a fall of 73% is the line's that fell by 73.15%)."""
    kin = desk.shelf.by_name[match.fact.filing, line_name(match.fact)]
    return sum(
        any(f.value is not None and rounds_to(f.value, number.value) for f in kin)
        for number in desk.reading.numbers
        if number.unit
    )


def with_source_caveat(desk: Desk, outcome: Outcome) -> Outcome:
    """The outcome with a word on which filing was taken, where the question did not say and the library holds others."""
    pool = [f for f in desk.shelf.filings.values() if not desk.only or f.file in desk.only]
    bodies = {f.department for f in desk.frame}
    several_bodies = len({f.department for f in pool}) > 1 and not desk.reading.bodies
    several_years = len({f.year for f in pool if f.department in bodies}) > 1 and not desk.reading.periods.years
    unsaid = several_bodies or several_years
    files = {fact.filing for line in outcome.lines for fig in line.figures.values() for fact in fig.facts}
    files |= {fact.filing for line in outcome.lines for fact in line.facts}
    if not unsaid or len(files) != 1:
        return outcome
    filing = desk.shelf.filings[next(iter(files))]
    caveat = Line("caveat.year", {"year": str(filing.year or ""), "title": filing.title or filing.file})
    return replace(outcome, caveats=(*outcome.caveats, caveat))
