"""The app over the fake desk, as a Streamlit script: for AppTest, and for looking at it in a browser."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.screens.pages import draw
from tests.app import fake_desk

fake_desk.LAST.filings = fake_desk.SHELF
draw(fake_desk.LAST, fake_desk.VISITOR)
