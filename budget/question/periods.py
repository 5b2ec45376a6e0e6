"""The years that a question speaks of, absolute and relative."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budget.question.phrases import phrase

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?!\d|\.\d|\s*(?:元|万元|人|名|条|辆))(?:年度?|\s|$|[^\d])")
# A date at which something is counted is no period.
_AS_OF = phrase("as_of")
_RANGE = phrase("year_range")
_EACH = phrase("each_year")
_LAST = phrase("last_year")
_SPAN = phrase("span")
_SINCE = phrase("since")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "two": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True, slots=True)
class Periods:
    """The years named outright; whether the year before is meant; a span of several years (0 where none is asked for)."""

    years: tuple[int, ...] = ()
    last_year: bool = False
    span: int = 0
    since: int | None = None


def find_periods(text: str, names: tuple[str, ...] = ()) -> Periods:
    """The periods of a folded question; years that stand inside a quoted or library name (`names`) do not count."""
    bare = re.sub(r"[“\"《].*?[”\"》]", " ", text)
    bare = _AS_OF.sub(" ", _RANGE.sub(_ends_or_each, bare))
    for name in names:
        bare = bare.replace(name, " ")
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(bare + " ")))
    span = _SPAN.search(bare)
    word = next((group for group in span.groups() if group), "") if span else ""
    since = _SINCE.search(bare)
    return Periods(
        years=years,
        last_year=bool(_LAST.search(bare)),
        span=_NUMBERS.get(word.lower(), int(word) if word.isdigit() else 0),
        since=int(next(group for group in since.groups() if group)) if since else None,
    )


def _ends_or_each(found: re.Match[str]) -> str:
    """The two years of a range, or all of them where each is asked for, as years that stand side by side."""
    first, last = (int(year) for year in found.groups() if year)
    step = 1 if _EACH.search(found.string) else max(last - first, 1)
    return "".join(f" {year}年 " for year in range(first, last + 1, step)) or found.group().replace(" ", "")
