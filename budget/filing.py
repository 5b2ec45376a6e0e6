"""A filing, read: metadata, tables, paragraphs, statements, projects, definitions, problems."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from budget.problem import Problem
from budget.source import Source
from budget.statement import Statement
from budget.table import Table


class FilingKind(StrEnum):
    """The kinds of filing that are told apart (CONTRACT: `kind`)."""

    DEPARTMENT_BUDGET = "部门预算"
    UNIT_BUDGET = "单位预算"
    DEPARTMENT_FINAL = "部门决算"
    UNIT_FINAL = "单位决算"
    GOVERNMENT_BUDGET = "政府预算"
    GOVERNMENT_FINAL = "政府决算"
    OTHER = "其他"


BUDGETS: Final = (FilingKind.DEPARTMENT_BUDGET, FilingKind.UNIT_BUDGET, FilingKind.GOVERNMENT_BUDGET)
FINALS: Final = (FilingKind.DEPARTMENT_FINAL, FilingKind.UNIT_FINAL, FilingKind.GOVERNMENT_FINAL)
UNITS: Final = (FilingKind.UNIT_BUDGET, FilingKind.UNIT_FINAL)

Whose = tuple[str, int, FilingKind]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text in reading order, its lines joined; `headings` are the titles it stands under, outermost first."""

    text: str
    source: Source
    headings: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled line of a project section or a glossary: label, text as printed, place."""

    label: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the narrative presents it: its name and the labelled lines under it (政策依据, 预算安排规模 …)."""

    name: str
    fields: tuple[Field, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Announced:
    """An entry of the contents page; `printed` where a line outside the contents is that title, table or no table."""

    text: str
    source: Source
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing as read. `file` is its file name, the name that citations use; `pages` None where the format has none.

    `contents` are the entries of its contents page: what it announces. `saved` is when the file was last saved by its
    own account (digits: year, month, day, time), "" where it gives none; `added` counts the additions of its library.
    """

    file: str
    title: str = ""
    department: str = ""
    region: str = ""
    year: int | None = None
    kind: FilingKind = FilingKind.OTHER
    pages: int | None = None
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    statements: tuple[Statement, ...] = ()
    projects: tuple[Project, ...] = ()
    definitions: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()
    contents: tuple[Announced, ...] = ()
    saved: str = ""
    added: int = 0

    @property
    def whose(self) -> Whose | None:
        """Its body, year and kind; None where one of them isn't known."""
        if not self.department or self.year is None or self.kind is FilingKind.OTHER:
            return None
        return self.department, self.year, self.kind

    def table(self, id: str) -> Table:
        """The table of that id; KeyError where there is none."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(id)
