"""Reads a plain text or markdown file: runs of tab-separated lines are grids, the other lines are text."""

from __future__ import annotations

import codecs
from itertools import groupby
from pathlib import Path

from ingest.document import Document, Grid, GridCell, TextBlock, UnreadableFile
from ingest.notes import with_notes_apart

# Tried in this order: GB18030 accepts nearly any bytes, so it comes last.
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path) -> Document:
    """The lines of a text file as grids and text blocks; raises UnreadableFile for an empty or a binary file."""
    lines = bytes_to_text(path.read_bytes(), path.name).splitlines()
    if not any(line.strip() for line in lines):
        raise UnreadableFile(f"{path.name} holds no text at all: give a file with the filing's text.")
    return Document(path.name, tuple(lines_to_blocks(lines)))


def bytes_to_text(data: bytes, name: str) -> str:
    """Decode UTF-8, UTF-16 (by its mark) or GB18030; raises UnreadableFile where the bytes are no text."""
    if not data:
        raise UnreadableFile(f"{name} is empty (0 bytes): give the complete file.")
    encodings = ("utf-16",) if data.startswith(_UTF16_MARKS) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise UnreadableFile(
        f"{name} is not a text file (its bytes are no text in UTF-8, UTF-16 or GB18030): "
        "give the filing in its original format."
    )


def _is_text(text: str) -> bool:
    """False where control characters stand in it: a binary file that happens to decode."""
    return not any(ord(char) < 32 and char not in "\t\r\n\f\v" for char in text)


def lines_to_blocks(lines: list[str]) -> list[Grid | TextBlock]:
    """Runs of lines with tabs become grids, every other line that is not blank a text block; lines count from 1."""
    blocks: list[Grid | TextBlock] = []
    numbered = list(enumerate(lines, start=1))
    for tabbed, run in groupby(numbered, key=lambda pair: "\t" in pair[1]):
        if tabbed:
            blocks += with_notes_apart(_run_to_grid(list(run)))
        else:
            blocks += [TextBlock(line.strip(), line=number) for number, line in run if line.strip()]
    return blocks


def _run_to_grid(run: list[tuple[int, str]]) -> Grid:
    # Blanks in front set a label in.
    rows = tuple(tuple(GridCell(cell.rstrip(), line=number) for cell in line.split("\t")) for number, line in run)
    return Grid(rows, line=run[0][0])
