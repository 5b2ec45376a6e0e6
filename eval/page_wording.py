"""The words of evaluation's pages, and their looks beside those of the app."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from app.interface import Wording, wording

_WORDS: Final = Path(__file__).with_name("pages.toml")
_STYLE: Final = Path(__file__).with_name("pages.css")


def page_words(language: str) -> Wording:
    """The pages' words in the language of the interface."""
    return wording(language, _WORDS)


@cache
def style() -> str:
    """The pages' own looks."""
    return _STYLE.read_text(encoding="utf-8")
