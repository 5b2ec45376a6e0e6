"""What the words of a question say about a list or a ranking, and how filings print projects: the patterns as data."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from budget.number import squeeze

_FILE = Path(__file__).parent.parent / "question" / "data" / "listing.toml"
_KEYS = {
    "asked": {
        "projects",
        "key_projects",
        "with_targets",
        "each_project",
        "total",
        "leaves",
        "tops",
        "class",
        "section",
        "item",
        "account",
        "economic",
        "income",
        "each_part",
        "each_amount",
        "order",
        "ascending",
        "years",
        "units",
        "bodies",
        "largest",
        "smallest",
        "gap",
        "change",
        "percent",
        "completion",
        "share",
    },
    "projects": {
        "amounts",
        "units",
        "columns",
        "costs",
        "whole",
        "tables",
        "sections",
        "counted",
        "bodies",
        "codes",
        "unit_columns",
        "indicators",
    },
}


@cache
def _patterns() -> dict[str, dict[str, tuple[re.Pattern[str], ...]]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if {group: set(entries) for group, entries in data.items()} != _KEYS:
        raise ValueError(f"{_FILE.name}: the groups and keys must be {_KEYS}")
    return {
        group: {key: tuple(re.compile(word, re.I) for word in words) for key, words in entries.items()}
        for group, entries in data.items()
    }


def asks(text: str, *keys: str) -> bool:
    """True where a question's text shows one of these things ([asked] of listing.toml)."""
    return any(pattern.search(text) for key in keys for pattern in _patterns()["asked"][key])


def place_in(name: str, key: str) -> int | None:
    """Which pattern of a list ([projects] of listing.toml) a printed name fits, the best being 0; None for none."""
    bare = squeeze(name)
    return next((i for i, pattern in enumerate(_patterns()["projects"][key]) if pattern.search(bare)), None)


def without(name: str, key: str) -> str:
    """A printed name less what the patterns of a list ([projects] of listing.toml) find in it."""
    for pattern in _patterns()["projects"][key]:
        name = pattern.sub("", name)
    return name
