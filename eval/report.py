"""A run as one HTML file that needs nothing beside it: charts, the table, and every miss with gold, answer and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from app.files import whole_file
from eval import charts
from eval.measure import MEASURES, NEEDED, SHARES, Mark
from eval.record import Run
from eval.tally import GROUPS, Line, overall, shown_groups, tally
from eval.view_miss import miss_to_html

_COLUMNS = (*MEASURES, *SHARES)
HEADS = {
    "list_recall": "list recall", "same": "same twice", "digits": "digits supported", "reason": "reason found",
    "evidence_precision": "evidence precision", "evidence_recall": "evidence recall",
}  # fmt: skip
_LOW = 50
_TOO_MANY = "<p>Too many to be shown.</p>"
_VERSUS = (
    "The same questions were asked of plain retrieval: chunks of the extracted text, the same embeddings, the best passages as the "
    "answer{model}. The rules are kind to it: every number in the passages counts as stated, a bare number in any unit, "
    "and nothing needs to come first."
)
_VERSUS_MODEL = ", and of a chat model that is shown these passages"


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "report.html").read_text(encoding="utf-8"))


def write_report(run: Run, path: Path) -> Path:
    """Writes the report there, whole or not at all."""
    with whole_file(path) as draft:
        draft.write_text(run_to_html(run), encoding="utf-8")
    return path


def run_to_html(run: Run) -> str:
    """The report's text."""
    whole = overall(run.marks)
    wrong = sum(not mark.right for mark in run.marks)
    lacking = sum(bool(mark.lacks()) for mark in run.marks) - wrong
    values = {
        "name": run.name, "set": run.about.get("set", run.name), "began": run.about.get("began", ""),
        "seconds": run.about.get("seconds", ""), "count": whole.count, "right": whole.right, "wrong": wrong,
        "median": f"{whole.latency.median:.0f}" if whole.latency else "–", "p95": f"{whole.latency.p95:.0f}" if whole.latency else "–",
        "missed": f"{wrong} wrong answers, {lacking} right ones that lack something",
    }  # fmt: skip
    return _template().substitute({key: escape(str(value)) for key, value in values.items()} | _parts(run, whole))


def _parts(run: Run, whole: Line) -> dict[str, str]:
    shown = shown_groups(run.marks)
    rivals = {charts.OWN: run.marks, **run.baseline_marks}
    heads = ("", "n", *(HEADS.get(name, name) for name in _COLUMNS), "ms", "ms 95%")
    return {
        "versus": _versus(rivals),
        **{f"by_{by}": charts.group_bars(rivals, by) if by in shown else _TOO_MANY for by in GROUPS},
        "times": charts.time_columns(run.marks),
        "measures": charts.measure_bars(whole, HEADS, NEEDED),
        "heads": "".join(f"<th>{escape(head)}</th>" for head in heads),
        "lines": "\n".join(_table(run, whole)),
        "misses": _misses(run),
        "about": "".join(_about(run.about)),
    }


def _versus(rivals: Mapping[str, Sequence[Mark]]) -> str:
    if len(rivals) < 2:
        return ""
    said = _VERSUS.format(model=_VERSUS_MODEL if "model" in rivals else "")
    return f'<h2>What computing and structure buy</h2><p class="soft">{said}</p>{charts.legend(rivals)}'


def _table(run: Run, whole: Line) -> Iterable[str]:
    yield _row(whole, "all")
    for by in shown_groups(run.marks):
        yield f'<tr class="head"><td>by {by}</td><td colspan="{len(_COLUMNS) + 3}"></td></tr>'
        yield from (_row(line) for line in tally(run.marks, by))


def _row(line: Line, kind: str = "") -> str:
    times = (f"{line.latency.median:.0f}", f"{line.latency.p95:.0f}") if line.latency else ("", "")
    cells = "".join(_cell(line, name) for name in _COLUMNS) + "".join(f"<td>{time}</td>" for time in times)
    name = escape(line.name)
    return f'<tr class="{kind}"><td title="{name}">{name}</td><td>{line.count}</td>{cells}</tr>'


def _cell(line: Line, name: str) -> str:
    share = line.shares[name]
    return "<td></td>" if share is None else f"<td{' class=low' if share < _LOW else ''}>{share}</td>"


def _misses(run: Run) -> str:
    """Every question that lacks something, under its type, what is wrong first."""
    questions = {question.id: question for question in run.questions}
    shown = sorted((mark for mark in run.marks if mark.lacks()), key=lambda mark: (mark.type, mark.right))
    if not shown:
        return "<p>None.</p>"
    groups = [(type, list(marks)) for type, marks in groupby(shown, key=lambda mark: mark.type)]
    chips = "".join(f'<li><a href="#{type}">{type} {len(marks)}</a></li>' for type, marks in groups)
    parts = [f'<ul class="chips">{chips}</ul>']
    for type, marks in groups:
        parts.append(f'<h3 class="type" id="{type}">{type}</h3>')
        parts += (
            miss_to_html(questions[mark.id], mark, run.answers.get(mark.id), _others(run, mark.id)) for mark in marks
        )
    return "\n".join(parts)


def _others(run: Run, id: str) -> dict[str, str]:
    return {name: str(answers[id].get("text", "")) for name, answers in run.baselines.items() if id in answers}


def _about(about: dict[str, Any]) -> Iterable[str]:
    for key, value in about.items():
        shown = ", ".join(f"{name} {each}" for name, each in value.items()) if isinstance(value, dict) else str(value)
        yield f"<dt>{escape(key)}</dt><dd>{escape(shown)}</dd>"
