"""The app over a real library in WENZHANG_LIBRARY, as a Streamlit script for AppTest; who looks at it is told by the test."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.desk.opening import open_desk
from app.screens.pages import draw
from tests.app import fake_desk

draw(open_desk(), fake_desk.VISITOR)
