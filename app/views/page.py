"""A page of a PDF with the cited place boxed, and the other places that the same answer cites there, as HTML."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import Final, Protocol

from app.interface import Wording
from budget.answer import Citation
from budget.source import Box

_ROOM: Final = 2.5
"""So many points of paper are left between what is cited and the frame around it."""


class Picture(Protocol):
    """A page as a PNG, with its size in points."""

    @property
    def png(self) -> bytes: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


def page_to_html(citation: Citation, picture: Picture, words: Wording, others: Sequence[Citation] = ()) -> str:
    """The page in a box that scrolls by itself, under buttons that make it larger and smaller."""
    page = words.say("page", page=citation.page)
    beside = [
        other
        for other in others
        if other.filing == citation.filing and other.page == citation.page and other.box != citation.box
    ]
    frames = "".join(_frame(other.box, picture, "wz-near-box", str(other.id)) for other in beside if other.box)
    here = _frame(citation.box, picture, "wz-box", "") if citation.box else ""
    label = words.say("page_picture", page=citation.page)
    zooms = "".join(
        f'<button type="button" data-wz-zoom="{way}" aria-label="{escape(words.say(key))}" title="{escape(words.say(key))}">'
        f"{sign}</button>"
        for way, key, sign in (("out", "zoom_out", "−"), ("in", "zoom_in", "+"))
    )
    return (
        f'<div class="wz-caption wz-page-caption"><b>{escape(words.say("as_printed"))}</b><span>{escape(page)}</span>'
        f'<span class="wz-zoom">{zooms}</span></div>'
        f'<div class="wz-page" tabindex="0" role="region" aria-label="{escape(label)}"><div class="wz-sheet" data-wz-size="100">'
        f'<img alt="{escape(label)}" src="data:image/png;base64,{b64encode(picture.png).decode()}">{frames}{here}</div></div>'
    )


def _frame(box: Box, picture: Picture, name: str, text: str) -> str:
    left, top, right, bottom = (
        max(0.0, box[0] - _ROOM),
        max(0.0, box[1] - _ROOM),
        min(picture.width, box[2] + _ROOM),
        min(picture.height, box[3] + _ROOM),
    )
    place = (
        f"left:{left / picture.width:.4%};top:{top / picture.height:.4%};"
        f"width:{(right - left) / picture.width:.4%};height:{(bottom - top) / picture.height:.4%}"
    )
    return f'<span class="{name}" style="{place}" aria-hidden="true">{text}</span>'
