"""Phrases that say what is meant, kept as data: data/phrases.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "phrases.toml"


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for name, parts in data.items():
        if not parts or not all(isinstance(part, str) and part for part in parts):
            raise ValueError(f"{_FILE.name}: {name} must be a list of regular expressions")
    return {name: re.compile("|".join(parts), re.I) for name, parts in data.items()}


def phrase(name: str) -> re.Pattern[str]:
    """The pattern of that name; KeyError where the file has none."""
    return _phrases()[name]
