"""The notes of a table: lines under its grid and rows at the grid's end that call themselves one, with what goes on from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.number import squeeze
from ingest.caption_rules import caption_rules, is_title
from ingest.document import Grid, GridCell, TextBlock
from ingest.headings import split_mark
from ingest.paragraph_joins import join_texts

Block = Grid | TextBlock
_LINES_BEFORE = 3
_LONGEST_NOTE = 20
# Numbered points of a note have marks of this rank or a deeper one (1. and (1), not 一、).
_POINT_RANK = 4
# A line goes on with the one before where that is as long (but for a character), and stands no further above it than this.
_SHORTER_EM = 1.0
_GAP_EM = 1.0
_ENDS = tuple("。；;！!？?")


def is_note(text: str) -> bool:
    """True for a text that calls itself a note (注：, 备注：, 说明：)."""
    return bool(caption_rules().note.match(squeeze(text)))


def with_notes_apart(block: Block) -> list[Block]:
    """The block; of a grid whose last rows hold a note and its points, the grid and each of these as text of its own."""
    if isinstance(block, TextBlock):
        return [block]
    lone = next((at for at in range(len(block.rows), 0, -1) if len(_texts(block.rows[at - 1])) > 1), 0)
    end = next(
        (at for at in range(lone, len(block.rows)) if any(map(is_note, _texts(block.rows[at])))), len(block.rows)
    )
    notes = [cell for row in block.rows[end:] for cell in row if cell and cell.text.strip()]
    if not notes:
        return [block]
    kept = [replace(block, rows=tuple(_cut(row, at, end) for at, row in enumerate(block.rows[:end])))] if end else []
    return [*kept, *(TextBlock(cell.text.strip(), cell.page, cell.line, cell.box) for cell in notes)]


def _texts(row: Sequence[GridCell | None]) -> list[str]:
    return [cell.text for cell in row if cell and cell.text.strip()]


def _cut(row: tuple[GridCell | None, ...], at: int, end: int) -> tuple[GridCell | None, ...]:
    """The row with no cell that reaches below the grid's new end."""
    return tuple(replace(cell, rowspan=min(cell.rowspan, end - at)) if cell else None for cell in row)


def note_below(blocks: Sequence[Block], at: int) -> str:
    """The note printed under the grid at that place: its lines and their numbered points; "" where there is none."""
    note: list[str] = []
    last: TextBlock | None = None
    for passed, block in enumerate(blocks[at + 1 : at + 1 + _LONGEST_NOTE]):
        if not isinstance(block, TextBlock):
            break
        if is_note(block.text) or last and block.page == last.page and _is_point(note[0], block):
            note.append(block.text)
            last = block
        elif last and _goes_on(last, block):
            note[-1] = join_texts((note[-1], block.text))
            last = block
        elif last or passed >= _LINES_BEFORE or not caption_rules().furniture.fullmatch(squeeze(block.text)):
            break
    return "\n".join(note)


def _is_point(note: str, block: TextBlock) -> bool:
    """True for a numbered point of a note that ends in a colon, or begins with such a point."""
    first = squeeze(note)
    rank = split_mark(block.text)[0]
    told = first.endswith(":") or split_mark(caption_rules().note.sub("", first, count=1))[0] is not None
    return told and rank is not None and rank >= _POINT_RANK


def _goes_on(last: TextBlock, block: TextBlock) -> bool:
    """True for the rest of a sentence that the margin broke; only a format that knows places tells."""
    if not last.box or not block.box or last.page != block.page or last.text.rstrip().endswith(_ENDS):
        return False
    furniture = caption_rules().furniture.fullmatch(squeeze(block.text))
    if furniture or split_mark(block.text)[0] is not None or is_title(block.text):
        return False
    em = last.size or last.box[3] - last.box[1]
    reaches = last.box[2] >= block.box[2] - _SHORTER_EM * em
    return reaches and block.box[1] - last.box[3] < _GAP_EM * em
