"""Reads scanned pages of a PDF, and those whose fonts don't say what their glyphs are, by optical character recognition.

It takes the extra `ocr`. The recognised lines and the rules found in the image go the way of a PDF's own: the same grids and lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from budget.problem import Problem
from budget.source import Source
from ingest.document import Document, Grid, TextBlock
from ingest.pdf import open_pdf, page_to_blocks, read_pdf
from ingest.pdf_frame import Frame
from ingest.pdf_page import Page
from ingest.pdf_paths import Marks, Rule
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph, PageText

# What an engine says of an image: the corners of each line in pixels, its text, how sure it is (0 to 1).
Recognised = tuple[list[list[float]], str, float]
Engine = Callable[[Any], list[Recognised]]

SCAN: Final = "scan"
# The problems of pages that only their image can tell.
_UNREAD: Final = (SCAN, "unknown_glyphs")
_SCALE: Final = 2.0  # pixels a point: enough for ten-point type, quick enough on a plain processor
_DARK: Final = 170
_SHORTEST_RULE: Final = 60  # pixels: longer than any stroke of a character
_THICK: Final = 10  # pixels: what is thicker is an area, no rule
_FILLED: Final = 0.9
_UNSURE: Final = 0.8
_HALF: Final = 0.5
_INSTALL: Final = "install the extra ocr (pip install --no-deps -r requirements-ocr.txt) to have it read by OCR, or give a file with text"
_BROKEN: Final = "the extra ocr is installed but can't be loaded ({why}): put that right to have it read by OCR, or give a file with text"


def read_pdf_and_scans(path: Path) -> Document:
    """A PDF with its scanned pages recognised, or told to need the extra; raises UnreadableFile."""
    document = read_pdf(path)
    if not any(problem.code in _UNREAD for problem in document.problems):
        return document
    return recognise_scans(document, path, load_engine())


def load_engine() -> Engine | str:
    """The recognition engine; where it can't be had, the sentence that says why and what to do."""
    try:
        from rapidocr_onnxruntime import RapidOCR

        engine = RapidOCR()
    except ModuleNotFoundError as error:
        return _INSTALL if error.name == "rapidocr_onnxruntime" else _BROKEN.format(why=error)
    except (ImportError, OSError) as error:  # a shared library of the system that is missing
        return _BROKEN.format(why=error)
    return lambda image: [(corners, text, float(score)) for corners, text, score in engine(image)[0] or []]


def recognise_scans(document: Document, path: Path, engine: Engine | str) -> Document:
    """The document with what its image says in the place of each page without readable text, each marked by a Problem.

    In the place of an engine stands the sentence why there is none.
    """
    blocks: list[Grid | TextBlock] = list(document.blocks)
    problems: list[Problem] = []
    for problem in document.problems:
        number = problem.place.page
        if problem.code not in _UNREAD or number is None:
            problems.append(problem)
        elif isinstance(engine, str):
            problems.append(replace(problem, text=f"{problem.text}: {engine}"))
        else:
            made, unsure = _read_scan(path, number, engine)
            if made:
                blocks = [block for block in blocks if block.page != number] + made
            problems.append(_as_read(problem, path.name, number, made, unsure))
    blocks.sort(key=lambda block: block.page or 0)
    return replace(document, blocks=tuple(blocks), problems=tuple(problems))


def _as_read(problem: Problem, name: str, number: int, made: list[Grid | TextBlock], unsure: int) -> Problem:
    if not made:
        return replace(problem, text=f"{problem.text}, and OCR found none in its image")
    doubt = f" ({unsure} lines are uncertain)" if unsure else ""
    return Problem(
        "ocr",
        f"page {number} was read from an image by OCR{doubt}: compare its figures with the page",
        Source(name, page=number),
    )


def _read_scan(path: Path, number: int, engine: Engine) -> tuple[list[Grid | TextBlock], int]:
    import numpy

    with open_pdf(path) as pdf:
        page = pdf[number - 1]
        width, height = page.get_size()
        image = numpy.asarray(page.render(scale=_SCALE).to_pil().convert("RGB"))
    lines = engine(image)
    text = PageText(glyphs=[glyph for run, line in enumerate(lines) for glyph in _line_to_glyphs(line, run)])
    marks = image_to_marks(image)
    blocks = page_to_blocks(Page(number, Frame(0.0, 0.0, width, height), text, marks), PdfSettings())
    return blocks, sum(score < _UNSURE for _, _, score in lines)


def _line_to_glyphs(line: Recognised, run: int) -> Iterator[Glyph]:
    """One glyph a character, spread over the line's box: a Chinese one is twice as wide as the rest."""
    corners, text, _ = line
    left, right = min(x for x, _ in corners) / _SCALE, max(x for x, _ in corners) / _SCALE
    top, bottom = min(y for _, y in corners) / _SCALE, max(y for _, y in corners) / _SCALE
    widths = [_HALF if ord(char) < 0x2E80 else 1.0 for char in text]
    unit, x, spaced = (right - left) / (sum(widths) or 1.0), left, False
    for char, width in zip(text, widths, strict=True):
        if not char.isspace():
            yield Glyph(char, x, top, x + width * unit, bottom, spaced, False, run)
        spaced = char.isspace()
        x += width * unit


def image_to_marks(image: Any) -> Marks:
    """The long straight dark lines of an image (rows of pixels with three colours) as rules, in points."""
    dark = image.min(axis=2) < _DARK
    return Marks(across=list(_rules(dark)), upright=list(_rules(dark.T)))


def _rules(dark: Any) -> Iterator[Rule]:
    """The long runs of dark pixels along each row that are no part of a dark area."""
    import numpy

    counts = numpy.pad(dark.astype("int32").cumsum(axis=1), ((0, 0), (1, 0)))
    starts = counts[:, _SHORTEST_RULE:] - counts[:, :-_SHORTEST_RULE] == _SHORTEST_RULE
    for row in numpy.flatnonzero(starts.any(axis=1)).tolist():
        places = numpy.flatnonzero(starts[row])
        for run in numpy.split(places, numpy.flatnonzero(numpy.diff(places) > 1) + 1):
            left, right = int(run[0]), int(run[-1]) + _SHORTEST_RULE
            beside = [dark[at, left:right] for at in (row - _THICK, row + _THICK) if 0 <= at < len(dark)]
            if not any(pixels.mean() > _FILLED for pixels in beside):
                yield Rule((row + _HALF) / _SCALE, left / _SCALE, right / _SCALE)
