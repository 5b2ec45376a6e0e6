"""The question for a cell, in one of the ways that people ask."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path

from budget.fact import Measure
from budget.filing import Filing
from budget.question.bodies import body_name
from eval.sweep.names import NamedCell, Names

_FILE = Path(__file__).with_name("phrasings.toml")
_KINDS = {"row_column", "row", "column", "table_row_column", "table_row", "table_column"}


@cache
def _phrasings() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if wrong := set(data) ^ _KINDS:
        raise ValueError(f"{_FILE.name}: unknown or lacking: {sorted(wrong)}")
    return {kind: tuple(phrasings) for kind, phrasings in data.items()}


def ask_for(cell: NamedCell, filing: Filing, seed: int) -> str:
    """The question for a cell; the same seed gives the same question."""
    source = cell.fact.source
    chance = random.Random(f"{seed} {filing.file} {source.table} {source.row} {source.column}")
    names = cell.names
    kind = "_".join(
        name for name, said in (("table", _table(names)), ("row", _row(names)), ("column", names.column)) if said
    )
    phrasings = _phrasings().get(kind or "table", ("{table}是多少？",))
    usable = [p for p in phrasings if _fits(p, cell, filing)] or [phrasings[0]]
    return chance.choice(usable).format(
        row=_row(names), column=names.column, table=_table(names), year=filing.year, body=body_name(filing.department)
    )


def _row(names: Names) -> str:
    above = dict.fromkeys((names.root, names.parent))
    return "的".join(name for name in (*above, names.code or names.row) if name)


def _table(names: Names) -> str:
    return f"{names.subject}的{names.table}" if names.subject and names.table else names.subject or names.table


def _fits(phrasing: str, cell: NamedCell, filing: Filing) -> bool:
    """True where the year and the body may be said: no other year stands in the words, and the body is none of them."""
    own_year = cell.fact.year == filing.year and cell.fact.measure is not Measure.PRIOR
    if "{year}" in phrasing and (not own_year or re.search(r"\d{4}", cell.names.said)):
        return False
    return "{body}" not in phrasing or bool(filing.department) and body_name(filing.department) not in cell.names.said
