"""The shelf: a library's filings with their facts, sentences and findings, made once and asked many times."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from budget.checks import Finding, Spot, check_filing, run_checks_between
from budget.compute.form_projects import form_project_facts
from budget.fact import Fact, Measure, filing_to_facts
from budget.filing import Filing
from budget.line import line_name
from budget.listed_cells import listed_facts
from budget.number import squeeze
from budget.question.cell_index import CellIndex
from budget.question.link import Links
from budget.sentence_facts import filing_to_sentences, paragraph_fact
from budget.source import Source

# A region in front of a body's name; what brackets add behind a name; how short a name may be cut.
_REGION = re.compile(r"^(?:[㐀-鿿]{2,4}?(?:省|市|州|盟|地区))?(?:[㐀-鿿]{1,4}?[市区县旗])?")
_ADDED = re.compile(r"[(（][^()（）]*[)）]$")
_SHORTEST_NAME = 4
_CLASS_CODE = re.compile(r"^[0-9A-Z]+[-－_.、]?")


class Shelf:
    """The filings of a library with their facts and sentences linked: made once, asked many times."""

    def __init__(self, filings: Iterable[Filing]) -> None:
        self.filings = {filing.file: filing for filing in filings}
        printed = {file: filing_to_facts(filing) for file, filing in self.filings.items()}
        cells = [fact for file in printed for fact in printed[file] if fact.from_cell]
        facts = [fact for file in printed for fact in _with_projects(self.filings[file], printed[file])]
        self.links = Links(facts)
        self.cells = CellIndex(cells, {filing.file: filing.year for filing in self.filings.values()})
        self.sentences = Links([s for filing in self.filings.values() for s in filing_to_sentences(filing)])
        self.by_name: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self.told: dict[str, list[Fact]] = defaultdict(list)
        self._about: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            self.by_name[fact.filing, line_name(fact)].append(fact)
            if fact.subject:
                self._about[fact.filing, squeeze(fact.subject)].append(fact)
            if fact.measure is Measure.AMOUNT and tells(fact):
                self.told[fact.filing].append(fact)
        self._telling = {(f.filing, line_name(f)) for f in facts if tells(f) and f.measure is Measure.DELTA}
        self._telling_rows = {
            place_of_row(f) for f in facts if f.from_cell and f.measure is Measure.PRIOR and f.value is not None
        }
        self._cells = {(f.filing, f.source.table, f.source.row, f.source.column): f for f in cells}
        self._of: dict[str, list[Fact]] = defaultdict(list)
        self._tables: dict[tuple[str, str | None], list[Fact]] = defaultdict(list)
        for fact in cells:
            self._tables[fact.filing, fact.source.table].append(fact)
        self._quotes: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            self._of[fact.filing].append(fact)
            if not fact.from_cell:
                self._quotes[fact.filing, fact.quote].append(fact)
        self._final = {f.filing for f in facts if f.measure is Measure.FINAL}
        self._blank = {f.filing for f in cells} - {f.filing for f in facts if f.value is not None}
        self._paragraphs: dict[tuple[str, int | None], list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.statement is not None:
                self._paragraphs[fact.filing, fact.source.paragraph].append(fact)
        self.names = _names(facts, self.bodies)
        self.printed = frozenset(self.names) | {p.text for f in self.filings.values() for p in f.paragraphs}
        self.named = frozenset(self.names) | {f.text for f in facts if f.measure is Measure.TEXT and f.from_cell}

    @property
    def bodies(self) -> tuple[str, ...]:
        """The full names of the library's bodies, each once."""
        return tuple(dict.fromkeys(f.department for f in self.filings.values() if f.department))

    def is_blank_form(self, file: str) -> bool:
        """True for a filing that has tables and not a single figure: a template that nobody filled in."""
        return file in self._blank

    def facts_of(self, file: str) -> Sequence[Fact]:
        """All facts of a filing, in reading order."""
        return self._of.get(file, ())

    def about(self, file: str, subject: str) -> Sequence[Fact]:
        """The facts of a filing's forms and sentences about that subject."""
        return self._about.get((file, squeeze(subject)), ())

    def has_final(self, file: str) -> bool:
        """True where the filing prints a final figure."""
        return file in self._final

    @cached_property
    def classed(self) -> Sequence[tuple[str, Fact]]:
        """The facts whose row names a class and what it is of it (0210-信息化服务/网络接入服务), each with the name of the class."""
        return [(name, fact) for facts in self._of.values() for fact in facts if (name := class_of(fact))]

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What the consistency rules find in one filing."""
        return check_filing(self.filings[file])

    def findings_between(self, files: Sequence[str]) -> tuple[Finding, ...]:
        """What the rules between filings find in these."""
        return run_checks_between([self.filings[file] for file in files])

    def fact_at(self, source: Source) -> Fact | None:
        """The fact printed at that place: the cell, its row's first cell, or the sentence's paragraph."""
        if source.table is not None:
            return self._cells.get((source.filing, source.table, source.row, source.column or 0))
        filing = self.filings.get(source.filing)
        if filing is None or source.paragraph is None or source.paragraph >= len(filing.paragraphs):
            return None
        return paragraph_fact(filing, filing.paragraphs[source.paragraph])

    def place_fact(self, spot: Spot) -> Fact | None:
        """The fact that a finding's place is about: the cell, or the sentence that it quotes."""
        said = self._quotes.get((spot.source.filing, spot.quote), []) if spot.source.table is None else []
        here = [fact for fact in said if fact.source.paragraph == spot.source.paragraph]
        return (here or said)[0] if said else self.fact_at(spot.source)

    def table_of(self, fact: Fact) -> Sequence[Fact]:
        """All cells of the fact's table; none for a sentence."""
        return self._tables.get((fact.filing, fact.source.table), ()) if fact.source.table else ()

    def row_of(self, fact: Fact) -> list[Fact]:
        """The cells of the fact's row."""
        return [f for f in self.table_of(fact) if f.source.row == fact.source.row]

    def said(self, file: str, quote: str) -> Sequence[Fact]:
        """The figures that a sentence of the filing states."""
        return self._quotes.get((file, quote), ())

    def said_with(self, fact: Fact) -> list[Fact]:
        """The figures of the same sentence."""
        return [f for f in self.said(fact.filing, fact.quote) if f is not fact] if fact.statement else []

    def paragraph_of(self, fact: Fact) -> Sequence[Fact]:
        """The figures of the fact's paragraph in the order they stand, itself among them."""
        return self._paragraphs.get((fact.filing, fact.source.paragraph), ())

    def tells_change(self, fact: Fact) -> bool:
        """True where the fact's row or its line's sentence gives the year before."""
        return place_of_row(fact) in self._telling_rows or (fact.filing, line_name(fact)) in self._telling


