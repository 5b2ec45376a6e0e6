"""Recognises titles, their rank, and the lines that are a page's furniture, by ingest/data/headings.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from budget.number import squeeze
from ingest.narrative_words import read_words

_KEYS = {
    "marks", "titles.rank", "titles.longest", "titles.endings", "ends.words", "ends.longest", "captions.patterns",
    "captions.page_numbers", "captions.table_titles", "contents.titles", "contents.leader",
}  # fmt: skip
# What a title adds behind the table's name: 绩效目标表（一级项目）.
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_WIDE_GAP = re.compile(r"\s{2,}")
_PUNCTUATION = re.compile(r"[，。；！？]")
_LABELLED = re.compile(r"[：:]\s*\S")
_FIGURE = re.compile(r"\d\s*(?:万|亿)?\s*(?:元|%|％|人|辆|台)")


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """The patterns of headings.toml, compiled."""

    marks: tuple[tuple[int, re.Pattern[str]], ...]
    title_rank: int
    title_longest: int
    title_endings: tuple[str, ...]
    ends: tuple[str, ...]
    longest: int
    captions: tuple[re.Pattern[str], ...]
    page_numbers: tuple[re.Pattern[str], ...]
    table_titles: tuple[str, ...]
    contents: tuple[str, ...]
    leader: re.Pattern[str]


@cache
def heading_words() -> HeadingWords:
    """The heading patterns, read once."""
    data = read_words("headings.toml", _KEYS)
    return HeadingWords(
        marks=tuple((mark["rank"], re.compile(mark["pattern"])) for mark in data["marks"]),
        title_rank=data["titles"]["rank"],
        title_longest=data["titles"]["longest"],
        title_endings=tuple(data["titles"]["endings"]),
        ends=tuple(data["ends"]["words"]),
        longest=data["ends"]["longest"],
        captions=tuple(re.compile(p) for p in data["captions"]["patterns"]),
        page_numbers=tuple(re.compile(p) for p in data["captions"]["page_numbers"]),
        table_titles=tuple(data["captions"]["table_titles"]),
        contents=tuple(data["contents"]["titles"]),
        leader=re.compile(data["contents"]["leader"]),
    )


def split_mark(text: str) -> tuple[int | None, str, str]:
    """(rank, mark, rest) of a line that starts with a mark (一、 （一） 1. (1)); (None, "", text) of one without."""
    bare = text.lstrip()
    for rank, pattern in heading_words().marks:
        found = pattern.match(bare)
        if found:
            return rank, found.group(), bare[found.end() :].lstrip()
    return None, "", bare


def is_whole_title(text: str) -> bool:
    """True where the text ends as a title does (…说明, …情况, …表)."""
    return text.rstrip(" 。：:").endswith(heading_words().ends)


def heading_rank(text: str) -> int | None:
    """The rank of a title, None where the line is a sentence."""
    words = heading_words()
    rank, _, rest = split_mark(text)
    bare = squeeze(rest)
    if not bare or _FIGURE.search(rest) or _LABELLED.search(rest) or _PUNCTUATION.search(rest.rstrip("。")):
        return None
    if rank is not None:
        return rank if len(bare) <= words.longest and (not rest.endswith("。") or is_whole_title(rest)) else None
    if len(bare) <= words.title_longest and not rest.endswith("。") and bare.endswith(words.title_endings):
        return words.title_rank
    return None


def is_caption(text: str) -> bool:
    """True for a line that belongs to a table: its unit, who made it, its number, or several of these side by side."""
    bare, patterns = text.strip(), heading_words().captions
    parts = [bare] if any(pattern.fullmatch(bare) for pattern in patterns) else _WIDE_GAP.split(bare)
    return all(any(pattern.fullmatch(part) for pattern in patterns) for part in parts)


def is_page_number(text: str) -> bool:
    """True for a line that holds a page's number and nothing else."""
    bare = text.strip()
    return any(pattern.fullmatch(bare) for pattern in heading_words().page_numbers)


def is_table_title(text: str) -> bool:
    """True for a short line that reads as a table's title; it is one where a table follows."""
    bare = _IN_BRACKETS.sub("", squeeze(text))
    return len(bare) <= 45 and bare.endswith(heading_words().table_titles) and not _PUNCTUATION.search(bare)


class HeadingStack:
    """The titles that the reading stands under, outermost first."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []

    def enter(self, rank: int, text: str) -> None:
        """Stand under this title now: titles of its rank and deeper are left."""
        self._stack = [held for held in self._stack if held[0] < rank]
        self._stack.append((rank, text))

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles, outermost first."""
        return tuple(text for _, text in self._stack)
