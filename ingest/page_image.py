"""A page of a PDF as a picture, as it is printed: what a screen shows beside the table that was read from it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from budget.source import Box
from ingest.document import UnreadableFile
from ingest.pdf import open_pdf

SCALE: Final = 2.0
"""Pixels a point: small print stays sharp when it is shown twice as large."""
_LONGEST_SIDE: Final = 2400
_COLOURS: Final = 32
_FRAME, _COVER, _FRAME_WIDTH = "#a63a24", "#25221c", 3
_ROOM: Final = 2.5
"""So many points of paper are left between a place and what is drawn around it."""


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
    return PageImage(_packed(drawn), width, height)


def frame_boxes(page: PageImage, boxes: Iterable[Box]) -> PageImage:
    """The page with frames around these places (in points, as citations give them)."""
    return _drawn_on(page, boxes, lambda pen, box: pen.rectangle(box, outline=_FRAME, width=_FRAME_WIDTH))


def cover_boxes(page: PageImage, boxes: Iterable[Box]) -> PageImage:
    """The page with these places covered."""
    return _drawn_on(page, boxes, lambda pen, box: pen.rectangle(box, fill=_COVER))


def _drawn_on(page: PageImage, boxes: Iterable[Box], draw: Callable[[ImageDraw.ImageDraw, Box], None]) -> PageImage:
    with Image.open(io.BytesIO(page.png)) as packed:
        drawn = packed.convert("RGB")
    scale, pen = drawn.width / page.width, ImageDraw.Draw(drawn)
    for x0, top, x1, bottom in boxes:
        box = ((x0 - _ROOM) * scale, (top - _ROOM) * scale, (x1 + _ROOM) * scale, (bottom + _ROOM) * scale)
        draw(pen, box)
    return PageImage(_packed(drawn), page.width, page.height)


def _packed(drawn: Image.Image) -> bytes:
    file = io.BytesIO()
    drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()
