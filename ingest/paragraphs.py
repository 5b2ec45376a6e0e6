"""Joins printed lines into paragraphs under their titles; page furniture, captions and contents stay out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget.filing import Paragraph
from budget.source import Box, Source
from ingest.document import Grid, TextBlock
from ingest.headings import HeadingStack, heading_rank
from ingest.paragraph_joins import Line, Margins, continues, join_texts
from ingest.paragraph_lines import contents_lines, narrative_lines


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


def blocks_to_contents(blocks: Sequence[Grid | TextBlock], file: str) -> tuple[Paragraph, ...]:
    """The entries of the contents, as the filing announces its parts, sections and tables; wrapped ones joined."""
    lines = contents_lines(blocks)
    runs = _lines_to_runs(lines, Margins.of(lines)) if lines else []
    return tuple(Paragraph(run.text, Source(filing=file, page=run.lines[0].page, line=run.lines[0].line)) for run in runs)


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
