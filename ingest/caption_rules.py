"""The patterns of what is printed around a table (captions.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.number import squeeze


@dataclass(frozen=True, slots=True)
class CaptionRules:
    """The patterns of captions.toml, compiled; all of them are matched against text without blanks."""

    furniture: re.Pattern[str]
    skip: re.Pattern[str]
    body: re.Pattern[str]
    unit: re.Pattern[str]
    unit_alone: re.Pattern[str]
    unit_behind_title: re.Pattern[str]
    unit_behind_body: re.Pattern[str]
    title: re.Pattern[str]
    number_prefix: re.Pattern[str]
    continued: re.Pattern[str]
    sentence: re.Pattern[str]
    aside: re.Pattern[str]
    note: re.Pattern[str]
    leads_to: re.Pattern[str]
    title_length: int


@cache
def caption_rules() -> CaptionRules:
    """The patterns beside this module; a key that is not known is an error."""
    data = tomllib.loads(Path(__file__).with_name("captions.toml").read_text(encoding="utf-8"))
    length = int(data.pop("title_length"))
    return CaptionRules(title_length=length, **{name: re.compile(pattern) for name, pattern in data.items()})


def is_title(line: str) -> bool:
    """True for a line that reads as a table's title."""
    rules, bare = caption_rules(), squeeze(line)
    bare = rules.number_prefix.sub("", bare) or bare
    return (
        len(bare) <= rules.title_length
        and not rules.sentence.search(bare)
        and bool(rules.title.search(bare))
        and not rules.note.match(bare)
    )
