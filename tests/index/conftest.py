"""A library on disk that is empty at first, and the folder that filings are added from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library, open_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "desk"
