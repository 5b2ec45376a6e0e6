"""Several files read at once by as many processes, so that whoever asks for them one by one finds them read.

Each worker has a pipe of its own: where one dies, the file it was reading is known, and the others go on.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from budget.filing import Filing
from ingest.document import UnreadableFile
from ingest.read import read_filing

ReadFiling = Callable[[Path], Filing]
Outcome = Filing | UnreadableFile

# So many read filings a worker may wait to be asked for: more would only fill the memory.
_AHEAD: Final = 3
_GONE: Final = (EOFError, OSError)


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    at_work_on: Path | None = None


@contextmanager
def read_ahead(paths: Sequence[Path], workers: int, read: ReadFiling = read_filing) -> Iterator[ReadFiling]:
    """A function that gives the filing at a path or raises UnreadableFile; these paths are read in advance, in their order.

    `read` is what the workers do (a function of a module, for they import it). One worker, or one file, needs no processes.
    """
    if min(workers, len(paths)) < 2:
        yield read
        return
    crew = _Crew(paths, min(workers, len(paths)), read)
    try:
        yield crew.read
    finally:
        crew.dismiss()


class _Crew:
    """The workers, what they were given and what they gave back."""

    def __init__(self, paths: Iterable[Path], workers: int, read: ReadFiling) -> None:
        self._context = _context()
        self._read = read
        self._waiting = deque(paths)
        self._done: dict[Path, Outcome] = {}
        self._workers = [self._hire() for _ in range(workers)]

    def read(self, path: Path) -> Filing:
        """The filing at the path, as soon as it is read."""
        busy = [worker.at_work_on for worker in self._workers]
        if path not in self._done and path not in busy and path not in self._waiting:
            self._waiting.appendleft(path)
        while path not in self._done:
            self._hand_out()
            self._collect()
        outcome = self._done.pop(path)
        self._hand_out()
        if isinstance(outcome, UnreadableFile):
            raise outcome
        return outcome

    def dismiss(self) -> None:
        """Ends the workers, whatever they are doing."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._read), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _hand_out(self) -> None:
        for worker in self._workers:
            busy = sum(other.at_work_on is not None for other in self._workers)
            enough = busy > 0 and len(self._done) + busy >= (1 + _AHEAD) * len(self._workers)
            if worker.at_work_on is None and self._waiting and not enough:
                worker.at_work_on = self._waiting.popleft()
                with suppress(*_GONE):  # a worker that died while it was idle is found out when its answer is awaited
                    worker.pipe.send(worker.at_work_on)

    def _collect(self) -> None:
        pipes = [worker.pipe for worker in self._workers if worker.at_work_on is not None]
        ready = wait(pipes)
        for at, worker in enumerate(self._workers):
            path = worker.at_work_on
            if path is None or worker.pipe not in ready:
                continue
            try:
                self._done[path] = worker.pipe.recv()
                worker.at_work_on = None
            except _GONE:
                self._done[path] = UnreadableFile(_how_it_ended(path, worker.process))
                worker.pipe.close()
                self._workers[at] = self._hire()


def _context() -> Any:
    """How processes are begun: forked from a clean one, which is quick and holds no lock of ours, where there is that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _how_it_ended(path: Path, process: BaseProcess) -> str:
    process.join()
    code = process.exitcode or 0
    how = f"with code {code}"
    if code < 0:
        with suppress(ValueError):
            how = f"by signal {signal.Signals(-code).name}"
    return (
        f"{path.name} could not be read: the process that read it was ended {how} (perhaps the memory is full): "
        "read it by itself, or leave it out"
    )


def _serve(pipe: Connection, read: ReadFiling) -> None:
    """A worker's life: a path comes in, a filing or the reason why there is none goes out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it ends the workers
    with suppress(*_GONE):
        while True:
            path: Path = pipe.recv()
            try:
                outcome: Outcome = read(path)
            except UnreadableFile as error:
                outcome = error
            pipe.send(outcome)
