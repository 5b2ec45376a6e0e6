"""The sentences of a filing as things to be found: each with the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from budget.fact import Fact, Measure
from budget.filing import Filing, Paragraph
from budget.scope import Scope
from budget.source import Source
from budget.table import Table

_END = re.compile(r"(?<=[。；！？])")
SENTENCE, FIELD, DEFINITION, CELL = "sentence", "field", "definition", "cell"
# Words in a cell are told as sentences are; shorter ones are entries of a list.
_SHORTEST_CELL = 4
_CHINESE = re.compile(r"[㐀-鿿]")


def _fact(
    filing: Filing, kind: str, label: str, subject: str, text: str, source: Source, parents: tuple[str, ...] = ()
) -> Fact:
    return Fact(
        filing=filing.file,
        year=filing.year,
        label=label,
        measure=Measure.TEXT,
        value=None,
        unit="",
        text=text,
        scope=Scope.OTHER,
        source=source,
        quote=text,
        kind=kind,
        subject=subject,
        parents=parents,
    )


def filing_to_sentences(filing: Filing) -> Iterator[Fact]:
    """Every sentence of the narrative and of tables' cells, every labelled line of a project section, every definition, as a Fact
    without a value."""
    for definition in filing.definitions:
        yield _fact(filing, DEFINITION, definition.label, "", definition.text, definition.source)
    for project in filing.projects:
        for line in project.fields:
            yield _fact(filing, FIELD, line.label, project.name, line.text, line.source)
    for paragraph in filing.paragraphs:
        if not paragraph.is_heading:
            yield from _sentences(filing, paragraph)
    for table in filing.tables:
        yield from _cell_sentences(filing, table)


def paragraph_fact(filing: Filing, paragraph: Paragraph) -> Fact:
    """A whole paragraph as a thing to be cited."""
    return text_fact(filing, paragraph, paragraph.text)


def text_fact(filing: Filing, paragraph: Paragraph, text: str) -> Fact:
    """A part of a paragraph, verbatim, as a thing to be cited."""
    subject = paragraph.headings[-1] if paragraph.headings else ""
    return _fact(filing, SENTENCE, "", subject, text, paragraph.source, paragraph.headings[:-1])


def _sentences(filing: Filing, paragraph: Paragraph) -> Iterator[Fact]:
    subject = paragraph.headings[-1] if paragraph.headings else ""
    for sentence in _END.split(paragraph.text):
        if len(sentence.strip()) > 3:
            yield _fact(filing, SENTENCE, "", subject, sentence.strip(), paragraph.source, paragraph.headings[:-1])


def _cell_sentences(filing: Filing, table: Table) -> Iterator[Fact]:
    """What a table's cells say in words (a goal, an indicator that is no number), each sentence under its row's label."""
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            if cell.value is not None or len(_CHINESE.findall(cell.text)) < _SHORTEST_CELL:
                continue
            source = Source(filing.file, cell.page or row.page, cell.line or row.line, cell.box, table.id, r, c)
            column = table.columns[c] if c < len(table.columns) else ""
            for sentence in _END.split(cell.text):
                if len(sentence.strip()) > 3:
                    said = _fact(filing, CELL, row.label, table.subject, sentence.strip(), source, row.parents)
                    yield replace(said, table=table.title, column=column, total_column=True)


def row_fact(filing: Filing, table: Table, r: int) -> Fact:
    """A row that is only a name (a unit in the table of units) as a thing to be cited."""
    row = table.rows[r]
    source = Source(filing.file, row.page, row.line, row.box, table.id, r)
    return replace(_fact(filing, CELL, row.label, table.subject, row.label, source, row.parents), table=table.title)
