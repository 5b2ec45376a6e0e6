"""For staff: what the consistency rules find, and the counts that monitoring reads. For machines: is it up?"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from app.access.roles import Role
from app.api.context import Parts, Staff, find_files
from app.api.schemas import CheckList, Error, State
from app.desk.desk import Desk
from app.inspection import finding_to_json
from budget.checks import Finding, run_checks_between, say

ROUTES: Final = APIRouter(tags=["operation"])
_NEEDS_KEY: Final[dict[int | str, dict[str, Any]]] = {401: {"model": Error, "description": "Staff only."}}
_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


@ROUTES.get("/checks", response_model=CheckList, responses=_NEEDS_KEY, summary="The consistency report")
async def checks(
    parts: Parts,
    role: Staff,
    filing: Annotated[list[str], Query(max_length=100, description="Ids or file names; all where none is named.")] = [],  # noqa: B006
    status: Annotated[list[Literal["holds", "broken", "explained", "unchecked"]], Query(max_length=4)] = ["broken"],  # noqa: B006
    lang: Annotated[Literal["zh", "en"], Query(description="The language of the sentences.")] = "zh",
) -> JSONResponse:
    """What the rules find in each of the filings and between them."""

    def found(desk: Desk) -> list[dict[str, Any]]:
        files = find_files(desk, filing) or tuple(held.file for held in desk.filings)
        by_name = {held.file: held for held in desk.filings}
        told: list[tuple[tuple[str, ...], Finding]] = [
            ((file,), finding) for file in files for finding in desk.findings(file)
        ]
        told += [(files, finding) for finding in run_checks_between([by_name[file] for file in files])]
        return [
            {"filings": list(names)} | finding_to_json(each) | {"text": say(each, lang)}
            for names, each in told
            if each.status.value in status
        ]

    return JSONResponse({"checks": await parts.run(role, found)})


@ROUTES.get("/healthz", response_model=State, summary="Is it up?")
async def healthz() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@ROUTES.get("/readyz", response_model=State, responses={503: {"model": State}}, summary="Can it be asked?")
async def readyz(parts: Parts) -> JSONResponse:
    """The library is open and all that questions wait for is made."""
    ready = await parts.run(Role.STAFF, lambda desk: desk.ready)
    return JSONResponse({"status": "ready" if ready else "starting"}, 200 if ready else 503)


@ROUTES.get("/metrics", responses=_NEEDS_KEY, response_class=PlainTextResponse, summary="Counts for monitoring")
async def metrics(parts: Parts, role: Staff) -> Response:
    """Prometheus' text format."""
    parts.metrics.filings.set(await parts.run(role, lambda desk: len(desk.filings)))
    return Response(parts.metrics.text(), media_type=_TEXT)
