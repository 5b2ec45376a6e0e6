"""The chat's page: the first screen or the conversation, drawn from the answers that the session keeps."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from app.access.roles import Role
from app.answering.intake import LONGEST_QUESTION
from app.desk.desk import Desk
from app.desk.opening import library_folder
from app.interface import Wording, example_questions
from app.screens import conversation, opinion, trace
from app.screens.drawer import show_source
from app.screens.frame import Frame
from app.screens.scope import draw_unknown, older, scope_of_address
from app.screens.sidebar import draw_sidebar
from app.screens.turn import draw_new_turn, draw_next, draw_turn, plain
from app.views.shelf import shelf_to_html
from budget.filing import Filing

EXAMPLES: Final = 5


def draw(frame: Frame) -> None:
    """One run of the page."""
    desk, words = frame.desk, frame.words
    filings = desk.filings
    asked = conversation.question_of_address()
    if asked is not None:
        scope_of_address(filings)
        conversation.put_question(asked)
    with frame.side:
        chosen = draw_sidebar(filings, words)
    if not filings:
        draw_empty(words, frame.visitor.role)
        return
    typed = st.chat_input(words.say("placeholder"), key="typed", max_chars=LONGEST_QUESTION)
    conversation.put_question(typed or "")
    question = conversation.take_question()
    draw_unknown(words)
    first = st.empty()  # emptied at once when a question comes: the first screen must not linger under the answer
    if not conversation.answers() and question is None:
        with first.container():
            draw_first_screen(filings, words)
    for turn, answer in enumerate(conversation.answers()):
        draw_turn(answer, turn, words)
        opinion.draw(desk, turn, words)
        trace.draw(frame, turn)
    if question is not None:
        names = () if len(chosen) == len(filings) else tuple(filing.file for filing in chosen)
        draw_new_turn(desk, question, names, words)
        opinion.begin(desk, len(conversation.answers()) - 1, names)
        opinion.draw(desk, len(conversation.answers()) - 1, words)
        trace.draw(frame, len(conversation.answers()) - 1)
        conversation.think_ahead(desk)
    draw_next(conversation.next_ones(), words)
    _draw_opened(desk, words)


def _draw_opened(desk: Desk, words: Wording) -> None:
    opened = conversation.take_opened()
    if opened is not None and opened[0] < len(conversation.answers()):
        show_source(conversation.answers()[opened[0]].citations, opened[1], desk, words)


def draw_empty(words: Wording, role: Role) -> None:
    """An empty library: what is the matter, and for who can do something about it, what."""
    title = f"<h1>{escape(words.say('empty_title'))}</h1>"
    if role < Role.STAFF:
        st.html(f'<div class="wz-first">{title}<p class="wz-lead">{escape(words.say("empty_public"))}</p></div>')
    else:
        command = escape(words.say("empty_command", folder=library_folder()))
        lead = f'<p class="wz-lead">{escape(words.say("empty_text"))}</p>'
        st.html(f'<div class="wz-first">{title}{lead}<pre class="wz-command">{command}</pre></div>')
    st.chat_input(words.say("placeholder_empty"), key="typed", disabled=True)


def draw_failed(words: Wording, folder: str, role: Role) -> None:
    """A library that can't be opened, said in one sentence; where it lies is for staff."""
    told = words.say("library_failed", folder=folder) if role >= Role.STAFF else words.say("library_failed_public")
    st.html(f'<p class="wz-missing">{escape(told)}</p>')


def draw_unknown_library(words: Wording, name: str) -> None:
    """A library that the settings don't name, said in one sentence."""
    st.html(f'<p class="wz-missing">{escape(words.say("library_unknown", name=name))}</p>')


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
    st.html(shelf_to_html(filings, older(filings), words))
