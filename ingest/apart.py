"""A filing read in a process of its own: a file that kills its reader, or keeps it for ever, costs the server nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from budget.filing import Filing
from budget.filing_json import filing_from_dict, filing_to_dict
from ingest.document import UnreadableFile


def read_apart(path: Path, seconds: float) -> Filing:
    """The filing at that path, read within so many seconds; raises UnreadableFile."""
    command = [sys.executable, "-P", "-m", __name__, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        advice = "split the file, or read it with `wenzhang ingest`"
        raise UnreadableFile(f"{path.name} was not read after {seconds:.0f} seconds: {advice}") from error
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        how = f"ended with code {done.returncode}"
        raise UnreadableFile(f"{path.name} could not be read: the process that read it {how}: leave it out") from error
    if "error" in told:
        raise UnreadableFile(told["error"])
    return filing_from_dict(told)


def _tell(path: Path) -> dict[str, Any]:
    # The import is heavy (pdfium, lxml): only the process that reads needs it.
    from ingest.read import read_filing

    try:
        return filing_to_dict(read_filing(path))
    except UnreadableFile as error:
        return {"error": str(error)}


if __name__ == "__main__":
    # Whatever a library prints while it reads must not get into what is told.
    out, sys.stdout = sys.stdout, sys.stderr
    json.dump(_tell(Path(sys.argv[1])), out)
