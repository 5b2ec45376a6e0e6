"""Fonts for the PDF samples: the outlines of Noto CJK, made into TrueType fonts of just the characters in use."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont as FontFile
from fontTools.ttLib.tables._g_l_y_f import Glyph
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SONG: Final = "SampleSong"
HEI: Final = "SampleHei"
FOLDER: Final = Path("/usr/share/fonts/opentype/noto")
_FILES: Final = {SONG: "NotoSerifCJK-Regular.ttc", HEI: "NotoSansCJK-Bold.ttc"}
_SIMPLIFIED: Final = 2
"""The place of the simplified Chinese face in a Noto CJK collection."""
_EPOCH: Final = 0
"""The date in the fonts' heads: always the same, so that the files made are the same."""


class FontMissing(RuntimeError):
    """The machine has no Noto CJK fonts."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the font {path} is missing: install Debian's package fonts-noto-cjk, then try again")


def missing_font() -> Path | None:
    """The first font file that is not there; None when all are."""
    return next((FOLDER / name for name in _FILES.values() if not (FOLDER / name).exists()), None)


def register_fonts(characters: set[str]) -> None:
    """Make the fonts that hold these characters known to the PDF writer; raises FontMissing."""
    missing = missing_font()
    if missing:
        raise FontMissing(missing)
    wanted = characters | set(map(chr, range(32, 127)))
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, _truetype(FOLDER / file, wanted, name)))


def _truetype(path: Path, characters: set[str], name: str) -> io.BytesIO:
    """A TrueType font of those characters: the PDF writer can't take the cubic outlines that Noto CJK has."""
    source = FontFile(path, fontNumber=_SIMPLIFIED, lazy=True)
    cmap = {ord(c): source.getBestCmap()[ord(c)] for c in sorted(characters) if ord(c) in source.getBestCmap()}
    shapes = source.getGlyphSet()
    order = [".notdef", *sorted(set(cmap.values()) - {".notdef"})]
    glyphs = {}
    for glyph in order:
        pen = TTGlyphPen(None)
        shapes[glyph].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[glyph] = pen.glyph()
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({glyph: (shapes[glyph].width, _left(glyphs[glyph])) for glyph in order})
    builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1160, usWinDescent=288, fsType=0)
    builder.setupPost()
    builder.updateHead(created=_EPOCH, modified=_EPOCH)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    out.seek(0)
    return out


def _left(glyph: Glyph) -> int:
    """The left side bearing; an empty glyph has none."""
    return int(glyph.xMin) if glyph.numberOfContours else 0
