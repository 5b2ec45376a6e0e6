"""Where work is done that takes the processor: a few threads, and a queue that does not grow without end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread

from app.api.metrics import Metrics
from app.api.problems import Problem

Result = TypeVar("Result")
_PATIENCE: Final = 5


class Bench:
    """Runs functions in at most so many threads; raises Problem where too many wait already."""

    def __init__(self, threads: int, queue: int, metrics: Metrics) -> None:
        self._threads, self._queue, self._metrics = threads, queue, metrics
        self._limiter: CapacityLimiter | None = None
        self._inside = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        """What the function returns."""
        if self._inside >= self._threads + self._queue:
            raise Problem(503, "busy", {"Retry-After": str(_PATIENCE)}, seconds=_PATIENCE)
        # A limiter belongs to the event loop that it was made in: the first call knows it.
        self._limiter = self._limiter or CapacityLimiter(self._threads)
        self._inside += 1
        self._metrics.waiting.set(max(0, self._inside - self._threads))
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
            self._metrics.waiting.set(max(0, self._inside - self._threads))
