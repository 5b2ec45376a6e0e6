"""The rule of counts that running text tells twice outside its projects: people, vehicles, households."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budget.checks.counted import counted_words
from budget.checks.finding import CheckStatus, Finding, figure, make_finding
from budget.checks.mentions import Mention, text_to_mentions
from budget.checks.spots import paragraph_spot
from budget.filing import Filing
from budget.number import squeeze

_SENTENCE = re.compile(r"(?<=[。；;])")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_LEAST_PAIRS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A count with what it must share with another to speak of the same: what is done with what is counted, and when."""

    count: Mention
    acts: frozenset[str]
    years: frozenset[str]
    paragraph: int | None

    def same_thing(self, other: Told) -> bool:
        """True where both name the same thing, in the same words, the same act and the same years, in two paragraphs."""
        alike = self.count.pairs == other.count.pairs and self.count.dimension == other.count.dimension
        return alike and (self.acts, self.years) == (other.acts, other.years) and self.paragraph != other.paragraph


def counts_told_twice(filing: Filing) -> Iterator[Finding]:
    """One count told in two paragraphs outside the projects is the same."""
    told = list(_told(filing))
    for at, first in enumerate(told):
        second = next((other for other in told[at + 1 :] if first.same_thing(other)), None)
        if second is not None:
            yield _finding(first.count, second.count)


def _told(filing: Filing) -> Iterator[Told]:
    words = counted_words()
    of_projects = {field.source.paragraph for project in filing.projects for field in project.fields}
    for paragraph in filing.paragraphs:
        if paragraph.source.paragraph in of_projects:
            continue
        spot = paragraph_spot(paragraph)
        for sentence in _SENTENCE.split(squeeze(paragraph.text)):
            acts, years = frozenset(words.acts.findall(sentence)), frozenset(_YEAR.findall(sentence))
            for count in text_to_mentions(sentence, spot) if words.heads.search(sentence) else ():
                if words.heads.fullmatch(count.unit) and len(count.pairs) >= _LEAST_PAIRS and not count.rough:
                    yield Told(count, acts, years, paragraph.source.paragraph)


def _finding(left: Mention, right: Mention) -> Finding:
    return make_finding(
        "count_told",
        CheckStatus.HOLDS if left.base == right.base else CheckStatus.BROKEN,
        (left.spot, right.spot),
        (left.shown, right.shown),
        left=left.shown,
        right=right.shown,
        difference=figure(abs(left.value - right.value), left.unit),
    )
