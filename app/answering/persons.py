"""Natural persons in filings: their names and telephone numbers, found where filings print them, and withheld from the public."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from budget.answer import Answer
from budget.data_file import read_data
from budget.filing import Filing
from budget.source import Box, Source
from budget.table import Row, Table

_FILE: Final = Path(__file__).with_name("persons.toml")
_KEYS: Final = {"withheld", "person", "phone", "public", "number", "reach", "name", "office"}
_HAN: Final = "\u4e00-\u9fff"
# What names things in the program and not in the filing is left alone: a file is found by its name.
_NAMES: Final = frozenset({"file", "filing", "id", "kind", "role", "unit", "code", "language", "table_id", "question"})


@cache
def _words() -> dict[str, str]:
    data = read_data(_FILE, _KEYS)
    return {name: str(data[name]) for name in _KEYS}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = _words()
    if name == "said":  # a label, a colon, a name; a number may be set between two labels
        return re.compile(rf"(?:{words['person']})(?:\s*[:：]\s*|\s+)({words['name']})(?![{_HAN}])")
    if name == "told":
        return re.compile(rf"([{_HAN}]{{0,4}})(?:{words['phone']})[^\d\n，。；]{{0,6}}?\s*[:：]?\s*({words['reach']})")
    return re.compile(words[name])


def personal(filing: Filing) -> frozenset[str]:
    """The names and numbers of natural persons that this filing prints."""
    found = {text for row in _labelled(filing) for text in row}
    for text in _texts(filing):
        found |= set(_in_text(text))
    return frozenset(found)


def _in_text(text: str) -> Iterator[str]:
    yield from (name for name in _pattern("said").findall(text) if not _pattern("office").search(name))
    yield from (reach for before, reach in _pattern("told").findall(text) if not _pattern("public").search(before))


def _labelled(filing: Filing) -> Iterator[list[str]]:
    """What stands beside a label in a form, or under one in a table."""
    for table in filing.tables:
        for row in table.rows:
            yield from (_values(label, [text]) for label, text in _beside(table, row))
    for project in filing.projects:
        yield from (_values(field.label, [field.text]) for field in project.fields)


def _beside(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    texts = [cell.text for cell in row.cells]
    yield from ((row.label, text) for text in (row.detail, *texts))
    yield from zip([row.label, *texts], texts, strict=False)
    for path, text in zip(table.columns, texts, strict=False):
        yield path.rpartition(" / ")[2], text


def _values(label: str, texts: Iterable[str]) -> list[str]:
    """Those of the texts that are a person's, if the label says so."""
    bare = re.sub(r"[\s:：*（(].*$", "", label.strip()) if label else ""
    given = [text.strip() for text in texts if text.strip()]
    if re.fullmatch(_words()["person"], bare):
        whole = [text for text in given if re.fullmatch(_words()["name"], text) and not _pattern("office").search(text)]
        return whole + [part for text in given for part in _pattern("number").findall(text)]
    if re.fullmatch(_words()["phone"], bare) and not _pattern("public").search(label):
        return [part for text in given for part in _pattern("reach").findall(text)]
    return []


def _texts(filing: Filing) -> Iterator[str]:
    yield from (paragraph.text for paragraph in filing.paragraphs)
    for table in filing.tables:
        yield table.note
        yield from (" ".join((row.label, *(cell.text for cell in row.cells))) for row in table.rows)


def withhold_text(text: str, known: Iterable[str]) -> str:
    """The text without these names and numbers, and without any that are a person's wherever they stand."""
    mark = _words()["withheld"]
    text = _pattern("number").sub(mark, text)
    for one in sorted(known, key=len, reverse=True):
        if one in text:
            text = _occurrence(one).sub(mark, text)
    return text


@cache
def _occurrence(one: str) -> re.Pattern[str]:
    # A short name may be part of a word: it is one where no character stands beside it.
    edge = (rf"(?<![{_HAN}])", rf"(?![{_HAN}])") if len(one) == 2 else (r"(?<!\d)", r"(?!\d)")
    return re.compile(edge[0] + re.escape(one) + edge[1])


def withhold(value: Any, known: frozenset[str]) -> Any:
    """The value, whatever it is made of, with these names and numbers withheld wherever it holds text."""
    if isinstance(value, str) and type(value) is str:
        return withhold_text(value, known)
    if isinstance(value, Decimal):  # a number that is no amount has no other value to give
        return None if _is_withheld(str(value), known) else value
    if type(value) is tuple:
        changed = tuple(withhold(each, known) for each in value)
        return value if all(new is old for new, old in zip(changed, value, strict=True)) else changed
    if is_dataclass(value) and not isinstance(value, type | Source):
        return _withheld_fields(value, known)
    return value


def _withheld_fields(value: Any, known: frozenset[str]) -> Any:
    changes = {}
    for field in fields(value):
        if field.name not in _NAMES:
            old = getattr(value, field.name)
            new = withhold(old, known)
            if new is not old:
                changes[field.name] = new
    return replace(value, **changes) if changes else value


def withhold_answer(answer: Answer, known: frozenset[str]) -> Answer:
    """The answer without them; a figure that is one of them is left out."""
    shown: Answer = withhold(answer, known)
    return replace(shown, figures=tuple(figure for figure in shown.figures if isinstance(figure.value, Decimal)))


def covered_boxes(filing: Filing, known: frozenset[str], page: int) -> list[Box | None]:
    """Where on that page something is withheld; None for a place that is not known."""
    found = [
        paragraph.source.box
        for paragraph in filing.paragraphs
        if paragraph.source.page == page and _is_withheld(paragraph.text, known)
    ]
    for table in filing.tables:
        for row in table.rows:
            if row.page == page and _is_withheld(row.label + row.detail, known):
                found.append(row.box)
            found += [
                cell.box for cell in row.cells if (cell.page or row.page) == page and _is_withheld(cell.text, known)
            ]
    return found


def _is_withheld(text: str, known: frozenset[str]) -> bool:
    return withhold_text(text, known) != text
