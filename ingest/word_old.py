"""Reads an old Word file (.doc): paragraphs and tables in reading order, by itself or, where it can't, through LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import olefile

from ingest.document import Document, Grid, GridCell, TextBlock, UnreadableFile
from ingest.sheet_blocks import rows_to_blocks
from ingest.word import read_docx
from ingest.word_binary import BinaryWordError, CellShape, LockedWordError, WordParagraph, streams_to_paragraphs

Block = Grid | TextBlock
Row = tuple[GridCell | None, ...]
_OFFICE: Final = ("soffice", "libreoffice")
_SECONDS: Final = 180
# Cells whose edges lie closer than this (a tenth of an inch, in twips) stand in one column.
_SAME_EDGE: Final = 144
_FIELD_CODE: Final = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))|\x15")
_UNPRINTED: Final = re.compile(r"[\x00-\x08\x0e-\x1d\x1f]")


def read_doc(path: Path) -> Document:
    """The paragraphs and tables of an old Word file; raises UnreadableFile."""
    try:
        paragraphs = streams_to_paragraphs(*_streams(path))
    except LockedWordError as error:
        raise UnreadableFile(
            f"{path.name} is locked with a password: save a copy without one and read that."
        ) from error
    except BinaryWordError:
        return _through_office(path)
    blocks = paragraphs_to_blocks(paragraphs)
    if not blocks:
        raise UnreadableFile(
            f"{path.name} holds no text at all (perhaps only pictures): give the filing with its text."
        )
    return Document(path.name, tuple(blocks))


def _streams(path: Path) -> tuple[bytes, dict[int, bytes], bytes]:
    try:
        with olefile.OleFileIO(str(path)) as file:
            held = {
                name: file.openstream(name).read()
                for name in ("WordDocument", "0Table", "1Table", "Data")
                if file.exists(name)
            }
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise UnreadableFile(
            f"{path.name} is damaged or cut short and can't be read as a Word file: download it again."
        ) from error
    tables = {number: held[name] for number, name in enumerate(("0Table", "1Table")) if name in held}
    return held.get("WordDocument", b""), tables, held.get("Data", b"")


def paragraphs_to_blocks(paragraphs: list[WordParagraph]) -> list[Block]:
    """Paragraphs as text blocks; those that end as a table's cells as grids."""
    blocks: list[Block] = []
    lines: list[tuple[list[str], list[CellShape]]] = []
    cells: list[str] = []
    text: list[str] = []
    for paragraph in paragraphs:
        if not paragraph.depth:
            blocks += _table_to_blocks(lines)
            lines = []
            blocks += [
                TextBlock(f"{paragraph.mark}{line.strip()}") for line in [_printed(paragraph.text)] if line.strip()
            ]
        elif paragraph.row_end and paragraph.depth == 1:
            lines.append((cells, paragraph.shapes))
            cells, text = [], []
        elif not paragraph.row_end:
            text.append(f"{paragraph.mark}{_printed(paragraph.text)}")
            if paragraph.ended_by == "\x07" and paragraph.depth == 1:
                cells.append("\n".join(text).strip("\n"))
                text = []
    return blocks + _table_to_blocks(lines)


def _printed(text: str) -> str:
    """The text as it is printed: fields by their result, breaks as lines, anchors of pictures left out."""
    while _FIELD_CODE.search(text):
        text = _FIELD_CODE.sub("", text)
    text = text.replace("\x0b", "\n").replace("\x1e", "-").replace("\x14", "").replace("\t", " ")
    return _UNPRINTED.sub("", text)


def _table_to_blocks(lines: list[tuple[list[str], list[CellShape]]]) -> list[Block]:
    if not lines:
        return []
    edges = _common_edges([shape for _, shapes in lines for shape in shapes])
    width = max(len(edges) - 1, max(len(cells) for cells, _ in lines))
    rows: list[list[GridCell | None]] = []
    open_above: dict[int, tuple[int, int]] = {}
    for at, (cells, shapes) in enumerate(lines):
        if len(shapes) != len(cells):
            shapes = []
        row: list[GridCell | None] = [None] * width if shapes else [GridCell("")] * width
        for index, text in enumerate(cells):
            left, right = (
                (_place(shapes[index].left, edges), _place(shapes[index].right, edges))
                if shapes
                else (index, index + 1)
            )
            start = open_above.get(left)
            if shapes and shapes[index].goes_on_above and start is not None:
                _grow(rows, start, at)
                continue
            if shapes and shapes[index].joined_left and index:
                _widen(row, left, right)
                continue
            row[left] = GridCell(text, colspan=max(1, right - left))
            open_above[left] = (at, left)
        rows.append(row)
    return rows_to_blocks([tuple(row) for row in rows])


def _grow(rows: list[list[GridCell | None]], start: tuple[int, int], at: int) -> None:
    """The merged cell that begins at `start` reaches down to row `at`."""
    cell = rows[start[0]][start[1]]
    if cell is not None:
        rows[start[0]][start[1]] = GridCell(cell.text, colspan=cell.colspan, rowspan=at - start[0] + 1)


def _widen(row: list[GridCell | None], left: int, right: int) -> None:
    """The cell before `left` reaches over to `right`."""
    first = max((place for place in range(left) if row[place] is not None), default=0)
    cell = row[first]
    if cell is not None:
        row[first] = GridCell(cell.text, colspan=max(1, right - first))


def _common_edges(shapes: list[CellShape]) -> list[int]:
    """The upright edges of a table from left to right, those that nearly agree as one."""
    edges: list[int] = []
    for edge in sorted({edge for shape in shapes for edge in (shape.left, shape.right)}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _place(edge: int, edges: list[int]) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - edge))


def _through_office(path: Path) -> Document:
    """What LibreOffice makes of a file that is not understood here."""
    program = next((found for name in _OFFICE if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableFile(
            f"{path.name} is a Word file of a kind that is not read directly: save it as .docx in a word "
            "processor, or install LibreOffice (its command soffice) so that it can be converted."
        )
    with tempfile.TemporaryDirectory() as folder:
        # A profile of its own: a running LibreOffice would answer instead and convert nothing.
        source = Path(folder, "filing.doc")
        shutil.copyfile(path, source)
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            f"{folder}/made",
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            made = read_docx(Path(folder, "made", "filing.docx"))
        except (subprocess.TimeoutExpired, OSError, UnreadableFile) as error:
            raise UnreadableFile(
                f"{path.name} is damaged or no Word file (LibreOffice can't read it either): download it "
                "again, or save it as .docx in a word processor."
            ) from error
    return Document(path.name, made.blocks, problems=made.problems)
