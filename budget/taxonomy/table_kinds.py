"""Names a table's kind by its title, else by what its columns and rows hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.number import squeeze

OTHER = "other"
PERFORMANCE = "performance"
PROJECT_FORM = "project_form"


@dataclass(frozen=True, slots=True)
class TableKind:
    """One kind of table: its name in the program, what people call it, and the patterns that recognise it."""

    name: str
    zh: str
    en: str
    title: str
    content: str = ""


@cache
def table_kinds() -> tuple[TableKind, ...]:
    """The kinds of table_kinds.toml in the order in which they are tried; a key that is not known is an error."""
    data = tomllib.loads(Path(__file__).with_name("table_kinds.toml").read_text(encoding="utf-8"))
    return tuple(TableKind(**entry) for entry in data["kind"])


def table_to_kind(title: str, columns: Iterable[str], labels: Iterable[str]) -> str:
    """The kind's name by the title, else by the columns and labels; "other" where neither decides."""
    bare = squeeze(title)
    for kind in table_kinds():
        if re.search(kind.title, bare):
            return kind.name
    content = squeeze("\n".join([*columns, *labels]))
    for kind in table_kinds():
        if kind.content and re.search(kind.content, content):
            return kind.name
    return OTHER
