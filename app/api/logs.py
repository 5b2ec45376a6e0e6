"""One line of JSON a call, for whatever collects logs. What was asked is in none, unless the settings say so."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final, TextIO

LOG: Final = logging.getLogger("wenzhang.calls")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how grave, what, and the fields that came with it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": when, "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def log_calls(on: bool, stream: TextIO = sys.stderr) -> None:
    """Write a line a call from now on, or none."""
    LOG.handlers.clear()
    LOG.propagate = False
    LOG.setLevel(logging.INFO if on else logging.CRITICAL)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    LOG.addHandler(handler)


def log_call(**fields: object) -> None:
    """One call."""
    LOG.info("call", extra={"fields": {name: value for name, value in fields.items() if value is not None}})
