"""How often may be called: by one client, and by all together."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from app.api.problems import Problem


class Rates:
    """Counts calls of the last minute, in this process; `spend` raises Problem where one is too many."""

    def __init__(self, client: int, total: int) -> None:
        self._limiter: RateLimiter = MovingWindowRateLimiter(MemoryStorage())
        self._client, self._total = RateLimitItemPerMinute(client), RateLimitItemPerMinute(total)

    def spend(self, client: str) -> None:
        """Count one call of that client."""
        # The client's first: who is over their own limit must not use up what is everybody's.
        for item, names in ((self._client, ("client", client)), (self._total, ("all",))):
            if not self._limiter.hit(item, *names):
                free = self._limiter.get_window_stats(item, *names).reset_time
                seconds = max(1, math.ceil(free - time.time()))
                raise Problem(429, "too_many_requests", {"Retry-After": str(seconds)}, seconds=seconds)
