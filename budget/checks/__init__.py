"""The consistency rules: what a careful auditor checks in one filing and over several."""

from budget.checks.finding import CheckStatus, Finding, Severity, Spot, rule_title, say
from budget.checks.run import RULES, RULES_BETWEEN, run_checks

__all__ = ["RULES", "RULES_BETWEEN", "CheckStatus", "Finding", "Severity", "Spot", "rule_title", "run_checks", "say"]
