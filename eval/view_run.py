"""A run as the page shows it: tiles, the table by type, what changed since the run before, and all runs over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import Any

from app.interface import Wording
from eval.compare import Comparison, Shift
from eval.history import RunLine
from eval.record import Run
from eval.tally import Line, overall, tally

_COLUMNS = ("status", "numbers", "evidence")
_SHOWN_CHANGES = 30
# Tones that can be told apart on a light page and on a dark one.
_COLOURS = ["#c0553b", "#5f8fb4", "#b58a3c", "#6f9a6a", "#8a6fb0"]


def head_to_html(title: str, lead: str) -> str:
    """The page's title and what it is for."""
    return f'<div class="wz-head"><h1>{escape(title)}</h1><p class="wz-lead">{escape(lead)}</p></div>'


def title_to_html(text: str, count: int | None = None) -> str:
    """A title within the page, with how many stand under it."""
    number = "" if count is None else f"<span>{count}</span>"
    return f'<h2 class="wz-group">{escape(text)}{number}</h2>'


def when(began: str) -> str:
    """The time to the minute, as it is read; the text itself where it is no time."""
    try:
        return f"{datetime.fromisoformat(began).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return began


def line_to_text(line: RunLine, words: Wording) -> str:
    """The run in a list of runs."""
    return f"{when(line.began)} · {_set_name(line.set, words)} · {line.right}%"


def _set_name(name: str, words: Wording) -> str:
    return words.say("runs_all") if name == "all" else name


def tiles_to_html(line: RunLine, run: Run, words: Wording) -> str:
    """How much is right of how many, how long answers took, and what plain retrieval got right."""
    times = (line.latency.median, line.latency.p95) if line.latency else (Decimal(0), Decimal(0))
    tiles = [
        (f"{line.right}", "%", words.say("tile_right", count=line.count)),
        (f"{times[0]:.0f}", "ms", words.say("tile_time", slow=f"{times[1]:.0f}")),
        *((f"{overall(marks).right}", "%", words.say(f"tile_{name}")) for name, marks in run.baseline_marks.items()),
    ]
    shown = "".join(
        f'<div class="wz-tile"><div class="wz-big"><span class="wz-digits">{value}</span><span class="wz-unit wz-tight">{unit}</span></div>'
        f'<div class="wz-label">{escape(label)}</div></div>'
        for value, unit, label in tiles
    )
    return f'<div class="wz-tiles wz-tiles-3">{shown}</div>'


def table_to_html(run: Run, words: Wording) -> str:
    """Right answers by type and language, with what they are made of."""
    heads = ("measure_right", *(f"measure_{name}" for name in _COLUMNS))
    head = "".join(f'<th class="wz-num">{escape(words.say(name))}</th>' for name in heads)
    groups = (
        [(words.say("runs_total"), overall(run.marks))],
        *([(line.name, line) for line in tally(run.marks, by)] for by in ("type", "language")),
    )
    body = "".join(f"<tbody>{''.join(_row(name, line, words) for name, line in group)}</tbody>" for group in groups)
    return f'<div class="wz-scroll we-table" tabindex="0"><table><thead><tr><th></th>{head}</tr></thead>{body}</table></div>'


def _row(name: str, line: Line, words: Wording) -> str:
    bar = f'<span class="we-bar"><i style="width:{line.right}%"></i></span>'
    cells = "".join(f'<td class="wz-num">{line.shares[column]}</td>' for column in _COLUMNS)
    said = escape(words.words.get(f"type_{name}", name))
    share = f'<span class="we-share">{line.right}</span>'
    return f'<tr><th>{said}<small>{line.count}</small></th><td class="wz-num">{bar}{share}</td>{cells}</tr>'


def changes_to_html(found: Comparison, words: Wording) -> str:
    """What got worse first, then what got better."""
    before, after = found.right
    said = words.say("changes_right", before=before, after=after, count=found.count)
    parts = [f'<p class="wz-verdict">{escape(said)}</p>']
    parts += [_shifts(shifts, kind, words) for kind, shifts in (("worse", found.worse), ("better", found.better))]
    return "".join(parts)


def _shifts(shifts: Sequence[Shift], kind: str, words: Wording) -> str:
    if not shifts:
        return f'<p class="wz-missing">{escape(words.say(f"changes_no_{kind}"))}</p>'
    items = "".join(_shift(shift, kind, words) for shift in shifts[:_SHOWN_CHANGES])
    said = words.say(f"changes_{kind}", count=len(shifts))
    return f'<details class="we-shifts we-{kind}"><summary>{escape(said)}</summary><ul>{items}</ul></details>'


def _shift(shift: Shift, kind: str, words: Wording) -> str:
    names = shift.lost if kind == "worse" else shift.won
    said = ", ".join(words.words.get(f"measure_{name}", name) for name in names)
    return (
        f"<li><b>{escape(shift.question.question)}</b><small>{escape(shift.question.id)} · {escape(said)}</small>"
        f"<p>{escape(words.say('changes_before'))}{escape(shift.said_before)}</p>"
        f"<p>{escape(words.say('changes_now'))}{escape(shift.said_after)}</p></li>"
    )


def history_chart(lines: Sequence[RunLine], words: Wording) -> Any:
    """The share of right answers over time, a line for each set."""
    import altair
    import pandas

    share, set_, run, began = (words.say(f"chart_{name}") for name in ("right", "set", "run", "time"))
    rows = [
        # A chart is drawn in floats; the share beside it is exact.
        {began: line.began, share: float(line.right), set_: _set_name(line.set, words), run: line.name}
        for line in lines
    ]
    frame = pandas.DataFrame(rows)
    frame[began] = pandas.to_datetime(frame[began], utc=True, errors="coerce")
    return (
        altair.Chart(frame)
        .mark_line(point=altair.OverlayMarkDef(size=60), strokeWidth=2)
        .encode(
            x=altair.X(
                f"{began}:T",
                title=None,
                axis=altair.Axis(grid=False, labelOverlap=True, tickCount=5, format="%m-%d %H:%M"),
            ),
            y=altair.Y(f"{share}:Q", title=share, scale=altair.Scale(domain=[0, 100])),
            color=altair.Color(
                f"{set_}:N",
                title=None,
                legend=altair.Legend(orient="top", columns=3),
                scale=altair.Scale(range=_COLOURS),
            ),
            tooltip=[f"{run}:N", altair.Tooltip(f"{began}:T", format="%Y-%m-%d %H:%M"), f"{share}:Q"],
        )
        .properties(height=240)
    )
