"""`wenzhang batch`: a question set to the filings that each question names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.progress import steps
from app.commands.saying import complain
from app.commands.terminal import bullet_list


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
