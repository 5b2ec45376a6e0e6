"""An outside set run: looked up by the program, looked up in passages, and its tables found among all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.commands.progress import Step, steps
from eval.baseline import Find
from eval.making import make_run, opened_chunks
from eval.measure import Mark
from eval.outside import OutsideSet, lay_pages
from eval.question import Question
from eval.record import Run
from eval.sets import QuestionSet
from eval.settings import EvalSettings
from eval.tally import percent


def run_outside(outside: OutsideSet, settings: EvalSettings) -> tuple[Run, list[str]]:
    """The run, not yet kept, with the questions that broke the program."""
    folder = settings.outside / outside.name
    lay_pages(outside.tables, folder)
    asked = QuestionSet(outside.name, (outside.source,), folder, outside.questions)
    with opened_chunks(asked, settings) as retrieval:
        run, broken = make_run(asked, settings, again=False, retrieval=retrieval)
        with steps("Finding the tables", len(asked.questions)) as step:
            ranks = table_ranks(asked.questions, retrieval.find, asked.filing_names(), step)
    about = {"tables": len(outside.tables), "left_out": outside.left_out, **_shares(ranks), **_honesty(run.marks, run)}
    return replace(run, about={**run.about, "outside": {key: str(value) for key, value in about.items()}}), broken


def table_ranks(questions: Sequence[Question], find: Find, tables: Sequence[str], step: Step) -> list[int | None]:
    """At which place among the passages found in all tables the first one of the question's own table is; 1 is the best."""
    ranks: list[int | None] = []
    for question in questions:
        step(question.id)
        found = [passage.filing for passage in find(question.question, tables)]
        ranks.append(found.index(question.filings[0]) + 1 if question.filings[0] in found else None)
    return ranks


def _shares(ranks: Sequence[int | None]) -> dict[str, Decimal]:
    return {
        "table_first": percent([rank == 1 for rank in ranks]),
        "table_found": percent([rank is not None for rank in ranks]),
    }


def _honesty(marks: Sequence[Mark], run: Run) -> dict[str, Decimal]:
    """How often a figure was given that is not the answer: what a program that does not know must not do."""
    given = [run.answers.get(mark.id, {}).get("status") == "answered" and not mark.right for mark in marks]
    return {"wrong_given": percent(given)}
