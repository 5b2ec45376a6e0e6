"""Reads scanned pages of a PDF, and those whose fonts don't say what their glyphs are, by optical character recognition.

It takes the extra `ocr`. The recognised lines and the rules found in the image go the way of a PDF's own: the same grids and lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from budget.problem import Problem
from budget.source import Source
from ingest.document import Document, Grid, TextBlock
from ingest.ocr_engine import Engine, load_engine
from ingest.ocr_image import PixelBox, Run, find_rules, straighten, whole_lines
from ingest.pdf import open_pdf, page_to_blocks, read_pdf
from ingest.pdf_frame import Frame
from ingest.pdf_page import Page
from ingest.pdf_paths import Marks, Rule
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph, PageText

SCAN: Final = "scan"
# The problems of pages that only their image can tell.
_UNREAD: Final = (SCAN, "unknown_glyphs")
_SCALE: Final = 2.0  # pixels a point: enough for ten-point type, quick enough on a plain processor
_UNSURE: Final = 0.8
_NONSENSE: Final = 0.5  # a seal, a signature, a stain
_HALF: Final = 0.5
_TALL: Final = 1.5  # a box that is so much higher than wide is text that runs up or down the page
_FEW_WORDS: Final = (3, 12)  # of a line's height
_TRIED: Final = 8  # lines that are read to learn which way up a page is
_WELL_READ: Final = 0.85


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of text on an image: where it stands, what it says, how sure that is (0 to 1)."""

    box: PixelBox
    text: str
    score: float


def read_pdf_and_scans(path: Path) -> Document:
    """A PDF with its scanned pages recognised, or told to need the extra; raises UnreadableFile."""
    document = read_pdf(path)
    if not any(problem.code in _UNREAD for problem in document.problems):
        return document
    return recognise_scans(document, path, load_engine())


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
    doubt = f" ({unsure} {'line is' if unsure == 1 else 'lines are'} uncertain)" if unsure else ""
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
        image = numpy.asarray(page.render(scale=_SCALE).to_pil().convert("L"))
    image = straighten(image)
    boxes = engine.find(image)
    turns = quarter_turns(image, boxes, engine)
    image, boxes = numpy.rot90(image, -turns), [turned(box, turns, image.shape) for box in boxes]
    across, upright = find_rules(image)
    lines = _recognise(image, whole_lines(image, boxes, across, upright), engine)
    text = PageText(glyphs=[glyph for run, line in enumerate(lines) for glyph in _line_to_glyphs(line, run)])
    frame = Frame(0.0, 0.0, width, height, turn=turns)
    marks = Marks(across=[_rule(run) for run in across], upright=[_rule(run) for run in upright])
    blocks = page_to_blocks(Page(number, frame, text, marks), PdfSettings())
    return blocks, sum(line.score < _UNSURE for line in lines)


def _recognise(image: Any, boxes: Sequence[PixelBox], engine: Engine) -> list[Recognised]:
    read = engine.read([_crop(image, box) for box in boxes])
    lines = (Recognised(box, text, score) for box, (text, score) in zip(boxes, read, strict=True))
    return [line for line in lines if line.text.strip() and line.score >= _NONSENSE]


def quarter_turns(image: Any, boxes: Sequence[PixelBox], engine: Engine) -> int:
    """How many clockwise quarter turns set the page upright: some lines are read each way that their shape allows."""
    import numpy

    sideways = sum(box[3] - box[1] > _TALL * (box[2] - box[0]) for box in boxes) * 2 > len(boxes)
    sample = [_crop(image, box) for box in boxes if _is_tellable(box)][:_TRIED]
    best, best_score = 0, -1.0
    for turns in (1, 3) if sideways else (0, 2):
        scores = [score for _, score in engine.read([numpy.rot90(crop, -turns) for crop in sample])]
        score = sum(scores) / (len(scores) or 1)
        if score > best_score:
            best, best_score = turns, score
        if score >= _WELL_READ or not scores:
            break
    return best


def _is_tellable(box: PixelBox) -> bool:
    """True for a line of some words: one character may read well upside down, a whole line takes long."""
    short, long = sorted((box[2] - box[0], box[3] - box[1]))
    return _FEW_WORDS[0] * short < long < _FEW_WORDS[1] * short


def _crop(image: Any, box: PixelBox) -> Any:
    return image[box[1] : box[3], box[0] : box[2]]


def turned(box: PixelBox, turns: int, shape: tuple[int, int]) -> PixelBox:
    """Where the box is on the image turned clockwise by so many quarter turns."""
    (left, top, right, bottom), (height, width) = box, shape
    for _ in range(turns):
        left, top, right, bottom = height - bottom, left, height - top, right
        height, width = width, height
    return left, top, right, bottom


def _line_to_glyphs(line: Recognised, run: int) -> Iterator[Glyph]:
    """One glyph a character, spread over the line's box: a Chinese one is twice as wide as the rest."""
    x, top, right, bottom = (edge / _SCALE for edge in line.box)
    widths = [_HALF if ord(char) < 0x2E80 else 1.0 for char in line.text]
    unit, spaced = (right - x) / (sum(widths) or 1.0), False
    for char, width in zip(line.text, widths, strict=True):
        if not char.isspace():
            yield Glyph(char, x, top, x + width * unit, bottom, spaced, False, run)
        spaced = char.isspace()
        x += width * unit


def _rule(run: Run) -> Rule:
    return Rule((run[0] + _HALF) / _SCALE, run[1] / _SCALE, run[2] / _SCALE)
