"""The program's own values (operations, scopes, measures) have words in both languages wherever a page shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.screens.staff_words import staff_words
from budget.fact import Measure
from budget.question.operations import Operation
from budget.scope import Scope


def operations(root: Path) -> set[str]:
    """What questions may ask for, and what outcomes say was done."""
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "budget").rglob("*.py"))
    return {*map(str, Operation), *re.findall(r'operation="(\w+)"', code), "open"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_has_words(root: Path, language: str) -> None:
    words = staff_words(language)
    groups = {
        "operation": operations(root),
        "scope": set(map(str, Scope)),
        "measure": set(map(str, Measure)),
        "door": {"chat", "widget", "api"},
        "language": {"zh", "en"},
        "time": {"open", "plan", "compute", "total"},
        "rank": {"keywords", "vectors"},
    }
    assert len(groups["operation"]) > 15
    assert [
        f"{group}_{name}" for group, names in groups.items() for name in names if f"{group}_{name}" not in words.words
    ] == []
    assert words.name("operation", "not_known") == "not_known"
