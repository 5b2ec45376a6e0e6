"""`wenzhang eval sweep`: asks for cells of filings, one by one, and counts how many come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.commands.progress import steps
from app.commands.terminal import plain
from app.reading import Reader
from budget.filing import Filing
from eval.errors import NoCells, NoFilings, UnknownSweepFiling
from eval.settings import EvalSettings
from eval.sweep.asking import choose_cells, sweep
from eval.sweep.marks import Mark

_SHOWN_TEXT = 160


def run_sweep(
    filings: Annotated[
        Path | None, typer.Option("--filings", metavar="DIR", help="The filings; the samples without.")
    ] = None,
    whole: Annotated[
        list[str] | None, typer.Option("--all", metavar="NAME", help="Ask for every cell of this filing.")
    ] = None,
    sample: Annotated[int, typer.Option(min=0, help="So many cells of the other filings.")] = 5000,
    seed: Annotated[int, typer.Option(help="Another seed asks for other cells in other words.")] = 1,
    misses: Annotated[int, typer.Option(min=0, help="How many misses of each cause to list.")] = 3,
    fail_under: Annotated[
        float | None, typer.Option(min=0, max=100, help="End with code 1 when a smaller share (%) comes out.")
    ] = None,
) -> None:
    """Ask for cells of filings in generated questions; each must be the headline or among the results."""
    settings = EvalSettings()
    folder = filings or settings.filings
    read = read_folder(folder, settings.reading)
    unknown = sorted(set(whole or ()) - {filing.file for filing in read})
    if unknown:
        raise UnknownSweepFiling(unknown[0], folder)
    chosen = choose_cells(read, sample, seed, whole or ())
    if not any(chosen.values()):
        raise NoCells(folder)
    with steps("Asking", len(chosen)) as step:
        marks = list(sweep(read, chosen, seed, step))
    for line in marks_to_lines(marks, misses):
        typer.echo(plain(line))
    under = fail_under is not None and 100 * sum(mark.found for mark in marks) < fail_under * len(marks)
    raise typer.Exit(int(under))


def read_folder(folder: Path, kept: Path | None) -> list[Filing]:
    """The filings of a folder that can be read, in order of their names; `kept` is where what was read is kept."""
    from ingest.document import UnreadableFile

    if not folder.is_dir():
        raise NoFilings(folder)
    reader, read = Reader(kept), []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            read.append(reader.read(path))
        except UnreadableFile as error:
            typer.echo(plain(f"left out: {error}"), err=True)
    return read


def marks_to_lines(marks: Sequence[Mark], misses: int) -> Iterator[str]:
    """The shares by filing, then the misses by cause, the commonest first, each with examples."""
    yield f"{'':44}{'cells':>6} {'found':>6} {'first':>6} {'alike':>6}"
    for file in sorted({mark.filing for mark in marks}):
        yield _to_line(file, [mark for mark in marks if mark.filing == file])
    yield _to_line("all", marks)
    causes = Counter(mark.cause for mark in marks if not mark.found)
    for cause, count in causes.most_common():
        yield f"{count} × {cause}"
        for mark in [mark for mark in marks if mark.cause == cause and not mark.found][:misses]:
            fact = mark.cell.fact
            yield f"    {mark.filing} {fact.source.table}: {mark.question} ({fact.value} {fact.unit})"
            yield f"      said: {' '.join(mark.said.split())[:_SHOWN_TEXT]}"


def _to_line(name: str, marks: Sequence[Mark]) -> str:
    count = len(marks)
    found, first = (100 * sum(values) / count for values in ((m.found for m in marks), (m.first for m in marks)))
    return f"{name[:44]:44}{count:>6} {found:>6.1f} {first:>6.1f} {sum(m.cell.twins for m in marks):>6}"
