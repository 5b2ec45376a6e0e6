"""Which type is bold: by the font's name and weight, or because its letters are filled and outlined."""

from __future__ import annotations

import csv
import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pdf_calls import font_of, render_mode

_BOLD_WEIGHT = 700
_FILLED_AND_OUTLINED = 2
_INVISIBLE = 3
_LONGEST_NAME = 128
_COLUMNS = ["part", "note"]


class FontTableError(ValueError):
    """The table of bold fonts has a column that the loader does not know."""


@cache
def bold_parts() -> tuple[str, ...]:
    """The parts of font names that say the type is bold (pdf_fonts.tsv)."""
    path = Path(__file__).with_name("pdf_fonts.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if reader.fieldnames != _COLUMNS:
            raise FontTableError(f"{path.name}: the columns are {reader.fieldnames}, not {_COLUMNS}")
        return tuple(row["part"] for row in reader)


@cache
def is_bold_name(name: bytes) -> bool:
    """True where a font of this name is bold; old Chinese programs write the name in GBK."""
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode("gb18030", "replace")
    return any(part in text.lower() for part in bold_parts())


class BoldTeller:
    """Tells bold type on one text page; each font is looked at once. `pieces` and `hidden` count the text objects."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        self._fonts: dict[int | None, bool] = {}
        self.pieces = self.hidden = 0

    def is_bold(self, index: int, text_object: int) -> bool:
        """True where the character of the text object (an address) is printed bold."""
        mode = render_mode(text_object)
        self.pieces += 1
        self.hidden += mode == _INVISIBLE
        if mode == _FILLED_AND_OUTLINED:
            return True
        font = font_of(text_object)
        bold = self._fonts.get(font)
        if bold is None:
            bold = self._fonts[font] = self._is_bold_font(index)
        return bold

    def _is_bold_font(self, index: int) -> bool:
        if pdfium_c.FPDFText_GetFontWeight(self._textpage, index) >= _BOLD_WEIGHT:
            return True
        buffer = ctypes.create_string_buffer(_LONGEST_NAME)
        length = pdfium_c.FPDFText_GetFontInfo(self._textpage, index, buffer, _LONGEST_NAME, None)
        return 0 < length <= _LONGEST_NAME and is_bold_name(buffer.raw[: length - 1])
