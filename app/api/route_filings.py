"""The library's filings, their tables as read, and their pages as printed."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from app.api.context import Caller, Parts, find_filing
from app.api.problems import Problem
from app.api.schemas import FilingDetail, FilingList, Table
from app.desk.desk import Desk
from app.desk.public_desk import PageWithheld
from app.inspection import table_to_json
from budget.filing import Filing

ROUTES: Final = APIRouter(tags=["filings"])
MOST_BOXES: Final = 20
_DAY: Final = "private, max-age=86400"
_PNG: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The page.", "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}
}
FilingName = Annotated[str, Path(max_length=300, description="The filing's id, or its file name.")]


@ROUTES.get("/filings", response_model=FilingList, summary="List the filings")
async def filings(parts: Parts, role: Caller) -> JSONResponse:
    """All filings that are asked, by file name."""
    return JSONResponse(
        await parts.run(role, lambda desk: {"filings": [_entry(*each) for each in desk.by_id().items()]})
    )


@ROUTES.get("/filings/{filing}", response_model=FilingDetail, summary="Show a filing")
async def filing(filing: FilingName, parts: Parts, role: Caller) -> JSONResponse:
    """One filing, with the list of its tables."""
    return JSONResponse(await parts.run(role, lambda desk: _detail(*find_filing(desk, filing))))


@ROUTES.get("/filings/{filing}/tables/{table}", response_model=Table, summary="Show a table")
async def table(
    filing: FilingName,
    table: Annotated[str, Path(max_length=40, description="The table's id, as in `table_id` of a citation.")],
    parts: Parts,
    role: Caller,
) -> JSONResponse:
    """One table as it was read."""

    def found(desk: Desk) -> dict[str, Any]:
        id, held = find_filing(desk, filing)
        try:
            return table_to_json(held.table(table))
        except KeyError:
            raise Problem(404, "unknown_table", name=table, filing=id) from None

    return JSONResponse(await parts.run(role, found))


@ROUTES.get("/filings/{filing}/pages/{page}.png", responses=_PNG, response_class=Response, summary="Show a page")
async def page(
    filing: FilingName,
    page: Annotated[int, Path(ge=1, le=100_000, description="The page, from 1.")],
    request: Request,
    parts: Parts,
    role: Caller,
    box: Annotated[
        list[str],
        Query(
            max_length=MOST_BOXES, description="x0,top,x1,bottom in points, as in a citation: framed; may be repeated."
        ),
    ] = [],  # noqa: B006
) -> Response:
    """A page of a PDF as a picture, with places framed on it."""
    boxes = [parse_box(text) for text in box]

    def drawn(desk: Desk) -> bytes:
        id, held = find_filing(desk, filing)
        return _page(desk, id, held, page, boxes)

    return Response(await parts.run(role, drawn), media_type="image/png", headers={"Cache-Control": _DAY})


def parse_box(text: str) -> tuple[float, float, float, float]:
    """Four numbers parted by commas; raises Problem."""
    try:
        x0, top, x1, bottom = (float(part) for part in text.split(","))
    except ValueError:
        raise Problem(422, "bad_box", limit=MOST_BOXES) from None
    if not all(abs(edge) < 1e5 for edge in (x0, top, x1, bottom)) or x1 <= x0 or bottom <= top:
        raise Problem(422, "bad_box", limit=MOST_BOXES)
    return x0, top, x1, bottom


def _page(desk: Desk, id: str, held: Filing, page: int, boxes: list[tuple[float, float, float, float]]) -> bytes:
    # Drawing loads the PDF library: it happens when the first page is looked at.
    from ingest.document import UnreadableFile
    from ingest.page_image import frame_boxes

    if held.pages is None:
        raise Problem(404, "no_pages", file=held.file, filing=id)
    if page > held.pages:
        raise Problem(404, "unknown_page", file=held.file, page=page)
    try:
        picture = desk.picture(held.file, page)
    except UnreadableFile:
        raise Problem(404, "unknown_page", file=held.file, page=page) from None
    except PageWithheld:
        raise Problem(403, "page_withheld") from None
    if picture is None:
        raise Problem(404, "no_original", file=held.file)
    return frame_boxes(picture, boxes).png if boxes else picture.png


def _entry(id: str, held: Filing) -> dict[str, Any]:
    return {
        "id": id,
        "file": held.file,
        "title": held.title,
        "department": held.department,
        "region": held.region,
        "year": held.year,
        "kind": held.kind.value,
        "pages": held.pages,
    }


def _detail(id: str, held: Filing) -> dict[str, Any]:
    tables = [
        {"id": t.id, "title": t.title, "kind": t.kind, "unit": t.unit, "pages": list(t.pages), "rows": len(t.rows)}
        for t in held.tables
    ]
    return _entry(id, held) | {"tables": tables}
