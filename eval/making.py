"""A run made: the set asked, once more by another process, and of plain retrieval where that is wanted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.commands.progress import counter
from app.settings import load_settings
from eval.asking import ask_again, ask_all, step_total
from eval.job import told_steps
from eval.measure import Answer
from eval.record import Run, describe, program_hash, run_name
from eval.sets import QuestionSet
from eval.settings import EvalSettings

if TYPE_CHECKING:
    from eval.passages import PlainRetrieval


@contextmanager
def opened_chunks(asked: QuestionSet, settings: EvalSettings) -> Iterator[PlainRetrieval]:
    """Plain retrieval over the set's filings; what was embedded is kept for the next run."""
    # Its libraries (vectors, chunks) take seconds to load, which a run without a baseline does without.
    from eval.passages import PlainRetrieval, RetrievalSettings

    retrieval = PlainRetrieval(settings.chunks, RetrievalSettings())
    try:
        with counter("Embedding the chunks") as report:
            retrieval.take_in([asked.filings / name for name in asked.filing_names()], report)
        yield retrieval
    finally:
        retrieval.close()


def make_run(
    asked: QuestionSet, settings: EvalSettings, again: bool = True, retrieval: PlainRetrieval | None = None
) -> tuple[Run, list[str]]:
    """Asks the set, and plain retrieval too where it is given; the run is not yet kept. Tells which questions broke the program."""
    began, clock, limit = datetime.now(UTC), time.perf_counter(), load_settings().question_limit
    program = program_hash()
    with told_steps("Asking", step_total(asked.questions) + again, settings.progress) as step:
        report = ask_all(asked.questions, asked.filings, settings.reading, limit, step)
        if again:
            step("once more")
        second = ask_again(asked.questions, asked.filings, settings.reading) if again else {}
    others = _ask_baselines(asked, settings, retrieval, limit) if retrieval else {}
    answers = {str(answer["id"]): answer for answer in report.answers}
    used = {"question_limit": str(limit), "asked_twice": str(again).lower()}
    if retrieval:
        used |= {"baseline": str(retrieval.settings), "chat_model": settings.chat_model or "none"}
    about = describe(asked, began, time.perf_counter() - clock, used, program)
    return Run(run_name(asked, began), about, asked.questions, answers, second, others), report.broken


def _ask_baselines(
    asked: QuestionSet, settings: EvalSettings, retrieval: PlainRetrieval, limit: int
) -> dict[str, dict[str, Answer]]:
    from eval.baseline import ask_passages, open_model

    model = open_model(settings.chat_model) if settings.chat_model else None
    with told_steps("Asking plain retrieval", len(asked.questions), settings.progress) as step:
        return ask_passages(asked.questions, retrieval.find, model, limit, step)
