"""A run in a process of its own, started from a page: how far it is, and what became of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.commands.progress import Step, steps
from app.files import whole_file
from eval.settings import EvalSettings


@contextmanager
def told_steps(title: str, total: int, file: Path | None) -> Iterator[Step]:
    """A bar of `total` steps that, with a file, is told there too: the steps done, all of them, and the step's name."""
    with steps(title, total) as step:
        if file is None:
            yield step
            return
        done = 0

        def told(name: str) -> None:
            nonlocal done
            step(name)
            with whole_file(file) as draft:
                draft.write_text(f"{done}\n{total}\n{name}\n", encoding="utf-8")
            done += 1

        yield told


@dataclass(slots=True)
class Job:
    """A run of a set under way, or ended."""

    name: str
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def running(self) -> bool:
        """True as long as its process is."""
        return self.process.poll() is None

    @property
    def ended_well(self) -> bool:
        """True where the run was kept."""
        return self.process.poll() == 0

    def progress(self) -> tuple[int, int, str]:
        """The steps done, all of them, and what is done now; zeros before the first."""
        try:
            done, total, name = (self.folder / "progress").read_text(encoding="utf-8").split("\n")[:3]
            return int(done), int(total), name
        except (OSError, ValueError):
            return 0, 0, ""

    def complaint(self) -> str:
        """What the run said on standard error."""
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace").strip()


@dataclass(slots=True)
class Jobs:
    """One run at a time, whoever asks for it: two would make each other's times worthless."""

    last: Job | None = field(default=None)

    def start(self, name: str, settings: EvalSettings) -> bool:
        """Starts a run of that set ("" for all of them); False where one is under way."""
        if self.last is not None and self.last.running:
            return False
        folder = Path(tempfile.mkdtemp(prefix="wenzhang-run-"))
        command = [sys.executable, "-P", "-m", "eval.run", "run", *([name] if name else []), "--misses", "0"]
        environment = {**os.environ, "WENZHANG_EVAL_PROGRESS": str(folder / "progress")}
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(
                [*command, "--runs", str(settings.runs)], env=environment, stdout=subprocess.DEVNULL, stderr=said
            )
        self.last = Job(name, folder, process)
        return True
