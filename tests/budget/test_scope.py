"""Which money a figure speaks of."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from budget.scope import Scope, asked_scopes, kind_to_scope, names_scope, words_to_scope
from budget.taxonomy.table_kinds import table_kinds


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("expenditure", Scope.ALL),
        ("overview", Scope.ALL),
        ("general_public_budget", Scope.GENERAL),
        ("basic_expenditure", Scope.GENERAL),
        ("project_expenditure", Scope.GENERAL),
        ("fiscal_appropriation", Scope.FISCAL),
        ("three_public", Scope.FISCAL),
        ("government_fund", Scope.FUND),
        ("state_capital", Scope.CAPITAL),
        ("carry_over", Scope.CARRY_OVER),
        ("project_form", Scope.OTHER),
        ("no such kind", Scope.OTHER),
    ],
)
def test_a_tables_kind_gives_its_scope(kind: str, scope: Scope) -> None:
    assert kind_to_scope(kind) is scope


@pytest.mark.parametrize(
    ("texts", "scope"),
    [
        (("支出预算",), Scope.ALL),
        (("关于2026年一般公共预算当年拨款的说明",), Scope.GENERAL),
        (("一般公共预算财政拨款支出",), Scope.GENERAL),  # the longer word wins over 财政拨款支出
        (("财政拨款收支预算的总体说明",), Scope.FISCAL),
        (("政府性基金预算拨款情况",), Scope.FUND),
        (("", "其他重要事项", "国有资本经营预算拨款"), Scope.CAPITAL),
        (("一般公共预算", "支出预算"), Scope.GENERAL),  # the sentence's own words before its heading's
        (("车辆",), Scope.OTHER),
        ((), Scope.OTHER),
    ],
)
def test_words_name_a_scope(texts: tuple[str, ...], scope: Scope) -> None:
    assert words_to_scope(*texts) is scope


@pytest.mark.parametrize(
    ("question", "scopes"),
    [
        ("一般公共预算里的项目支出是多少", (Scope.GENERAL,)),
        ("部门总支出和一般公共预算中的项目支出各是多少", (Scope.ALL, Scope.GENERAL)),
        ("政府性基金支出有多少", (Scope.FUND,)),
        ("project spending in the general public budget", (Scope.GENERAL,)),
        ("Project Spending of ALL SPENDING", (Scope.ALL,)),
        ("项目支出是多少", ()),
    ],
)
def test_a_question_names_its_scopes_in_order(question: str, scopes: tuple[Scope, ...]) -> None:
    assert asked_scopes(question) == scopes


def test_words_that_are_only_a_scope() -> None:
    assert names_scope("一般公共预算")
    assert not names_scope("一般公共预算项目支出")


def test_every_table_kind_of_the_scopes_exists(root: Path) -> None:
    data = tomllib.loads((root / "budget" / "taxonomy" / "scopes.toml").read_text(encoding="utf-8"))
    named = {kind for kinds in data["table_kinds"].values() for kind in kinds}
    assert named - {kind.name for kind in table_kinds()} == set()
    assert set(data["table_kinds"]) <= {scope.value for scope in Scope}
