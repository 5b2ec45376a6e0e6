"""Narrows a question that names no body, in a library of several, to the one that its words fit best; or asks which is meant."""

from __future__ import annotations

from dataclasses import replace

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome, rounds_to
from budget.compute.project_list import projects
from budget.line import line_name
from budget.question.bodies import told_apart
from budget.question.link import Match
from budget.question.phrases import phrase

# Matches this close to the best one fit as well.
_AS_WELL = 0.97
_MOST_OPTIONS = 6
# Kinds of units that set the scene and name no line.
_SCENE = ("body", "table", "section", "everyday", "measure", "implied")


def narrowed(desk: Desk) -> Desk | Outcome:
    """The desk over the filings of one body: the named one, or the one that the question's words and figures fit best.

    Where several bodies of the newest year fit as well, a question back instead.
    """
    bodies = {filing.department for filing in desk.frame}
    if len(bodies) < 2 or len({body for mention in desk.reading.bodies for body in mention.bodies}) > 1:
        return desk
    matches = desk.match(desk.reading.units, desk.reading.context)
    if not matches:
        return desk
    close = [m for m in matches if m.score >= _AS_WELL * matches[0].score]
    ranks = [(_figures_said(desk, m), desk.shelf.filings[m.fact.filing].year or 0) for m in close]
    best = max(ranks)
    tied = {desk.shelf.filings[m.fact.filing].department for m, rank in zip(close, ranks, strict=True) if rank == best}
    if len(tied) > 1:
        return _which_body(desk, [filing.department for filing in desk.frame if filing.department in tied])
    department = next(iter(tied))
    return desk.over([filing for filing in desk.frame if filing.department == department])


def _which_body(desk: Desk, departments: list[str]) -> Outcome:
    """Asks back which body is meant, with the whole question for each."""
    names = told_apart(list(dict.fromkeys(departments)))
    text = desk.reading.text
    options = [f"{text} ({name})" if desk.reading.language == "en" else f"{name}：{text}" for name in names]
    line = Line("clarify.body", {"bodies": "、".join(names[:_MOST_OPTIONS])})
    return Outcome(Status.CLARIFY, (line,), options=tuple(options[:_MOST_OPTIONS]), operation="clarify")


def which_thing(desk: Desk) -> Outcome | None:
    """Asks back which project is meant by "that project", where nothing says it and the filings have several."""
    match = phrase("unnamed_thing").search(desk.reading.text)
    named = [u for u in desk.reading.units if u.known and not u.generic and u.kind not in _SCENE]
    beside = [u for u in named if match is None or not match.start() <= u.start < match.end()]
    # Words right before it are its name, however loose (租办公楼这个项目).
    beside += [u for u in desk.reading.units if match is not None and u.end == match.start() and u.kind != "body"]
    if match is None or beside or desk.reading.context:
        return None
    names = list(dict.fromkeys(item.name for item in projects(desk)))
    if len(names) < 2:
        return None
    text = desk.reading.text
    options = tuple(f"{text[: match.start()]}{name}{text[match.end() :]}" for name in names[:_MOST_OPTIONS])
    line = Line("clarify.thing", {"things": "、".join(names[:_MOST_OPTIONS])})
    return Outcome(Status.CLARIFY, (line,), options=options, operation="clarify")


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
