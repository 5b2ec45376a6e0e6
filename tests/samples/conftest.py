"""Tests of the samples read their data with the code that makes them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# The samples' maker is a script beside its modules, not an installed package.
sys.path.append(str(SAMPLES))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the samples."""
    return SAMPLES
