"""Whether an answer gives the cell that was asked for, and what it gave instead."""

from __future__ import annotations

from dataclasses import dataclass

from budget.amount import Amount, dimension
from budget.answer import Answer, Citation, Figure, Status
from budget.fact import Fact
from eval.sweep.names import NamedCell


@dataclass(frozen=True, slots=True)
class Mark:
    """How one cell came out: `found` among the results, `first` as the headline; `cause` says what came instead."""

    filing: str
    cell: NamedCell
    question: str
    found: bool
    first: bool
    cause: str
    said: str


def mark(filing: str, cell: NamedCell, question: str, answer: Answer) -> Mark:
    """Compare an answer with the cell that it was asked for."""
    results = [figure for figure in answer.figures if figure.role == "result"]
    citations = {citation.id: citation for citation in answer.citations}
    wanted = (cell.fact,) if cell.twins else cell.fitting
    right = [any(_is(figure, citations, fact) for fact in wanted) for figure in results]
    found = answer.status is Status.ANSWERED and any(right)
    cause = "" if found else _cause(answer, results, citations, cell)
    return Mark(filing, cell, question, found, found and right[0], cause, answer.text)


def _is(figure: Figure, citations: dict[int, Citation], fact: Fact) -> bool:
    """True where the figure is the cell's amount and cites the cell."""
    cited = any(_place(citations[id]) == _place_of(fact) for id in figure.citations)
    return cited and fact.value is not None and _equal(figure, Amount(fact.value, fact.unit))


def _equal(figure: Figure, amount: Amount) -> bool:
    if dimension(figure.unit) != dimension(amount.unit):
        return False
    return Amount(figure.value, figure.unit).to(amount.unit).value == amount.value


def _place(citation: Citation) -> tuple[str | None, int | None, int | None]:
    return citation.table_id, citation.row_index, citation.column_index


def _place_of(fact: Fact) -> tuple[str | None, int | None, int | None]:
    return fact.source.table, fact.source.row, fact.source.column


def _cause(answer: Answer, results: list[Figure], citations: dict[int, Citation], cell: NamedCell) -> str:
    if answer.status is not Status.ANSWERED:
        return answer.status.value
    if not results or not results[0].citations:
        return f"no figure with a place ({answer.plan.get('operation', '')})"
    cited = citations[results[0].citations[0]]
    table, row, column = _place_of(cell.fact)
    if cited.table_id is None:
        return "a sentence"
    same = [
        name
        for name, here, there in (("row", row, cited.row_index), ("column", column, cited.column_index))
        if cited.table_id == table and here == there
    ]
    if cited.table_id != table:
        return "another table"
    operation = answer.plan.get("operation", "")
    other = {("row",): "another column", ("column",): "another row", (): "another row and column"}
    return (
        f"{other.get(tuple(same), 'the cell, but another amount')}{'' if operation == 'lookup' else f' ({operation})'}"
    )
