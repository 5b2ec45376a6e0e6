"""Reads a web page: its text and tables in reading order. Scripts never run, nothing that it links to is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree, html

from ingest.document import Document, Grid, GridCell, TextBlock, UnreadableFile
from ingest.html_pages import is_page, page_to_blocks
from ingest.sheet_blocks import rows_to_blocks
from ingest.text import bytes_to_text

Block = Grid | TextBlock
Row = tuple[GridCell | None, ...]
_SKIPPED: Final = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "object",
    "svg",
    "math",
    "video",
    "audio",
    "canvas",
    "textarea",
    "input",
    "img",
}
_INLINE: Final = {
    "a",
    "abbr",
    "b",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "label",
    "mark",
    "o:p",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "wbr",
}
_HEADINGS: Final = re.compile(r"h[1-6]")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_SHEET: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_MOST_LINKED: Final = 0.5
_MOST_TORN: Final = 0.002
_DEEPEST: Final = 400
_WIDEST: Final = 1000
_CENTRED: Final = re.compile(r"text-align\s*:\s*(?:center|right)", re.IGNORECASE)
_SET_IN: Final = re.compile(
    r"(?:padding-left|margin-left|text-indent)\s*:\s*(?P<length>\d+(?:\.\d+)?)(?P<unit>em|rem|pt|px)", re.IGNORECASE
)
_ONE_EM: Final = {"em": 1.0, "rem": 1.0, "pt": 12.0, "px": 16.0}
_MOST_SET_IN: Final = 20


def read_html(path: Path) -> Document:
    """The text and tables of a web page; raises UnreadableFile."""
    data = path.read_bytes()
    if _XML_SHEET in data[:4096]:
        raise UnreadableFile(
            f"{path.name} is an XML spreadsheet: open it in a spreadsheet program and save it as .xlsx."
        )
    reader = _Reader()
    reader.walk(_root(_decoded(data, path.name), path.name), 0)
    reader.end_line()
    if not any(block.text.strip() if isinstance(block, TextBlock) else block.rows for block in reader.blocks):
        raise UnreadableFile(
            f"{path.name} is a web page without any text of its own: save the page that shows the filing, "
            "or the file that it links to."
        )
    return Document(path.name, tuple(reader.blocks), reader.pages or None)


def _decoded(data: bytes, name: str) -> str:
    """The page's text by the encoding that it names, a torn character here and there let pass; else as a text file's."""
    named = _CHARSET.search(data[:4096])
    encoding = named[1].decode("ascii").lower() if named else "utf-8"
    try:
        # Pages that call themselves GB2312 use the characters that came later.
        text = data.decode("gb18030" if encoding.startswith("gb") else encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= _MOST_TORN * len(text):
        return text.replace("\x00", "")
    return bytes_to_text(data, name)


def _root(text: str, name: str) -> Any:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"{name} is a web page without any text: save the page that shows the filing.") from error
    body = root.find("body")
    return root if body is None else body


class _Reader:
    """Walks the page in reading order and gathers lines of text and tables."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pages = 0
        self._line: list[str] = []
        self._linked = 0
        self._bold = False

    def walk(self, element: Any, depth: int, link: bool = False) -> None:
        """Everything that is printed of an element."""
        self._add(element.text, link)
        for child in element:
            if isinstance(child.tag, str) and depth < _DEEPEST and not _is_unseen(child):
                self._visit(child, depth + 1, link)
            self._add(child.tail, link)

    def end_line(self) -> None:
        """The line so far becomes a block; one that is made of links only leads elsewhere and is left out."""
        text = re.sub(r"[ \t\r\n\f]+", " ", "".join(self._line)).strip(" \xa0\u3000")
        if text and self._linked < _MOST_LINKED * len(re.sub(r"\s", "", text)):
            self.blocks.append(TextBlock(text, bold=self._bold))
        self._line, self._linked = [], 0

    def _visit(self, element: Any, depth: int, link: bool) -> None:
        tag = element.tag.lower()
        if tag in _INLINE:
            self.walk(element, depth, link or tag == "a")
            return
        self.end_line()
        if tag == "table" and not _is_layout(element):
            self._table(element)
        elif is_page(element):
            self.pages += 1
            self.blocks += page_to_blocks(element, self.pages)
        elif tag != "br":
            self._bold = bool(_HEADINGS.fullmatch(tag))
            self.walk(element, depth, link)
            self.end_line()
            self._bold = False

    def _add(self, text: str | None, link: bool) -> None:
        if text:
            self._line.append(text)
            self._linked += len(re.sub(r"\s", "", text)) if link else 0

    def _table(self, table: Any) -> None:
        if _linked_share(table) >= _MOST_LINKED:
            return
        for caption in table.iter("caption"):
            self.blocks.append(TextBlock(_cell_text(caption)))
        self.blocks += rows_to_blocks(table_to_rows(table))


