"""One writer at a time: a lock file in the library's folder, with a clear message for whoever comes second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from index.settings import LibraryError


class WriteLock:
    """Held by one thread of one process; the operating system lets go of it when the process dies."""

    def __init__(self, path: Path, doing: str, timeout: float) -> None:
        self._lock = FileLock(path, thread_local=False)
        self._path = path
        self._doing = doing
        self._timeout = timeout
        self._threads = RLock()

    @contextmanager
    def held(self, timeout: float | None = None) -> Iterator[None]:
        """Hold the lock; LibraryError where another process keeps it for longer than the timeout (in seconds)."""
        with self._threads:
            self._acquire(self._timeout if timeout is None else timeout)
            try:
                yield
            finally:
                self._lock.release()

    def _acquire(self, timeout: float) -> None:
        try:
            self._lock.acquire(timeout=timeout)
        except Timeout as error:
            where = self._path.parent
            advice = "wait until it is done, or stop it"
            raise LibraryError(f"{where}: another process is {self._doing} this library: {advice}") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise LibraryError(f"{self._path}: can't be written ({reason}): check the folder's permissions") from error
