"""An answer to be kept: as Markdown, as CSV, and as the rows that a spreadsheet of it has; its sources go along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from app.interface import Wording
from app.views.answer import formula_to_text
from app.views.citation import page_and_line
from budget.answer import Answer, Citation
from budget.number import decimal_to_text

Value = str | int | Decimal | None
FIGURES: Final = (
    "export_role",
    "ledger_item",
    "ledger_amount",
    "export_unit",
    "export_display",
    "export_formula",
    "sources",
)
SOURCES: Final = (
    "export_number", "export_title", "report_filing", "export_page", "export_line", "export_table", "row", "column", "export_quote",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def headings(keys: tuple[str, ...], words: Wording) -> tuple[str, ...]:
    """The columns' headings in the interface's language."""
    return tuple(words.say(key) for key in keys)


def figure_rows(answer: Answer, words: Wording) -> Iterator[tuple[Value, ...]]:
    """A row a figure, in the columns of FIGURES; the amount is exact."""
    for figure in answer.figures:
        role = words.say("ledger_result" if figure.role == "result" else "ledger_operand")
        formula = formula_to_text(figure) if figure.formula else ""
        marks = " ".join(f"[{id}]" for id in figure.citations)
        yield role, figure.label, figure.value, figure.unit, figure.display, formula, marks


def source_rows(answer: Answer) -> Iterator[tuple[Value, ...]]:
    """A row a citation, in the columns of SOURCES."""
    for one in answer.citations:
        yield (
            one.id,
            one.title,
            one.filing,
            one.page,
            one.line,
            one.table or "",
            one.row or "",
            one.column or "",
            one.quote,
        )


def answer_to_csv(answer: Answer, words: Wording) -> str:
    """A line for each figure and each of its sources: question, figure, then where it is printed."""
    known = {row[0]: row for row in source_rows(answer)}
    blank: tuple[Value, ...] = ("",) * len(SOURCES)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow((words.say("export_question"), *headings(FIGURES[:-1] + SOURCES, words)))
    for figure, row in zip(answer.figures, figure_rows(answer, words), strict=True):
        for source in [known[id] for id in figure.citations if id in known] or [blank]:
            writer.writerow([_to_cell(value) for value in (answer.question, *row[:-1], *source)])
    used = {id for figure in answer.figures for id in figure.citations}
    for source in (row for id, row in known.items() if id not in used):
        writer.writerow([_to_cell(value) for value in (answer.question, *("",) * (len(FIGURES) - 1), *source)])
    # The mark in front tells spreadsheets that it is UTF-8.
    return "\ufeff" + file.getvalue()


def _to_cell(value: Value) -> str:
    """A value as text; words that a spreadsheet would take for a formula are quoted."""
    if isinstance(value, Decimal):
        return decimal_to_text(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def answer_to_markdown(answer: Answer, words: Wording, link: str = "") -> str:
    """The question, the answer as it was said, its notes, figures and sources."""
    parts = [f"# {_flat(answer.question)}", _plain(answer.text)]
    if answer.caveats:
        parts.append("\n".join(f"> {_flat(caveat.text)}" for caveat in answer.caveats))
    if answer.figures:
        rows = list(figure_rows(answer, words))
        parts += [f"## {words.say('computation')}", _table(headings(FIGURES, words), rows)]
    if answer.citations:
        sources = "\n".join(_source(one, words) for one in answer.citations)
        parts += [f"## {words.say('sources')}", sources]
    parts.append(f"{words.say('footer')}{f' <{link}>' if link else ''}")
    return "\n\n".join(parts) + "\n"


def _source(one: Citation, words: Wording) -> str:
    place = " · ".join((one.filing, *page_and_line(one, words)))
    cell = " · ".join(part for part in (one.table, one.row, one.column) if part)
    return f"{one.id}. {_flat(one.title or one.filing)} ({_flat(place)}){f' — {_flat(cell)}' if cell else ''}: “{_flat(one.quote)}”"


def _table(heads: tuple[str, ...], rows: list[tuple[Value, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_flat(_shown(value)) for value in line)} |" for line in lines)


def _shown(value: Value) -> str:
    return decimal_to_text(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is: a filing may print anything, and none of it is markup."""
    return text.replace("\\", "\\\\").replace("<", "&lt;").replace("|", "\\|").replace("`", "\\`").replace("*", "\\*")


def _flat(text: str) -> str:
    return " ".join(_plain(text).split())


def answer_to_text(answer: Answer, words: Wording) -> str:
    """The question, the answer and its sources in plain lines: what is copied."""
    sources = [f"[{one.id}] {_cited(one, words)}" for one in answer.citations]
    said = [
        answer.question,
        "",
        answer.text,
        *(["", *(caveat.text for caveat in answer.caveats)] if answer.caveats else []),
    ]
    return "\n".join([*said, *(["", f"{words.say('sources')}:", *sources] if sources else [])])


def _cited(one: Citation, words: Wording) -> str:
    parts = (one.title or one.filing, *page_and_line(one, words), one.table, one.row, one.column)
    return " · ".join(part for part in parts if part)
