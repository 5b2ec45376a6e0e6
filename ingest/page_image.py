"""A page of a PDF as a picture, as it is printed: what a screen shows beside the table that was read from it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from ingest.document import UnreadableFile
from ingest.pdf import open_pdf

SCALE: Final = 2.0
"""Pixels a point: small print stays sharp when it is shown twice as large."""
_LONGEST_SIDE: Final = 2400
_COLOURS: Final = 32


@dataclass(frozen=True, slots=True)
class PageImage:
    """A PNG, and the page's width and height in points: a citation's box is in points from its top-left corner."""

    png: bytes
    width: float
    height: float


def page_to_image(path: Path, number: int, scale: float = SCALE) -> PageImage:
    """The page (1-based); UnreadableFile where the file is no PDF, can't be opened or has no such page."""
    with open_pdf(path) as pdf:
        if not 1 <= number <= len(pdf):
            raise UnreadableFile(f"{path.name} has no page {number}: its pages are 1 to {len(pdf)}.")
        page = pdf[number - 1]
        width, height = page.get_size()
        drawn = page.render(scale=min(scale, _LONGEST_SIDE / max(width, height))).to_pil().convert("RGB")
    # Print needs few colours: a third of the bytes. It is drawn while pdfium is ours alone, and packed after that.
    packed = drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    packed.save(file, "PNG")
    return PageImage(file.getvalue(), width, height)
