"""The consistency rules: what a careful auditor checks in one filing and over several."""

from budget.checks.coverage import Coverage, coverage
from budget.checks.finding import CheckStatus, Finding, Severity, Spot, rule_title, say
from budget.checks.run import RULES, RULES_BETWEEN, check_filing, run_checks, run_checks_between

__all__ = [
    "RULES",
    "RULES_BETWEEN",
    "CheckStatus",
    "Coverage",
    "Finding",
    "Severity",
    "Spot",
    "coverage",
    "rule_title",
    "check_filing",
    "run_checks",
    "run_checks_between",
    "say",
]
