"""The one ASGI application: the pages, and beside them whatever else is answered under the same address."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from app.desk import Desk, open_desk
from app.settings import Settings
from app.sign_in import settings_to_secrets
from app.web.upload_guard import UploadGuard
from app.widget.cookies import NoCookieWhenEmbedded
from app.widget.routes import ROUTES as WIDGET_ROUTES

SCRIPT: Final = Path(__file__).parent.parent / "screens" / "main.py"


def make_app(settings: Settings, script: Path = SCRIPT, desk: Callable[[], Desk] = open_desk) -> App:
    """The application with these settings; `script` draws the pages, `desk` is what everything else asks."""
    _configure(settings)

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncGenerator[dict[str, object], None]:
        yield {"desk": desk}

    guards = [Middleware(UploadGuard), Middleware(NoCookieWhenEmbedded)]
    return App(
        script, routes=list(WIDGET_ROUTES), secrets=settings_to_secrets(settings), middleware=guards, lifespan=lifespan
    )


def _configure(settings: Settings) -> None:
    """Streamlit's own settings that do not lie beside the pages: no browser of its own, no usage statistics, no watching."""
    options = {
        "server.address": settings.host,
        "server.port": settings.port,
        "server.headless": True,
        "server.maxUploadSize": settings.upload_megabytes,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
        "logger.level": "warning",
    }
    # The pages' folder holds the rest: theme, toolbar, what an error shows.
    config._main_script_path = str(SCRIPT)
    config.get_config_options(force_reparse=True, options_from_flags=options)
