"""The image of a scanned page: set straight, its drawn rules, and the boxes of its lines of text made whole.

Images are numpy arrays of grey pixels (0 is black), boxes are (left, top, right, bottom) in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

PixelBox = tuple[int, int, int, int]
# A run of dark pixels in one row (or column): where it stands, begins and ends.
Run = tuple[int, int, int]

_DARK: Final = 170
_SHORTEST_RULE: Final = 60  # pixels: longer than any stroke of a character
_SHORTEST_BETWEEN: Final = 20  # pixels: an upright that joins two rules may be as short as a row is high
_REACH: Final = 3  # pixels
_THICK: Final = 10  # pixels: what is thicker is an area, no rule
_FILLED: Final = 0.9
_WALL: Final = 0.6  # of a line's height that an upright rule beside it covers
_JOIN: Final = 0.7  # of a line's height: ink nearer than that belongs to the line
_PART: Final = 1.6  # of a line's height: a gap wider than that parts two texts
_MIDDLE: Final = 0.15  # of a line's height, above and below, that may hold the neighbours' ink
_STEEPEST: Final = 3.0  # degrees a page may lie askew
_FINE: Final = 0.1  # degrees
_SAMPLE: Final = 150_000  # dark pixels are enough to tell the angle


def straighten(image: Any) -> Any:
    """The image turned by the few degrees it lies askew, white where nothing was."""
    from PIL import Image

    angle = skew(image)
    if abs(angle) < _FINE:
        return image
    import numpy

    turned = Image.fromarray(image).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return numpy.asarray(turned)


def skew(image: Any) -> float:
    """How many degrees the lines of the page fall to the right: at that angle the rows of pixels are fullest or empty."""
    import numpy

    ys, xs = numpy.nonzero(image < _DARK)
    if not len(ys):
        return 0.0
    step = max(len(ys) // _SAMPLE, 1)
    ys, xs = ys[::step], xs[::step]

    def sharpness(degrees: float) -> float:
        rows = (ys - xs * numpy.tan(numpy.radians(degrees))).astype("int32")
        counts = numpy.bincount(rows - rows.min())
        return float((counts.astype("float64") ** 2).sum())

    steps = round(_STEEPEST / _FINE)
    return max((at * _FINE for at in range(-steps, steps + 1)), key=lambda angle: (sharpness(angle), -abs(angle)))


def find_rules(image: Any) -> tuple[list[Run], list[Run]]:
    """The drawn rules across and upright, each as the thin rows of pixels it consists of."""
    dark = image < _DARK
    across = list(_runs(dark, _SHORTEST_RULE))
    upright = list(_runs(dark.T, _SHORTEST_RULE))
    return across, upright + _between(_runs(dark.T, _SHORTEST_BETWEEN), across)


def _between(runs: Iterator[Run], across: Sequence[Run]) -> list[Run]:
    """The short uprights that join two rules across: the walls of a header's or a low row's cells."""

    def meets(x: int, y: int) -> bool:
        return any(abs(at - y) <= _REACH and lo - _REACH <= x <= hi + _REACH for at, lo, hi in across)

    return [run for run in runs if run[2] - run[1] < _SHORTEST_RULE and meets(run[0], run[1]) and meets(run[0], run[2])]


def _runs(dark: Any, shortest: int) -> Iterator[Run]:
    """The long runs of dark pixels along each row that are no part of a dark area."""
    import numpy

    counts = numpy.pad(dark.astype("int32").cumsum(axis=1), ((0, 0), (1, 0)))
    starts = counts[:, shortest:] - counts[:, :-shortest] == shortest
    for row in numpy.flatnonzero(starts.any(axis=1)).tolist():
        places = numpy.flatnonzero(starts[row])
        for run in numpy.split(places, numpy.flatnonzero(numpy.diff(places) > 1) + 1):
            left, right = int(run[0]), int(run[-1]) + shortest
            beside = [dark[at, left:right] for at in (row - _THICK, row + _THICK) if 0 <= at < len(dark)]
            if not any(pixels.mean() > _FILLED for pixels in beside):
                yield row, left, right


def whole_lines(image: Any, boxes: Sequence[PixelBox], across: Sequence[Run], upright: Sequence[Run]) -> list[PixelBox]:
    """The boxes of text made whole: grown over the ink beside them, cut at upright rules and at wide gaps.

    Ink in a ruled cell that no box covers, beside one of a line that was found, gets a box too.
    """
    import numpy

    ink, walls = image < _DARK, numpy.zeros(image.shape, dtype=bool)
    for at, lo, hi in across:
        ink[at, lo:hi] = False
    for at, lo, hi in upright:
        ink[lo:hi, at] = False
        walls[lo:hi, at] = True
    whole: list[PixelBox] = []
    for box in sorted(boxes, key=lambda box: box[0] - box[2]):
        whole += [part for part in _parts(box, ink, walls) if not any(_is_within(part, other) for other in whole)]
    for box in sorted(whole):
        whole += [part for part in _beside(box, ink, walls) if not any(_meet(part, other) for other in whole)]
    return sorted(whole, key=lambda box: (box[1], box[0]))


def _band(box: PixelBox, ink: Any, walls: Any) -> tuple[Any, Any]:
    """For each column of pixels, whether it holds ink at the height of the box, and whether an upright rule stands there."""
    margin = round((box[3] - box[1]) * _MIDDLE)
    band = slice(box[1] + margin, max(box[3] - margin, box[1] + margin + 1))
    return ink[band].any(axis=0), walls[band].mean(axis=0) > _WALL


def _parts(box: PixelBox, ink: Any, walls: Any) -> list[PixelBox]:
    left, top, right, bottom = box
    filled, wall = _band(box, ink, walls)
    gap = max(round((bottom - top) * _JOIN), 1)
    left = len(filled) - _grown(filled[::-1], wall[::-1], len(filled) - left, gap)
    right = _grown(filled, wall, right, gap)
    parts = _pieces(filled, wall, left, right, bottom - top)
    if len(parts) < 2:
        return [(left, top, right, bottom)]
    return [(max(lo - _REACH, left), top, min(hi + _REACH, right), bottom) for lo, hi in parts]


def _beside(box: PixelBox, ink: Any, walls: Any) -> list[PixelBox]:
    """The pieces of ink at the height of the box that stand in ruled cells, between two uprights."""
    import numpy

    filled, wall = _band(box, ink, walls)
    standing = numpy.flatnonzero(wall)
    if len(standing) < 2:
        return []
    pieces = _pieces(filled, wall, int(standing[0]), int(standing[-1]), box[3] - box[1])
    return [(lo - _REACH, box[1], hi + _REACH, box[3]) for lo, hi in pieces if hi - lo > _REACH]


def _pieces(filled: Any, wall: Any, left: int, right: int, height: int) -> list[tuple[int, int]]:
    """The stretches of ink, parted by uprights and wide gaps."""
    pieces: list[tuple[int, int]] = []
    for x in range(left, right):
        if not filled[x]:
            continue
        if pieces and x - pieces[-1][1] <= height * _PART and not wall[pieces[-1][1] : x].any():
            pieces[-1] = pieces[-1][0], x + 1
        else:
            pieces.append((x, x + 1))
    return [(lo, hi) for lo, hi in pieces if hi - lo > 1]


def _grown(filled: Any, wall: Any, end: int, gap: int) -> int:
    """Where the ink ends that begins before `end` and goes on without a wall or a gap."""
    while end < len(filled):
        ahead = filled[end : end + gap]
        stop = wall[end : end + gap].argmax() if wall[end : end + gap].any() else len(ahead)
        inked = [at for at in range(stop) if ahead[at]]
        if not inked:
            break
        end += inked[-1] + 1
    return min(end, len(filled))


def _is_within(part: PixelBox, other: PixelBox) -> bool:
    """True where the middle of a part lies in another box of the same line."""
    x, y = (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]


def _meet(one: PixelBox, other: PixelBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
