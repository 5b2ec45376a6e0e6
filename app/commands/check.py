"""`wenzhang check`: the consistency report of filings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import AsJson, Language, Paths
from app.commands.progress import steps
from app.commands.saying import complain, print_json
from app.commands.terminal import findings_to_lines
from app.files import all_files, whole_file

# Whatever is heavy (the readers, the library, the answering service) is imported where it is needed: help is instant.
if TYPE_CHECKING:
    from budget.checks import Finding
    from budget.filing import Filing


def check(
    paths: Paths,
    as_json: AsJson = False,
    everything: Annotated[bool, typer.Option("--all", help="List what holds and what is unchecked too.")] = False,
    language: Annotated[Language, typer.Option("--lang", help="The language of the report.")] = Language.CHINESE,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as a page here.")
    ] = None,
) -> None:
    """The consistency report: code 0 where all holds, 1 where something is broken, 2 where a file can't be read."""
    files = all_files(paths)
    from app.inspection import finding_to_json
    from app.views.report_file import coverage_to_text
    from budget.checks import coverage, run_checks

    filings, failed = _read_all(files)
    found = run_checks(filings)
    if html is not None:
        _write_report(html, filings, found, language)
    if as_json:
        names = [filing.file for filing in filings]
        covered = coverage(filings, found)
        figures = {"covered": covered.covered, "figures": covered.figures}
        print_json({"filings": names, "coverage": figures, "checks": [finding_to_json(finding) for finding in found]})
    elif html is None:
        for line in findings_to_lines(found, language.value, everything):
            typer.echo(line)
        typer.echo(coverage_to_text(coverage(filings, found), language.value))
    broken = any(str(finding.status) == "broken" for finding in found)
    raise typer.Exit(2 if failed else int(broken))


def _write_report(file: Path, filings: list[Filing], found: tuple[Finding, ...], language: Language) -> None:
    """Writes the report's page and says on standard error what it comes to."""
    from app.views.report_file import findings_to_html, summary

    with whole_file(file) as draft:
        draft.write_text(findings_to_html(filings, found, language.value), encoding="utf-8")
    complain(f"{summary(found, language.value)}: {file}")


def _read_all(files: list[Path]) -> tuple[list[Filing], int]:
    from app.settings import load_settings
    from ingest.document import UnreadableFile
    from ingest.read_ahead import read_ahead

    filings = []
    with read_ahead(files, load_settings().workers) as read, steps("Reading", len(files)) as step:
        for file in files:
            step(file.name)
            try:
                filings.append(read(file))
            except UnreadableFile as error:
                complain(str(error))
    return filings, len(files) - len(filings)
