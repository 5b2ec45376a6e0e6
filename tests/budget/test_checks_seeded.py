"""Faults sown one at a time into filings that were read: at least 95 of 100 in figures that some rule covers are found."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from budget.checks import run_checks
from budget.filing import Filing
from ingest.read import read_filing

sys.path.insert(0, str(Path(__file__).parent))
from seeded import complaints, covered_cells, number_cells, sow

SEED = 7
EACH = 4
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples" / "filings").iterdir())
KASHGAR = "kashgar-social-insurance-2026.txt"


def score(filing: Filing) -> tuple[Counter[str], Counter[str], list[str]]:
    """Faults sown and faults found by kind, and what was missed."""
    sown: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed = []
    before = complaints(filing)
    for fault in sow(filing, SEED, EACH):
        sown[fault.kind] += 1
        if complaints(fault.filing) - before:
            found[fault.kind] += 1
        else:
            missed.append(f"{filing.file}: {fault.kind}: {fault.what}")
    return sown, found, missed


def test_sown_faults_are_found_in_the_samples() -> None:
    sown: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[str] = []
    for path in SAMPLES:
        one_sown, one_found, one_missed = score(read_filing(path))
        sown, found, missed = sown + one_sown, found + one_found, missed + one_missed
    assert sown.total() >= len(SAMPLES) * EACH * 3
    assert found.total() >= sown.total() * 0.95, "\n".join(missed)


def test_sown_faults_are_found_in_a_published_filing(shared: Path) -> None:
    sown, found, missed = score(read_filing(shared / "filings" / KASHGAR))
    assert set(sown) == {"digit", "swap", "dropped row", "percentage", "count"}
    assert found.total() >= sown.total() * 0.9, "\n".join(missed)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_most_figures_are_covered_by_a_rule(path: Path) -> None:
    filing = read_filing(path)
    money = [
        place for place in number_cells(filing) if filing.table(place[0]).kind not in ("performance", "project_form")
    ]
    covered = covered_cells(run_checks([filing]))
    assert sum(place in covered for place in money) >= len(money) * 0.9
