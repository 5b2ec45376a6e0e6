"""Counts and amounts that running text mentions, each with the words around it that say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget.amount import dimension, scale
from budget.checks.finding import Spot, figure
from budget.data_file import read_data
from budget.number import squeeze, text_to_decimal

_FILE = Path(__file__).with_name("mentions.toml")
_SENTENCE_END = re.compile(r"[。;；]")
_CLAUSE = re.compile(r"[，,。；;：:、!！?？()（）“”《》]")


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of mentions.toml."""

    number: re.Pattern[str]
    rough_before: re.Pattern[str]
    filler: re.Pattern[str]
    budgets: re.Pattern[str]
    goals: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in running text: `bound` as an indicator row sets it (">=", "<="), `rough` where 约 or 余 stands by it."""

    value: Decimal
    unit: str
    noun: str
    spot: Spot
    bound: str = ""
    rough: bool = False

    @property
    def base(self) -> Decimal:
        """The value in base units."""
        return self.value * scale(self.unit)

    @property
    def dimension(self) -> str:
        """What the unit measures."""
        return dimension(self.unit)

    @property
    def shown(self) -> str:
        """The number as sentences show it."""
        return f"{self.bound.replace('>=', '≥').replace('<=', '≤').replace('=', '')}{figure(self.value, self.unit)}"

    @property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring characters of what is counted, words that say nothing left out."""
        bare = mention_words().filler.sub("|", self.noun)
        pairs = (part[at : at + 2] for part in bare.split("|") for at in range(len(part) - 1))
        return frozenset(pair for pair in pairs if pair.isalpha())


@cache
def mention_words() -> Words:
    """The patterns; a key that is not known is an error."""
    known = {"counts", "money", "rough_before", "rough_after", "filler", "budgets", "goals"}
    data = read_data(_FILE, known)
    units = "|".join((*data["money"], *data["counts"]))
    after = "|".join(data["rough_after"])
    number = rf"(?<![\d.\[【A-Za-z])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>万|亿)?(?P<rough>{after})?"
    number += rf"(?P<unit>{units})(?P<rate>(?:/[人月年次])*)"
    return Words(
        re.compile(number),
        re.compile(rf"(?:{'|'.join(data['rough_before'])})$"),
        re.compile("|".join(sorted(data["filler"], key=len, reverse=True))),
        re.compile("|".join(data["budgets"])),
        re.compile("|".join(data["goals"])),
    )


def text_to_mentions(text: str, spot: Spot) -> Iterator[Mention]:
    """Every number with a unit in the text; the noun is what stands before and after it up to the next mark or number."""
    bare, words = squeeze(text), mention_words()
    matches = list(words.number.finditer(bare))
    told = ""
    for at, match in enumerate(matches):
        start = matches[at - 1].end() if at else 0
        end = matches[at + 1].start() if at + 1 < len(matches) else len(bare)
        before = _CLAUSE.split(bare[start : match.start()])[-1]
        after = _CLAUSE.split(bare[match.end() : end])[0]
        value = text_to_decimal(match["number"])
        unit = (match["scale"] or "") + match["unit"]
        if value is None or match["rate"] or not _known(unit):
            continue
        rough = bool(match["rough"] or words.rough_before.search(before))
        mention = Mention(value, unit, f"{before}|{after}", spot, rough=rough)
        if not mention.pairs and told and not _SENTENCE_END.search(bare[start : match.start()]):
            # “24 名退休人员差额工资，安排资金 42.28 万元”: the amount is for what was named before it.
            mention = replace(mention, noun=told)
        told = mention.noun
        yield mention


def _known(unit: str) -> bool:
    """万份 and its like have no scale of their own: left out rather than misread."""
    return unit[0] not in "万亿" or dimension(unit) != unit


def alike(left: Mention, right: Mention) -> float:
    """How far two mentions speak of one thing, 0 to 1: the shorter noun's pairs found in the other's."""
    if left.dimension != right.dimension or not left.pairs or not right.pairs:
        return 0.0
    return len(left.pairs & right.pairs) / min(len(left.pairs), len(right.pairs))
