"""Follow-up questions: what they leave out is filled from the question before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budget.answer import Answer
from budget.question.follow import complete_question, starts_afresh
from budget.question.reading import Reading


def fill_from_history(question: str, history: Sequence[Answer], read: Callable[[str], Reading]) -> str:
    """The question made whole with what was asked last, where it can't stand alone; nothing reaches behind a fresh start."""
    asked: list[str] = []
    for answer in history:
        if starts_afresh(answer.question):
            asked = []
        elif answer.plan:
            asked.append(str(answer.plan.get("asked", answer.question)))
    if not asked:
        return question
    reading = read(question)
    whole = complete_question(reading, read(asked[-1]))
    return question if whole == reading.text else whole
