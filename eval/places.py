"""Citations against gold places: whether one fits at all, and how many of them hit the very cell or sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from eval.figures import squash
from eval.question import Place

Citation = dict[str, Any]


def is_cited(places: Sequence[Place], citations: Sequence[Citation]) -> bool:
    """True where a citation points at the row or the sentence of one of the places."""
    return any(_same_page(place, citation) and _fits(place, citation) for place in places for citation in citations)


def precision(places: Sequence[Place], citations: Sequence[Citation]) -> Decimal | None:
    """The share of the citations that are one of the places, to the cell or sentence; None where no place is known."""
    if not places:
        return None
    return _share([any(is_exactly(place, one) for place in places) for one in citations])


def recall(places: Sequence[Place], citations: Sequence[Citation]) -> Decimal | None:
    """The share of the places that are cited, to the cell or sentence; None where no place is known."""
    return _share([any(is_exactly(place, one) for one in citations) for place in places]) if places else None


def is_exactly(place: Place, citation: Citation) -> bool:
    """True where the citation is that sentence, or that very cell: table, row and column as far as the place names them."""
    if not _same_page(place, citation):
        return False
    if place.quote:
        return _overlap(place.quote, citation.get("quote"))
    named = (place.table, "table"), (place.row, "row"), (place.column, "column")
    return all(_overlap(wanted, citation.get(key)) for wanted, key in named if wanted)


def _same_page(place: Place, citation: Citation) -> bool:
    page = citation.get("page")
    on_page = not (place.page and page) or place.page == int(page)
    return on_page and citation.get("filing") == place.filing


def _fits(place: Place, citation: Citation) -> bool:
    return (
        _overlap(place.row, citation.get("row"))
        or (place.row == "" and _overlap(place.column, citation.get("column")))
        or _overlap(place.quote, citation.get("quote"))
    )


def _overlap(wanted: str | None, cited: Any) -> bool:
    one, other = squash(wanted), squash(cited)
    return bool(one and other) and (one in other or other in one)


def _share(held: Sequence[bool]) -> Decimal:
    return Decimal(sum(held)) / len(held) if held else Decimal(0)
