"""Takes the lines of the narrative out of a file's blocks: no page numbers, running headers, captions, contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from budget.number import squeeze
from ingest.document import Grid, TextBlock
from ingest.headings import heading_rank, heading_words, is_caption, is_page_number, is_table_title, split_mark
from ingest.paragraph_joins import Line

_EDGE_LINES: Final = 2
_REPEATS: Final = 3
_HEIGHT_STEP: Final = 8.0  # points
_LONGEST_CONTENTS: Final = 150
_BULLET = re.compile(r"^\s*[-*•·●]\s+(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")


def narrative_lines(blocks: Sequence[Grid | TextBlock]) -> list[Line]:
    """The lines outside the tables that are text of the filing itself, in reading order."""
    return _drop_contents(_printed_lines(blocks))


def contents_lines(blocks: Sequence[Grid | TextBlock]) -> list[Line]:
    """The lines of the contents page(s), each an entry without its leader and page number; a wrapped entry is two lines."""
    lines = _printed_lines(blocks)
    start, end = _contents_span(lines)
    leader = heading_words().leader
    return [replace(line, text=leader.sub("", line.text).strip()) for line in lines[start + 1 : end]]


def _printed_lines(blocks: Sequence[Grid | TextBlock]) -> list[Line]:
    headers = running_heads(blocks)
    lines: list[Line] = []
    after_grid = False
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            after_grid = True
            continue
        before_grid = _grid_follows(blocks, at)
        for line in _block_to_lines(block):
            if squeeze(line.text) in headers or _is_furniture(line.text, before_grid):
                continue
            line.after_grid = after_grid
            after_grid = False
            lines.append(line)
    return lines


def _block_to_lines(block: TextBlock) -> list[Line]:
    """One line a printed line; a block with line breaks in it (a cell, an HTML paragraph) gives several."""
    lines = []
    for offset, text in enumerate(block.text.split("\n")):
        text = _BULLET.sub("", text).strip()
        if text:
            number = None if block.line is None else block.line + offset
            lines.append(Line(text, split_mark(text)[0], block.page, number, block.box, block.size))
    return lines


def _is_furniture(text: str, before_grid: bool) -> bool:
    if is_page_number(text) or is_caption(text):
        return True
    return before_grid and is_table_title(text) and split_mark(text)[0] is None


def _grid_follows(blocks: Sequence[Grid | TextBlock], at: int) -> bool:
    """True where a grid comes next, with nothing between but captions."""
    for block in blocks[at + 1 : at + 5]:
        if isinstance(block, Grid):
            return True
        if not is_caption(block.text):
            return False
    return False


def running_heads(blocks: Sequence[Grid | TextBlock]) -> set[str]:
    """The texts (without blanks) that stand first or last on several pages, at one height: they are no page's own text."""
    pages: dict[int, list[TextBlock]] = defaultdict(list)
    for block in blocks:
        if isinstance(block, TextBlock) and block.page is not None and not is_page_number(block.text):
            pages[block.page].append(block)
    counts: Counter[tuple[str, int]] = Counter()
    for held in pages.values():
        edges = {(squeeze(block.text), _height(block)) for block in held[:_EDGE_LINES] + held[-_EDGE_LINES:]}
        counts.update(edge for edge in edges if _LETTER.search(edge[0]))
    return {text for (text, _), count in counts.items() if count >= _REPEATS and not text.endswith(("。", "；"))}


def _height(block: TextBlock) -> int:
    """Where on its page a line stands, in steps that even out small shifts."""
    return round(block.box[1] / _HEIGHT_STEP) if block.box else 0


def _drop_contents(lines: list[Line]) -> list[Line]:
    """The lines without the contents page(s) and without single entries that end in a dotted leader."""
    start, end = _contents_span(lines)
    return [line for line in lines[:start] + lines[end:] if not heading_words().leader.search(line.text)]


def _contents_span(lines: list[Line]) -> tuple[int, int]:
    """Where the contents begin (their title) and end; two equal numbers where there are none."""
    at = next((i for i, line in enumerate(lines) if squeeze(line.text) in heading_words().contents), None)
    return (0, 0) if at is None else (at, _contents_end(lines, at))


def _contents_end(lines: Sequence[Line], at: int) -> int:
    """The index of the first line after the contents: where their first entry comes again, or where sentences begin."""
    if at + 1 >= len(lines):
        return at + 1
    first = _entry(lines[at + 1].text)
    mark = squeeze(split_mark(lines[at + 1].text)[1])
    rest = range(at + 2, min(len(lines), at + _LONGEST_CONTENTS))
    again = next((i for i in rest if first and _entry(lines[i].text).startswith(first)), None)
    if again is not None:
        return again
    sentences = next((i for i in rest if not _looks_like_entry(lines[i], lines[i - 1])), at + 1)
    return next(
        (i for i in range(at + 2, sentences) if mark and squeeze(split_mark(lines[i].text)[1]) == mark), sentences
    )


def _entry(text: str) -> str:
    """A contents entry without its leader and page number."""
    return squeeze(heading_words().leader.sub("", text)).rstrip("0123456789.…·")


def _looks_like_entry(line: Line, before: Line) -> bool:
    """True for a marked title or one with a leader, and for a plain title on the page of the entry before it."""
    if heading_words().leader.search(line.text):
        return True
    rank = heading_rank(line.text)
    return rank is not None and (line.rank is not None or line.page == before.page)
