"""What an operator's monitoring reads: calls, answers and how long they took, in Prometheus' text format."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10)


class Metrics:
    """The counts of one application. No label holds anything that a caller wrote."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.calls = Counter("wenzhang_requests", "Calls", ("method", "route", "status"), registry=self.registry)
        self.seconds = Histogram(
            "wenzhang_request_seconds", "Seconds a call took", ("route",), buckets=_SECONDS, registry=self.registry
        )
        self.answers = Counter("wenzhang_answers", "Answers by status", ("status",), registry=self.registry)
        self.waiting = Gauge("wenzhang_waiting", "Calls that wait for a thread", registry=self.registry)
        self.filings = Gauge("wenzhang_filings", "Filings that are asked", registry=self.registry)
        ProcessCollector(registry=self.registry)

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)
