"""What can be done with an answer: copy it, copy a link that asks it again, keep it as a file."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from app.interface import Wording
from app.screens.sidebar import library_of_address
from app.views.export import answer_to_csv, answer_to_markdown, answer_to_text
from app.views.export_xlsx import answer_to_xlsx
from app.views.share import answer_to_query
from budget.answer import Answer

_NAME: Final = 40
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_actions(answer: Answer, turn: int, filings: Collection[str], words: Wording) -> None:
    """The row of them; `filings` are those that the question was asked of, none where it was all."""
    query = answer_to_query(answer, filings, words, library_of_address())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{turn}"):
        st.html(
            _button("wz-copy", answer_to_text(answer, words), "copy", words)
            + _button("wz-link", query, "copy_link", words)
            + f'<span class="wz-said-done" role="status" data-wz-done="{escape(words.say("copied"))}"></span>',
            width="content",
        )
        if answer.figures or answer.citations:
            with st.popover(words.say("export"), key=f"export-{turn}", type="tertiary"):
                _draw_files(answer, turn, query, words)


def _button(name: str, held: str, key: str, words: Wording) -> str:
    return f'<button type="button" class="wz-action" data-{name}="{escape(held)}">{escape(words.say(key))}</button>'


def _draw_files(answer: Answer, turn: int, query: str, words: Wording) -> None:
    """A file is made when it is asked for."""
    address = (st.context.url or "").partition("?")[0]
    link = f"{address}{query}" if address else ""
    kinds = (
        ("xlsx", _SHEET, partial(answer_to_xlsx, answer, words, link)),
        ("csv", "text/csv", partial(answer_to_csv, answer, words)),
        ("md", "text/markdown", partial(answer_to_markdown, answer, words, link)),
    )
    for ending, mime, made in kinds:
        st.download_button(
            words.say(f"export_{ending}"),
            made,
            file_name=f"{_file_name(answer.question)}.{ending}",
            mime=mime,
            key=f"file-{ending}-{turn}",
            on_click="ignore",
            type="tertiary",
        )


def _file_name(question: str) -> str:
    """The question as a name that every system takes."""
    return re.sub(r"[^\w\-]+", "-", question).strip("-")[:_NAME] or "wenzhang"