def _is_unseen(element: Any) -> bool:
    return (
        element.tag.lower() in _SKIPPED
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_layout(table: Any) -> bool:
    """True for a table that only places other things on the page: one around a table, or of a single cell."""
    return (
        next(table.iter("table"), None) is not None
        and any(inner is not table for inner in table.iter("table"))
        or sum(1 for _ in table.iter("td", "th")) < 2
    )


def _linked_share(table: Any) -> float:
    whole = len(re.sub(r"\s", "", table.text_content()))
    return sum(len(re.sub(r"\s", "", a.text_content())) for a in table.iter("a")) / whole if whole else 0.0


def table_to_rows(table: Any) -> list[Row]:
    """The rows of a table, rectangular, None where a merged cell covers the place."""
    printed = [row for row in table.iter("tr") if not _is_unseen(row)]
    rows: list[Row] = []
    taken: dict[int, int] = {}
    for at, row in enumerate(printed):
        line: dict[int, GridCell | None] = dict.fromkeys(column for column, left in taken.items() if left > 0)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column in line:
                column += 1
            wide, high = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", len(printed) - at)
            text = _cell_text(cell)
            line[column] = GridCell(f"{_blanks(cell)}{text}" if text else "", colspan=wide, rowspan=high)
            for place in range(column, column + wide):
                line.setdefault(place, None)
                if high > 1:
                    taken[place] = high - 1
            column += wide
        rows.append(tuple(line.get(place, GridCell("")) for place in range(max(line, default=-1) + 1)))
    width = max((len(row) for row in rows), default=0)
    return [row + (GridCell(""),) * (width - len(row)) for row in rows]


def _span(cell: Any, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    number = int(text) if text.isdigit() and len(text) < 8 else 1
    # A rowspan of 0 reaches to the end of the table.
    return max(1, most if number == 0 and name == "rowspan" else min(number, most))


def _cell_text(cell: Any) -> str:
    """A cell's text; a line break or a paragraph in it is a line of its own, blanks that only lay out the source are none."""
    lines = "".join(_pieces(cell, 0)).split("\n")
    return "\n".join(line for line in (re.sub(r"[ \t\r\f]+", " ", line).strip(" ") for line in lines) if line.strip())


def _blanks(cell: Any) -> str:
    """The blanks that stand for how far a cell's text is set in by its style or its first paragraph's."""
    inner = next((child for child in cell.iterchildren("p", "div")), None)
    styles = [element.get("style") or "" for element in (cell, inner) if element is not None]
    if any(_CENTRED.search(style) for style in styles):
        return ""
    ems = 0.0
    for match in (match for style in styles for match in _SET_IN.finditer(style)):
        ems += float(match["length"]) / _ONE_EM[match["unit"].lower()]
    return "\u3000" * min(max(round(ems), 0), _MOST_SET_IN)


def _pieces(element: Any, depth: int) -> Iterator[str]:
    yield re.sub(r"\s*\n\s*", "", element.text or "")
    for child in element:
        if isinstance(child.tag, str) and depth < _DEEPEST and not _is_unseen(child):
            block = child.tag.lower() not in _INLINE
            yield "\n" if block else ""
            yield from _pieces(child, depth + 1)
            yield "\n" if block else ""
        yield re.sub(r"\s*\n\s*", "", child.tail or "")
