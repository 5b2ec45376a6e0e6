"""The desk where a question meets the library: which filings, lines and sentences its words mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from budget.amount import dimension
from budget.compute.doubt import cell_instead, corrected, in_finding
from budget.compute.meant import LEAST_RECALL, best_target
from budget.compute.shelf import Shelf
from budget.compute.target import Target
from budget.compute.told import completed
from budget.fact import Fact, Measure
from budget.filing import FINALS, UNITS, Filing
from budget.line import AMOUNTS, line_name
from budget.number import squeeze
from budget.question.enumeration import items_of, joined_units
from budget.question.link import Match
from budget.question.phrases import phrase
from budget.question.reading import Reading
from budget.question.words import Unit

# What speaks for a line beside its words: it stands where its kind is published, among the assets; it tells the year before.
_AT_HOME, _ASSETS, TELLING = 1.2, 1.5, 1.3
# Units that set the scene for a line and are no further line themselves.
_SETTING_KINDS = ("fund", "table", "section", "body")
# A sentence whose figure is contradicted counts for less; so many of the best matches are looked at.
_DOUBT, _WEIGHED = 0.75, 24
# So much of a further line's name the question must hold.
_LEAST_PRECISION = 0.35
_OWN, _WHOLE = phrase("own_budget"), phrase("whole_department")
_MAX_TARGETS = 8
# So much of an enumeration's item a line must explain that nothing else speaks for.
_ITEM_RECALL = 0.5
# How long a term is that names a line by standing in its name.
_TERM = 5
_BUYS = phrase("buys")
_LEVELS, _OTHER_LEVEL = ("own_level", "whole_region"), 0.6


class Desk:
    """One question before one shelf."""

    def __init__(
        self, shelf: Shelf, reading: Reading, only: Sequence[str] = (), frame: Sequence[Filing] | None = None
    ) -> None:
        self.shelf = shelf
        self.reading = reading
        self.frame = tuple(choose_filings(shelf, reading, only) if frame is None else frame)
        self.only = tuple(only)
        self._files = {filing.file for filing in self.frame}

    @property
    def newest(self) -> int | None:
        """The newest year among the filings in play."""
        return max((f.year for f in self.frame if f.year), default=None)

    def accept(self, measures: Sequence[Measure] = AMOUNTS, dimensions: Sequence[str] = ()) -> Callable[[Fact], bool]:
        """A test for facts: of the filings in play, the asked year (else the filing's own), measures and dimensions."""
        files, asked = self._files, self.reading.periods.years

        def test(fact: Fact) -> bool:
            if fact.filing not in files or fact.measure not in measures:
                return False
            if dimensions and kind_of_unit(fact.unit) not in dimensions:
                return False
            own = self.shelf.filings[fact.filing].year
            year = own if fact.year is None else fact.year
            return year in asked if asked else year == own

        return test

    def has_final(self) -> bool:
        """True where a filing in play is final accounts, or prints a final figure."""
        return any(f.kind in FINALS or self.shelf.has_final(f.file) for f in self.frame)

    def known_share(self, text: str, units: Sequence[Unit]) -> float:
        """The share of the units' weight, 0 to 1, that the text holds in one wording or another."""
        bare = squeeze(text).lower()
        weights = [
            (self.shelf.links.known_weight(u), any(squeeze(a).lower() in bare for a in u.alternatives)) for u in units
        ]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, there in weights if there) / total if total else 0.0

    def over(self, filings: Sequence[Filing]) -> Desk:
        """The desk over some of its filings."""
        return Desk(self.shelf, self.reading, tuple(f.file for f in filings), filings)

    def on(self, part: Reading) -> Desk:
        """The desk for one part of the question, over the same filings."""
        return Desk(self.shelf, part, self.only, self.frame)

    def match(
        self,
        units: Sequence[Unit],
        context: Sequence[Unit] = (),
        measures: Sequence[Measure] = AMOUNTS,
        dimensions: Sequence[str] = (),
        changing: bool = False,
    ) -> list[Match]:
        """The facts that the units may mean, best first; `changing` prefers lines that tell the year before."""
        matches = self.shelf.links.match(units, self.accept(measures, dimensions), context, self._files)
        three_public = any(unit.kind == "three_public" for unit in (*units, *context))
        counted = "count" in (*self.reading.dimensions, *dimensions)
        owning = counted and bool(phrase("owns").search(self.reading.text))
        level = asked_level(self.reading.text)
        if changing or three_public or owning or level:
            goals = bool(phrase("targets").search(self.reading.text))
            lifted = (
                replace(
                    m,
                    score=m.score
                    * self._lift(m.fact, changing, goals, three_public, owning)
                    * _at_level(m.fact, level),
                )
                for m in matches
            )
            matches = sorted(lifted, key=lambda m: -m.score)
        return self._doubted(matches)

    def _doubted(self, matches: list[Match]) -> list[Match]:
        """The best matches anew, with sentences behind whose figure the filing itself contradicts."""
        best = [
            replace(m, score=m.score * _DOUBT)
            if m.fact.statement and in_finding(self.shelf.findings(m.fact.filing), m.fact) and not self._settled(m.fact)
            else m
            for m in matches[:_WEIGHED]
        ]
        return sorted(best, key=lambda m: -m.score) + matches[_WEIGHED:]

    def _settled(self, fact: Fact) -> bool:
        """True where the tables' figure takes the place of the sentence's."""
        return cell_instead(self.shelf, fact) is not None

    def _lift(self, fact: Fact, changing: bool, goals: bool, three_public: bool, owning: bool) -> float:
        """What speaks for a fact beside its words: it tells the year before; it stands where such items are published."""
        at_home = (
            fact.kind == "three_public"
            or "三公" in fact.quote
            or any("三公" in h for h in (*fact.parents, fact.subject))
        )
        assets = owning and any("资产" in text for text in (*fact.parents, fact.subject, fact.quote))
        assets = assets and (bool(_BUYS.search(fact.label)) == bool(_BUYS.search(self.reading.text)))
        return (
            (_ASSETS if assets else 1)
            * (TELLING if changing and (goals or not _is_goal(fact)) and self.shelf.tells_change(fact) else 1)
            * (_AT_HOME if three_public and at_home and not owning else 1)
        )

    def targets(
        self,
        units: Sequence[Unit],
        context: Sequence[Unit] = (),
        measures: Sequence[Measure] = AMOUNTS,
        dimensions: Sequence[str] = (),
        most: int = _MAX_TARGETS,
        changing: bool = False,
    ) -> list[Target]:
        """The lines that the units name, one after the other: each is named by units that the former ones left."""
        found: list[Target] = []
        recall = 0.0
        left = [unit for unit in units if not unit.excluded]
        shared = list(context) + [unit for unit in units if unit.excluded]
        while left and len(found) < most:
            names = {target.name for target in found}
            target, of = self._next_target(left, shared, context, names, (measures, dimensions, changing))
            if target is None:
                break
            variants = (corrected(self.shelf, completed(self.shelf, v)) for v in target.variants)
            found.append(replace(target, variants=tuple(variants)))
            recall += target.recall * self._part_of(of, units)
            recall = max(recall, LEAST_RECALL if target.whole else 0.0)
            taken = [unit for i, unit in enumerate(of) if i in target.named] or list(of)
            shared += taken
            beside = joined_units(self.reading, units)
            left = [u for u in left if u not in taken and (u.kind not in _SETTING_KINDS or u in beside)]
        return found if recall >= LEAST_RECALL else []

    def _next_target(
        self,
        left: Sequence[Unit],
        shared: Sequence[Unit],
        context: Sequence[Unit],
        names: set[str],
        of_kind: tuple[Sequence[Measure], Sequence[str], bool],
    ) -> tuple[Target | None, Sequence[Unit]]:
        """The line that the units left mean, and the units that were asked: all; else the first item of an enumeration that
        names a line by itself, whatever the other items are."""
        items = items_of(self.reading, left)
        for units in (left, *(items if len(items) > 1 or len(left) < len(self.reading.units) else ())):
            beside = shared if units is left else context
            found = self.match(units, beside, *of_kind)
            fresh = [m for m in found if (_fresh(m, units, names) if units is left else line_name(m.fact) not in names)]
            target = best_target(fresh, self.reading.scopes)
            if target is not None and (units is left or target.recall >= _ITEM_RECALL):
                return target, units
        return None, ()

    def _part_of(self, some: Sequence[Unit], all: Sequence[Unit]) -> float:
        """How much of the units' weight some of them carry."""
        weigh = self.shelf.links.known_weight
        return sum(map(weigh, some)) / (sum(map(weigh, all)) or 1.0)


