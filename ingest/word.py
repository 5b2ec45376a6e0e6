"""Reads a Word file (docx): paragraphs and tables in reading order, merged cells, numbers of lists, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ingest.document import Document, Grid, GridCell, TextBlock, UnreadableFile
from ingest.office_zip import OfficeZip
from ingest.sheet_blocks import rows_to_blocks
from ingest.word_numbers import ListNumbers

Block = Grid | TextBlock
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_BODY: Final = "word/document.xml"
# What holds blocks without being one, and what holds runs without being one.
_HOLDS_BLOCKS: Final = {f"{_W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_HOLDS_TEXT: Final = _HOLDS_BLOCKS | {f"{_W}{tag}" for tag in ("r", "hyperlink", "fldSimple", "dir", "bdo")}
_DEEPEST: Final = 20
_A_CHARACTER: Final = 100  # what Word counts a character's width as
_TWIPS: Final = 20  # a point
_USUAL_SIZE: Final = 10.5


def read_docx(path: Path) -> Document:
    """The paragraphs and tables of a docx file; raises UnreadableFile."""
    with OfficeZip(path) as package:
        if _STRICT in (package.read(_BODY) or b"")[:4096]:
            raise UnreadableFile(f"{path.name} is saved as Strict Open XML: save it again as an ordinary .docx.")
        tree = package.tree(_BODY)
        body = None if tree is None else tree.find(f"{_W}body")
        if body is None:
            raise UnreadableFile(f"{path.name} holds no Word text: open it in a word processor and save it as .docx.")
        reader = _Reader(ListNumbers(package.tree("word/numbering.xml"), package.tree("word/styles.xml")))
        blocks = reader.blocks(body)
    if not blocks:
        raise UnreadableFile(
            f"{path.name} holds no text at all (perhaps only pictures): give the filing with its text."
        )
    return Document(path.name, tuple(blocks))


class _Reader:
    """Walks the body in reading order and counts its lists."""

    def __init__(self, numbers: ListNumbers) -> None:
        self._numbers = numbers

    def blocks(self, parent: Any, depth: int = 0) -> list[Block]:
        """The paragraphs and tables in an element; a table drawn around other tables is only a frame."""
        made: list[Block] = []
        if depth > _DEEPEST:
            return made
        for element in parent:
            if element.tag == f"{_W}p":
                made += self._paragraph(element, depth)
            elif element.tag == f"{_W}tbl":
                made += self._table(element, depth)
            elif element.tag in _HOLDS_BLOCKS:
                made += self.blocks(element, depth + 1)
        return made

    def _paragraph(self, element: Any, depth: int) -> list[Block]:
        text = "".join(_texts(element)).strip("\n\r")
        made: list[Block] = []
        if text.strip():
            made.append(
                TextBlock(
                    f"{self._numbers.next_mark(element)}{text.strip()}", bold=_is_bold(element), size=_size(element)
                )
            )
        for box in _text_boxes(element):
            made += self.blocks(box, depth + 1)
        return made

    def _table(self, table: Any, depth: int) -> list[Block]:
        lines = [(row, list(_children(row, "tc"))) for row in _children(table, "tr")]
        cells = [cell for _, line in lines for cell in line]
        if len(cells) == 1:
            return self.blocks(cells[0], depth + 1)
        rows = _rowspans([self._row(row, line) for row, line in lines])
        width = max((len(row) for row in rows), default=0)
        made = rows_to_blocks([row + (GridCell(""),) * (width - len(row)) for row in rows])
        for cell in cells:
            for inner in _children(cell, "tbl"):
                made += self._table(inner, depth + 1) if depth < _DEEPEST else []
        return made

    def _row(self, row: Any, cells: list[Any]) -> list[tuple[GridCell | None, bool]]:
        """The places of a row; True beside those that go on with the cell above."""
        line: list[tuple[GridCell | None, bool]] = [(GridCell(""), False)] * _number(
            row.find(f"{_W}trPr/{_W}gridBefore"), 0
        )
        for cell in cells:
            span = max(1, min(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 500))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            text = "\n".join(self._cell_lines(cell)).strip("\n")
            line.append((None if goes_on else GridCell(text, colspan=span), goes_on))
            line += [(None, goes_on)] * (span - 1)
        return line

    def _cell_lines(self, cell: Any) -> Iterator[str]:
        begun = False
        for element in cell.iter(f"{_W}p"):
            if next(element.iterancestors(f"{_W}tc"), None) is cell:
                text = "".join(_texts(element))
                blanks = "" if begun else _blanks(element)
                begun = begun or bool(text.strip())
                yield f"{blanks}{self._numbers.next_mark(element)}{text}" if text.strip() else text


def _rowspans(lines: list[list[tuple[GridCell | None, bool]]]) -> list[tuple[GridCell | None, ...]]:
    """The rows with each merged cell's height."""
    rows = [[cell for cell, _ in line] for line in lines]
    for at, line in enumerate(lines):
        for column, (cell, _) in enumerate(line):
            if cell is None:
                continue
            down = 1
            while at + down < len(lines) and column < len(lines[at + down]) and lines[at + down][column][1]:
                down += 1
            rows[at][column] = GridCell(cell.text, colspan=cell.colspan, rowspan=down)
    return [tuple(row) for row in rows]


