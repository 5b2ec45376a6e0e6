"""The drawn paths of a PDF page: thin bars, strokes and filled areas, also those inside form objects."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from budget.source import Box
from ingest.pdf_calls import (
    address,
    draw_mode,
    fill_colour,
    form_count,
    form_object,
    object_bounds,
    object_kind,
    object_matrix,
    page_object,
    path_segment,
    segment_closes,
    segment_count,
    segment_kind,
    segment_point,
    stroke_colour,
)

_PATH, _IMAGE, _FORM = pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM
_TEXT = pdfium_c.FPDF_PAGEOBJ_TEXT
_LINE = pdfium_c.FPDF_SEGMENT_LINETO
_DEEPEST_FORM = 12
# Charts and drawings have paths of thousands of pieces; a table's path has few.
_MOST_SEGMENTS = 4000
# More tinted areas are a drawing.
_MOST_AREAS = 2000
# A colour whose three parts are all at least this is paper.
_PAPER = 250


class Rule(NamedTuple):
    """A straight mark along one axis: `at` across it, from `lo` to `hi` along it."""

    at: float
    lo: float
    hi: float


class Matrix(NamedTuple):
    """A PDF matrix."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: Matrix) -> Matrix:
        """This matrix, then the outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The point, moved."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


_SAME = Matrix()


@dataclass(slots=True)
class Marks:
    """Pieces of horizontal and vertical rules, tinted areas and image boxes in reading space; how many paths there are."""

    across: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    shapes: int = 0


def page_to_marks(page: Any, to_reading: Callable[[float, float, float, float], Box], thin: float) -> Marks:
    """All the rules, areas and images of a loaded page."""
    walker, place = _Walker(to_reading, thin), address(page)
    for index in range(pdfium_c.FPDFPage_CountObjects(page)):
        item = page_object(place, index)
        # Most objects are text, which is read elsewhere.
        if (kind := object_kind(item)) != _TEXT:
            walker.visit(item, kind, _SAME, 0)
    return walker.seen()


class _Walker:
    """Walks the objects of one page and keeps what could be part of a table."""

    def __init__(self, to_reading: Callable[[float, float, float, float], Box], thin: float) -> None:
        self.marks = Marks()
        self._pale = Marks()
        self._to_reading = to_reading
        self._thin = thin
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._float_refs = [ctypes.addressof(part) for part in self._floats]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.addressof(part) for part in self._colour]
        self._mode = ctypes.c_int(), ctypes.c_int()
        self._mode_refs = [ctypes.addressof(part) for part in self._mode]
        self._matrix = pdfium_c.FS_MATRIX()

    def seen(self) -> Marks:
        """The marks; white rules only where they part tinted areas."""
        areas = self.marks.areas[:_MOST_AREAS]
        self.marks.areas = areas
        self.marks.across += [r for r in self._pale.across if _within((r.lo + r.hi) / 2, r.at, areas)]
        self.marks.upright += [r for r in self._pale.upright if _within(r.at, (r.lo + r.hi) / 2, areas)]
        return self.marks

    def visit(self, item: int, kind: int, outer: Matrix, depth: int) -> None:
        if kind == _PATH:
            self.marks.shapes += 1
            self._path(item, outer)
        elif kind == _FORM and depth < _DEEPEST_FORM:
            inner = self._own_matrix(item).then(outer)
            inner = _SAME if inner == _SAME else inner
            for index in range(form_count(item)):
                part = form_object(item, index)
                self.visit(part, object_kind(part), inner, depth + 1)
        elif kind == _IMAGE:
            self.marks.images.append(self._reading_box(*self._bounds(item, outer)))

    def _own_matrix(self, item: int) -> Matrix:
        m = self._matrix
        if not object_matrix(item, ctypes.addressof(m)):
            return Matrix()
        return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def _bounds(self, item: int, outer: Matrix) -> tuple[float, float, float, float]:
        object_bounds(item, *self._float_refs)
        left, bottom, right, top = (f.value for f in self._floats)
        if outer is _SAME:
            return left, bottom, right, top
        return *outer.point(left, bottom), *outer.point(right, top)

    def _reading_box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        left, right = (x0, x1) if x0 <= x1 else (x1, x0)
        low, high = (y0, y1) if y0 <= y1 else (y1, y0)
        return self._to_reading(left, low, right, high)

    def _path(self, item: int, outer: Matrix) -> None:
        draw_mode(item, *self._mode_refs)
        fill, stroke = (bool(part.value) for part in self._mode)
        segments = segment_count(item)
        if segments > _MOST_SEGMENTS or not (fill or stroke):
            return
        marks = self._marks_for(item, stroke)
        if marks is None:
            return
        # The common cases need no walk along the path: its bounds say it all.
        if segments == 2 and stroke:
            self._stroke(marks, self._reading_box(*self._bounds(item, outer)))
            return
        if segments == 5 and fill and not stroke:
            self._area(marks, self._reading_box(*self._bounds(item, outer)))
            return
        matrix = self._own_matrix(item).then(outer)
        for ring in self._rings(item, segments, matrix):
            if stroke:
                for start, end in zip(ring, ring[1:], strict=False):
                    self._stroke(marks, self._reading_box(*start, *end))
            elif len(ring) in (4, 5):
                xs, ys = [x for x, _ in ring], [y for _, y in ring]
                self._area(marks, self._to_reading(min(xs), min(ys), max(xs), max(ys)))

    def _marks_for(self, item: int, stroke: bool) -> Marks | None:
        """Where a path belongs by its colour: with the ink, with the pale, or nowhere (fully clear)."""
        colour_of = stroke_colour if stroke else fill_colour
        if not colour_of(item, *self._colour_refs):
            return self.marks
        *parts, alpha = (part.value for part in self._colour)
        if alpha == 0:
            return None
        return self._pale if min(parts) >= _PAPER else self.marks

    def _rings(self, item: int, segments: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
        """The runs of straight lines of a path; a curve ends a run."""
        rings: list[list[tuple[float, float]]] = []
        x, y = self._floats[:2]
        for index in range(segments):
            segment = path_segment(item, index)
            kind = segment_kind(segment)
            segment_point(segment, *self._float_refs[:2])
            point = matrix.point(x.value, y.value)
            if kind == _LINE and rings:
                rings[-1].append(point)
            else:
                rings.append([point])
            if segment_closes(segment):
                rings[-1].append(rings[-1][0])
        return rings

    def _stroke(self, marks: Marks, box: Box) -> None:
        x0, top, x1, bottom = box
        if bottom - top <= self._thin and x1 - x0 >= bottom - top:
            marks.across.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= self._thin:
            marks.upright.append(Rule((x0 + x1) / 2, top, bottom))

    def _area(self, marks: Marks, box: Box) -> None:
        x0, top, x1, bottom = box
        flat, narrow = bottom - top <= self._thin, x1 - x0 <= self._thin
        # A dot (flat and narrow) may belong to a dotted rule of either direction or to a corner.
        if flat:
            marks.across.append(Rule((top + bottom) / 2, x0, x1))
        if narrow:
            marks.upright.append(Rule((x0 + x1) / 2, top, bottom))
        if not flat and not narrow:
            marks.areas.append(box)


def _within(x: float, y: float, areas: list[Box]) -> bool:
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in areas)
