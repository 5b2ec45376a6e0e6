"""Whether an answer's text says yes or no."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from eval.figures import fold
from eval.question import VERDICTS


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((Path(__file__).parent / "verdicts.toml").read_text(encoding="utf-8"))
    if set(data) != set(VERDICTS):
        raise ValueError(f"verdicts.toml: unknown keys {sorted(set(data) ^ set(VERDICTS))}")
    return {verdict: re.compile("|".join(map(fold, data[verdict]))) for verdict in ("no", "yes")}


def stated_verdict(text: str) -> str:
    """ "yes", "no", or "" where the text says neither; what it says first counts."""
    folded = fold(text).strip()
    return next((verdict for verdict, pattern in _patterns().items() if pattern.search(folded)), "")
