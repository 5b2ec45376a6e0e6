"""The line that is meant: the best match where it fits well enough, with every place that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from budget.compute.target import Target, group_variants
from budget.fact import Fact
from budget.line import line_name
from budget.question.link import Match
from budget.scope import Scope

# A match must explain at least this much of the question, and be at least so good, to be an answer.
LEAST_RECALL, LEAST_FIT = 0.45, 0.34
# A variant of the best match may explain so much less of the question, relative to it.
VARIANT_RECALL, VARIANT_SCORE = 0.88, 0.9
# A project's name has no code and its table is its own; what stands among basic spending is always a part.
_BASIC = "basic_expenditure"
PART_TABLES = (_BASIC, "project_expenditure")
# A line that the question names whole is taken though the question names others beside it; all lines found must explain this
# much of the question together.
_NAMED_WHOLE, _NAMED_RECALL, _NAMED_OUTRIGHT = 0.8, 0.18, 0.97
# A blank cell answers only a question that it fits as a whole.
_BLANK_RECALL, _BLANK_PRECISION = 0.8, 0.6


def best_target(matches: Sequence[Match], scopes: Sequence[Scope]) -> Target | None:
    """The line of the best match with all its variants; None where nothing matches well enough. A blank cell that does not fit
    gives way to a printed figure that explains more of the question, and most of it."""
    if matches and not _fits(matches[0]) and matches[0].fact.value is None:
        least = max(matches[0].recall, _BLANK_RECALL)
        matches = [m for m in matches if m.fact.value is not None and m.recall >= least]
    return target_of(matches, scopes) if matches and _fits(matches[0]) else None


def _fits(top: Match) -> bool:
    """True where a match explains enough of the question, or is named whole by it."""
    whole = top.precision >= _NAMED_WHOLE and top.recall >= _NAMED_RECALL
    if not whole and (top.recall < LEAST_RECALL or top.recall * (0.5 + 0.5 * top.precision) < LEAST_FIT):
        return False
    blank = top.fact.value is None and top.fact.from_cell
    return not blank or (top.recall >= _BLANK_RECALL and top.precision >= _BLANK_PRECISION)


def target_of(matches: Sequence[Match], scopes: Sequence[Scope]) -> Target:
    """The line of the first match with all its variants."""
    top = matches[0]
    name = line_name(top.fact)
    kin = [m for m in matches if line_name(m.fact) == name and _as_good(m, top)]
    variants = group_variants(name, _wholes([m.fact for m in kin]), scopes)
    return Target(name, variants, top.score, top.recall, top.named, top.precision >= _NAMED_OUTRIGHT)


def _wholes(facts: list[Fact]) -> list[Fact]:
    """The facts without those of tables that only hold a part of each line (its basic or its project spending)."""
    wholes = [f for f in facts if not (f.from_cell and f.kind in PART_TABLES and (f.code or f.kind == _BASIC))]
    return wholes if any(f.from_cell for f in wholes) else facts


def _as_good(match: Match, top: Match) -> bool:
    """True where another place of the line explains as much of the question as the best one."""
    close = match.recall >= VARIANT_RECALL * top.recall and match.score >= VARIANT_SCORE * top.score
    return close and match.explained >= top.explained
