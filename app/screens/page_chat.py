"""The chat's page: the first screen or the conversation, drawn from the answers that the session keeps."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Final

import streamlit as st

from app.answering.intake import LONGEST_QUESTION
from app.desk import Desk, library_folder
from app.interface import Wording, example_questions
from app.screens import conversation, opinion
from app.screens.drawer import show_source
from app.screens.frame import Frame
from app.screens.sidebar import body_of, draw_sidebar, kind_name
from app.views import answer as view_answer
from budget.answer import Answer
from budget.filing import Filing

EXAMPLES: Final = 5
STEPS: Final = 24
PAUSE: Final = 0.02
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")


def plain(text: str) -> str:
    """The text as Markdown that reads as the text itself: button labels are Markdown, and filings may hold anything."""
    return _MARKDOWN.sub(r"\\\1", text)


def draw(frame: Frame) -> None:
    """One run of the page."""
    desk, words = frame.desk, frame.words
    filings = desk.filings
    with frame.side:
        chosen = draw_sidebar(filings, words)
    if not filings:
        draw_empty(words)
        return
    conversation.put_question_of_address()
    typed = st.chat_input(words.say("placeholder"), key="typed", max_chars=LONGEST_QUESTION)
    conversation.put_question(typed or "")
    question = conversation.take_question()
    first = st.empty()  # emptied at once when a question comes: the first screen must not linger under the answer
    if not conversation.answers() and question is None:
        with first.container():
            draw_first_screen(filings, words)
    for turn, answer in enumerate(conversation.answers()):
        draw_turn(answer, turn, words)
        opinion.draw(desk, turn, words)
    if question is not None:
        names = () if len(chosen) == len(filings) else tuple(filing.file for filing in chosen)
        draw_new_turn(desk, question, names, words)
        opinion.begin(desk, len(conversation.answers()) - 1, names)
        opinion.draw(desk, len(conversation.answers()) - 1, words)
    _draw_opened(desk, words)


def _draw_opened(desk: Desk, words: Wording) -> None:
    opened = conversation.take_opened()
    if opened is not None and opened[0] < len(conversation.answers()):
        show_source(conversation.answers()[opened[0]].citations, opened[1], desk, words)


def draw_empty(words: Wording) -> None:
    """An empty library: what is the matter and what to do about it."""
    st.html(
        f'<div class="wz-first"><h1>{escape(words.say("empty_title"))}</h1>'
        f'<p class="wz-lead">{escape(words.say("empty_text"))}</p>'
        f'<pre class="wz-command">{escape(words.say("empty_command", folder=library_folder()))}</pre></div>'
    )
    st.chat_input(words.say("placeholder_empty"), key="typed", disabled=True)


def draw_failed(words: Wording, folder: str) -> None:
    """A library that can't be opened, said in one sentence."""
    st.html(f'<p class="wz-missing">{escape(words.say("library_failed", folder=folder))}</p>')


def draw_first_screen(filings: tuple[Filing, ...], words: Wording) -> None:
    """What this is in one line, questions to begin with, and the filings that are there."""
    st.html(
        f'<div class="wz-first"><h1>{escape(words.say("headline"))}</h1>'
        f'<p class="wz-lead">{escape(words.say("tagline"))}</p></div>'
    )
    examples = example_questions(words.language, [filing.file for filing in filings])[:EXAMPLES]
    if examples:
        st.html(f'<p class="wz-eyebrow">{escape(words.say("examples"))}</p>')
        with st.container(horizontal=True, gap="small", key="examples"):
            for at, example in enumerate(examples):
                st.button(plain(example), key=f"example-{at}", on_click=conversation.put_question, args=(example,))
    st.html(shelf_to_html(filings, words))


