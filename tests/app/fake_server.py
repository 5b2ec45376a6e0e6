"""The whole application over the fake desk, served as the real one is: `python tests/app/fake_server.py --port N`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.serving import run
from app.settings import load_settings
from app.web.server import make_app
from tests.app import fake_desk

fake_desk.LAST.filings = fake_desk.SHELF
settings = load_settings(port=int(sys.argv[2]))
sys.exit(run(make_app(settings, Path(__file__).with_name("fake_chat.py"), lambda: fake_desk.LAST), settings))
