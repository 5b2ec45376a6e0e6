"""Rules between the tables of one filing: they repeat each other's totals and codes, and a fund stays within the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from budget.checks.compare import compared, explanation, rounded, same, slipped
from budget.checks.finding import CheckStatus, Finding, make_finding
from budget.checks.settings import TRUST
from budget.checks.spots import Figure, table_spot
from budget.checks.views import GOVERNMENTS, TOTAL, Key, View, base_value, carry_overs, filing_views
from budget.fact import Measure
from budget.filing import Filing
from budget.line import bare_label
from budget.scope import Scope
from budget.taxonomy.terms import load_terms

_MANY = 3
_TELLING_DIGITS = 4
_FUNCTIONAL = "2"
_WIDER = ((Scope.ALL, Scope.FISCAL), (Scope.ALL, Scope.GENERAL), (Scope.FISCAL, Scope.GENERAL))


def repeated_figures(filing: Filing) -> Iterator[Finding]:
    """Totals and codes that several tables print of the same money are the same everywhere."""
    carried = carry_overs(filing)
    for first, second in _partners(filing):
        yield from _compare_views(first, second, carried)


def _partners(filing: Filing) -> Iterator[tuple[View, View]]:
    """Columns of two tables that speak of the same part of the same money."""

    def money(view: View) -> tuple[str, str, str, str]:
        # In final accounts income and expenditure of one code are different things: what is left over lies between them.
        side = view.side if view.measure is Measure.FINAL else ""
        return (view.scope, view.part, view.measure, side)

    views = [view for view in filing_views(filing) if view.figures]
    for _, group in groupby(sorted(views, key=money), money):
        yield from _pairs(list(group))


def missing_lines(filing: Filing) -> Iterator[Finding]:
    """A line with a figure in one of two tables that otherwise repeat each other line by line is in the other too."""
    for first, second in _partners(filing) if filing.kind not in GOVERNMENTS else ():
        pairs = [_nearest(first.figures[key], second.figures[key]) for key in _shared(first, second)]
        alike = sum(same(*pair) or rounded(*pair) for pair in pairs)
        if not (first.sure and second.sure) or alike < _MANY or not TRUST.believes(alike, len(pairs) - alike):
            continue
        for left, right in ((first, second), (second, first)):
            for key in _absent(left, right):
                figure_ = left.figures[key][-1]
                yield make_finding(
                    "missing_line",
                    CheckStatus.BROKEN,
                    (figure_.spot, table_spot(filing, right.table)),
                    (figure_.shown,),
                    figure=figure_.shown,
                )


def _absent(left: View, right: View) -> Iterator[Key]:
    """The lines of the left column that the right one should have: at a level that it lists, and not under another name."""
    by_code = any(key[0] == "code" for key in left.figures) and any(key[0] == "code" for key in right.figures)
    lengths = {len(key[1]) for key in right.figures if key[0] == "code"}
    other = {base_value(one) for key, ones in right.figures.items() if key not in left.figures for one in ones}
    for key, figures in left.figures.items():
        if key in right.figures or not figures[-1].value or any(base_value(one) in other for one in figures):
            continue
        kind, name = key
        listed = kind == "total" or kind == ("code" if by_code else "name") and (by_code or name in _class_names())
        if kind == "code" and (len(name) not in lengths or len(name) > 3 and ("code", name[:-2]) not in right.figures):
            listed = False
        if listed and not _is_blank_there(right, key):
            yield key


@cache
def _class_names() -> frozenset[str]:
    """The names of the functional classes, the only uncoded lines that tables of both shapes list."""
    return frozenset(
        name
        for term in load_terms()
        if term.code[:1] == _FUNCTIONAL and len(term.code) == len("201")
        for name in (term.name, *term.also)
    )


def _is_blank_there(view: View, key: Key) -> bool:
    """True where the table has the line and leaves the cell blank, or has it more than once."""
    rows = view.table.rows
    return any(row.is_total if key == TOTAL else key[1] in (row.code, bare_label(row.label)) for row in rows)


def _pairs(views: list[View]) -> Iterator[tuple[View, View]]:
    """Each view with the first one of another table that shares the most lines with it."""
    for at, view in enumerate(views):
        others = [other for other in views[:at] if other.table.id != view.table.id]
        if others:
            best = max(others, key=lambda other: len(_shared(other, view)))
            if _shared(best, view):
                yield best, view


def _shared(left: View, right: View) -> list[Key]:
    """The lines that both name: by code where both have codes, else by name."""
    keys = [key for key in left.figures if key in right.figures]
    by_code = {figure.spot.source.row for key in keys if key[0] == "code" for figure in left.figures[key]}
    return [key for key in keys if key[0] != "name" or left.figures[key][0].spot.source.row not in by_code]


def _compare_views(left: View, right: View, carried: Sequence[Figure]) -> Iterator[Finding]:
    pairs = [_nearest(left.figures[key], right.figures[key]) for key in _shared(left, right)]
    if slip := _slip(pairs):
        yield compared("table_unit", CheckStatus.BROKEN, *slip)
        return
    holds = sum(same(*pair) for pair in pairs)
    explained = [None if same(*pair) else explanation(*pair, carried) for pair in pairs]
    broken = len(pairs) - sum(
        same(*pair) or one is not None or rounded(*pair) for pair, one in zip(pairs, explained, strict=True)
    )
    sure = left.sure and right.sure
    believed = sure and _one_money(left, right, holds, broken)
    telling = sure and _one_money(left, right, holds - 1, broken + 1)
    for pair, reason in zip(pairs, explained, strict=True):
        if same(*pair):
            yield replace(compared("repeated", CheckStatus.HOLDS, *pair), telling=telling)
        elif rounded(*pair):
            yield compared("repeated", CheckStatus.EXPLAINED, *pair, variant="rounded")
        elif reason:
            yield compared("repeated", CheckStatus.EXPLAINED, *pair, reason)
        else:
            yield compared("repeated", CheckStatus.BROKEN if believed else CheckStatus.UNCHECKED, *pair)


def _slip(pairs: Sequence[tuple[Figure, Figure]]) -> tuple[Figure, Figure] | None:
    """Two figures that show that one of the tables bears the wrong unit: nearly all others print the same digits too."""
    told = [pair for pair in pairs if pair[0].value or pair[1].value]
    slips = [pair for pair in told if slipped(*pair)]
    sure = TRUST.believes(len(slips), len(told) - len(slips)) or len(told) == len(slips) and _long(slips)
    return slips[0] if slips and sure else None


def _long(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """True where a figure has so many digits that another one does not have them by chance."""
    return any(len(left.value.normalize().as_tuple().digits) >= _TELLING_DIGITS for left, _ in pairs)


def _one_money(left: View, right: View, holds: int, broken: int) -> bool:
    """True where two columns speak of the same money: their totals are the same, or nearly all lines are.

    Income and expenditure with different totals do not: something lies between them.
    """
    if TOTAL in left.figures and TOTAL in right.figures:
        if same(*_nearest(left.figures[TOTAL], right.figures[TOTAL])):
            return holds > 1
        if left.side != right.side:
            return False
    return TRUST.believes(holds, broken)


def _nearest(left: Sequence[Figure], right: Sequence[Figure]) -> tuple[Figure, Figure]:
    pairs = [(one, other) for one in left for other in right]
    return next((pair for pair in pairs if same(*pair)), pairs[-1])


def parts_of_wholes(filing: Filing) -> Iterator[Finding]:
    """A fund's figure of a line does not exceed the whole's; a total that differs by the carry-over is explained by it."""
    carried = carry_overs(filing)
    views = [view for view in filing_views(filing) if view.side == "expenditure" and view.figures]
    for wide, narrow in _WIDER:
        for whole in (view for view in views if view.scope is wide):
            part = next(
                (
                    view
                    for view in views
                    if view.scope is narrow and view.part == whole.part and view.measure is whole.measure
                ),
                None,
            )
            if part:
                yield from _compare_scopes(whole, part, carried)
                break


def _compare_scopes(whole: View, part: View, carried: Sequence[Figure]) -> Iterator[Finding]:
    pairs = [_nearest(whole.figures[key], part.figures[key]) for key in _shared(whole, part)]
    over = [
        base_value(right) > base_value(left) and not same(left, right) and not rounded(left, right)
        for left, right in pairs
    ]
    believed = whole.sure and part.sure and TRUST.believes(len(pairs) - sum(over), sum(over))
    for (left, right), exceeds in zip(pairs, over, strict=True):
        reason = None if same(left, right) else explanation(left, right, carried)
        if exceeds and not reason:
            yield compared("part_of_whole", CheckStatus.BROKEN if believed else CheckStatus.UNCHECKED, left, right)
        elif reason:
            yield compared("part_of_whole", CheckStatus.EXPLAINED, left, right, reason)
        else:
            yield compared("part_of_whole", CheckStatus.HOLDS, left, right)
