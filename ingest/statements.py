"""What the narrative states: every amount, change, share, reason, purpose and count, as Statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from budget.filing import Paragraph
from budget.source import Source
from budget.statement import Statement
from ingest.definitions import is_glossary, read_definitions
from ingest.headings import heading_rank, split_mark
from ingest.projects import read_projects
from ingest.sentences import sentence_spans
from ingest.statement_item import Item
from ingest.statement_items import read_items
from ingest.statement_subjects import Line, SubjectReader, body_names, text_to_line
from ingest.statement_text import FoldedText, fold_text
from ingest.statement_words import statement_words

__all__ = ["read_definitions", "read_projects", "read_statements", "read_text_statements"]

_TOPIC_ENDS = re.compile(
    r"(?:预算|决算|支出|财政拨款|安排|具体|增减|变化|使用|说明|情况|为空)+$|情况(?:的)?(?:总体)?说明$"
)
_INLINE_TOPIC = re.compile(r"^([^，。；：\d]{2,30}(?:（[^）]*）)?[^，。；：\d]{0,20})[。：]")
_CARRIES_ON = re.compile(r"(?:其中|包括|如下|具体为|为)[：，。]?$")
_RECENT: Final = 12  # statements back that a reason of its own paragraph may speak of
_LABEL = re.compile(r"([^，。；：]{2,16})：")
_LONGEST_TOPIC: Final = 40


def read_statements(paragraphs: Sequence[Paragraph], year: int | None) -> tuple[Statement, ...]:
    """The statements of the narrative in reading order; `year` is the filing's, for figures that tell no other."""
    subjects = SubjectReader(year, body_names(paragraph.text for paragraph in paragraphs))
    statements: list[Statement] = []
    projects = _names_by_paragraph(paragraphs)
    parent: Item | None = None
    headings: tuple[str, ...] = ()
    for at, paragraph in enumerate(paragraphs):
        if is_glossary(paragraph.headings):
            continue
        parent = parent if paragraph.headings == headings else None
        headings = paragraph.headings
        text = fold_text(paragraph.text)
        items = _read_items(text, paragraph, subjects, parent, projects.get(at, ""))
        _explain_last(statements, items, text)
        new = [_item_to_statement(item, text, paragraph.source, headings, year) for item in items]
        statements += _without_empty(new) + _none_arranged(paragraph, text, subjects, year)
        if items and _CARRIES_ON.search(text.text):
            parent = next((item for item in reversed(items) if item.parent is parent or item.parent is None), items[0])
    return tuple(statements)


def read_text_statements(
    text: str, source: Source, year: int | None, subject_context: str = ""
) -> tuple[Statement, ...]:
    """The statements of a run of text that stands in a table's cell; `subject_context` names what the form is about."""
    folded = fold_text(text)
    subjects = SubjectReader(year, ())
    items = read_items(folded, subjects, Line(subject_context) if subject_context else None)
    context = (subject_context,) if subject_context else ()
    return tuple(_without_empty([_item_to_statement(item, folded, source, context, year) for item in items]))


