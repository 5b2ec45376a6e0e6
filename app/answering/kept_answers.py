"""Answers kept while the library stays as it is: the same question has the same answer, and many people ask the same."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from threading import Lock
from typing import Final

from budget.answer import Answer
from budget.filing import Filing

KEPT: Final = 500
"""So many answers are kept: those that were asked for last."""
FRESH: Final = 600
"""For so many seconds: vectors that are still being made may lead to a better sentence."""

Ask = Callable[[str, Collection[str], Sequence[Answer]], Answer]
_Key = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]


class KeptAnswers:
    """Asks once and remembers; a question that is being answered is waited for and not asked again."""

    def __init__(self, ask: Ask, most: int = KEPT, now: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._most = most
        self._now, self._since = now, now()
        self._lock = Lock()
        self._of: tuple[Filing, ...] = ()
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()
        self._asking: dict[_Key, Lock] = {}

    def ask(
        self, question: str, library: tuple[Filing, ...], filings: Collection[str], history: Sequence[Answer]
    ) -> Answer:
        """The answer of these filings as they are now: `library` is all of them, another tuple when they changed."""
        # All that a follow-up takes from the answers before it is what they were understood to ask.
        before = tuple((answer.question, str(answer.plan.get("asked", ""))) for answer in history)
        key = (question, tuple(filings), before)
        with self._lock:
            if library is not self._of or self._now() - self._since > FRESH:
                self._of, self._since = library, self._now()
                self._answers.clear()
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            turn = self._asking.setdefault(key, Lock())
        with turn:
            return self._kept(key, library) or self._asked(key, library, history)

    def _kept(self, key: _Key, library: tuple[Filing, ...]) -> Answer | None:
        with self._lock:
            return self._answers.get(key) if library is self._of else None

    def _asked(self, key: _Key, library: tuple[Filing, ...], history: Sequence[Answer]) -> Answer:
        question, filings, _ = key
        try:
            answer = self._ask(question, filings, history)
        finally:
            with self._lock:
                self._asking.pop(key, None)
        with self._lock:
            if library is self._of:
                self._answers[key] = answer
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return answer