def shelf_to_html(filings: Iterable[Filing], words: Wording) -> str:
    """The library's filings, grouped by body, the latest first."""
    ordered = sorted(filings, key=lambda filing: (body_of(filing), -(filing.year or 0), filing.file))
    groups = [(body, list(group)) for body, group in groupby(ordered, key=body_of)]
    count = words.say("filings_count", count=len(ordered))
    items = "".join(_shelf_item(body, group, words) for body, group in groups)
    return (
        f'<p class="wz-eyebrow">{escape(words.say("in_library"))}<span>{escape(count)}</span></p>'
        f'<ul class="wz-shelf" tabindex="0">{items}</ul><p class="wz-foot">{escape(words.say("footer"))}</p>'
    )


def _shelf_item(body: str, filings: list[Filing], words: Wording) -> str:
    tags = "".join(f"<span>{escape(_year_and_kind(filing, words))}</span>" for filing in filings)
    return f"<li><b>{escape(body)}</b><div>{tags}</div></li>"


def _year_and_kind(filing: Filing, words: Wording) -> str:
    year = words.say("year", year=filing.year) if filing.year else words.say("year_unknown")
    return f"{year} {kind_name(filing.kind, words)}"


def draw_question(question: str) -> None:
    """A question as it was asked."""
    with st.chat_message("user"):
        st.html(f'<div class="wz-question">{escape(question)}</div>')


def draw_turn(answer: Answer, turn: int, words: Wording) -> None:
    """A question and its finished answer."""
    draw_question(answer.question)
    with st.chat_message("assistant"):
        st.html(_head(answer, turn, words))
        st.html(view_answer.text_to_html(answer.text, answer, turn))
        _draw_rest(answer, turn, words)


def draw_new_turn(desk: Desk, question: str, filings: tuple[str, ...], words: Wording) -> None:
    """Ask, then show the answer as it comes: the figure at once, the text step by step, the sources last."""
    turn = len(conversation.answers())
    draw_question(question)
    with st.chat_message("assistant"):
        head = st.empty()
        head.html(f'<p class="wz-thinking" role="status">{escape(words.say("thinking"))}<i></i><i></i><i></i></p>')
        answer = conversation.ask(desk, question, filings, words)
        head.html(_head(answer, turn, words))
        text = st.empty()
        for part in view_answer.text_in_steps(answer.text, STEPS):
            text.html(view_answer.text_to_html(part, answer, turn))
            time.sleep(PAUSE)
        _draw_rest(answer, turn, words)


def _head(answer: Answer, turn: int, words: Wording) -> str:
    parts = view_answer.status_to_html(answer.status, words) + view_answer.results_to_html(answer, turn)
    return parts or '<span class="wz-none"></span>'


def _draw_rest(answer: Answer, turn: int, words: Wording) -> None:
    if answer.options:
        _draw_options(answer, turn, words)
    if answer.caveats:
        st.html(view_answer.caveats_to_html(answer.caveats, answer, turn, words))
    if answer.citations:
        _draw_sources(answer, turn, words)
    if view_answer.has_ledger(answer):
        with st.expander(words.say("computation"), key=f"ledger-{turn}", type="compact"):
            st.html(view_answer.ledger_to_html(answer, turn, words))


def _draw_options(answer: Answer, turn: int, words: Wording) -> None:
    st.html(f'<p class="wz-eyebrow">{escape(words.say("options"))}</p>')
    with st.container(key=f"options-{turn}", gap="small"):
        for at, option in enumerate(answer.options):
            st.button(plain(option), key=f"option-{turn}-{at}", on_click=conversation.put_question, args=(option,))


def _draw_sources(answer: Answer, turn: int, words: Wording) -> None:
    st.html(f'<p class="wz-eyebrow">{escape(words.say("sources"))}</p>')
    several = len({citation.filing for citation in answer.citations}) > 1
    with st.container(horizontal=True, gap="small", key=f"sources-{turn}"):
        for citation in answer.citations:
            st.button(
                plain(view_answer.chip_label(citation, several)),
                key=view_answer.button_key(turn, citation.id),
                on_click=conversation.open_source,
                args=(turn, citation.id),
            )
