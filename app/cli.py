"""The command line: `wenzhang`, or `python -m app`."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.errors import NoLibrary, NotInThisVersion, PageWithoutPicture, UnknownFiling, UserError
from app.files import all_files, one_file, whole_file
from app.progress import counter, steps
from app.terminal import answer_to_lines, bullet_list, filing_to_line, findings_to_lines, lost_to_lines, plain

# Whatever is heavy (the readers, the library, the answering service) is imported where it is needed: help is instant.
if TYPE_CHECKING:
    from budget.checks import Finding
    from budget.filing import Filing
    from index.library import Library

app = typer.Typer(
    name="wenzhang",
    help="Ask a Chinese budget filing; get a computed, cited answer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Filings, or folders that hold some.")]
LibraryFolder = Annotated[
    Path | None, typer.Option("--library", metavar="DIR", help="The library's folder (WENZHANG_LIBRARY; ./library).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Language(StrEnum):
    """The languages of the consistency report."""

    CHINESE = "zh"
    ENGLISH = "en"


@app.command()
def ingest(paths: Paths, library: LibraryFolder = None) -> None:
    """Read filings into the library; unchanged files are skipped."""
    from app.settings import load_settings

    files = all_files(paths)
    settings = load_settings()
    with _open_library(library or settings.library) as opened:
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


@app.command()
def inspect(
    path: Annotated[Path, typer.Argument(help="One filing.")],
    as_json: AsJson = False,
    page: Annotated[int | None, typer.Option("--page", help="Draw this page of a PDF (with --png).")] = None,
    png: Annotated[Path | None, typer.Option("--png", metavar="OUT.png", help="Where the drawn page goes.")] = None,
) -> None:
    """Read one filing and print what was understood: metadata, tables, statements, checks, problems."""
    one_file(path)
    if page is not None or png is not None:
        if page is None or png is None:
            raise PageWithoutPicture("--png" if page is not None else "--page")
        _draw(path, page, png)
        return
    from app.inspection import filing_to_json, outline
    from budget.checks import run_checks
    from ingest.read import read_filing

    filing = read_filing(path)
    if as_json:
        _print_json(filing_to_json(filing, run_checks([filing])))
    else:
        typer.echo(plain(outline(filing)))


def _draw(path: Path, page: int, png: Path) -> None:
    """The page as a picture in the file, and what the numbers in it stand for."""
    from app.inspection import marks_to_text
    from ingest.page_picture import draw_page

    picture, marks = draw_page(path, page)
    with whole_file(png) as draft:
        picture.save(draft, format="PNG")
    typer.echo(plain(f"{png}: page {page} of {path.name}\n{marks_to_text(marks)}"))


@app.command()
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
        _print_json({"filings": names, "coverage": figures, "checks": [finding_to_json(finding) for finding in found]})
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


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in Chinese or English.")],
    library: LibraryFolder = None,
    filing: Annotated[
        list[str] | None, typer.Option("--filing", metavar="NAME", help="Ask this filing only (may be repeated).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer one question, with its sources."""
    from app.answering.intake import clean_question
    from app.settings import load_settings

    settings = load_settings()
    asked = clean_question(question, settings.question_limit)
    folder = library or settings.library
    if not (folder / "filings").is_dir():
        raise NoLibrary(folder)
    opened = _open_library(folder)
    names = _named(filing or [], [held.file for held in opened.filings()]) if filing else ()

    from app.answering.service import AnswerService
    from app.wire import answer_to_dict
    from index.word_vectors import nearest_words

    answer = AnswerService(opened, nearest_words if settings.vectors else None).ask(asked, filings=names)
    if as_json:
        _print_json(answer_to_dict(answer))
        return
    for line in answer_to_lines(answer):
        typer.echo(line)


def _named(wanted: list[str], held: list[str]) -> tuple[str, ...]:
    """The library's names of the filings that were named, with or without the ending; raises UnknownFiling."""
    found = []
    for name in wanted:
        fits = [file for file in held if name in (file, Path(file).stem)]
        if not fits:
            raise UnknownFiling(name, held)
        found += fits
    return tuple(found)


