"""The text of an old binary Word file (Word 97 and later): characters, paragraphs, the marks that make table rows.

The structures are those of Microsoft's published description of the format, [MS-DOC].
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ingest.word_lists import table_to_lists
from ingest.word_numbers import ListCounter

_FIB: Final = struct.Struct("<HH")
_WORD_97: Final = 0xC1
_FLAGS: Final = 0x0A
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
# Where the file information block says how much text there is, and where its paragraphs' and pieces' tables are.
_TEXT_LENGTH, _PARAGRAPHS, _PIECES = 0x4C, 0x102, 0x1A2
_PAGE: Final = 512
_ENTRY: Final = 13
_COMPRESSED: Final = 0x40000000
# Paragraph and table properties ("sprm") that are read; the others are stepped over by the size their number tells.
_IN_TABLE, _ROW_END, _DEPTH, _HUGE, _ROW_SHAPE, _UPRIGHT_MERGE = 0x2416, 0x2417, 0x6649, 0x6646, 0xD608, 0xD62B
_LIST_LEVEL, _LIST_USE = 0x260A, 0x460B
_MOST_LISTS: Final = 2046
_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TAB_CHANGES: Final = 0xC615
_CELL_SHAPE: Final = 20
_JOINED_LEFT, _GOES_ON_ABOVE, _BEGINS_BELOW = 1, 1, 3


class BinaryWordError(Exception):
    """The file is no Word 97 document, or its structures do not hold together."""


class LockedWordError(BinaryWordError):
    """The document is encrypted."""


@dataclass(slots=True)
class CellShape:
    """A cell of a row: its edges in twips and how it is merged with its neighbours."""

    left: int
    right: int
    joined_left: bool = False
    goes_on_above: bool = False


@dataclass(slots=True)
class WordParagraph:
    """A paragraph or a cell's end: its text, the character that ended it, its depth in tables, a row's shape, its mark."""

    text: str
    ended_by: str
    depth: int = 0
    row_end: bool = False
    shapes: list[CellShape] = field(default_factory=list)
    list_use: int = 0
    list_level: int = 0
    mark: str = ""


def streams_to_paragraphs(main: bytes, tables: dict[int, bytes], data: bytes) -> list[WordParagraph]:
    """The paragraphs of the main text in order; raises BinaryWordError. `tables` are the streams 0Table and 1Table."""
    try:
        identity, version = _FIB.unpack_from(main, 0)
        flags = struct.unpack_from("<H", main, _FLAGS)[0]
        if identity != 0xA5EC or version < _WORD_97:
            raise BinaryWordError("no Word 97 document")
        if flags & _ENCRYPTED:
            raise LockedWordError("encrypted")
        table = tables[1 if flags & _SECOND_TABLE else 0]
        pieces = list(_pieces(main, _slice(main, table, _PIECES)))
        runs = _property_runs(main, _slice(main, table, _PARAGRAPHS))
        length = struct.unpack_from("<i", main, _TEXT_LENGTH)[0]
        return _numbered(list(_paragraphs(pieces, length, runs, data)), ListCounter(table_to_lists(main, table)))
    except (struct.error, KeyError, IndexError, ValueError) as error:
        raise BinaryWordError("damaged") from error


def _numbered(paragraphs: list[WordParagraph], counter: ListCounter) -> list[WordParagraph]:
    """The paragraphs with the marks that Word prints before those of lists."""
    for paragraph in paragraphs:
        if 0 < paragraph.list_use <= _MOST_LISTS and paragraph.text.strip():
            paragraph.mark = counter.next_mark(str(paragraph.list_use), paragraph.list_level)
    return paragraphs


def _slice(main: bytes, table: bytes, at: int) -> bytes:
    start, length = struct.unpack_from("<II", main, at)
    if start + length > len(table):
        raise BinaryWordError("cut short")
    return table[start : start + length]


def _pieces(main: bytes, clx: bytes) -> Iterator[tuple[int, int, str]]:
    """The pieces of the text in order: where each stands in the file, the bytes a character takes, its text."""
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    length = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + length]
    count = (length - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc, 0)
    for index in range(count):
        where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        size = places[index + 1] - places[index]
        if where & _COMPRESSED:
            start = (where & ~_COMPRESSED) // 2
            yield start, 1, main[start : start + size].decode("cp1252", "replace")
        else:
            yield where, 2, main[where : where + 2 * size].decode("utf-16-le", "replace")


def _property_runs(main: bytes, plc: bytes) -> list[tuple[int, bytes]]:
    """Where in the file each paragraph's text begins, with its properties, sorted."""
    count = (len(plc) - 4) // 8
    runs: list[tuple[int, bytes]] = []
    for number in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)):
        page = main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
        held = page[_PAGE - 1]
        starts = struct.unpack_from(f"<{held + 1}I", page, 0)
        for index in range(held):
            at = page[4 * (held + 1) + _ENTRY * index] * 2
            runs.append((starts[index], _properties(page, at) if at else b""))
    return sorted(runs)


