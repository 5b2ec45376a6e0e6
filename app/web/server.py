"""The one ASGI application: the pages, and beside them whatever else is answered under the same address."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Final

from starlette.middleware import Middleware
from starlette.routing import Mount
from streamlit import config
from streamlit.starlette import App

from app.access.sign_in import settings_to_secrets
from app.api.api import PREFIX, make_api
from app.desk.desk import Desk
from app.desk.opening import close_desks, open_desk
from app.desk.public_desk import public_desk
from app.settings import Settings
from app.web.headers import SecurityHeaders
from app.web.origins import SameOrigin
from app.web.upload_guard import UploadGuard
from app.widget.cookies import NoCookieWhenEmbedded
from app.widget.routes import ROUTES as WIDGET_ROUTES

SCRIPT: Final = Path(__file__).parent.parent / "screens" / "main.py"


def make_app(settings: Settings, script: Path = SCRIPT, desk: Callable[..., Desk] = open_desk) -> App:
    """The application with these settings; `script` draws the pages, `desk` is what everything else asks."""
    _configure(settings)

    api = make_api(settings, desk)

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncGenerator[None, None]:
        # The first visitor is not to wait for the library; whether it could be opened they and /readyz find out.
        Thread(target=_open, args=(desk, settings), name="open", daemon=True).start()
        yield
        close_desks()

    return App(
        script,
        secrets=settings_to_secrets(settings),
        lifespan=lifespan,
        routes=[Mount(PREFIX, api), *WIDGET_ROUTES],
        middleware=[
            Middleware(SecurityHeaders, settings=settings),
            Middleware(SameOrigin, settings=settings),
            Middleware(UploadGuard),
            Middleware(NoCookieWhenEmbedded),
        ],
    )


def _open(desk: Callable[[], Desk], settings: Settings) -> None:
    try:
        held = desk()
        if not settings.persons:
            public_desk(held).filings  # noqa: B018 - looked through once, now
    except Exception:
        logging.getLogger(__name__).exception("the library can't be opened")


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
