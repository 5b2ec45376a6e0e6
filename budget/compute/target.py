"""A target: one line that a question asks about, as the filings give it in each scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budget.fact import Fact
from budget.line import same_amount
from budget.scope import Scope
from budget.statement import Statement


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a target: the facts that give its amount (the first is cited first), and what is said of its change."""

    name: str
    scope: Scope
    filing: str
    year: int | None
    facts: tuple[Fact, ...]
    statement: Statement | None = None
    delta: Fact | None = None
    percent: Fact | None = None
    share: Fact | None = None
    prior: Fact | None = None

    @property
    def fact(self) -> Fact:
        """The leading fact of the variant."""
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Target:
    """A line asked about, with its variants in the order they are to be said (the asked or widest scope first)."""

    name: str
    variants: tuple[Variant, ...]
    score: float
    recall: float
    named: frozenset[int] = frozenset()
    whole: bool = False

    @property
    def scoped(self) -> bool:
        """True where the variants are one line in several scopes, not one figure told twice."""
        return len({variant.scope for variant in self.variants}) > 1


_ORDER = {scope: i for i, scope in enumerate(Scope)}


def group_variants(name: str, facts: Sequence[Fact], asked: Sequence[Scope] = ()) -> tuple[Variant, ...]:
    """Facts of one line to its variants: one amount told in several places is one variant; cells lead sentences."""
    groups: list[list[Fact]] = []
    for fact in sorted(facts, key=lambda f: not f.from_cell):
        twin = next((g for g in groups if _one(g[0], fact)), None)
        if twin is None:
            groups.append([fact])
        else:
            twin.append(fact)
    if any(group[0].value is not None for group in groups):
        groups = [group for group in groups if group[0].value is not None]
    variants = [Variant(name, _widest(group), group[0].filing, group[0].year, tuple(group)) for group in groups]
    named = [v for v in variants if any(f.scope in asked for f in v.facts)]
    return tuple(sorted(named or variants, key=lambda v: _ORDER[v.scope]))


def _one(left: Fact, right: Fact) -> bool:
    return left.filing == right.filing and left.year == right.year and same_amount(left, right)


def _widest(facts: Iterable[Fact]) -> Scope:
    """The widest scope that tells this amount."""
    return min((fact.scope for fact in facts), key=lambda scope: _ORDER[scope])
