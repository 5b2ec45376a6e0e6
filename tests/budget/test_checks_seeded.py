"""Faults sown one at a time into filings that were read: at least 95 of 100 in figures that some rule covers are found."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from budget.checks import coverage, run_checks
from budget.filing import Filing
from ingest.read import read_filing

sys.path.insert(0, str(Path(__file__).parent))
from seeded import complaints, sow

SEED = 7
EACH = 3
FILINGS = 12
EACH_PUBLISHED = 3
MOST_BYTES = 700_000  # every fault has all rules run anew
SORTS = {"digit", "swap", "dropped row", "unit", "percentage", "count"}
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples" / "filings").iterdir())
KASHGAR = "kashgar-social-insurance-2026.txt"


@dataclass
class Score:
    """Faults sown and faults found by sort, and what was missed."""

    sown: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.found.total() / self.sown.total()

    def of(self, sort: str) -> float:
        return self.found[sort] / self.sown[sort]

    def __str__(self) -> str:
        return "\n".join([*(f"{sort}: {self.found[sort]} of {self.sown[sort]}" for sort in self.sown), *self.missed])


def score(filings: Iterable[Filing], each: int = EACH, seeds: Iterable[int] = (SEED,)) -> Score:
    total = Score()
    for filing in filings:
        before = complaints(filing)
        for fault in (fault for seed in seeds for fault in sow(filing, seed, each)):
            total.sown[fault.kind] += 1
            if complaints(fault.filing) - before:
                total.found[fault.kind] += 1
            else:
                total.missed.append(f"{filing.file}: {fault.kind}: {fault.what}")
    return total


def test_sown_faults_are_found_in_the_samples() -> None:
    found = score(read_filing(path) for path in SAMPLES)
    assert found.sown.total() >= len(SAMPLES) * EACH * 3
    assert found.share >= 0.95, found


def test_sown_faults_are_found_in_a_published_filing(shared: Path) -> None:
    found = score([read_filing(shared / "filings" / KASHGAR)])
    assert set(found.sown) == SORTS
    assert found.share >= 0.9, found


def test_sown_faults_are_found_in_a_sample_of_all_published_filings(shared: Path) -> None:
    """All sorts together, and figures alone; a row that is left out as a whole takes some of its checks with it."""
    small = [path for path in sorted((shared / "filings").iterdir()) if path.stat().st_size < MOST_BYTES]
    paths = random.Random(SEED).sample(small, FILINGS)
    found = score((read_filing(path) for path in paths), EACH_PUBLISHED)
    assert found.sown.total() >= 100
    assert found.share >= 0.95, found
    assert min(found.of(sort) for sort in ("digit", "swap", "unit", "percentage")) >= 0.9, found
    assert found.of("dropped row") >= 0.85, found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_most_figures_are_covered_by_a_rule(path: Path) -> None:
    filing = read_filing(path)
    assert coverage([filing], run_checks([filing])).percent >= 90


@pytest.mark.parametrize("name", ["chengde-city-report-2025.docx", "hotan-city-final-2025.doc"])
def test_most_figures_of_a_government_are_covered_by_a_rule(shared: Path, name: str) -> None:
    filing = read_filing(shared / "filings" / name)
    assert coverage([filing], run_checks([filing])).percent >= 70
