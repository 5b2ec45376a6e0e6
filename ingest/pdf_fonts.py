"""Which type is bold: by the font's name and weight, or because its letters are filled and outlined."""

from __future__ import annotations

import csv
import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium_c

_BOLD_WEIGHT = 700
_FILLED_AND_OUTLINED = 2
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


def is_bold(textpage: Any, index: int) -> bool:
    """True where the character is printed bold."""
    text_object = pdfium_c.FPDFText_GetTextObject(textpage, index)
    if text_object and pdfium_c.FPDFTextObj_GetTextRenderMode(text_object) == _FILLED_AND_OUTLINED:
        return True
    if pdfium_c.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = pdfium_c.FPDFText_GetFontInfo(textpage, index, buffer, _LONGEST_NAME, None)
    return 0 < length <= _LONGEST_NAME and is_bold_name(buffer.raw[: length - 1])
