"""Which cell each glyph belongs to: where its middle is, unless its word runs over the cell's edge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from ingest.pdf_grid import Lattice
from ingest.pdf_text import Glyph

Place = tuple[int, int]
_NUMBER = re.compile(r"[-+(（△▲∆－]?[\d,，]*\d(?:[.．]\d+)?[)）%％]{0,2}")
# An edge that leaves more than this share of a glyph on both sides cuts it.
_CUT = 0.2


def glyphs_to_cells(
    glyphs: Sequence[Glyph], lattices: Sequence[Lattice]
) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """The glyphs of each lattice by cell, and the glyphs that are in none."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in lattices]
    outside: list[Glyph] = []
    for _, members in groupby(glyphs, attrgetter("run")):
        run = list(members)
        for glyph, place in zip(run, _places(run, lattices), strict=True):
            if place is None:
                outside.append(glyph)
            else:
                inside[place[0]].setdefault(place[1], []).append(glyph)
    return inside, outside


def _places(run: Sequence[Glyph], lattices: Sequence[Lattice]) -> list[Place | None]:
    """The place of each glyph of a run; a number or a word that an edge cuts through stays whole."""
    first = _place(run[0], lattices)
    if len(run) == 1:
        return [first]
    if len(lattices) <= 1 and first == _place(run[-1], lattices):
        return [first] * len(run)
    places = [_place(glyph, lattices) for glyph in run]
    if len(set(places)) > 1 and (_is_number(run) or _is_cut(run, places, lattices)):
        return [Counter(places).most_common(1)[0][0]] * len(run)
    return places


def _place(glyph: Glyph, lattices: Sequence[Lattice]) -> Place | None:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    for index, lattice in enumerate(lattices):
        cell = lattice.cell_at(x, y)
        if cell is not None:
            return index, cell
    return None


def _is_number(run: Sequence[Glyph]) -> bool:
    return bool(_NUMBER.fullmatch("".join(glyph.text for glyph in run)))


def _is_cut(run: Sequence[Glyph], places: Sequence[Place | None], lattices: Sequence[Lattice]) -> bool:
    """True where an upright edge passes through a glyph of the run."""
    for glyph, place in zip(run, places, strict=True):
        if place is None:
            continue
        lattice = lattices[place[0]]
        x0, _, x1, _ = lattice.cell_box(lattice.cells[place[1]])
        margin = (glyph.x1 - glyph.x0) * _CUT
        if glyph.x0 < x0 - margin or glyph.x1 > x1 + margin:
            return True
    return False
