"""Where each row stands among the others: totals, codes, numbered items, parts (其中)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from budget.number import squeeze
from budget.table import Row
from budget.taxonomy.terms import load_terms
from ingest.row_indents import Indent, broken_sums, indents_to_depths
from ingest.row_nesting import nest_by_sums
from ingest.row_words import row_words

_AMONG_RANK = 9
_PLAIN_RANK = 8
_LEADING_CODE = re.compile(r"^[\[【]?(\d{3}(?:\d{2}){0,4})(?!\d)[\]】]?[\s.、:：-]*(?=[^\d\s.,年])")
_CODE_BEHIND = re.compile(r"\s*[\[【(（](\d{3}(?:\d{2}){0,3})[)）】\]]$")


def set_levels(rows: list[Row], indents: Sequence[Indent]) -> list[Row]:
    """The rows with their level and parents: by code where rows have codes, else by the marks of their labels.

    How far labels are set in counts where their marks don't tell, unless the printed sums speak against it.
    """
    if any(row.code for row in rows):
        return _by_code(rows)
    marked = nest_by_sums(_by_marks(rows, [0] * len(rows)))
    plain = [at for at, row in enumerate(rows) if not is_total_label(row.label)]
    depths = indents_to_depths([_behind_among(rows[at], indents[at]) for at in plain])
    if depths is None:
        return marked
    known = dict(zip(plain, depths, strict=True))
    set_in = nest_by_sums(_by_marks(rows, [known.get(at, 0) for at in range(len(rows))]))
    return set_in if broken_sums(set_in) <= broken_sums(marked) else marked


def is_total_label(label: str) -> bool:
    """True for 合计, 总计, 收入总计 and their like."""
    return bool(row_words().total.fullmatch(squeeze(label).rstrip(":")))


def split_code(label: str) -> tuple[str | None, str]:
    """A code in front of a label ("208 社会保障和就业支出") or in brackets behind it, and the label without it."""
    if match := _LEADING_CODE.match(label):
        return match[1], label[match.end() :].strip()
    if (match := _CODE_BEHIND.search(label)) and _is_code_of(match[1], label[: match.start()]):
        return match[1], label[: match.start()].strip()
    return None, label


def _is_code_of(code: str, name: str) -> bool:
    """True for a code of the standard classification; one of three digits (a telephone number?) must be that name's."""
    names = _standard_names()
    return squeeze(name) == names.get(code) if len(code) == 3 else code[:3] in names


@cache
def _standard_names() -> dict[str, str]:
    return {term.code: term.name for term in load_terms() if term.code}


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


def _behind_among(row: Row, indent: Indent) -> Indent:
    """Where a row's own name begins: the parts that follow 其中： are set under the first one's name."""
    among = row_words().among.match(squeeze(row.label))
    return indent._replace(ems=indent.ems + len(among[0])) if among else indent


class _Above(NamedTuple):
    """A row that rows below may stand under."""

    rank: int
    label: str
    depth: int


def _rank(label: str) -> int:
    words, bare = row_words(), squeeze(label)
    if words.among.match(bare):
        return _AMONG_RANK
    for rank, pattern in enumerate((words.level_1, words.level_2, words.level_3, words.level_4), start=1):
        if pattern.match(bare):
            return rank
    return _PLAIN_RANK


def _by_marks(rows: list[Row], depths: Sequence[int]) -> list[Row]:
    """A numbered row stands under the numbered row of a higher rank; 其中 and the plain rows behind it under the row above.

    Where labels are set in, a row stands under the row before it that is set in less.
    """
    made: list[Row] = []
    stack: list[_Above] = []
    flat = not any(depths)
    for row, depth in zip(rows, depths, strict=True):
        if is_total_label(row.label):
            stack = []
            made.append(replace(row, level=0))
            continue
        rank = _rank(row.label)
        if rank == _AMONG_RANK:
            stack = [entry for entry in stack if entry.rank < _AMONG_RANK]
        elif rank == _PLAIN_RANK and stack and stack[-1].rank == _AMONG_RANK and depth >= stack[-1].depth:
            stack, rank = stack[:-1], _AMONG_RANK
        elif flat:
            stack = [entry for entry in stack if entry.rank < rank]
        else:
            numbered = rank != _PLAIN_RANK
            stack = [e for e in stack if e.depth < depth or numbered and e.depth == depth and e.rank < rank]
        made.append(replace(row, level=len(stack) + 1, parents=tuple(entry.label for entry in stack)))
        stack.append(_Above(rank, row.label, depth))
    return made
