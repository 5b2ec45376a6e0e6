"""The command line as a user meets it: a process with its own output and exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def wenzhang(tmp_path: Path) -> Run:
    """Runs a command in an empty folder; what it says must never be a traceback."""

    def run(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WENZHANG_")}
        # The model behind the vectors takes seconds to load, and its own tests are in tests/index.
        environment["WENZHANG_VECTORS"] = "false"
        done = subprocess.run(
            [sys.executable, "-P", "-m", "app", *map(os.fspath, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        assert "defect of the program" not in done.stderr, done.stderr
        return done

    return run
