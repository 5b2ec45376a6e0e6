"""The words of the staff pages, and their looks beside those of the rest."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from app.interface import Wording, wording

_WORDS: Final = Path(__file__).with_name("staff.toml")
_STYLE: Final = Path(__file__).with_name("staff.css")


def staff_words(language: str) -> Wording:
    """The staff pages' words in the language of the interface."""
    return wording(language, _WORDS)


def draw_head(title: str, lead: str) -> None:
    """A staff page's looks, its title and what it is for."""
    draw_looks()
    st.html("<style>[data-testid='stMainBlockContainer'] { max-width: 62rem; }</style>")
    st.html(f'<div class="wz-head"><h1>{escape(title)}</h1><p class="wz-lead">{escape(lead)}</p></div>')


def draw_looks() -> None:
    """The looks of what only staff sees."""
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
