"""Which sessions may send files: those that were shown the upload page, and only for a while after that."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

SECONDS: Final = 3600.0
"""So long a session may send files after its upload page was drawn the last time."""


class Passes:
    """The sessions that may send files; safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._until: dict[str, float] = {}

    def give(self, session: str) -> None:
        """Let this session send files from now on."""
        now = self._clock()
        with self._lock:
            self._until = {known: until for known, until in self._until.items() if until > now}
            self._until[session] = now + SECONDS

    def take(self, session: str) -> None:
        """This session may send no more files."""
        with self._lock:
            self._until.pop(session, None)

    def has(self, session: str) -> bool:
        """Whether this session may send files now."""
        with self._lock:
            return self._until.get(session, 0.0) > self._clock()


PASSES: Final = Passes()
"""The passes of this process: pages give them, the server asks for them."""
