"""What every page of the app stands in: its looks, the brand, the links between the pages, the language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.interface import Wording
from app.screens.desk import Desk
from app.screens.sidebar import choose_language, draw_language

_STYLE: Final = Path(__file__).with_name("screens.css")
# A picture of our own: an icon by name would be fetched from another host.
_ICON: Final = Path(__file__).with_name("icon.svg")
_SCRIPT: Final = Path(__file__).with_name("screens.js")


@dataclass(frozen=True)
class Frame:
    """What a page is drawn with: the desk, the interface's words, and the part of the sidebar that is the page's own."""

    desk: Desk
    words: Wording
    side: DeltaGenerator


@dataclass(frozen=True)
class Page:
    """One page: its address (the first page's is the app's own), its icon, and what draws it; `page_<name>` is its title."""

    name: str
    icon: str
    draw: Callable[[Frame], None]


def set_page(words: Wording) -> None:
    """The page's title and the looks of everything on it."""
    st.set_page_config(page_title=words.say("page_title"), page_icon=_ICON, layout="centered")
    # The drawer stands outside the part of the page that Streamlit gives its colour scheme: the root needs it too.
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}\n:root {{ color-scheme: {scheme}; }}</style>")
    with st.container(key="behaviour"):
        # The script is a file of ours with nothing filled in: no word of a filing or a question ever gets into it.
        st.html(f"<script>{_SCRIPT.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)


def draw_pages(desk: Desk, pages: Sequence[Page]) -> None:
    """One run of the app: the frame, and in it the page that the address names."""
    words = choose_language()
    # The sidebar is drawn here and not by the pages: what a page draws is forgotten when the visitor leaves it.
    with st.sidebar:
        st.html(f'<div class="wz-brand"><span class="wz-seal">问</span><b>{words.say("brand")}</b></div>')
        links, side = st.container(key="pages", gap=None), st.container()
        with st.container(key="language-box"):
            draw_language(words)
    known = [_to_streamlit(page, partial(page.draw, Frame(desk, words, side)), pages, words) for page in pages]
    chosen = st.navigation(known, position="hidden")
    set_page(words)
    if len(known) > 1:
        for page, to in zip(pages, known, strict=True):
            # The icon stands at the link alone: a page that has one shows it in the browser's tab, fetched from another host.
            links.page_link(to, icon=page.icon, width="stretch")
    chosen.run()


def _to_streamlit(page: Page, draw: Callable[[], None], pages: Sequence[Page], words: Wording) -> st.Page:
    return st.Page(draw, title=words.say(f"page_{page.name}"), url_path=page.name, default=page is pages[0])