@cache
def asked_level(text: str) -> str | None:
    """Which level of a government the words speak of: its own ("own_level") or all of its region ("whole_region")."""
    found = [(match.start(), name) for name in _LEVELS if (match := phrase(name).search(squeeze(text)))]
    return min(found)[1] if found else None


def _at_level(fact: Fact, asked: str | None) -> float:
    """What is left of a fact that speaks of the other level of a government."""
    if asked is None:
        return 1
    said = (fact.table, fact.label, *reversed(fact.parents), fact.subject, fact.quote if fact.statement else "")
    level = next((found for text in said if (found := asked_level(text))), None)
    return 1 if level in (asked, None) else _OTHER_LEVEL


def _is_goal(fact: Fact) -> bool:
    """True for money that is a target of performance: what was reached before is no budget of the year before."""
    return fact.measure is Measure.TARGET and kind_of_unit(fact.unit) == "money"


def _fresh(match: Match, left: Sequence[Unit], names: set[str]) -> bool:
    """True where the match names a line not yet found, by a unit that is not yet used (the first target: by any): by enough of
    its name, or by the whole of a term that stands in it."""
    if line_name(match.fact) in names:
        return False
    if not names:
        return True
    own = [left[i] for i in match.named if i < len(left)]
    return bool(own) and (match.precision >= _LEAST_PRECISION or any(_stands_in(unit, match.fact) for unit in own))


