"""What all tests share: the real filings beside the repository, and what may be skipped where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def missing(reason: str) -> None:
    """Skip for want of something; on the build server (CI=true) nothing may be wanting, so fail there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason} (CI=true: nothing may be skipped)")
    pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the real filings and what needs a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")
        if (ROOT / "tests" / "browser") in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real filings and question sets: WENZHANG_SHARED, or `shared` beside the repository."""
    folder = Path(os.environ.get("WENZHANG_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        missing(f"the real filings are not at {folder}: set WENZHANG_SHARED to their folder")
    return folder
