"""The Answer as CONTRACT prints it: JSON for outside tools."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from budget.answer import Answer, Citation, Figure
from budget.number import decimal_to_text


def _text(value: Decimal | None) -> str | None:
    return None if value is None else decimal_to_text(value)


def _figure(figure: Figure) -> dict[str, Any]:
    return {**asdict(figure), "value": _text(figure.value), "citations": list(figure.citations)}


def _citation(citation: Citation) -> dict[str, Any]:
    box = None if citation.box is None else [round(edge, 2) for edge in citation.box]
    return {**asdict(citation), "value": _text(citation.value), "box": box}


def answer_to_dict(answer: Answer, id: str | None = None) -> dict[str, Any]:
    """The answer as one JSON object; `id` is the question's, where it has one."""
    head = {} if id is None else {"id": id}
    return {
        **head,
        "question": answer.question,
        "language": answer.language,
        "status": answer.status.value,
        "text": answer.text,
        "figures": [_figure(figure) for figure in answer.figures],
        "citations": [_citation(citation) for citation in answer.citations],
        "caveats": [{**asdict(c), "citations": list(c.citations)} for c in answer.caveats],
        "options": list(answer.options),
        "plan": answer.plan,
        "timings_ms": answer.timings_ms,
    }
