"""`wenzhang ask`: one question to the library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import AsJson, LibraryFolder
from app.commands.saying import print_json
from app.commands.terminal import answer_to_lines
from app.errors import NoLibrary, UnknownFiling


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
    from app.desk.opening import open_library
    from app.settings import load_settings

    settings = load_settings()
    asked = clean_question(question, settings.question_limit)
    folder = library or settings.library
    if not (folder / "filings").is_dir():
        raise NoLibrary(folder)
    opened = open_library(folder, settings)
    names = _named(filing or [], [held.file for held in opened.filings()]) if filing else ()

    from app.answering.service import AnswerService
    from app.wire import answer_to_dict
    from index.word_vectors import nearest_words

    answer = AnswerService(opened, nearest_words if settings.vectors else None).ask(asked, filings=names)
    if as_json:
        print_json(answer_to_dict(answer))
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
