"""Follow-up questions: what they leave out is filled from the question before."""

from __future__ import annotations

from collections.abc import Sequence

from budget.answer import Answer
from budget.question.follow import complete_question


def fill_from_history(question: str, history: Sequence[Answer]) -> str:
    """The question made whole with what was asked last, where it can't stand alone."""
    asked = [str(answer.plan.get("asked", answer.question)) for answer in history if answer.plan]
    return complete_question(question, asked[-1]) if asked else question
