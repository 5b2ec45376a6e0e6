"""Which rules a question asks about, by the words in which it names what they check."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from budget.data_file import read_data
from budget.number import squeeze

_FILE = Path(__file__).with_name("asked.toml")
_MARKS = re.compile(r"[“”\"'‘’「」《》]")


def asked_rules(text: str) -> tuple[str, ...]:
    """The rules that the question names, in the order of asked.toml; none where it names none."""
    spaced = text.lower()
    bare = _MARKS.sub("", squeeze(spaced))
    return tuple(
        rule for rule, (chinese, english) in _patterns().items() if chinese.search(bare) or english.search(spaced)
    )


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    data = read_data(_FILE, ("zh", "en"))
    if set(data["zh"]) != set(data["en"]):
        raise ValueError(f"{_FILE.name}: must have the same rules in zh and in en")
    return {
        rule: (re.compile("|".join(data["zh"][rule])), re.compile("|".join(data["en"][rule]))) for rule in data["zh"]
    }
