"""The consistency report's page: a filing is chosen, and what the rules found in it is told."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.chat_frame import Frame
from app.report import summary
from budget.checks import run_checks


def draw(frame: Frame) -> None:
    """One run of the page."""
    words = frame.words
    files = [filing.file for filing in frame.desk.filings]
    chosen = st.selectbox(words.say("report_filing"), files, key="report_filing")
    filing = next((filing for filing in frame.desk.filings if filing.file == chosen), None)
    if filing is not None:
        st.html(f"<p>{escape(summary(run_checks((filing,)), words.language))}</p>")
