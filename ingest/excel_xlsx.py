"""The sheets of an xlsx workbook: cells as they are shown, merged cells, what is hidden, what is printed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ingest.document import UnreadableFile
from ingest.excel_number import BUILT_IN, number_to_text
from ingest.office_zip import DAMAGE, OfficeZip
from ingest.sheet import Place, Sheet, Span, indented

MOST_CELLS = 3_000_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share; `formats` and `indents` are those of its cell styles."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    indents: tuple[int, ...]
    from_1904: bool


def zip_to_sheets(package: OfficeZip) -> list[Sheet]:
    """Every sheet of the workbook in its order; raises UnreadableFile."""
    tree = package.tree(_WORKBOOK)
    if tree is None:
        raise UnreadableFile(
            f"{package.name} holds no workbook: open it in a spreadsheet program and save it as .xlsx."
        )
    book = _Book(
        _shared_strings(package),
        *_cell_styles(package),
        any(_is_true(item.get("date1904")) for item in _all(tree, "workbookPr")),
    )
    parts, printed = _relations(package), _print_areas(tree)
    sheets, room = [], MOST_CELLS
    for at, item in enumerate(_all(tree, "sheet")):
        part = parts.get(item.get(_RELATION) or item.get(_STRICT_RELATION) or "")
        if part is None or part not in package.names or "worksheet" not in part:
            continue
        hidden = item.get("state", "visible") != "visible"
        sheet = _read_sheet(package, part, book, item.get("name", ""), printed.get(at), hidden)
        room -= len(sheet.cells)
        if room < 0:
            raise UnreadableFile(
                f"{package.name} has more than {MOST_CELLS:,} filled cells, which no filing needs: "
                "save only the filing's sheets and read that."
            )
        sheets.append(sheet)
    return sheets


def _read_sheet(package: OfficeZip, part: str, book: _Book, name: str, printed: Span | None, hidden: bool) -> Sheet:
    cells: dict[Place, str] = {}
    merges: list[Span] = []
    rows: set[int] = set()
    columns: set[int] = set()
    at = -1
    for tag, element in _elements(package, part):
        if tag == "row":
            at = _integer(element.get("r"), at + 2) - 1
            found = _row_to_cells(element, at, book)
            cells |= found
            if found and _is_true(element.get("hidden")):
                rows.add(at)
        elif tag == "col" and _is_true(element.get("hidden")):
            columns |= set(range(_integer(element.get("min"), 1) - 1, min(_integer(element.get("max"), 1), 16_384)))
        elif tag == "mergeCell" and (span := reference_to_span(element.get("ref", ""))):
            merges.append(span)
        if len(cells) > MOST_CELLS:
            break
    return Sheet(name, cells, tuple(merges), frozenset(rows), frozenset(columns), printed, hidden)


def _elements(package: OfficeZip, part: str) -> Iterator[tuple[str, Any]]:
    """The rows, columns and merged cells of a sheet, one by one, so that empty rows by the million take no room."""
    stream = package.stream(part)
    tags = [f"{{*}}{tag}" for tag in ("row", "col", "mergeCell")]
    try:
        for _, element in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, huge_tree=True):
            yield element.tag.rpartition("}")[2], element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, *DAMAGE) as error:
        raise UnreadableFile(
            f"{package.name} is damaged: its sheet {part} can't be read; download the file again."
        ) from error


def _row_to_cells(row: Any, at: int, book: _Book) -> dict[Place, str]:
    cells: dict[Place, str] = {}
    column = -1
    for cell in row:
        span = reference_to_span(cell.get("r") or "")
        column = span[1] if span else column + 1
        text = _cell_to_text(cell, book)
        if text.strip():
            cells[at, column] = text
    return cells


def _cell_to_text(cell: Any, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _set_in(_rich_text(cell), cell, book)
    stored = next((child.text or "" for child in cell if etree.QName(child).localname == "v"), "")
    if kind == "s":
        at = _integer(stored, len(book.strings))
        return _set_in(book.strings[at], cell, book) if at < len(book.strings) else ""
    if kind == "n" and stored:
        style = _integer(cell.get("s"), 0)
        return number_to_text(stored, book.formats[style] if style < len(book.formats) else "General", book.from_1904)
    return {"0": "FALSE", "1": "TRUE"}.get(stored, stored) if kind == "b" else stored


def _set_in(text: str, cell: Any, book: _Book) -> str:
    """The text behind the blanks that its style sets it in by."""
    style = _integer(cell.get("s"), 0)
    return indented(text, book.indents[style] if style < len(book.indents) else 0)


def _rich_text(item: Any) -> str:
    """The text of a string with runs; the reading aids above Chinese characters are not part of it."""
    return "".join(t.text or "" for t in item.iter("{*}t") if etree.QName(t.getparent()).localname != "rPh")


def _shared_strings(package: OfficeZip) -> tuple[str, ...]:
    tree = package.tree("xl/sharedStrings.xml")
    return () if tree is None else tuple(_rich_text(item) for item in tree)


def _cell_styles(package: OfficeZip) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The number format of every cell style, and how far it sets text in."""
    tree = package.tree("xl/styles.xml")
    if tree is None:
        return (), ()
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in _all(tree, "numFmt")}
    styles = next(iter(_all(tree, "cellXfs")), ())
    ids = [style.get("numFmtId", "0") for style in styles]
    indents = [next((_integer(item.get("indent"), 0) for item in _all(style, "alignment")), 0) for style in styles]
    formats = [own.get(number) or BUILT_IN.get(_integer(number, 0), "General") for number in ids]
    return tuple(formats), tuple(indents)


def _relations(package: OfficeZip) -> dict[str, str]:
    """The parts of the workbook by their relation's id."""
    tree = package.tree("xl/_rels/workbook.xml.rels")
    targets = {} if tree is None else {item.get("Id", ""): item.get("Target", "") for item in tree}
    return {key: posixpath.normpath(posixpath.join("xl", target)).lstrip("/") for key, target in targets.items()}


def _print_areas(tree: Any) -> dict[int, Span]:
    """The print area of each sheet that has one in one piece."""
    areas: dict[int, Span] = {}
    for item in _all(tree, "definedName"):
        span = reference_to_span((item.text or "").rpartition("!")[2])
        if item.get("name") == "_xlnm.Print_Area" and span and "," not in item.text and item.get("localSheetId"):
            areas[_integer(item.get("localSheetId"), -1)] = span
    return areas


def reference_to_span(reference: str) -> Span | None:
    """ "B2:D9" or "$B$2" as a span; None for anything else."""
    match = _REFERENCE.match(reference)
    if not match:
        return None
    left, top = _column(match[1]), int(match[2]) - 1
    right, bottom = (_column(match[3]), int(match[4]) - 1) if match[3] else (left, top)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _all(tree: Any, tag: str) -> list[Any]:
    return list(tree.iter(f"{{*}}{tag}"))


def _integer(text: str | None, default: int) -> int:
    """A whole number that the file gives; the default where it gives none."""
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else default


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")