def _properties(page: bytes, at: int) -> bytes:
    size = page[at]
    start, end = (at + 2, at + 2 + 2 * page[at + 1]) if size == 0 else (at + 1, at + 2 * size)
    return page[start + 2 : end]  # the first two bytes name the style


def _paragraphs(
    pieces: list[tuple[int, int, str]], length: int, runs: list[tuple[int, bytes]], data: bytes
) -> Iterator[WordParagraph]:
    starts = [start for start, _ in runs]
    text: list[str] = []
    left = length
    for start, width, piece in pieces:
        for offset, char in enumerate(piece[:left]):
            if char not in "\r\x07\x0c":
                text.append(char)
                continue
            run = bisect_right(starts, start + offset * width) - 1
            paragraph = WordParagraph("".join(text), char)
            _apply(paragraph, runs[run][1] if run >= 0 else b"", data)
            yield paragraph
            text = []
        left -= len(piece)
        if left <= 0:
            break
    if text:
        yield WordParagraph("".join(text), "\r")


def _apply(paragraph: WordParagraph, properties: bytes, data: bytes) -> None:
    """Read what the properties say about tables into the paragraph."""
    for code, operand in _each_property(properties):
        if code == _IN_TABLE and operand[:1] != b"\0":
            paragraph.depth = max(paragraph.depth, 1)
        elif code == _DEPTH:
            paragraph.depth = struct.unpack("<i", operand)[0]
        elif code == _ROW_END and operand[:1] != b"\0":
            paragraph.row_end = True
        elif code == _LIST_LEVEL:
            paragraph.list_level = operand[0]
        elif code == _LIST_USE:
            paragraph.list_use = struct.unpack("<h", operand)[0]
        elif code == _ROW_SHAPE:
            paragraph.shapes = _row_shape(operand)
        elif code == _UPRIGHT_MERGE and operand[0] < len(paragraph.shapes):
            paragraph.shapes[operand[0]].goes_on_above = operand[1] == _GOES_ON_ABOVE
        elif code == _HUGE:
            where = struct.unpack("<I", operand)[0]
            size = struct.unpack_from("<H", data, where)[0]
            _apply(paragraph, data[where + 2 : where + 2 + size], b"")


def _each_property(properties: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(properties):
        code = struct.unpack_from("<H", properties, at)[0]
        at += 2
        if code == _ROW_SHAPE:
            size, at = struct.unpack_from("<H", properties, at)[0] - 1, at + 2
        elif code >> 13 == 6:
            size, at = properties[at], at + 1
            if code == _TAB_CHANGES and size == 255:
                deleted = properties[at]
                size = 2 + 4 * deleted + 3 * properties[at + 1 + 4 * deleted]
        else:
            size = _SIZES[code >> 13]
        yield code, properties[at : at + size]
        at += size


def _row_shape(operand: bytes) -> list[CellShape]:
    count = operand[0]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    shapes = [CellShape(left, right) for left, right in zip(edges, edges[1:], strict=False)]
    first = 1 + 2 * (count + 1)
    for index, shape in enumerate(shapes):
        if first + _CELL_SHAPE * index + 2 <= len(operand):
            flags = struct.unpack_from("<H", operand, first + _CELL_SHAPE * index)[0]
            shape.joined_left = flags & 3 == _JOINED_LEFT
            shape.goes_on_above = flags >> 5 & 3 == _GOES_ON_ABOVE
    return shapes
