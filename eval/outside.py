"""Tables and questions that no one here made, as a set of this project's: each table a page, each look-up a question."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import escape
from pathlib import Path
from typing import Any

from app.files import one_file, whole_file
from eval.errors import BadOutsideSet
from eval.question import GoldNumber, Question

_PRINTED = re.compile(
    r"(?P<minus>\(|-|−)?\s*[$€£¥]?\s*(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<percent>%)?\s*\)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class OutsideTable:
    """A table as it was published: cells as printed, `merged` areas as (first row, first column, last row, last column)."""

    id: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    paragraphs: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its page."""
        return _UNSAFE.sub("_", self.id) + ".html"


@dataclass(frozen=True, slots=True)
class OutsideSet:
    """Look-ups on tables; `left_out` counts the questions that want more than a look-up."""

    name: str
    source: Path
    tables: tuple[OutsideTable, ...]
    questions: tuple[Question, ...]
    left_out: int

    def first(self, count: int) -> OutsideSet:
        """The first so many of the questions, with their tables; all of them for 0."""
        kept = self.questions[: count or None]
        names = {name for question in kept for name in question.filings}
        tables = tuple(table for table in self.tables if table.file in names)
        return OutsideSet(self.name, self.source, tables, kept, self.left_out)


def lay_pages(tables: tuple[OutsideTable, ...], folder: Path) -> None:
    """Writes every table as a page of its own; one that is there already as it should be is left alone."""
    for table in tables:
        page, text = folder / table.file, table_to_html(table)
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            with whole_file(page) as draft:
                draft.write_text(text, encoding="utf-8")


def table_to_html(table: OutsideTable) -> str:
    """The page: title, paragraphs, and the table with its merged cells; nothing says which rows are headers."""
    rows = "".join(f"<tr>{''.join(_cells(table, at))}</tr>\n" for at in range(len(table.rows)))
    said = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in table.paragraphs)
    title = escape(table.title)
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><h1>{title}</h1>\n{said}<table>\n{rows}</table></body></html>\n"
    )


def _cells(table: OutsideTable, row: int) -> Iterator[str]:
    for column, text in enumerate(table.rows[row]):
        area = next((area for area in table.merged if area[0] <= row <= area[2] and area[1] <= column <= area[3]), None)
        if area is None:
            yield f"<td>{escape(text)}</td>"
        elif area[:2] == (row, column):
            yield f'<td rowspan="{area[2] - row + 1}" colspan="{area[3] - column + 1}">{escape(text)}</td>'


def printed_number(text: str) -> GoldNumber | None:
    """The number that is all of the text ("$1,496.5", "(12.6)", "4.00%"); None for words, and for a year, which is a name."""
    found = _PRINTED.fullmatch(text.strip())
    if found is None or _YEAR.fullmatch(text.strip()):
        return None
    value = Decimal(found["digits"].replace(",", ""))
    return GoldNumber(-value if found["minus"] else value, "%" if found["percent"] else "")


def gold_of(answer: Any) -> dict[str, Any]:
    """The gold of a look-up whose answer is one number or one text."""
    if isinstance(answer, (int, Decimal)) and not isinstance(answer, bool):
        return {"numbers": (GoldNumber(_tidy(Decimal(answer)), ""),)}
    number = printed_number(str(answer))
    return {"numbers": (number,)} if number else {"phrases": (str(answer),)}


def _tidy(value: Decimal) -> Decimal:
    """4.0 as 4: what a program wrote as a float was printed without its last zero."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def read_json(text: str, path: Path, where: str) -> Any:
    """The JSON value, its numbers exact; raises BadOutsideSet."""
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, InvalidOperation, RecursionError) as error:
        raise BadOutsideSet(path, f"{where} is not JSON ({error})") from None


def read_text(path: Path) -> str:
    """The file's text; raises NoSuchPath, NotAFile or BadOutsideSet."""
    try:
        return one_file(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadOutsideSet(path, "it is not UTF-8 text") from None
