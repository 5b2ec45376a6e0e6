"""Finds the projects that the narrative presents: their names and the labelled lines or sections under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from budget.filing import Field, Paragraph, Project
from budget.source import Source
from ingest.headings import split_mark
from ingest.narrative_words import read_words

_LABELLED = re.compile(r"^([一-鿿（）()“”、]{2,16}?)\s*[：:]\s*(.*)$", re.DOTALL)
_KEYS = {"name_labels", "field_words", "opening_titles", "section_titles", "name_suffixes", "longest_name"}


@cache
def _words() -> dict[str, Any]:
    return read_words("projects.toml", _KEYS)


@dataclass(slots=True)
class _Draft:
    """A project while its fields are gathered. `titled` tells the layout with sections from the one with labels."""

    name: str
    source: Source
    titled: bool
    fields: list[Field] = field(default_factory=list)


def read_projects(paragraphs: Sequence[Paragraph]) -> tuple[Project, ...]:
    """The projects of the narrative in reading order."""
    drafts: list[_Draft] = []
    open_draft: _Draft | None = None
    for at, paragraph in enumerate(paragraphs):
        opened = _labelled_start(paragraph) or _titled_start(paragraphs, at)
        if opened:
            open_draft = opened
            drafts.append(opened)
        if open_draft and not (opened and not opened.titled):
            open_draft = open_draft if _add_field(open_draft, paragraph) else None
    return tuple(Project(d.name, tuple(d.fields), d.source) for d in drafts if d.fields)


def _labelled(text: str) -> tuple[str, str]:
    """(label, text) of a line that begins with a label and a colon; ("", text) of another."""
    found = _LABELLED.match(split_mark(text)[2].strip())
    return (found.group(1), found.group(2).strip()) if found else ("", text)


def _labelled_start(paragraph: Paragraph) -> _Draft | None:
    label, text = _labelled(paragraph.text)
    if label in _words()["name_labels"] and 0 < len(text) <= _words()["longest_name"]:
        return _Draft(text.rstrip("。；"), paragraph.source, titled=False)
    return None


def _titled_start(paragraphs: Sequence[Paragraph], at: int) -> _Draft | None:
    """A title such as 一、项目概述 opens a project; its name is the title above, or the first words of its text."""
    paragraph = paragraphs[at]
    if not _is_title(paragraph.text, _words()["opening_titles"]):
        return None
    name = _name_above(paragraphs, at) or _name_within(paragraphs, at)
    return _Draft(name, paragraph.source, titled=True) if name else None


def _is_title(text: str, titles: Sequence[str]) -> bool:
    return split_mark(text)[2].strip().rstrip("：:。") in titles


def _name_above(paragraphs: Sequence[Paragraph], at: int) -> str:
    """The name in a line right above the opening title (项目名称：…, …项目), where it is no section's title."""
    for before in reversed(paragraphs[max(0, at - 3) : at]):
        text = split_mark(before.text)[2].strip()
        label, rest = _labelled(before.text)
        if label in _words()["name_labels"]:
            return rest
        for suffix in _words()["name_suffixes"]:
            if text not in _words()["section_titles"] and len(text) > len(suffix) + 2:
                text = text.removesuffix(suffix)
        plain = not re.search(r"[，。；：:]", text) and len(text) <= _words()["longest_name"]
        if plain and not text.endswith(tuple(_words()["section_titles"])) and not re.match(r"20\d\d年?度?$", text):
            return text
    return ""


def _name_within(paragraphs: Sequence[Paragraph], at: int) -> str:
    """The first clause of the overview, where it is short enough to be a name."""
    if at + 1 >= len(paragraphs):
        return ""
    first = re.split(r"[，。；：:]", split_mark(paragraphs[at + 1].text)[2])[0].strip()
    return first if 2 < len(first) <= _words()["longest_name"] else ""


def _add_field(draft: _Draft, paragraph: Paragraph) -> bool:
    """Add the paragraph to the project; False where it belongs to it no more."""
    if draft.titled:
        return _add_titled(draft, paragraph)
    label, text = _labelled(paragraph.text)
    if label and any(word in label for word in _words()["field_words"]):
        draft.fields.append(Field(label, text, paragraph.source))
        return True
    if draft.fields and not paragraph.is_heading and split_mark(paragraph.text)[0] is None and not label:
        return False
    return not paragraph.is_heading and bool(label)


def _add_titled(draft: _Draft, paragraph: Paragraph) -> bool:
    title = split_mark(paragraph.text)[2].strip().rstrip("：:。")
    if paragraph.is_heading or _is_section(title):
        if not _is_section(title):
            return False
        draft.fields.append(Field(title, "", paragraph.source))
        return True
    if not draft.fields:
        return False
    last = draft.fields[-1]
    text = f"{last.text}\n{paragraph.text}" if last.text else paragraph.text
    draft.fields[-1] = Field(last.label, text, paragraph.source if not last.text else last.source)
    return True


def _is_section(title: str) -> bool:
    return len(title) <= 16 and any(word in title for word in _words()["field_words"])
