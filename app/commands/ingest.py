"""`wenzhang ingest`: filings into the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.commands.options import LibraryFolder, Paths
from app.commands.progress import counter, steps
from app.commands.saying import complain
from app.commands.terminal import filing_to_line, lost_to_lines, plain
from app.files import all_files

# Whatever is heavy (the readers, the library, the answering service) is imported where it is needed: help is instant.
if TYPE_CHECKING:
    from index.library import Library


def ingest(paths: Paths, library: LibraryFolder = None) -> None:
    """Read filings into the library; unchanged files are skipped."""
    from app.desk.opening import open_library
    from app.settings import load_settings

    files = all_files(paths)
    settings = load_settings()
    with open_library(library or settings.library, settings) as opened:
        failed = _add_all(opened, files, settings.workers)
        _say_versions(opened, {file.name for file in files})
        if settings.vectors:
            with counter("Indexing the text") as report:
                opened.embed(report)
    if failed:
        complain(f"{failed} of {len(files)} files could not be read (see above); the others are in the library.")
        raise typer.Exit(2)


def _add_all(library: Library, files: list[Path], workers: int) -> int:
    """Adds the files in their order, a line each, several being read at once; returns how many could not be read."""
    from app.reading import reader_version
    from index.settings import LibraryError
    from ingest.document import UnreadableFile
    from ingest.read_ahead import read_ahead

    failed, version = 0, reader_version()
    with read_ahead(library.unread(files, version), workers) as read, steps("Reading", len(files)) as step:
        for file in files:
            step(file.name)
            try:
                added = library.add(file, read, version)
            except (UnreadableFile, LibraryError) as error:
                failed += 1
                complain(str(error))
                continue
            typer.echo(f"{added.outcome.replace('_', ' ')}: {file.name}: {filing_to_line(added.filing)}")
            for line in lost_to_lines(added.filing):
                complain(line)
    return failed


def _say_versions(library: Library, names: set[str]) -> None:
    """A line for each of these files that is a version of another filing of the library."""
    from budget.versions import older_versions

    held = [(entry.department, entry.year, entry.kind) for entry in library.entries() if not entry.superseded]
    if len(set(held)) == len(held):
        return  # no two filings of one body, year and kind: there is nothing to load and compare
    for older, newer in older_versions(library.filings()).items():
        if names & {older, newer}:
            typer.echo(plain(f"two versions: {newer} is asked, the older {older} is kept (`ask --filing {older}`)"))
