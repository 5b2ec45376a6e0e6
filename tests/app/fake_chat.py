"""The chat over the fake desk, as a Streamlit script: for AppTest, and for looking at it in a browser."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.chat_page import draw
from tests.app.fake_desk import FakeDesk

draw(FakeDesk(wait=0.0))
