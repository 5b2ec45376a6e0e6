"""Large type printed over the page's own text (a watermark): told apart, so that it gets into no cell."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf_text import Glyph

# Type of more than so many times the page's usual size may be a stamp; it is one where it lies over other text.
_LARGE = 2.5
_SAMPLE = 200


def part_stamps(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], str]:
    """The page's own glyphs, and the text of the stamps over them; a stamp goes as a whole run."""
    sizes = sorted(glyph.bottom - glyph.top for glyph in glyphs[:: 1 + len(glyphs) // _SAMPLE])
    least = _LARGE * sizes[len(sizes) // 2] if sizes else 0.0
    large = [glyph for glyph in glyphs if glyph.bottom - glyph.top > least]
    if not large:
        return list(glyphs), ""
    small = [glyph for glyph in glyphs if glyph.bottom - glyph.top <= least]
    runs = {glyph.run for glyph in large if any(_lies_over(glyph, other) for other in small)}
    own = [glyph for glyph in glyphs if glyph.run not in runs or glyph.bottom - glyph.top <= least]
    return own, "".join(glyph.text for glyph in large if glyph.run in runs)


def _lies_over(glyph: Glyph, other: Glyph) -> bool:
    """True where the other's middle is within the glyph."""
    x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
    return glyph.x0 < x < glyph.x1 and glyph.top < y < glyph.bottom
