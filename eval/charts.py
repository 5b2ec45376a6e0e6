"""Charts as HTML that needs nothing beside it: bars by group, and how long the answers took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from eval.measure import Mark
from eval.tally import Line, overall, tally

# The upper ends (in ms) of the columns that times are counted in; the last column has what took longer.
_TIMES = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)
OWN = "computed"


def group_bars(rivals: Mapping[str, Sequence[Mark]], by: str) -> str:
    """The share of right answers by group, a bar for each rival."""
    groups = zip(*(tally(marks, by) for marks in rivals.values()), strict=True)
    rows = "".join(_group(lines, tuple(rivals)) for lines in groups)
    return f'<div class="bars">{rows}</div>'


def _group(lines: Sequence[Line], names: Sequence[str]) -> str:
    bars = "".join(
        f'<span class="track" title="{escape(name)} {line.right}%"><i class="{escape(name)}" style="width:{line.right}%"></i></span>'
        f"<b>{line.right}</b>"
        for line, name in zip(lines, names, strict=True)
    )
    head = f'<span class="label" title="{escape(lines[0].name)}">{escape(lines[0].name)}<small>{lines[0].count}</small></span>'
    return f'<div class="group">{head}<span class="pair">{bars}</span></div>'


def measure_bars(line: Line, heads: Mapping[str, str], needed: Sequence[str]) -> str:
    """Every measure over all questions; those that an answer needs to be right are told from the others."""
    rows = []
    for name, share in line.shares.items():
        if share is not None and name != "right":
            kind = "needed" if name in needed else "beside"
            rows.append(
                f'<div class="group"><span class="label">{escape(heads.get(name, name))}</span><span class="pair">'
                f'<span class="track"><i class="{kind}" style="width:{share}%"></i></span><b>{share}</b></span></div>'
            )
    return f'<div class="bars">{"".join(rows)}</div>'


def legend(rivals: Mapping[str, Sequence[Mark]]) -> str:
    """Whose bar is whose, with the share that each has right; nothing where there is one alone."""
    if len(rivals) < 2:
        return ""
    items = "".join(
        f'<li><i class="{escape(name)}"></i>{escape(name)} <b>{overall(marks).right}%</b></li>'
        for name, marks in rivals.items()
    )
    return f'<ul class="legend">{items}</ul>'


def time_columns(marks: Sequence[Mark]) -> str:
    """How many answers took how long, as columns."""
    times = [mark.milliseconds for mark in marks if mark.milliseconds is not None]
    if not times:
        return "<p>No answer says how long it took.</p>"
    counts = [0] * (len(_TIMES) + 1)
    for time in times:
        counts[sum(time > end for end in _TIMES)] += 1
    most = max(counts)
    names = [*(f"≤ {end}" for end in _TIMES), f"> {_TIMES[-1]}"]
    columns = "".join(
        _column(name, count, Decimal(count * 100) / most) for name, count in zip(names, counts, strict=True)
    )
    return f'<div class="columns">{columns}</div>'


def _column(name: str, count: int, height: Decimal) -> str:
    return f'<span class="column"><b>{count or ""}</b><i style="height:{height:.1f}%"></i><small>{escape(name)}</small></span>'
