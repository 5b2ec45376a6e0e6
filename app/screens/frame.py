"""What every page of the app stands in: its looks, the brand, the links between the pages, the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.access.roles import Role, Visitor
from app.desk.desk import Desk
from app.interface import Wording
from app.screens.account import draw_account, draw_without_role, lacks_role, settle_session
from app.screens.sidebar import choose_language, draw_language

_STYLE: Final = Path(__file__).with_name("screens.css")
# A picture of our own: an icon by name would be fetched from another host.
_ICON: Final = Path(__file__).with_name("icon.svg")
_SCRIPT: Final = Path(__file__).with_name("screens.js")


@dataclass(frozen=True)
class Frame:
    """What a page is drawn with: the desk, the words, the part of the sidebar that is the page's own, and who looks at it.

    `places` are the pages that this visitor can be led to, by name.
    """

    desk: Desk
    words: Wording
    side: DeltaGenerator
    visitor: Visitor
    places: Mapping[str, st.Page] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One page: its address (the first page's is the app's own), its icon, what draws it, and from which role on it is there.

    `page_<name>` is its title. A page that says nothing of its role is staff's.
    """

    name: str
    icon: str
    draw: Callable[[Frame], None]
    role: Role = Role.STAFF


def set_page(words: Wording) -> None:
    """The page's title and the looks of everything on it."""
    st.set_page_config(page_title=words.say("page_title"), page_icon=_ICON, layout="centered")
    # The drawer stands outside the part of the page that Streamlit gives its colour scheme: the root needs it too.
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}\n:root {{ color-scheme: {scheme}; }}</style>")
    with st.container(key="behaviour"):
        # The script is a file of ours with nothing filled in: no word of a filing or a question ever gets into it.
        st.html(f"<script>{_SCRIPT.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)


_ACCOUNT: Final = Page(
    "account",
    ":material/person_off:",
    lambda frame: draw_without_role(frame.visitor, frame.words),
    Role.PUBLIC,
)


def pages_for(visitor: Visitor, pages: Sequence[Page]) -> list[Page]:
    """The pages that this visitor has; the others aren't built at all, so that no address leads to them."""
    theirs = [page for page in pages if page.role <= visitor.role]
    return [_ACCOUNT, *theirs] if lacks_role(visitor) else theirs


def draw_pages(desk: Desk, pages: Sequence[Page], visitor: Visitor, signs_in: bool = False) -> None:
    """One run of the app: the frame, and in it the page that the address names, if this visitor has it."""
    words = choose_language()
    settle_session(visitor)
    if st.context.is_embedded:
        _draw_embedded(desk, pages, words)
        return
    pages = pages_for(visitor, pages)
    # The sidebar is drawn here and not by the pages: what a page draws is forgotten when the visitor leaves it.
    with st.sidebar:
        st.html(f'<div class="wz-brand"><span class="wz-seal">问</span><b>{words.say("brand")}</b></div>')
        links, side = st.container(key="pages", gap=None), st.container()
        with st.container(key="language-box"):
            draw_language(words)
        with st.container(key="account", gap="small"):
            draw_account(visitor, signs_in, words)
    places: dict[str, st.Page] = {}
    frame = Frame(desk, words, side, visitor, places)
    known = [_to_streamlit(page, partial(page.draw, frame), pages, words) for page in pages]
    places |= zip((page.name for page in pages), known, strict=True)
    chosen = st.navigation(known, position="hidden")
    set_page(words)
    if len(known) > 1:
        for page, to in zip(pages, known, strict=True):
            # The icon stands at the link alone: a page that has one shows it in the browser's tab, fetched from another host.
            links.page_link(to, icon=page.icon, width="stretch")
    chosen.run()


def _draw_embedded(desk: Desk, pages: Sequence[Page], words: Wording) -> None:
    """One run inside another site's page: what the public has, under a small head in place of the sidebar."""
    public = pages_for(Visitor(), pages)[0]
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="embed-head"
    ):
        st.html(
            f'<div class="wz-brand"><span class="wz-seal">问</span><b>{words.say("brand")}</b></div>', width="content"
        )
        with st.popover(words.say("filter"), key="embed-menu", icon=":material/tune:", type="tertiary"):
            side = st.container()
            with st.container(key="language-box"):
                draw_language(words)
    page = _to_streamlit(public, partial(public.draw, Frame(desk, words, side, Visitor())), [public], words)
    chosen = st.navigation([page], position="hidden")
    set_page(words)
    chosen.run()


def _to_streamlit(page: Page, draw: Callable[[], None], pages: Sequence[Page], words: Wording) -> st.Page:
    return st.Page(draw, title=words.say(f"page_{page.name}"), url_path=page.name, default=page is pages[0])
