"""The sample filings and one service over them, read once for all tests of answering; and shorthands for asking."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from app.answering.service import AnswerService
from budget.amount import Amount
from budget.answer import Answer, Figure
from budget.compute.desk import Desk
from budget.compute.outcome import Fig, Outcome
from budget.compute.shelf import Shelf
from budget.filing import Filing
from budget.question.reading import Reading, read_question
from budget.question.words import Vocabulary
from index.memory import memory_library
from ingest.read import read_filing

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "filings"
KASHGAR = "kashgar-social-insurance-2026.txt"
WANLI_2023, WANLI_2024, WANLI_2025 = (f"wanli-subdistrict-{year}.pdf" for year in (2023, 2024, 2025))


@cache
def sample_filings() -> tuple[Filing, ...]:
    """The committed samples, as the program reads them."""
    return tuple(read_filing(SAMPLES / name) for name in (KASHGAR, WANLI_2023, WANLI_2024, WANLI_2025))


@cache
def service() -> AnswerService:
    """One service over all samples."""
    return AnswerService(memory_library(sample_filings()))


def ask(question: str, *filings: str, history: Sequence[Answer] = ()) -> Answer:
    """Asks the samples, all of them or those named."""
    return service().ask(question, filings, history)


def ask_these(question: str, *filings: Filing) -> Answer:
    """Asks a library of just these filings."""
    return AnswerService(memory_library(filings)).ask(question)


def desk_of(question: str, *filings: Filing) -> Desk:
    """The desk where that question meets these filings."""
    shelf = Shelf(filings)
    return Desk(shelf, read_question(question, Vocabulary(shelf.names, cut), shelf.bodies))


def cut(text: str) -> list[str]:
    """Chinese words, as the service cuts them."""
    import rjieba

    return [str(word) for word in rjieba.cut(text)]


@cache
def plain_vocabulary() -> Vocabulary:
    """The general words alone: no library."""
    return Vocabulary()


def read(question: str) -> Reading:
    """A question read with the general words alone."""
    return read_question(question, plain_vocabulary())


def results(answer: Answer) -> list[Figure]:
    """The figures that were asked for."""
    return [figure for figure in answer.figures if figure.role == "result"]


def stated(answer: Answer) -> set[tuple[Decimal, str]]:
    """Every figure of the answer as value and unit."""
    return {(figure.value, figure.unit) for figure in answer.figures}


def money(answer: Answer) -> list[Decimal]:
    """The answer's money results in 万元, in their order."""
    return [
        Amount(f.value, f.unit).to("万元").value for f in results(answer) if f.unit in ("元", "千元", "万元", "亿元")
    ]


def headline(answer: Answer) -> tuple[Decimal, str]:
    """The first result, money in 万元."""
    first = results(answer)[0]
    amount = Amount(first.value, first.unit)
    amount = amount.to("万元") if first.unit in ("元", "千元", "亿元") else amount
    return amount.value.normalize(), amount.unit


def figs(outcome: Outcome | None, role: str = "result") -> list[Fig]:
    """The figures of an outcome in one role, in their order."""
    assert outcome is not None, "the operation could not be carried out"
    return [fig for line in outcome.lines for fig in line.figures.values() if fig.role == role]


def values(outcome: Outcome | None, role: str = "result") -> list[tuple[Decimal, str]]:
    """The same as value and unit."""
    return [(fig.amount.value, fig.amount.unit) for fig in figs(outcome, role)]
