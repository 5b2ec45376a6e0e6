"""The words and marks that tell what a body row is: a total, a numbered item, a part (其中), a coded line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RowWords:
    """The patterns of row_words.toml; labels are matched without blanks and with full-width forms folded."""

    total: re.Pattern[str]
    starts_item: re.Pattern[str]
    coded: re.Pattern[str]
    level_1: re.Pattern[str]
    level_2: re.Pattern[str]
    level_3: re.Pattern[str]
    level_4: re.Pattern[str]
    among: re.Pattern[str]


@cache
def row_words() -> RowWords:
    """The patterns beside this module; a key that is not known is an error."""
    data = tomllib.loads(Path(__file__).with_name("row_words.toml").read_text(encoding="utf-8"))
    return RowWords(**{name: re.compile(pattern) for name, pattern in data.items()})
