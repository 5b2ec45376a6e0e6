"""A run as one HTML file that needs nothing beside it: the table, and every miss with gold, answer and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from app.files import whole_file
from eval.measure import MEASURES, Mark
from eval.question import GoldNumber, Place, Question
from eval.record import Run
from eval.tally import Line, latency, overall, tally

_COLUMNS = (*MEASURES, "list_recall")
_HEADS = {"list_recall": "list recall", "same": "same twice", "digits": "digits supported"}


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
    whole, times = overall(run.marks), latency(run.marks)
    shown = [mark for mark in run.marks if mark.lacks()]
    misses = sum(not mark.right for mark in run.marks)
    questions = {question.id: question for question in run.questions}
    ordered = sorted(shown, key=lambda mark: (mark.right, mark.type))
    said = (
        ""
        if times is None
        else f"median {times.median:.0f} ms, 95% within {times.p95:.0f} ms, longest {times.longest:.0f} ms"
    )
    values = {
        "name": run.name, "set": run.about.get("set", run.name), "began": run.about.get("began", ""),
        "seconds": run.about.get("seconds", ""), "count": whole.count, "right": whole.right, "times": said,
        "missed": f"{misses} wrong answers, {len(shown) - misses} right ones that lack something",
    }  # fmt: skip
    html = {
        "heads": "".join(
            f"<th>{escape(head)}</th>" for head in ("", "questions", *(_HEADS.get(n, n) for n in _COLUMNS))
        ),
        "lines": "\n".join(_table(run, whole)),
        "misses": "\n".join(_miss(questions[mark.id], mark, run.answers.get(mark.id)) for mark in ordered)
        or "<p>None.</p>",
        "about": "".join(_about(run.about)),
    }
    return _template().substitute({key: escape(str(value)) for key, value in values.items()} | html)


def _table(run: Run, whole: Line) -> Iterable[str]:
    yield _row(whole, "all")
    for by in ("type", "language", "filings"):
        yield f'<tr class="group"><td colspan="{len(_COLUMNS) + 2}">by {by}</td></tr>'
        yield from (_row(line) for line in tally(run.marks, by))


def _row(line: Line, kind: str = "") -> str:
    bar = f'<span class="bar"><i style="width:{line.right}%"></i></span>'
    cells = ("" if (share := line.shares[name]) is None else str(share) for name in _COLUMNS)
    shares = "".join(
        f"<td>{bar if name == 'right' else ''}{cell}</td>" for name, cell in zip(_COLUMNS, cells, strict=True)
    )
    return f'<tr class="{kind}"><td>{escape(line.name)}</td><td>{line.count}</td>{shares}</tr>'


def _miss(question: Question, mark: Mark, answer: dict[str, Any] | None) -> str:
    lacks = ", ".join(mark.lacks()) + (f" ({', '.join(mark.invented)})" if mark.invented else "")
    before = "".join(f"<p>after: {escape(asked)}</p>" for asked in question.after)
    return (
        f"<article><header><h3>{escape(question.question)}</h3>{before}<p>{escape(question.id)} · {question.type} · "
        f'{question.lang} · <span class="lacks">lacks {escape(lacks)}</span></p></header><div class="sides">'
        f"<div><h4>Gold</h4>{_gold(question)}</div><div><h4>Answer</h4>{_answer(answer)}</div>"
        f"<div><h4>Evidence wanted</h4>{_items(_place(place) for place in question.evidence)}</div>"
        f"<div><h4>Evidence given</h4>{_items(_citation(one) for one in (answer or {}).get('citations', []))}</div>"
        "</div></article>"
    )


def _gold(question: Question) -> str:
    verdict = [f"says {question.verdict}"] if question.verdict else []
    parts = [question.status, *verdict, *(_number(number) for number in question.numbers)]
    parts += [f"“{phrase}”" for phrase in (*question.phrases, *question.list)]
    return _items(parts) + (f'<p class="text">{escape(question.how)}</p>' if question.how else "")


def _number(number: GoldNumber) -> str:
    return f"{number.value:f} {number.unit}".strip()


def _answer(answer: dict[str, Any] | None) -> str:
    if answer is None:
        return "<p>No answer.</p>"
    figures = _items(
        f"{figure.get('role')}: {figure.get('label')} = {figure.get('value')} {figure.get('unit')}"
        for figure in answer.get("figures", [])
    )
    return f'<p class="text">[{escape(str(answer.get("status")))}] {escape(str(answer.get("text")))}</p>{figures}'


def _place(place: Place) -> str:
    where = place.filing + (f", p. {place.page}" if place.page else "")
    return f"{where}: “{place.quote}”" if place.quote else f"{where}: {place.table} / {place.row} / {place.column}"


def _citation(citation: dict[str, Any]) -> str:
    where = citation.get("filing", "") + (f", p. {citation['page']}" if citation.get("page") else "")
    cell = " / ".join(str(citation[key]) for key in ("table", "row", "column") if citation.get(key))
    return f"[{citation.get('id')}] {where}: {cell} “{citation.get('quote')}”"


def _items(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else "<p>None.</p>"


def _about(about: dict[str, Any]) -> Iterable[str]:
    for key, value in about.items():
        shown = ", ".join(f"{name} {each}" for name, each in value.items()) if isinstance(value, dict) else str(value)
        yield f"<dt>{escape(key)}</dt><dd>{escape(shown)}</dd>"
