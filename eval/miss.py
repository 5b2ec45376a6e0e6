"""One question that was missed, as HTML: gold and answer side by side, the evidence that was wanted and that was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from eval.measure import Mark
from eval.question import GoldNumber, Place, Question


def miss_to_html(question: Question, mark: Mark, answer: dict[str, Any] | None, others: Mapping[str, str]) -> str:
    """The question, what its answer lacks, and both sides of it; `others` is what the baselines answered."""
    lacks = ", ".join(mark.lacks()) + (f" ({', '.join(mark.invented)})" if mark.invented else "")
    before = "".join(f"<p>after: {escape(asked)}</p>" for asked in question.after)
    rivals = "".join(
        f'<details><summary>What {escape(name)} gave</summary><p class="text">{escape(text)}</p></details>'
        for name, text in others.items()
    )
    return (
        f"<article><header><h4>{escape(question.question)}</h4>{before}<p>{escape(question.id)} · {question.type} · "
        f'{question.lang} · <span class="lacks">lacks {escape(lacks)}</span></p></header><div class="sides">'
        f"<div><h5>Gold</h5>{_gold(question)}</div><div><h5>Answer</h5>{_answer(answer)}</div>"
        f"<div><h5>Evidence wanted (any one of these)</h5>{_items(_place(place) for place in question.evidence)}</div>"
        f"<div><h5>Evidence given</h5>{_items(_citation(one) for one in (answer or {}).get('citations', []))}</div>"
        f"</div>{rivals}</article>"
    )


def _gold(question: Question) -> str:
    parts = [_number(number) for number in question.numbers]
    parts += [f"“{phrase}”" for phrase in (*question.phrases, *question.list)]
    parts += [f"says {question.verdict}"] if question.verdict else []
    parts += ["names the scope: " + " / ".join(question.scopes)] if question.scopes else []
    how = f'<p class="text">{escape(question.how)}</p>' if question.how else ""
    return f'<span class="status">{question.status}</span>{_items(parts) if parts else ""}{how}'


def _number(number: GoldNumber) -> str:
    return f"{number.value:f} {number.unit}".strip()


def _answer(answer: dict[str, Any] | None) -> str:
    if answer is None:
        return "<p>No answer.</p>"
    figures = [
        f"{figure.get('role')}: {figure.get('label')} = {figure.get('value')} {figure.get('unit')}"
        for figure in answer.get("figures", [])
    ]
    status, text = escape(str(answer.get("status"))), escape(str(answer.get("text")))
    return f'<span class="status">{status}</span><p class="text">{text}</p>{_items(figures) if figures else ""}'


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
