"""Where a value was printed: every figure, row and sentence carries a Source."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a filing.

    `page` is 1-based in a paged format and `line` 1-based in a text; `box` is (x0, top, x1, bottom) in points
    from the page's top-left corner. `table`, `row` and `column` are the table's id and 0-based positions in it,
    `paragraph` is the 0-based position among the filing's paragraphs.
    """

    filing: str = ""
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
