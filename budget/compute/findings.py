"""What the consistency rules found, as answers: to questions about errors, and as caveats of figures that stand in a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.answer import Status
from budget.checks import CheckStatus, Finding, Severity, say
from budget.compute.desk import Desk
from budget.compute.doubt import contested, figure_amount, merged
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig
from budget.question.words import Unit

# A finding must explain this share of the question's words to answer it; so many are told at most.
_LEAST, _MOST = 0.5, 4
# A total of many rows has a place for each: the first ones are cited.
_MOST_CITED = 4


def run(desk: Desk) -> Outcome | None:
    """The findings that the question is about; all of them where it asks of the filing as a whole."""
    found = broken(desk)
    units = [u for u in desk.reading.units if not u.excluded]
    if not units or not any(u.kind not in ("table", "section", "implied") for u in units):
        return _whole_report(desk, found)
    scored = sorted(((_recall(desk, finding, units), finding) for finding in found), key=lambda pair: -pair[0])
    told = [finding for recall, finding in scored if recall >= max(_LEAST, 0.8 * scored[0][0])][:_MOST]
    if not told:
        return None
    return Outcome(
        Status.ANSWERED,
        tuple(finding_line(desk, f) for f in told),
        tuple(_caveat(desk, f) for f in told),
        operation="check",
    )


def run_whole(desk: Desk) -> Outcome | None:
    """The report on the whole filing, where something in it is broken; None where all holds."""
    found = broken(desk)
    return _whole_report(desk, found) if found else None


def broken(desk: Desk) -> list[Finding]:
    """The broken findings of the filings in play, and between them; errors first."""
    files = [filing.file for filing in desk.frame]
    found = [f for file in files for f in desk.shelf.findings(file)]
    found += desk.shelf.findings_between(files) if len(files) > 1 else []
    order = list(Severity)
    return sorted(merged(f for f in found if f.status is CheckStatus.BROKEN), key=lambda f: order.index(f.severity))


def _recall(desk: Desk, finding: Finding, units: Sequence[Unit]) -> float:
    told = " ".join((finding.text, *(f"{s.table}{s.row}{s.column}{s.quote}" for s in finding.spots)))
    return desk.known_share(told, units)


def _whole_report(desk: Desk, found: Sequence[Finding]) -> Outcome:
    """How many checks were made, how many hold, and the gravest findings."""
    every = [f for filing in desk.frame for f in desk.shelf.findings(filing.file)]
    held = sum(f.status in (CheckStatus.HOLDS, CheckStatus.EXPLAINED) for f in every)
    checked = held + sum(f.status is CheckStatus.BROKEN for f in every)
    figures = {"checked": count_fig(checked), "held": count_fig(held), "broken": count_fig(len(found))}
    head = Line("check.head" if found else "check.clean", {}, figures)
    told = found[:_MOST]
    lines = (head, *(finding_line(desk, f) for f in told))
    return Outcome(Status.ANSWERED, lines, tuple(_caveat(desk, f) for f in told), operation="check")


def finding_line(desk: Desk, finding: Finding) -> Line:
    """The finding's sentence with its figures and places."""
    facts = tuple(fact for place in finding.places if (fact := desk.shelf.fact_at(place)) is not None)
    figures: dict[str, Fig] = {}
    for i, text in enumerate((*finding.figures, *(value for _, value in finding.values))):
        amount = figure_amount(text)
        if amount is not None:
            role = RESULT if i < len(finding.figures) else OPERAND
            figures[f"figure{i}"] = Fig(role, finding.rule, amount, facts[:3])
    return Line("check.finding", {"finding": say(finding, desk.reading.language)}, figures, facts[:3])


def _caveat(desk: Desk, finding: Finding) -> Line:
    """The finding's sentence, each of its places cited."""
    places = (desk.shelf.place_fact(spot) for spot in finding.spots)
    facts = dict.fromkeys(fact for fact in places if fact is not None)
    return Line("caveat.finding", {"finding": say(finding, desk.reading.language)}, facts=tuple(facts)[:_MOST_CITED])


def with_conflicts(desk: Desk, outcome: Outcome) -> Outcome:
    """The outcome with a caveat for each broken finding in which one of its figures stands, those of its results first."""
    if outcome.operation == "check":
        return outcome
    figures = [fig for line in outcome.lines for fig in line.figures.values()]
    figures.sort(key=lambda fig: fig.role != RESULT)
    facts = dict.fromkeys(fact for fig in figures for fact in fig.facts)
    found = merged(dict.fromkeys(finding for fact in facts for finding in contested(desk.shelf, fact)))
    caveats = tuple(_caveat(desk, finding) for finding in found[:_MOST])
    return replace(outcome, caveats=(*outcome.caveats, *caveats)) if caveats else outcome
