"""Small filings made by hand, and questions put to them: what the tests of rankings and lists share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budget.compute.desk import Desk
from budget.compute.outcome import RESULT, Fig, Outcome
from budget.compute.shelf import Shelf
from budget.filing import Filing, FilingKind, Paragraph
from budget.number import text_to_decimal
from budget.question.reading import read_question
from budget.question.words import Vocabulary
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table

BODY = "临江市水务局"
Line = tuple[object, ...]


def row(
    label: str, *cells: str, code: str | None = None, level: int = 1, parents: Sequence[str] = (), detail: str = ""
) -> Row:
    """One row; its cells as printed."""
    printed = tuple(Cell(text, text_to_decimal(text)) for text in cells)
    return Row(label, printed, code=code, level=level, parents=tuple(parents), detail=detail)


def table(
    kind: str, title: str, columns: Sequence[str], *rows: Row, id: str = "", subject: str = "", unit: str = "万元"
) -> Table:
    """One table; its id is its title where none is given."""
    return Table(id or title, title, kind, unit, tuple(columns), rows, subject=subject)


def told(
    subject: str, amount: str, unit: str = "万元", paragraph: int = 0, quote: str = "", **more: object
) -> Statement:
    """One figure of a sentence."""
    return Statement(
        subject,
        quote or f"{subject}{amount}{unit}",
        Source(paragraph=paragraph),
        amount=Decimal(amount),
        unit=unit,
        **more,
    )  # type: ignore[arg-type]


def filing(
    *tables: Table,
    year: int = 2026,
    kind: FilingKind = FilingKind.DEPARTMENT_BUDGET,
    statements: Sequence[Statement] = (),
    paragraphs: Sequence[str] = (),
) -> Filing:
    """One filing of the made-up body."""
    texts = tuple(Paragraph(text, Source(paragraph=i)) for i, text in enumerate(paragraphs))
    name = f"{year}-{kind.value}.txt"
    title = f"{BODY}{year}年{kind.value}"
    return Filing(
        name, title, BODY, "临江市", year, kind, tables=tables, statements=tuple(statements), paragraphs=texts
    )


def desk(question: str, *filings: Filing) -> Desk:
    """The desk for one question over some filings, read as the program reads it, without a segmenter."""
    shelf = Shelf(filings)
    return Desk(shelf, read_question(question, Vocabulary(shelf.names), shelf.bodies))


def results(outcome: Outcome | None) -> list[tuple[str, str, str]]:
    """What was found, in order: whose figure, value and unit."""
    return [
        (fig.label, format(fig.amount.value, "f"), fig.amount.unit) for fig in figures(outcome) if fig.role == RESULT
    ]


def figures(outcome: Outcome | None) -> list[Fig]:
    """All figures of an outcome, in order."""
    return [fig for line in outcome.lines for fig in line.figures.values()] if outcome is not None else []
