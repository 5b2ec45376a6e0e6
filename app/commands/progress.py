"""Progress on standard error: a bar where someone watches, silence where nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int], None]
Step = Callable[[str], None]


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar that is told (done, total, what comes now); it is gone when the work is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(title, total=None)

        def move(done: int, total: int, now: str = "") -> None:
            shown.update(task, completed=done, total=total, description=f"{title} {now}".rstrip())

        yield move


@contextmanager
def steps(title: str, total: int) -> Iterator[Step]:
    """A bar of `total` steps: it is told each step's name before the step."""
    begun = 0
    with bar(title) as move:

        def step(name: str) -> None:
            nonlocal begun
            move(begun, total, name)
            begun += 1

        yield step


@contextmanager
def counter(title: str) -> Iterator[Report]:
    """A bar for work that reports (done, total) itself."""
    with bar(title) as move:
        yield lambda done, total: move(done, total, "")
