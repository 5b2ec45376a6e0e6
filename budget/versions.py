"""Two versions of one filing under two names: which of them is the newer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from budget.filing import Filing, Whose
from budget.number import squeeze

# So much of the shorter of two versions stands in the other one too.
_SHARED: Final = 0.5
# What a title adds for a version alone: 更正, 第二版, 修订稿, 2026年3月修改.
_VERSION: Final = re.compile(r"[(（【\[][^)）】\]]*(?:更正|更新|修订|修改|订正|调整|重新公开|版)[^)）】\]]*[)）】\]]")


def older_versions(filings: Iterable[Filing]) -> dict[str, str]:
    """The files that are an older version of another one, each with the newest version's file.

    Versions are of one body, year and kind, bear one title and print largely the same tables (without any, the same text).
    The newer is the one that was saved later, as the files themselves tell; where they don't, the one that was added later.
    """
    groups: dict[tuple[Whose, str], list[Filing]] = defaultdict(list)
    for filing in filings:
        if filing.whose is not None:
            groups[filing.whose, _VERSION.sub("", squeeze(filing.title))].append(filing)
    found: dict[str, str] = {}
    for group in groups.values():
        ordered = _oldest_first(group)
        for at, filing in enumerate(ordered):
            newer = [later.file for later in ordered[at + 1 :] if _share_most(filing, later)]
            if newer:
                found[filing.file] = newer[-1]
    return found


def _oldest_first(group: Sequence[Filing]) -> list[Filing]:
    dated = all(filing.saved for filing in group)
    return sorted(group, key=lambda filing: (filing.saved if dated else "", filing.added))


def _share_most(one: Filing, other: Filing) -> bool:
    if bool(one.tables) != bool(other.tables):
        return False  # narrative and tables apart: parts of one filing
    first, second = _printed(one), _printed(other)
    return bool(first and second) and len(first & second) >= _SHARED * min(len(first), len(second))


def _printed(filing: Filing) -> set[str]:
    """What it prints, as a set to compare: its rows' labels and cells, or else its paragraphs."""
    rows = {
        "|".join((table.kind, squeeze(row.label), *(cell.text for cell in row.cells)))
        for table in filing.tables
        for row in table.rows
    }
    return rows or {squeeze(paragraph.text) for paragraph in filing.paragraphs}
