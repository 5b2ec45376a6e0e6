"""The API as an ASGI application of its own, which the web server mounts under /api/v1."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from typing import Any, Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from app.api import description, route_ask, route_filings, route_staff
from app.api.bench import Bench
from app.api.clients import parse_networks
from app.api.context import Context
from app.api.gate import Gate
from app.api.keys import parse_keys
from app.api.logs import log_calls
from app.api.metrics import Metrics
from app.api.problems import answer_problems
from app.api.rates import Rates
from app.api.schemas import Error
from app.desk.desk import Desk
from app.settings import Settings

PREFIX: Final = "/api/v1"
_ABOUT: Final = (
    "Ask Chinese government budget filings: figures are computed from the filings' own tables and cited to the cell. "
    "Anyone may ask; calls marked as staff's need a key as Authorization: Bearer. Where something goes wrong, the answer is "
    "one JSON object with a code, a sentence in the language of Accept-Language (zh, en), and the request's id."
)
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Error, "description": told}
    for status, told in (
        (400, "The request is no such request."),
        (401, "The key is wrong."),
        (404, "There is no such thing."),
        (413, "The body is too large."),
        (422, "Something in the request is wrong."),
        (429, "Too many requests: Retry-After says how long to wait."),
        (503, "Too busy, or the library can't be opened: Retry-After says how long to wait."),
    )
}


def make_api(settings: Settings, open_desk: Callable[..., Desk]) -> FastAPI:
    """The API with these settings over that desk, which may be asked for by a library's name; raises BadSetting."""
    log_calls(settings.log_requests)
    metrics = Metrics()
    gate = Middleware(
        Gate,
        rates=Rates(settings.client_rate, settings.total_rate),
        metrics=metrics,
        trusted=parse_networks(settings.trusted_proxies),
        body_limit=settings.body_kilobytes * 1024,
    )
    cors = Middleware(
        CORSMiddleware,
        allow_origins=sorted(settings.sites),
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
        expose_headers=["X-Request-ID", "Retry-After"],
    )
    api = FastAPI(
        title="Wenzhang",
        version=metadata.version("wenzhang"),
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        middleware=[cors, gate],
        responses=_PROBLEMS,
    )
    for module in (route_ask, route_filings, route_staff, description):
        api.include_router(module.ROUTES)
    answer_problems(api)
    bench = Bench(settings.answer_threads, settings.answer_queue, metrics)
    api.state.context = Context(settings, open_desk, parse_keys(settings.api_keys), bench, metrics)
    return api
