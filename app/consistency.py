"""The consistency checks over filings, where this version has them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.errors import NotInThisVersion

if TYPE_CHECKING:
    from budget.filing import Filing


def findings(filings: Sequence[Filing]) -> tuple[Any, ...]:
    """What the checks find, over all the filings together; raises NotInThisVersion where there are none."""
    run_checks = getattr(importlib.import_module("budget.checks"), "run_checks", None)
    if run_checks is None:
        raise NotInThisVersion("check")
    return tuple(run_checks(filings))


def findings_if_any(filings: Sequence[Filing]) -> tuple[Any, ...]:
    """The same, and nothing where this version has no checks."""
    try:
        return findings(filings)
    except NotInThisVersion:
        return ()
