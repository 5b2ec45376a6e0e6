"""Loads the word lists of the narrative from TOML, refusing keys that nobody reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


class WordListError(ValueError):
    """A data file whose keys are not the ones that the code reads; names the file and the keys."""

    def __init__(self, name: str, unknown: Iterable[str], missing: Iterable[str]) -> None:
        parts = [
            f"unknown keys {sorted(unknown)}" if unknown else "",
            f"missing keys {sorted(missing)}" if missing else "",
        ]
        super().__init__(f"ingest/data/{name}: {'; '.join(p for p in parts if p)}: correct the file")


def read_words(name: str, keys: set[str]) -> dict[str, Any]:
    """Read one TOML file of ingest/data; its top-level keys, and `table.key` within tables, must be exactly `keys`."""
    data = tomllib.loads(files("ingest").joinpath("data", name).read_text(encoding="utf-8"))
    found = set()
    for key, value in data.items():
        found |= {f"{key}.{inner}" for inner in value} if isinstance(value, dict) else {key}
    if found != keys:
        raise WordListError(name, found - keys, keys - found)
    return data
