"""What a filing says of one project in its places: the narrative's section, the form, the indicator rows, the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from budget.checks.finding import Spot
from budget.checks.mentions import Mention, mention_words, text_to_mentions
from budget.checks.spots import Figure, cell_figure, cell_spot, paragraph_spot
from budget.fact import Measure, column_to_measure, is_total_column
from budget.filing import Filing
from budget.number import squeeze, text_to_decimal
from budget.taxonomy.table_kinds import PERFORMANCE, PROJECT_FORM

_NAME = re.compile(r"(?:^|[)）、.．])项目名称[:：](?P<name>.+)$")
_LABELLED = re.compile(r"^(?P<label>[^:：]{2,12})[:：](?P<text>.+)$")
_MONEY = re.compile(r"^(?P<number>[\d,]+(?:\.\d+)?)(?P<unit>亿元|万元|千元|元)")


@dataclass(slots=True)
class ProjectPlaces:
    """One project: its budget wherever it is told, and the counts and amounts of each place, place by place.

    `shared` where several units have a form of that name: their counts are not one another's.
    """

    name: str
    budgets: list[Figure] = field(default_factory=list)
    texts: list[tuple[str, Spot]] = field(default_factory=list)
    rows: list[Mention] = field(default_factory=list)
    forms: list[Figure] = field(default_factory=list)
    shared: bool = False

    def mentions(self) -> list[list[Mention]]:
        """What each text mentions, then what the indicator rows set."""
        return [list(text_to_mentions(text, spot)) for text, spot in self.texts] + [self.rows]


def filing_projects(filing: Filing) -> list[ProjectPlaces]:
    """Every project of the filing that is told of in more than one way."""
    found: dict[str, ProjectPlaces] = {}

    def of(name: str) -> ProjectPlaces:
        return found.setdefault(squeeze(name), ProjectPlaces(squeeze(name)))

    for name, label, text, spot in _narrated(filing):
        _add_field(of(name), label, text, spot)
    for table in filing.tables:
        if table.subject and table.kind == PROJECT_FORM:
            for row in range(len(table.rows)):
                _add_form_row(filing, of(table.subject), table.id, row)
        elif table.subject and table.kind == PERFORMANCE:
            of(table.subject).rows.extend(_indicator_rows(filing, table.id))
    _add_table_amounts(filing, found)
    for project in found.values():
        _join_forms(project)
    return list(found.values())


def _join_forms(project: ProjectPlaces) -> None:
    """A project that several units share has a form for each: their sum is its budget."""
    if len(project.forms) == 1 or len({figure.value for figure in project.forms}) == 1:
        project.budgets.extend(project.forms[:1])
    elif project.forms:
        total = sum((one.value for one in project.forms[1:]), project.forms[0].value)
        project.shared = True
        project.budgets.append(Figure(total, project.forms[0].unit, project.forms[0].spot))


def _narrated(filing: Filing) -> Iterator[tuple[str, str, str, Spot]]:
    """Project, label, text and place of every labelled line of the narrative's project sections."""
    if filing.projects:
        for project in filing.projects:
            for line in project.fields:
                yield project.name, line.label, line.text, Spot(line.source, quote=line.text)
        return
    name = ""
    for paragraph in filing.paragraphs:
        bare = squeeze(paragraph.text)
        if named := _NAME.search(bare):
            name = named["name"]
        elif paragraph.is_heading:
            name = ""
        elif name and (match := _LABELLED.match(bare)):
            yield name, match["label"], match["text"], paragraph_spot(paragraph)


def _add_field(project: ProjectPlaces, label: str, text: str, spot: Spot) -> None:
    words, bare = mention_words(), squeeze(text)
    amount = _MONEY.match(bare)
    if words.budgets.search(squeeze(label)) and amount:
        value = text_to_decimal(amount["number"])
        if value is not None:
            project.budgets.append(Figure(value, amount["unit"], spot))
    elif words.goals.search(label):
        project.texts.append((text, spot))


def _add_form_row(filing: Filing, project: ProjectPlaces, table_id: str, at: int) -> None:
    table, words = filing.table(table_id), mention_words()
    row = table.rows[at]
    for column, cell in enumerate(row.cells):
        figure = cell_figure(filing, table, at, column)
        if figure and figure.unit and words.budgets.search(squeeze(row.label)):
            project.forms.append(figure)
        elif words.goals.search(row.label) and len(cell.text) > 10:
            project.texts.append((cell.text, cell_spot(filing, table, at, column)))


def _indicator_rows(filing: Filing, table_id: str) -> Iterator[Mention]:
    table = filing.table(table_id)
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            path = table.columns[column] if column < len(table.columns) else ""
            target = column_to_measure(path) is Measure.TARGET or column == 0 and len(table.columns) == 1
            if target and cell.value is not None and cell.unit:
                yield Mention(cell.value, cell.unit, row.label, cell_spot(filing, table, at, column), cell.bound or "")


def _add_table_amounts(filing: Filing, found: dict[str, ProjectPlaces]) -> None:
    """A project's rows of the project table, added up over its codes."""
    for table in filing.tables:
        column = next((at for at, path in enumerate(table.columns) if is_total_column(path)), None)
        if column is None or table.kind in (PERFORMANCE, PROJECT_FORM, "carry_over"):
            continue
        sums: dict[str, list[Figure]] = {}
        for at, row in enumerate(table.rows):
            figure = cell_figure(filing, table, at, column)
            if figure and squeeze(row.detail) in found:
                sums.setdefault(squeeze(row.detail), []).append(figure)
        for name, figures in sums.items():
            total = sum((one.value for one in figures[1:]), figures[0].value)
            found[name].budgets.append(Figure(total, figures[0].unit, figures[0].spot))
