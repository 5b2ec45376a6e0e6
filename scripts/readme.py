"""Run the commands that README.md shows and put what they print under them, over a library made for the occasion."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
EXAMPLE = re.compile(r"^\$ \./run (?P<command>.*)\n(?P<output>(?:(?!```).*\n)*)", re.M)
# Of a long output README shows as many lines as it did before; this mark at the end says that there is more.
MORE = "…"


def run(command: str, library: str) -> str:
    """What the command prints; raises SystemExit where it fails (code 1 of `check` is a finding, not a failure)."""
    environment = {**os.environ, "WENZHANG_LIBRARY": library, "WENZHANG_VECTORS": "false"}
    arguments = [sys.executable, "-P", "-m", "app", *shlex.split(command)]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise SystemExit(f"./run {command} failed, README.md is as it was: {done.stderr.strip()}")
    return done.stdout.strip() + "\n"


def shortened(output: str, before: str) -> str:
    """The output, as long as the one before where that one was cut."""
    if not before.endswith(f"{MORE}\n"):
        return output
    return "".join(output.splitlines(keepends=True)[: before.count("\n") - 1]) + f"{MORE}\n"


def main() -> None:
    """Fill in every example anew, or leave the file as it is."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        fresh, asked = f"{folder}/fresh", f"{folder}/asked"
        run("ingest samples/filings", asked)

        def example(found: re.Match[str]) -> str:
            command = found["command"]
            output = run(command, fresh if command.startswith("ingest") else asked)
            return f"$ ./run {command}\n{shortened(output, found['output'])}"

        text = EXAMPLE.sub(example, text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
