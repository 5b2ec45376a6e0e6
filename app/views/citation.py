"""One citation opened: the table with its cell marked, or the paragraph with its sentence marked, as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from app.interface import Wording
from app.views.table import Marks, table_to_html
from budget.answer import Citation
from budget.filing import Filing, Paragraph
from budget.number import squeeze
from budget.table import Table


def citation_to_html(citation: Citation, filing: Filing | None, words: Wording, others: Sequence[Citation] = ()) -> str:
    """The source as it stands in the filing; the words noted in the citation where the place can't be found."""
    place = _place(citation, filing, words)
    if filing is None:
        return place + _note("filing_missing", words) + _quote(citation)
    if citation.kind == "cell":
        return place + _cell(citation, filing, words, others)
    return place + _text(citation, filing, words)


def page_and_line(citation: Citation, words: Wording) -> list[str]:
    """The page and the line, those that the format has."""
    page = [words.say("page", page=citation.page)] if citation.page else []
    return page + ([words.say("line", line=citation.line)] if citation.line else [])


def find_table(citation: Citation, filing: Filing) -> Table | None:
    """The cited table: by its id, or else the only table of that title."""
    by_id = [table for table in filing.tables if table.id == citation.table_id]
    by_title = [table for table in filing.tables if citation.table and table.title == citation.table]
    found = by_id or (by_title if len(by_title) == 1 else [])
    return found[0] if found else None


def find_cell(citation: Citation, table: Table) -> tuple[int | None, int | None]:
    """The row and column of the cited cell: as the citation says, or else by label, code and header path."""
    row, column = citation.row_index, citation.column_index
    if row is None or not 0 <= row < len(table.rows):
        fits = [
            at
            for at, candidate in enumerate(table.rows)
            if candidate.label == citation.row and citation.code in (None, candidate.code)
        ]
        row = fits[0] if len(fits) == 1 else None
    if column is None or not 0 <= column < len(table.columns):
        fits = [at for at, path in enumerate(table.columns) if path == citation.column]
        column = fits[0] if len(fits) == 1 else None
    return row, column


def _cell(citation: Citation, filing: Filing, words: Wording, others: Sequence[Citation]) -> str:
    table = find_table(citation, filing)
    if table is None:
        return _note("table_missing", words) + _quote(citation)
    row, column = find_cell(citation, table)
    marks = Marks(row, column, _marked_beside(others, filing, table))
    unit = escape(words.say("unit", unit=table.unit)) if table.unit else ""
    subject = f'<span class="wz-subject">{escape(table.subject)}</span>' if table.subject else ""
    caption = f'<div class="wz-caption"><b>{escape(table.title)}</b>{subject}<span>{unit}</span></div>'
    note = f'<p class="wz-under">{escape(table.note)}</p>' if table.note else ""
    hint = f'<p class="wz-hint">{escape(words.say("scroll_hint"))}</p>' if len(table.columns) > 2 else ""
    return caption + table_to_html(table, marks, words) + hint + note


def _marked_beside(others: Sequence[Citation], filing: Filing, table: Table) -> dict[tuple[int, int], int]:
    """The other cited cells of the same table, with the number of their citation."""
    places = {}
    for other in others:
        if other.kind == "cell" and other.filing == filing.file and find_table(other, filing) is table:
            row, column = find_cell(other, table)
            if row is not None and column is not None:
                places[row, column] = other.id
    return places


def _text(citation: Citation, filing: Filing, words: Wording) -> str:
    at = find_paragraph(citation, filing)
    if at is None:
        return _note("text_missing", words) + _quote(citation)
    paragraph = filing.paragraphs[at]
    path = "".join(f"<li>{escape(heading)}</li>" for heading in paragraph.headings)
    headings = f'<ol class="wz-path">{path}</ol>' if path else ""
    return (
        f'<div class="wz-passage">{headings}{_beside(filing.paragraphs, at, -1)}'
        f'<p class="wz-full">{mark_quote(paragraph.text, citation.quote)}</p>{_beside(filing.paragraphs, at, 1)}</div>'
    )


def find_paragraph(citation: Citation, filing: Filing) -> int | None:
    """The cited paragraph: as the citation says, or else the first one that holds the quote."""
    at = citation.paragraph
    if at is not None and 0 <= at < len(filing.paragraphs):
        return at
    wanted = squeeze(citation.quote)
    holding = (at for at, paragraph in enumerate(filing.paragraphs) if wanted and wanted in squeeze(paragraph.text))
    return next(holding, None)


def mark_quote(text: str, quote: str) -> str:
    """The text, escaped, with the quote marked; white space may be set differently in the two."""
    pattern = r"\s*".join(re.escape(letter) for letter in re.sub(r"\s+", "", quote))
    found = re.search(pattern, text) if pattern else None
    if found is None:
        return f'<span class="wz-sentence">{escape(text)}</span>'
    before, here, after = text[: found.start()], found.group(), text[found.end() :]
    return f'{escape(before)}<mark class="wz-here">{escape(here)}</mark>{escape(after)}'


def _beside(paragraphs: Sequence[Paragraph], at: int, step: int) -> str:
    """The neighbouring paragraph of the same section, faint, so that the sentence is read where it stands."""
    other = at + step
    if not 0 <= other < len(paragraphs):
        return ""
    neighbour = paragraphs[other]
    if neighbour.is_heading or neighbour.headings != paragraphs[at].headings:
        return ""
    return f'<p class="wz-near">{escape(neighbour.text)}</p>'


def _place(citation: Citation, filing: Filing | None, words: Wording) -> str:
    """The filing's title, and where in it the source stands."""
    title = (filing.title if filing else "") or citation.title or citation.filing
    where = " · ".join(page_and_line(citation, words))
    rows = [(words.say("row"), citation.row), (words.say("column"), citation.column)] if citation.kind == "cell" else []
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    listed = f'<dl class="wz-pairs">{pairs}</dl>' if pairs else ""
    return (
        f'<div class="wz-place"><p class="wz-filing"><span class="wz-mark">{citation.id}</span>{escape(title)}</p>'
        f'<p class="wz-file">{escape(citation.filing)}{" · " + escape(where) if where else ""}</p>{listed}</div>'
    )


def _note(key: str, words: Wording) -> str:
    return f'<p class="wz-missing">{escape(words.say(key))}</p>'


def _quote(citation: Citation) -> str:
    return f'<blockquote class="wz-quote">{escape(citation.quote)}</blockquote>'
