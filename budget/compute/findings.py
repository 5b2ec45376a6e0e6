"""What the consistency rules found, as answers: to questions about errors, and as caveats of figures that stand in a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.answer import Status
from budget.checks import CheckStatus, Finding, Severity, say
from budget.checks.asked import asked_rules
from budget.checks.causes import by_cause
from budget.compute.desk import Desk
from budget.compute.doubt import contested, figure_amount, merged
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig
from budget.compute.passage import clip
from budget.fact import Fact
from budget.number import squeeze
from budget.question.words import Unit

# A finding must explain this share of the question's words to answer it; so many are told at most where their words are
# alike, and of a whole list. More than a few are told shortly.
_LEAST, _MOST, _LISTED, _FEW = 0.5, 4, 12, 2
# So much of a sentence names what a finding is about.
_SHORT = 28
# A total of many rows has a place for each: the first ones are cited.
_MOST_CITED = 4


def run(desk: Desk) -> Outcome | None:
    """The findings that the question is about; all of them where it asks of the filing as a whole."""
    if (ruled := _of_rules(desk)) is not None:
        return ruled
    found = broken(desk)
    units = [u for u in desk.reading.units if not u.excluded]
    if not units or not any(u.kind not in ("table", "section", "implied") for u in units):
        return _whole_report(desk, found)
    scored = sorted(((_recall(desk, finding, units), finding) for finding in found), key=lambda pair: -pair[0])
    told = [finding for recall, finding in scored if recall >= max(_LEAST, 0.8 * scored[0][0])][:_MOST]
    if not told:
        return None
    return _told(desk, told)


def _told(desk: Desk, told: Sequence[Finding], head: tuple[Line, ...] = ()) -> Outcome:
    """The findings one after the other, shortly where they are many; the broken ones are caveats too."""
    lines = (finding_line(desk, f, short=len(told) > _FEW) for f in told)
    caveats = tuple(_caveat(desk, f) for f in told if f.status is CheckStatus.BROKEN)
    return Outcome(Status.ANSWERED, (*head, *lines), caveats, operation="check")


def _of_rules(desk: Desk) -> Outcome | None:
    """What the rules that the question names came to, in the table that it names: all that is wrong, else that it holds."""
    rules = asked_rules(desk.reading.text)
    made = merged(f for filing in desk.frame for f in desk.shelf.findings(filing.file) if f.rule in rules)
    text = squeeze(desk.reading.text)
    here = [f for f in made if any(spot.table and squeeze(spot.table) in text for spot in f.spots)]
    told: list[Finding] = []
    for rule in rules:
        own = [f for f in here or made if f.rule == rule]
        of = {status: [f for f in own if f.status is status] for status in CheckStatus}
        told += of[CheckStatus.BROKEN] or of[CheckStatus.EXPLAINED] or of[CheckStatus.HOLDS][:1]
        told += [] if told or not here else of[CheckStatus.UNCHECKED][:1]
    return _told(desk, told[:_LISTED]) if told else None


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
    return _told(desk, [cause.finding for cause in by_cause(found)][:_LISTED], (head,))


def finding_line(desk: Desk, finding: Finding, short: bool = False) -> Line:
    """The finding's sentence with its figures and places."""
    facts = tuple(fact for place in finding.places if (fact := desk.shelf.fact_at(place)) is not None)
    figures: dict[str, Fig] = {}
    for i, text in enumerate((*finding.figures, *(value for _, value in finding.values))):
        amount = figure_amount(text)
        if amount is not None:
            role = RESULT if i < len(finding.figures) else OPERAND
            figures[f"figure{i}"] = Fig(role, _label(finding), amount, facts[:3])
    return Line("check.finding", {"finding": say(finding, desk.reading.language, short)}, figures, facts[:3])


def _label(finding: Finding) -> str:
    """What the finding is about: the row and column of its first place, or else the words of its sentence."""
    spot = finding.spots[0] if finding.spots else None
    return (
        ""
        if spot is None
        else " · ".join(filter(None, (spot.row, spot.column))) or clip(spot.quote or spot.table, _SHORT)
    )


def lines_about(desk: Desk, facts: Sequence[Fact]) -> list[Line]:
    """The broken findings in which one of these facts stands, shortly."""
    found = merged(dict.fromkeys(finding for fact in facts for finding in contested(desk.shelf, fact)))
    return [finding_line(desk, finding, short=True) for finding in found[:_FEW]]


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
