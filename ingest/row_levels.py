"""Where each row stands among the others: totals, codes, numbered items, parts (其中)."""

from __future__ import annotations

import re
from dataclasses import replace

from budget.number import squeeze
from budget.table import Row
from ingest.row_nesting import nest_by_sums
from ingest.row_words import row_words

_AMONG_RANK = 9
_PLAIN_RANK = 8
_LEADING_CODE = re.compile(r"^[\[【]?(\d{3}(?:\d{2}){0,4})(?!\d)[\]】]?[\s.、:：-]*(?=[^\d\s.,年])")


def set_levels(rows: list[Row]) -> list[Row]:
    """The rows with their level and parents: by code where rows have codes, else by the marks of their labels."""
    if any(row.code for row in rows):
        return _by_code(rows)
    return nest_by_sums(_by_marks(rows))


def is_total_label(label: str) -> bool:
    """True for 合计, 总计, 收入总计 and their like."""
    return bool(row_words().total.fullmatch(squeeze(label).rstrip(":")))


def split_code(label: str) -> tuple[str | None, str]:
    """A code in front of a label ("208 社会保障和就业支出") and the label without it."""
    match = _LEADING_CODE.match(label)
    return (match[1], label[match.end() :].strip()) if match else (None, label)


def _by_code(rows: list[Row]) -> list[Row]:
    names: dict[str, str] = {}
    made = []
    for row in rows:
        if is_total_label(row.label) and not row.code:
            made.append(replace(row, level=0))
            continue
        code = row.code or ""
        names.setdefault(code, row.label)
        above = [code[:size] for size in range(3, len(code), 2)]
        parents = tuple(names[prefix] for prefix in above if prefix in names)
        made.append(replace(row, level=max(1, (len(code) - 1) // 2) if code else 1, parents=parents))
    return made


def _rank(label: str) -> int:
    words, bare = row_words(), squeeze(label)
    if words.among.match(bare):
        return _AMONG_RANK
    for rank, pattern in enumerate((words.level_1, words.level_2, words.level_3, words.level_4), start=1):
        if pattern.match(bare):
            return rank
    return _PLAIN_RANK


def _by_marks(rows: list[Row]) -> list[Row]:
    """A numbered row stands under the numbered row of a higher rank; 其中 and the plain rows behind it under the row above."""
    made: list[Row] = []
    stack: list[tuple[int, str]] = []
    for row in rows:
        if is_total_label(row.label):
            stack = []
            made.append(replace(row, level=0))
            continue
        rank = _rank(row.label)
        if rank == _AMONG_RANK:
            stack = [entry for entry in stack if entry[0] < _AMONG_RANK]
        elif rank == _PLAIN_RANK and stack and stack[-1][0] == _AMONG_RANK:
            stack, rank = stack[:-1], _AMONG_RANK
        else:
            stack = [entry for entry in stack if entry[0] < rank]
        made.append(replace(row, level=len(stack) + 1, parents=tuple(label for _, label in stack)))
        stack.append((rank, row.label))
    return made
