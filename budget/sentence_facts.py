"""The sentences of a filing as things to be found: each with the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budget.fact import Fact, Measure
from budget.filing import Filing, Paragraph
from budget.scope import Scope
from budget.source import Source

_END = re.compile(r"(?<=[。；！？])")
SENTENCE, FIELD, DEFINITION = "sentence", "field", "definition"


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
    """Every sentence of the narrative, every labelled line of a project section, every definition, as a Fact without a value."""
    for definition in filing.definitions:
        yield _fact(filing, DEFINITION, definition.label, "", definition.text, definition.source)
    for project in filing.projects:
        for line in project.fields:
            yield _fact(filing, FIELD, line.label, project.name, line.text, line.source)
    for paragraph in filing.paragraphs:
        if not paragraph.is_heading:
            yield from _sentences(filing, paragraph)


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
