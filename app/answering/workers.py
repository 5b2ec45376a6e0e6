"""Questions answered by processes beside this one, for Python works on one core at a time.

Each worker has a library of its own that it opens, and a pipe; where one dies, another takes its place and its question.
Passages are searched here: vectors and their model are in memory once, and an embedded vector store is opened by one process.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, Protocol

from budget.answer import Answer

if TYPE_CHECKING:
    from app.answering.service import AnswerService

Search = Callable[[str, int, Collection[str] | None], Sequence[Any]]
OpenService = Callable[[Search], "AnswerService"]

# What a worker says, and what it is told.
_READY, _SEARCH, _ANSWER, _FAILED = "ready", "search", "answer", "failed"
_ASK, _WARM = "ask", "warm"
_GONE: Final = (EOFError, OSError)
# So many workers may be lost over one question; so long is waited for a free one before it is seen whether there still are any;
# so long before one that would not start is replaced, and at most.
_TRIES, _GLANCE, _PAUSE, _LONGEST_PAUSE = 2, 1.0, 1.0, 60.0
_LOG = logging.getLogger(__name__)


class WorkersLost(Exception):
    """The processes that worked on a question were ended, one after the other."""


class Asked(Protocol):
    """What answers where no worker can: the service of this process."""

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer: ...


@dataclass(eq=False, slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection


class Workers:
    """So many processes that answer; `open_service` is a function of a module, which each of them imports and calls.

    Before the first of them is ready, and where there are none, `here` answers.
    """

    def __init__(self, count: int, open_service: OpenService, here: Asked, search: Search) -> None:
        self._count, self._open, self._here, self._search = count, open_service, here, search
        self._context = multiprocessing.get_context("spawn")
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        self._ready: set[_Worker] = set()
        self._lock = Lock()
        self._started = self._closed = False

    def start(self) -> None:
        """Begins the processes, if that has not been done; they are asked as soon as they are ready."""
        with self._lock:
            begun, self._started = self._started, True
        for number in range(0 if begun else self._count):
            Thread(target=self._hire, name=f"hire-{number}", daemon=True).start()

    @property
    def ids(self) -> tuple[int, ...]:
        """The process ids of those that are ready."""
        with self._lock:
            return tuple(worker.process.pid or 0 for worker in self._ready)

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        """The answer of whichever is free; raises WorkersLost, and what the question itself raises."""
        for _ in range(_TRIES):
            worker = self._take()
            if worker is None:
                return self._here.ask(question, filings, history)
            try:
                answer: Answer = self._told(worker, (_ASK, (question, tuple(filings), tuple(history))))
            except _GONE:
                self._replace(worker)
                continue
            return answer
        raise WorkersLost(f"{_TRIES} processes were ended while they worked on one question")

    def warm(self) -> None:
        """After the library changed: has each that is free make what its next question would wait for."""
        for _ in range(len(self.ids)):
            Thread(target=self._warm_one, name="warm worker", daemon=True).start()

    def close(self) -> None:
        """Ends the processes: each when it has given its answer, at once where it doesn't."""
        with self._lock:
            self._closed = True
            workers, self._ready = self._ready, set()
        for worker in workers:
            worker.pipe.close()
        for worker in workers:
            worker.process.join(_GLANCE)
            worker.process.kill()

    def _take(self) -> _Worker | None:
        """One that is free, as soon as there is one; None where there are none at all."""
        while self._ready:
            with suppress(Empty):
                return self._free.get(timeout=_GLANCE)
        return None

    def _told(self, worker: _Worker, task: tuple[str, Any]) -> Any:
        """What the worker makes of the task; it is free again then."""
        worker.pipe.send(task)
        while True:
            kind, value = worker.pipe.recv()
            if kind == _SEARCH:
                worker.pipe.send(self._found(worker, *value))
                continue
            self._free.put(worker)
            if kind == _FAILED:
                raise value
            return value

    def _found(self, worker: _Worker, *query: Any) -> Sequence[Any]:
        try:
            return self._search(*query)
        except Exception:
            self._replace(worker)  # it waits for what will not come
            raise

    def _warm_one(self) -> None:
        worker = self._take()
        if worker is not None:
            try:
                self._told(worker, (_WARM, None))
            except _GONE:
                self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        with self._lock:
            self._ready.discard(worker)
            closed = self._closed
        worker.pipe.close()
        if not closed:
            worker.process.join(_GLANCE)
            _LOG.warning(
                "a process that answers questions was ended with code %s: another one begins", worker.process.exitcode
            )
            Thread(target=self._hire, name="hire", daemon=True).start()

    def _hire(self) -> None:
        """Begins a process and waits until it is ready; tries again, later and later, where it is not."""
        pause = _PAUSE
        while not self._closed:
            worker = self._begun()
            try:
                worker.pipe.recv()
            except _GONE:
                worker.process.join(_GLANCE)
                if self._closed:
                    return
                _LOG.error("a process that answers questions did not begin (code %s)", worker.process.exitcode)
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                continue
            with self._lock:
                if not self._closed:
                    self._ready.add(worker)
                    self._free.put(worker)
                    return
            worker.process.kill()

    def _begun(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._open), name="answers", daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _serve(pipe: Connection, open_service: OpenService) -> None:
    """A worker's life: it opens its library, then a question comes in and its answer goes out, until the pipe is closed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are meant for the process that asks, which closes the pipe
    from app.answering.service import keep_in_memory

    def search(query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]:
        pipe.send((_SEARCH, (query, k, filings)))
        found: Sequence[Any] = pipe.recv()
        return found

    service = open_service(search)
    service.warm()
    keep_in_memory()
    with suppress(*_GONE):
        pipe.send((_READY, None))
        while True:
            kind, task = pipe.recv()
            pipe.send(_done(service, kind, task))


def _done(service: AnswerService, kind: str, task: Any) -> tuple[str, Any]:
    from app.answering.service import keep_in_memory

    try:
        if kind == _ASK:
            return _ANSWER, service.ask(*task)
        service.warm()
        keep_in_memory()
        return _ANSWER, None
    except _GONE:
        raise
    except Exception as error:  # noqa: BLE001 - it is raised again where the answer is awaited
        return _FAILED, RuntimeError(f"{type(error).__name__}: {error}")
