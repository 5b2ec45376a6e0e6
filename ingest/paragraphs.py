"""Joins printed lines into paragraphs under their titles; page furniture, captions and contents stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budget.filing import Announced, Paragraph
from budget.number import squeeze
from budget.source import Box, Source
from ingest.document import Grid, TextBlock
from ingest.headings import HeadingStack, heading_rank, heading_words, split_mark
from ingest.paragraph_joins import Line, Margins, continues, join_texts
from ingest.paragraph_lines import contents_lines, narrative_lines

# Where one entry of the contents was joined to the next; and what two printings of one title differ in.
_NEXT_ENTRY = re.compile(
    r"(?=第[一二三四五六七八九十]+部分)|(?<=[^一二三四五六七八九十第])(?=[一二三四五六七八九十]{1,3}、)"
)
_TITLE_EDGES = re.compile(
    r"^附?表[\d一二三四五六七八九十]*[:：]?|^(?:20\d\d年?度?)|^(?:部门|单位|本年|本级)|[（(][^（）()]*[)）]$|\d+$"
)


@dataclass(slots=True)
class _Run:
    """The lines of one paragraph while it grows."""

    lines: list[Line]

    @property
    def text(self) -> str:
        return join_texts(line.text for line in self.lines)

    def box(self) -> Box | None:
        """The box around the lines that stand on the paragraph's first page."""
        boxes = [line.box for line in self.lines if line.box and line.page == self.lines[0].page]
        if not boxes:
            return None
        left, top, right, bottom = zip(*boxes, strict=True)
        return (min(left), min(top), max(right), max(bottom))


def blocks_to_paragraphs(blocks: Sequence[Grid | TextBlock], file: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a file's blocks in reading order, each with its place and the titles it stands under."""
    lines = narrative_lines(blocks)
    runs = _lines_to_runs(lines, Margins.of(lines))
    stack = HeadingStack()
    paragraphs = []
    for index, run in enumerate(runs):
        rank = heading_rank(run.text)
        if rank is not None:
            stack.enter(rank, run.text.strip())
        headings = stack.titles[:-1] if rank is not None else stack.titles
        first = run.lines[0]
        source = Source(filing=file, page=first.page, line=first.line, box=run.box(), paragraph=index)
        paragraphs.append(Paragraph(run.text, source, headings, rank is not None))
    return tuple(paragraphs)


def blocks_to_contents(blocks: Sequence[Grid | TextBlock], file: str) -> tuple[Announced, ...]:
    """The entries of the contents, as the filing announces its parts, sections and tables; wrapped ones joined."""
    lines = contents_lines(blocks)
    runs = _lines_to_runs(lines, Margins.of(lines)) if lines else []
    inside = {(line.page, line.line, _title(line.text)) for line in lines}
    printed = {
        _title(text) for text, page, number in _printed_texts(blocks) if (page, number, _title(text)) not in inside
    }
    return tuple(
        Announced(text, Source(filing=file, page=run.lines[0].page, line=run.lines[0].line), _title(text) in printed)
        for run in runs
        for text in _NEXT_ENTRY.split(squeeze(run.text))
        if text
    )


def _printed_texts(blocks: Sequence[Grid | TextBlock]) -> Iterator[tuple[str, int | None, int | None]]:
    """Every printed line and every cell, for a title may stand in the first row of its table."""
    for block in blocks:
        if isinstance(block, Grid):
            yield from ((cell.text, block.page, None) for row in block.rows for cell in row if cell)
        else:
            yield from ((text, block.page, block.line) for text in block.text.split("\n"))


def _title(text: str) -> str:
    """A title without its number, its year, 部门 or 单位 in front, and what stands in brackets behind it."""
    bare = squeeze(heading_words().leader.sub("", text))
    return _TITLE_EDGES.sub("", _TITLE_EDGES.sub("", split_mark(bare)[2]))


def _lines_to_runs(lines: Sequence[Line], margins: Margins) -> list[_Run]:
    runs: list[_Run] = []
    for line in lines:
        if runs and not line.after_grid and continues(runs[-1].lines, line, margins, _sibling_is_sentence(runs)):
            runs[-1].lines.append(line)
        else:
            runs.append(_Run([line]))
    return runs


def _sibling_is_sentence(runs: Sequence[_Run]) -> bool:
    """True where the paragraph before the last one is a marked sentence: the last one, marked alike, is one too."""
    if len(runs) < 2 or runs[-1].lines[0].rank is None or runs[-1].lines[0].rank != runs[-2].lines[0].rank:
        return False
    return runs[-2].lines[-1].text.rstrip().endswith(("。", "；", ";"))