def _stands_in(unit: Unit, fact: Fact) -> bool:
    """True where a known term of some length stands in the line's name word for word."""
    return unit.known and len(unit.text) >= _TERM and not unit.generic and unit.text in line_name(fact)


def kind_of_unit(unit: str) -> str:
    """What a question would ask for to get a figure in this unit: money, people, percent, area or count."""
    name = dimension(unit)
    return (
        name
        if name in ("money", "people", "percent", "area")
        else "count"
        if name and "/" not in name
        else name.split("/")[0]
    )


def _of_level(pool: list[Filing], text: str) -> list[Filing]:
    """Of a department's filing and its unit's own those that the words name; all where they name neither or both."""
    own, whole = bool(_OWN.search(text)), bool(_WHOLE.search(text))
    if own == whole:
        return pool
    return [f for f in pool if (f.kind in UNITS) == own] or pool


def choose_filings(shelf: Shelf, reading: Reading, only: Sequence[str]) -> list[Filing]:
    """The filings in play: of the bodies, kinds and years that the question names; the newest where it names no year."""
    pool = [f for f in shelf.filings.values() if not only or f.file in only]
    bodies = {body for mention in reading.bodies for body in mention.bodies}
    if bodies:
        pool = [f for f in pool if f.department in bodies] or pool
    finals = [f for f in pool if f.kind in FINALS]
    if reading.wants_final and finals and not reading.wants_budget:
        pool = finals
    pool = _of_level(pool, reading.text)
    if reading.periods.years:
        return [f for f in pool if f.year in reading.periods.years] or pool
    newest: dict[str, int] = {}
    for f in pool:
        newest[f.department] = max(newest.get(f.department, 0), f.year or 0)
    return [f for f in pool if (f.year or 0) == newest[f.department]]
