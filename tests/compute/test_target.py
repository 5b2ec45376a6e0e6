"""One line as the filings give it: one amount told twice is one variant, the asked or widest scope comes first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budget.compute.target import Target, group_variants
from budget.fact import Fact, filing_to_facts
from budget.scope import Scope
from tests.made_up_filing import basic, filing, row, statement

PARK = filing(
    basic(row("30201", "办公费", "12.30")), statements=[statement("办公费", "办公费12.30万元。", amount="12.30")]
)
CELL, TOLD = filing_to_facts(PARK)


def at(scope: Scope, value: str | None, row_index: int = 0) -> Fact:
    number = Decimal(value) if value is not None else None
    return replace(CELL, scope=scope, value=number, source=replace(CELL.source, row=row_index))


ALL, GENERAL, FUND = at(Scope.ALL, "300"), at(Scope.GENERAL, "280", 1), at(Scope.FUND, "20", 2)


def test_one_amount_told_twice_is_one_variant_led_by_the_cell() -> None:
    (variant,) = group_variants("办公费", [TOLD, CELL])
    assert variant.facts == (CELL, TOLD) and variant.fact is CELL


def test_the_widest_scope_comes_first() -> None:
    assert [v.scope for v in group_variants("甲", [FUND, GENERAL, ALL])] == [Scope.ALL, Scope.GENERAL, Scope.FUND]


def test_only_the_scopes_asked_for_are_kept() -> None:
    assert [v.fact.value for v in group_variants("甲", [ALL, GENERAL, FUND], (Scope.GENERAL,))] == [Decimal(280)]
    assert [v.scope for v in group_variants("甲", [ALL, GENERAL, FUND], (Scope.FUND, Scope.ALL))] == [
        Scope.ALL,
        Scope.FUND,
    ]


def test_a_scope_that_is_not_there_does_not_empty_the_answer() -> None:
    assert len(group_variants("甲", [ALL, GENERAL], (Scope.CAPITAL,))) == 2


def test_an_amount_that_an_asked_scope_shares_is_kept() -> None:
    same = at(Scope.GENERAL, "300", 1)
    (variant,) = group_variants("甲", [ALL, same], (Scope.GENERAL,))
    assert set(variant.facts) == {ALL, same}


def test_blanks_go_where_a_figure_is_there() -> None:
    blank = at(Scope.GENERAL, None, 1)
    assert [v.fact.value for v in group_variants("甲", [blank, ALL])] == [Decimal(300)]
    assert [v.fact.value for v in group_variants("甲", [blank])] == [None]


def test_two_years_are_two_variants() -> None:
    assert len(group_variants("甲", [ALL, replace(at(Scope.ALL, "300", 3), year=2025)])) == 2


def test_scoped_means_several_scopes_not_several_places() -> None:
    assert Target("甲", group_variants("甲", [ALL, GENERAL]), 1.0, 1.0).scoped
    assert not Target("甲", group_variants("甲", [ALL, at(Scope.ALL, "10", 4)]), 1.0, 1.0).scoped
