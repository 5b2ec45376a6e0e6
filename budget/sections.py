"""Which rows of a table stand under a body: a table that lists the same lines for one unit after the other."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from budget.number import squeeze
from budget.table import Row, Table

_FILE = Path(__file__).parent / "taxonomy" / "organs.toml"


@cache
def _organ() -> re.Pattern[str]:
    """How the names of bodies end, with what may stand in brackets behind them."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if set(data) != {"endings"}:
        raise ValueError(f"{_FILE.name}: the one key is endings, not {sorted(data)}")
    return re.compile(rf"(?:{'|'.join(data['endings'])})(?:[（(][^（）()]*[)）])?$")


def is_organ(name: str) -> bool:
    """True where the name ends as those of bodies do."""
    return bool(_organ().search(squeeze(name)))


def row_sections(table: Table) -> list[str]:
    """For each row the body that it stands under, "" where it stands under none.

    A body heads the rows behind it where other bodies of the table head the same lines; a body that is printed beside the
    first of several rows (its cell spans them) heads those too.
    """
    labels = Counter(squeeze(row.label) for row in table.rows)
    if max(labels.values(), default=0) < 2:
        return [""] * len(table.rows)
    heads = _heads(table, labels)
    beside = {i for i, row in enumerate(table.rows) if is_organ(row.detail)}
    sections, head = [], ""
    for i, row in enumerate(table.rows):
        if i in heads or row.is_total:
            head = row.label if i in heads else ""
            sections.append("")
            continue
        if i in beside:
            head = row.detail
        sections.append("" if i in beside or row.detail and head != row.detail and not heads else head)
    return sections


def _heads(table: Table, labels: Counter[str]) -> set[int]:
    """The rows that are bodies, where at least two of them head lines of the same name."""
    found = [i for i, row in enumerate(table.rows) if _is_head(row, labels)]
    under = [
        {squeeze(row.label) for row in table.rows[i + 1 : j]} for i, j in zip(found, [*found[1:], None], strict=False)
    ]
    shared = Counter(label for rows in under for label in rows)
    return set(found) if max(shared.values(), default=0) > 1 else set()


def _is_head(row: Row, labels: Counter[str]) -> bool:
    label = squeeze(row.label)
    return not (row.code or row.detail or row.is_total) and labels[label] == 1 and is_organ(label)
