"""What a person would call a cell of a filing: its row, its column, and as much more as tells it from the other cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budget.amount import dimension, scale
from budget.fact import Fact, Measure, is_total_column, table_to_facts
from budget.filing import Filing
from budget.line import bare_label
from budget.number import squeeze

_UNIT = re.compile(r"[（(](?:单位[:：]?)?(?:万元|亿元|千元|元|人|%|个|辆|台|套|平方米)[)）]$")
_OF_WHICH = re.compile(r"^(?:其中[:：]?|[一二三四五六七八九十]+、)+")
_NUMBER = r"[\d一二三四五六七八九十]+"
_NUMBERED_TITLE = re.compile(rf"^(?:附?表{_NUMBER}[、.．:：]?|{_NUMBER}[、.．:：]|[（(]{_NUMBER}[)）])")
_TITLE_END = re.compile(r"[（(][^（）()]*表[^（）()]*[)）]$")


@dataclass(frozen=True, slots=True)
class Names:
    """The words for one cell; empty where they are not needed or not there. `code` stands in the row's place, `parent` is the
    line above it, `root` the outermost one."""

    row: str = ""
    column: str = ""
    table: str = ""
    parent: str = ""
    subject: str = ""
    code: str = ""
    root: str = ""

    @property
    def said(self) -> str:
        """All words that are said."""
        return "".join((self.subject, self.table, self.root, self.parent, self.code or self.row, self.column))


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell to be asked for: its words, and the cells that they fit as well, each of the same amount (or `twins`: not)."""

    fact: Fact
    names: Names
    fitting: tuple[Fact, ...]
    twins: bool


def name_cells(filing: Filing) -> list[NamedCell]:
    """Every numeric cell of the filing that has a name at all, in reading order."""
    facts = [f for table in filing.tables for f in table_to_facts(filing, table) if f.measure is not Measure.TEXT]
    columns = _column_words(facts)
    levels = [_by_words(facts, columns, level) for level in _LEVELS]
    return [_named(fact, columns, levels) for fact in facts if fact.value is not None and _words(fact, columns).said]


Columns = dict[tuple[str | None, int | None], tuple[str, str]]
Level = Callable[[Fact, Names], Names]


def _words(fact: Fact, columns: Columns) -> Names:
    """All that can be said of a cell."""
    table = _TITLE_END.sub("", _NUMBERED_TITLE.sub("", squeeze(fact.table)))
    full = columns[fact.source.table, fact.source.column][1]
    parent = bare_label(fact.parents[-1]) if fact.parents else ""
    root = squeeze(fact.parents[0]) if len(fact.parents) > 1 or fact.parents and not fact.code else ""
    subject = squeeze(fact.subject) if fact.kind in ("performance", "project_form") else ""
    return Names(_row_words(fact), full, table, parent, subject, fact.code or "", root)


def _row_words(fact: Fact) -> str:
    detail = "".join(part for part in map(squeeze, fact.detail.split("/")) if not part.isdigit())
    label = bare_label(fact.label) if fact.label else ""
    return f"{detail}的{label}" if detail and label and detail != label else detail or label


def _column_words(facts: Iterable[Fact]) -> Columns:
    """For each column of each table its short and its full words: no words for the one column that holds the whole."""
    paths: dict[str | None, dict[int | None, list[str]]] = defaultdict(dict)
    for fact in facts:
        parts = [_OF_WHICH.sub("", _UNIT.sub("", squeeze(part))) for part in fact.column.split("/")]
        paths[fact.source.table][fact.source.column] = [part for part in parts if part]
    found: Columns = {}
    for table, columns in paths.items():
        telling = {c: [p for p in parts if not is_total_column(p)] for c, parts in columns.items()}
        for c, parts in columns.items():
            alone = [other for other in columns if telling[other] == telling[c]] == [c]
            full = telling[c] if alone else parts
            short = full[-1:]
            if sum(other[-1:] == short for other in (telling if alone else columns).values()) > 1:
                short = full
            found[table, c] = ("".join(short), "".join(full))
    return found


def _short(columns: Columns, fact: Fact) -> str:
    return columns[fact.source.table, fact.source.column][0]


# From the fewest words to the most; the first that fit one amount only are said.
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("row",),
    ("row", "table"),
    ("row", "parent"),
    ("row", "subject"),
    ("row", "parent", "table"),
    ("row", "root", "table"),
    ("code", "table"),
    ("code", "root", "table"),
    ("row", "full", "table"),
    ("row", "full", "table", "parent"),
    ("row", "full", "table", "root", "parent"),
    ("row", "full", "table", "root", "parent", "subject"),
)


def _say(fact: Fact, columns: Columns, level: Sequence[str]) -> Names:
    whole = _words(fact, columns)
    return Names(
        whole.row if "row" in level or not whole.code else "",
        whole.column if "full" in level else _short(columns, fact),
        whole.table if "table" in level else "",
        whole.parent if "parent" in level else "",
        whole.subject if "subject" in level else "",
        whole.code if "code" in level else "",
        whole.root if "root" in level else "",
    )


def _by_words(facts: Sequence[Fact], columns: Columns, level: Sequence[str]) -> dict[Names, list[Fact]]:
    groups: dict[Names, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_say(fact, columns, level)].append(fact)
    return groups


def _named(fact: Fact, columns: Columns, levels: Sequence[dict[Names, list[Fact]]]) -> NamedCell:
    for level, groups in zip(_LEVELS, levels, strict=True):
        names = _say(fact, columns, level)
        if names.said and len({_amount(other) for other in groups[names]}) == 1:
            return NamedCell(fact, names, tuple(groups[names]), twins=False)
    return NamedCell(fact, names, tuple(groups[names]), twins=True)


def _amount(fact: Fact) -> tuple[str, Decimal] | None:
    """The amount in base units, so that 1 万元 and 10000 元 are one."""
    return None if fact.value is None else (dimension(fact.unit), (fact.value * scale(fact.unit)).normalize())