def _children(element: Any, tag: str) -> Iterator[Any]:
    """The children of that name, those within content controls too."""
    for child in element:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in _HOLDS_BLOCKS:
            yield from _children(child, tag)


def _texts(element: Any) -> Iterator[str]:
    """The printed text of a paragraph: no deleted text, no field codes, no text boxes."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif child.tag in (f"{_W}noBreakHyphen",):
            yield "-"
        elif child.tag in _HOLDS_TEXT and not _is_hidden(child):
            yield from _texts(child)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored here; a second form for old programs is left out."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        outer = [element.tag.rpartition("}")[2] for element in box.iterancestors()]
        within = outer[: outer.index("p")] if "p" in outer else outer
        if "Fallback" not in within:
            yield box


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _blanks(paragraph: Any) -> str:
    """The blanks that stand for how far the paragraph's first line is set in: a row's level, where labels show it so."""
    own = paragraph.find(f"{_W}pPr/{_W}ind")
    if own is None or paragraph.find(f"{_W}pPr/{_W}jc[@{_W}val='center']") is not None:
        return ""
    by_characters = (
        _measure(own, "leftChars", "startChars") + _measure(own, "firstLineChars") - _measure(own, "hangingChars")
    )
    by_length = _measure(own, "left", "start") + _measure(own, "firstLine") - _measure(own, "hanging")
    ems = by_characters / _A_CHARACTER or by_length / _TWIPS / (_size(paragraph) or _USUAL_SIZE)
    return "\u3000" * min(max(round(ems), 0), _DEEPEST)


def _measure(indent: Any, *names: str) -> int:
    """The first of these lengths that is given."""
    found = next((text for name in names if (text := indent.get(f"{_W}{name}"))), "0")
    return int(found) if len(found) < 7 and found.lstrip("-").isdigit() else 0


def _is_bold(paragraph: Any) -> bool:
    """True where all the text is set bold in the paragraph itself."""
    runs = [run for run in paragraph.iter(f"{_W}r") if any((t.text or "").strip() for t in run.iter(f"{_W}t"))]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off") for mark in marks
    )


def _size(paragraph: Any) -> float | None:
    """The type size of the paragraph's first run in points, where it is set there."""
    size = next(paragraph.iter(f"{_W}sz"), None) if paragraph.find(f"{_W}r") is not None else None
    number = _number(size, 0)
    return number / 2 if number else None


def _number(element: Any, default: int) -> int:
    text = "" if element is None else element.get(f"{_W}val") or ""
    return int(text) if len(text) < 6 and text.isascii() and text.isdigit() else default
