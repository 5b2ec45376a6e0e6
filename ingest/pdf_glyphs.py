"""What a PDF's character codes say: ligatures, radicals and symbol fonts folded to plain text."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

SPACES = frozenset(
    (
        0x09,
        0x20,
        0xA0,
        0x2000,
        0x2001,
        0x2002,
        0x2003,
        0x2004,
        0x2005,
        0x2006,
        0x2007,
        0x2008,
        0x2009,
        0x200A,
        0x202F,
        0x205F,
        0x3000,
    )
)
# pdfium gives a hyphen at a line's end as U+0002.
_LINE_END_HYPHEN = 0x02
_INVISIBLE = frozenset((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF))
# Ligatures, compatibility ideographs and Kangxi radicals stand for plain letters and characters.
_FOLDED = ((0xFB00, 0xFB06), (0xF900, 0xFAFF), (0x2F00, 0x2FDF))
_COLUMNS = ["code", "text", "note"]
UNKNOWN = "\ufffd"


class GlyphTableError(ValueError):
    """The glyph table has a row or column that the loader does not know."""


@cache
def glyph_table() -> dict[int, str]:
    """The table of code points that stand for another character (pdf_glyphs.tsv)."""
    path = Path(__file__).with_name("pdf_glyphs.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if reader.fieldnames != _COLUMNS:
            raise GlyphTableError(f"{path.name}: the columns are {reader.fieldnames}, not {_COLUMNS}")
        return {int(row["code"], 16): row["text"] for row in reader}


@cache
def code_to_text(code: int) -> str:
    """The text of one character code: "" for what can't be seen, a replacement mark for a glyph without a meaning."""
    if code == _LINE_END_HYPHEN:
        return "-"
    if code == 0:
        return UNKNOWN
    if code in _INVISIBLE or code < 0x20 or 0x7F <= code < 0xA0:
        return ""
    if code in glyph_table():
        return glyph_table()[code]
    if 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or code == 0xFFFD:
        return UNKNOWN
    text = chr(code)
    if any(low <= code <= high for low, high in _FOLDED):
        return unicodedata.normalize("NFKC", text)
    return text
