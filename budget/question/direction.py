"""Which way a question says that a figure went."""

from __future__ import annotations

from budget.question.phrases import phrase


def asked_direction(text: str, language: str) -> int:
    """1 where the question says up, -1 where it says down, 0 where it says neither or both ("不增反降" is down)."""
    if phrase("down_after_all").search(text):
        return -1
    if phrase("up_after_all").search(text):
        return 1
    up, down = (bool(phrase(f"{way}_{language}").search(text)) for way in ("up", "down"))
    return up - down