def _with_projects(filing: Filing, printed: Sequence[Fact]) -> list[Fact]:
    """What the filing prints, each indicator of a listing cell for itself, and the money of a project's form as a line of its name."""
    return [*printed, *listed_facts(printed), *form_project_facts(filing, printed)]


def _names(facts: Iterable[Fact], bodies: Iterable[str]) -> list[str]:
    """Every row label, project and subject that the library prints, and units' names as people say them (水文水质中心 for
    深圳市水文水质中心): words that questions may use."""
    labels = {name for fact in facts for name in (line_name(fact), fact.subject)}
    regions = {match.group() for body in bodies if (match := _REGION.match(squeeze(body))) and match.group()}
    labels |= {_short(label, regions) for label in labels}
    return [label for label in labels if 3 <= len(squeeze(label)) <= 40 and not squeeze(label).rstrip("年度").isdigit()]


def _short(label: str, regions: Iterable[str]) -> str:
    """A unit's name without its region and without what brackets add; any other name as it is."""
    bare = _ADDED.sub("", squeeze(label))
    region = max((name for name in regions if bare.startswith(name)), key=len, default="")
    short = bare.removeprefix(region)
    return short if region and len(short) >= _SHORTEST_NAME else label


def class_of(fact: Fact) -> str:
    """The class in the row's own label, less its code; "" where the row stands in none."""
    label = fact.detail or fact.label
    if not fact.from_cell or "/" not in label or fact.value is None:
        return ""
    return _CLASS_CODE.sub("", squeeze(label.split("/")[0]))


def place_of_row(fact: Fact) -> tuple[str, str | None, int | None]:
    """The filing, table and row that a fact stands in."""
    return fact.filing, fact.source.table, fact.source.row


def tells(fact: Fact) -> bool:
    """True where the fact's sentence tells a change, a share or a reason."""
    s = fact.statement
    return s is not None and (s.delta is not None or s.percent is not None or bool(s.reason) or s.share is not None)
