"""One question that was missed, as HTML: gold and answer side by side, the evidence that was wanted and that was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from eval.measure import Mark
from eval.question import GoldNumber, Place, Question

# The words of the report, which is in English; the page has its own under the same keys.
WORDS = {
    "miss_after": "after: ", "miss_lacks": "lacks ", "miss_gold": "Gold", "miss_answer": "Answer", "miss_none": "None.",
    "miss_wanted": "Evidence wanted (any one of these)", "miss_given": "Evidence given", "miss_no_answer": "No answer.",
    "miss_scope": "names the scope: ", "miss_verdict": "says ",
}  # fmt: skip


def miss_to_html(
    question: Question,
    mark: Mark,
    answer: dict[str, Any] | None,
    others: Mapping[str, str],
    words: Mapping[str, str] = WORDS,
) -> str:
    """The question, what its answer lacks, and both sides of it; `others` is what the baselines answered."""
    named = [words.get(f"measure_{name}", name) for name in mark.lacks()]
    lacks = words["miss_lacks"] + ", ".join(named) + (f" ({', '.join(mark.invented)})" if mark.invented else "")
    before = "".join(f"<p>{escape(words['miss_after'] + asked)}</p>" for asked in question.after)
    none = words["miss_none"]
    wanted = _items((_place(place) for place in question.evidence), none)
    given = _items((_citation(one) for one in (answer or {}).get("citations", [])), none)
    rivals = "".join(
        f'<details><summary>What {escape(name)} gave</summary><p class="text">{escape(text)}</p></details>'
        for name, text in others.items()
    )
    return (
        f"<article><header><h4>{escape(question.question)}</h4>{before}<p>{escape(question.id)} · "
        f"{escape(words.get(f'type_{question.type}', question.type))} · {question.lang} · "
        f'<span class="lacks">{escape(lacks)}</span></p></header><div class="sides">'
        f"<div><h5>{escape(words['miss_gold'])}</h5>{_gold(question, words)}</div>"
        f"<div><h5>{escape(words['miss_answer'])}</h5>{_answer(answer, words)}</div>"
        f"<div><h5>{escape(words['miss_wanted'])}</h5>{wanted}</div>"
        f"<div><h5>{escape(words['miss_given'])}</h5>{given}</div></div>{rivals}</article>"
    )


def _gold(question: Question, words: Mapping[str, str]) -> str:
    parts = [_number(number) for number in question.numbers]
    parts += [f"“{phrase}”" for phrase in (*question.phrases, *question.list)]
    parts += [words["miss_verdict"] + question.verdict] if question.verdict else []
    parts += [words["miss_scope"] + " / ".join(question.scopes)] if question.scopes else []
    how = f'<p class="text">{escape(question.how)}</p>' if question.how else ""
    return f'<span class="status">{_status(question.status, words)}</span>{_items(parts)}{how}'


def _status(status: str, words: Mapping[str, str]) -> str:
    return escape(words.get(f"status_{status}", status))


def _number(number: GoldNumber) -> str:
    return f"{number.value:f} {number.unit}".strip()


def _answer(answer: dict[str, Any] | None, words: Mapping[str, str]) -> str:
    if answer is None:
        return f"<p>{escape(words['miss_no_answer'])}</p>"
    figures = [
        f"{figure.get('role')}: {figure.get('label')} = {figure.get('value')} {figure.get('unit')}"
        for figure in answer.get("figures", [])
    ]
    status, text = _status(str(answer.get("status")), words), escape(str(answer.get("text")))
    return f'<span class="status">{status}</span><p class="text">{text}</p>{_items(figures)}'


def _place(place: Place) -> str:
    where = place.filing + (f", p. {place.page}" if place.page else "")
    return f"{where}: “{place.quote}”" if place.quote else f"{where}: {place.table} / {place.row} / {place.column}"


def _citation(citation: dict[str, Any]) -> str:
    where = citation.get("filing", "") + (f", p. {citation['page']}" if citation.get("page") else "")
    cell = " / ".join(str(citation[key]) for key in ("table", "row", "column") if citation.get(key))
    return f"[{citation.get('id')}] {where}: {cell} “{citation.get('quote')}”"


def _items(texts: Iterable[str], none: str = "") -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else f"<p>{escape(none)}</p>" if none else ""