@app.command()
def batch(
    filings: Annotated[Path, typer.Option("--filings", metavar="DIR", help="The folder that the set's names are in.")],
    questions: Annotated[Path, typer.Option("--questions", metavar="Q.jsonl", help="The question set.")],
    out: Annotated[Path, typer.Option("--out", metavar="A.jsonl", help="Where the answers go.")],
    cache: Annotated[
        Path | None, typer.Option("--cache", metavar="DIR", help="Keep what was read here, for the next run.")
    ] = None,
) -> None:
    """Answer a question set: each question is asked of a library that holds just its filings."""
    from app.question_set import read_questions
    from app.settings import load_settings

    settings = load_settings()
    asked = read_questions(questions, filings)
    from app.batch import FilingGroups, answer_set, filings_in_turn, step_count, write_answers
    from app.reading import Reader, not_kept
    from ingest.read_ahead import read_ahead

    lacking = not_kept((filings / name for name in filings_in_turn(asked)), cache)
    with read_ahead(lacking, settings.workers) as read, steps("Answering", step_count(asked)) as step:
        groups = FilingGroups(filings, Reader(cache, read))
        report = answer_set(asked, groups.open, settings.question_limit, step)
    write_answers(report.answers, out)
    complain(f"{len(report.answers)} answers in {report.seconds:.1f} s: {out}")
    if groups.unread:
        complain(f"Some filings could not be read and were left out:\n{bullet_list(groups.unread.values())}")
    if report.broken:
        complain(f"Some questions broke the program; please report them:\n{bullet_list(report.broken)}")
        raise typer.Exit(2)


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port (WENZHANG_PORT; 8501).")] = None,
    host: Annotated[
        str | None, typer.Option(help="The address to listen on (WENZHANG_HOST; this machine only).")
    ] = None,
    library: LibraryFolder = None,
) -> None:
    """Open the chat in the browser."""
    from app.serving import open_browser
    from app.serving import serve as run_server
    from app.settings import load_settings

    settings = load_settings(library=library, host=host, port=port)
    folder = settings.library.absolute()

    def announce(address: str) -> None:
        typer.echo(f"The chat is open at {address} (library: {folder}). Ctrl-C ends it.")
        sys.stdout.flush()
        open_browser(address)

    raise typer.Exit(run_server(settings, announce))


@app.command()
def key(name: Annotated[str, typer.Argument(help="Whose key it is: letters, digits, dots, dashes.")]) -> None:
    """Make a key for the API's staff calls."""
    from app.api.keys import new_key, parse_keys

    made, hashed = new_key()
    entry = f"{name.lower()}={hashed}"
    parse_keys([entry])
    typer.echo(f"The key, shown this once: {made}\nFor the server's WENZHANG_API_KEYS: {entry}")


@app.command(
    "eval",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
)
def evaluate(context: typer.Context) -> None:
    """Run the project's own question sets, keep and compare runs: `wenzhang eval --help`."""
    # A process of its own: the arrows go from eval to app, so nothing here may import it.
    if importlib.util.find_spec("eval.run") is None:
        raise NotInThisVersion("eval")
    command = [sys.executable, "-P", "-m", "eval.run", *context.args]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def complain(sentence: str) -> None:
    """Says it on standard error."""
    typer.echo(plain(sentence), err=True)


def _open_library(folder: Path) -> Library:
    from app.desk import open_library
    from app.settings import load_settings

    return open_library(folder, load_settings())


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def main() -> None:
    """Runs the command that was typed; whatever goes wrong becomes one sentence and code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="wenzhang")
    except UserError as error:
        complain(f"wenzhang: {error}")
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last edge: a reader sees a sentence, never a traceback
        _fail(error)


def _fail(error: Exception) -> None:
    """An error from the packages below as its sentence; a defect as a request to report it."""
    from index.settings import LibraryError
    from ingest.document import UnreadableFile

    if isinstance(error, (UnreadableFile, LibraryError)):
        complain(f"wenzhang: {error}")
    elif os.environ.get("WENZHANG_DEBUG"):
        raise error
    else:
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        complain(
            f"wenzhang: this is a defect of the program ({what}). Please report it with the command that you typed; "
            "WENZHANG_DEBUG=1 shows where it happened."
        )
    sys.exit(2)


if __name__ == "__main__":
    main()