def _names_by_paragraph(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """The project that each paragraph of a project section speaks of, by the paragraph's position."""
    names: dict[int, str] = {}
    places = {paragraph.source: at for at, paragraph in enumerate(paragraphs)}
    for project in read_projects(paragraphs):
        for part in project.fields:
            if part.source in places:
                names[places[part.source]] = project.name
    return names


def _read_items(
    text: FoldedText, paragraph: Paragraph, subjects: SubjectReader, parent: Item | None, project: str
) -> list[Item]:
    if paragraph.is_heading:
        return []
    start, topic = _inline_topic(text, paragraph, subjects)
    if project:
        label = _LABEL.match(text.text)
        topic = Line(project)
        items = read_items(text, subjects, topic, None, label.end() if label else 0)
        for item in items:
            item.measure = item.measure or (label.group(1) if label and item.line is topic else "")
        return items
    return read_items(text, subjects, topic, parent, start)


def _inline_topic(text: FoldedText, paragraph: Paragraph, subjects: SubjectReader) -> tuple[int, Line | None]:
    """The line that a paragraph opens with (1.因公出国（境）费用。2026年预算数…), else the one its title names."""
    rest = split_mark(text.text)[2]
    start = len(text.text) - len(rest)
    levels = re.match(r"^“?([^，。；：]{2,90}?（\d*项）)”?", rest)
    if levels:
        line = text_to_line(subjects.clean(levels.group(1))[0])
        return start + levels.end(), replace(line, path=line.path or _path_above(paragraph.headings))
    found = _INLINE_TOPIC.match(rest)
    if found and not statement_words().marks.search(found.group(1)):
        return start + found.end(), text_to_line(subjects.clean(found.group(1))[0])
    return start, _title_topic(paragraph.headings, subjects)


def _path_above(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The 类 and 款 that titles above name, for a line that begins below them."""
    for heading in reversed(headings):
        line = text_to_line(fold_text(split_mark(heading)[2]).text)
        if line.path or "（类）" in fold_text(heading).text:
            return (*line.path, line.subject)
    return ()


def _title_topic(headings: tuple[str, ...], subjects: SubjectReader) -> Line | None:
    for heading in headings[:-3:-1]:
        name = subjects.clean(fold_text(split_mark(heading)[2]).text.removeprefix("关于"))[0]
        name = _TOPIC_ENDS.sub("", name) or name
        if 2 < len(name) <= _LONGEST_TOPIC and name.endswith(statement_words().line_endings):
            return text_to_line(name)
    return None


def _explain_last(statements: list[Statement], items: list[Item], text: FoldedText) -> None:
    """A paragraph that only gives the reason belongs to the change told right before it."""
    if not items or not items[0].reason or items[0].amount is not None or items[0].changed or not statements:
        return
    lead = statement_words().reason.search(text.text)
    told = text.text[: lead.end()] if lead else ""
    recent = [
        at for at in range(max(0, len(statements) - _RECENT), len(statements)) if _is_unexplained(statements[at], told)
    ]
    named = [at for at in recent if statements[at].subject[:4] == items[0].line.subject[:4]]
    for at in named or recent[-1:]:
        statements[at] = replace(statements[at], reason=items[0].reason)


def _is_unexplained(statement: Statement, told: str) -> bool:
    """True for a change without a reason whose direction is the one that the reason is given for."""
    change = statement.delta if statement.delta is not None else statement.percent
    if not change or statement.reason:
        return False
    rises = any(word in told for word in statement_words().up)
    falls = any(word in told for word in statement_words().down)
    return rises == falls or rises == (change > 0)


def _item_to_statement(
    item: Item, text: FoldedText, source: Source, headings: tuple[str, ...], year: int | None
) -> Statement:
    return Statement(
        subject=item.line.subject, quote=text.original(item.start, item.end), source=source, scope=_scope(item, headings),
        path=item.line.path, headings=headings, year=item.year or year, amount=item.amount, unit=item.unit,
        share=item.share, share_of=item.share_of, delta=item.delta,
        delta_unit=item.delta_unit or (item.unit if item.delta is not None else None), percent=item.percent,
        basis=item.basis, reason=item.reason, purpose=item.purpose, measure=item.measure, code=item.line.code,
    )  # fmt: skip


def _scope(item: Item, headings: tuple[str, ...]) -> str:
    """What the line is part of: what the sentence says, else the innermost title that names a scope."""
    above = [item.parent.line.subject] if item.parent else []
    for text in [*above, *reversed(headings)]:
        found = [(words, name) for words, name in statement_words().scopes if words in text]
        if found:
            # A title may name several (“三公”经费、会议费情况): the one that the line itself names comes first.
            return next((name for words, name in found if words in item.line.subject), found[0][1])
    return above[0] if above else ""


def _without_empty(statements: list[Statement]) -> list[Statement]:
    return [s for s in statements if s.subject and (s.amount is not None or s.delta is not None or s.percent is not None
                                                    or s.share is not None or s.reason or s.purpose or s.basis)]  # fmt: skip


def _none_arranged(
    paragraph: Paragraph, text: FoldedText, subjects: SubjectReader, year: int | None
) -> list[Statement]:
    """X未安排, 没有使用X安排的支出: a statement without an amount, so that it can be quoted; blank is not zero."""
    if paragraph.is_heading or heading_rank(paragraph.text) is not None:
        return []
    words = statement_words()
    return [
        Statement(
            subject, text.original(start, end), paragraph.source, headings=paragraph.headings, year=year,
            scope=_scope(Item(Line(subject), start, end), (*paragraph.headings, subject)),
        )
        for start, end in sentence_spans(text.text)
        for clause in re.split("[，；。]", words.reason.split(text.text[start:end])[0])
        if (subject := _nothing_in(clause.removeprefix("备注："), subjects))
    ]  # fmt: skip


def _nothing_in(clause: str, subjects: SubjectReader) -> str:
    """The line that a clause says nothing is arranged for; "" where it says something else."""
    for pattern in statement_words().none:
        found = pattern.search(clause)
        if found and not statement_words().stated.search(clause):
            return subjects.clean(next(filter(None, found.groups()), ""))[0]
    return ""
