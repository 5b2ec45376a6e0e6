"""The one door from a data file to its values: a key that the reader does not know is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any


def read_data(file: Path, known: Collection[str]) -> dict[str, Any]:
    """The values of a TOML file; raises ValueError where it holds a key that is not known."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if extra := set(data) - set(known):
        raise ValueError(f"{file.name}: unknown keys {sorted(extra)}")
    return data
