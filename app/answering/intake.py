"""A question as it was typed, checked before anything is done with it."""

from __future__ import annotations

import unicodedata

from app.errors import EmptyQuestion, QuestionTooLong, QuestionUnreadable

# Control characters, and lone halves of a surrogate pair (bytes that were not UTF-8).
_UNREADABLE = {"Cc", "Cs"}
_WHITE = "\t\n\r"
# So many characters a question may have where no setting says otherwise.
LONGEST_QUESTION = 500


def clean_question(text: str, limit: int) -> str:
    """The question on one line, white space trimmed; raises EmptyQuestion, QuestionTooLong or QuestionUnreadable."""
    if len(text) > limit:
        raise QuestionTooLong(len(text), limit)
    for position, character in enumerate(text, start=1):
        if unicodedata.category(character) in _UNREADABLE and character not in _WHITE:
            raise QuestionUnreadable(character, position)
    question = " ".join(text.split())
    if not any(character.isalnum() for character in question):
        raise EmptyQuestion
    return question
