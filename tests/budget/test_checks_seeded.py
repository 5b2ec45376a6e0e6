"""Faults sown one at a time into filings that were read: at least 95 of 100 in figures that some rule covers are found."""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from budget.checks import coverage, run_checks
from budget.filing import Filing
from ingest.read import read_filing

sys.path.insert(0, str(Path(__file__).parent))
from seeded import complaints, sow

SEED = 7
EACH = 4
FILINGS = 10
EACH_PUBLISHED = 3
MOST_CELLS = 4000  # every fault has all rules run anew
ROW = "dropped row"
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples" / "filings").iterdir())
KASHGAR = "kashgar-social-insurance-2026.txt"


def score(filing: Filing, each: int = EACH) -> tuple[Counter[str], Counter[str], list[str]]:
    """Faults sown and faults found by kind, and what was missed."""
    sown: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed = []
    before = complaints(filing)
    for fault in sow(filing, SEED, each):
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


def test_sown_faults_are_found_in_a_sample_of_all_published_filings(shared: Path) -> None:
    """A changed figure is found 95 times in 100; a row that is left out as a whole less often: much of it goes with its checks."""
    sown: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[str] = []
    for path in random.Random(SEED).sample(sorted((shared / "filings").iterdir()), FILINGS):
        filing = read_filing(path)
        if sum(len(table.rows) * len(table.columns) for table in filing.tables) < MOST_CELLS:
            one_sown, one_found, one_missed = score(filing, EACH_PUBLISHED)
            sown, found, missed = sown + one_sown, found + one_found, missed + one_missed
    rows, rows_found = sown.pop(ROW), found.pop(ROW)
    assert sown.total() >= 40
    assert found.total() >= sown.total() * 0.95, "\n".join(missed)
    assert rows_found >= rows * 0.6, "\n".join(missed)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_most_figures_are_covered_by_a_rule(path: Path) -> None:
    filing = read_filing(path)
    assert coverage([filing], run_checks([filing])).percent >= 90


@pytest.mark.parametrize("name", ["chengde-city-report-2025.docx", "hotan-city-final-2025.doc"])
def test_most_figures_of_a_government_are_covered_by_a_rule(shared: Path, name: str) -> None:
    filing = read_filing(shared / "filings" / name)
    assert coverage([filing], run_checks([filing])).percent >= 70
