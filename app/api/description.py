"""The API described: for machines as OpenAPI, for people as a page that asks no other site for anything."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

ROUTES: Final = APIRouter(include_in_schema=False)
_PAGE: Final = Path(__file__).with_name("description.html")


@ROUTES.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """The description as a page."""
    return HTMLResponse(description_to_html(request.app.openapi()))


def description_to_html(described: dict[str, Any]) -> str:
    """The page of an OpenAPI description."""
    calls = "".join(
        _call(method, path, call, described)
        for path, methods in described["paths"].items()
        for method, call in methods.items()
    )
    page = _PAGE.read_text(encoding="utf-8")
    info = described["info"]
    head = {"title": escape(info["title"]), "version": escape(info["version"]), "about": escape(info["description"])}
    for name, text in (head | {"calls": calls}).items():
        page = page.replace(f"{{{name}}}", text)
    return page


def _call(method: str, path: str, call: dict[str, Any], described: dict[str, Any]) -> str:
    base = described["servers"][0]["url"]
    rows = "".join(_parameter(each) for each in call.get("parameters", ()))
    table = f"<table><tr><th>name</th><th>in</th><th>what</th></tr>{rows}</table>" if rows else ""
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    sent = _example(body, described)
    given = "".join(
        f"<li><code>{escape(status)}</code> {escape(answer.get('description', ''))}</li>"
        for status, answer in call["responses"].items()
    )
    return (
        f"<section><h2><span>{escape(method.upper())}</span> {escape(base + path)}</h2><p>{escape(call['summary'])}. "
        f"{escape(call.get('description', ''))}</p>{table}{sent}<ul>{given}</ul></section>"
    )


def _parameter(parameter: dict[str, Any]) -> str:
    needed = " (needed)" if parameter.get("required") else ""
    told = parameter.get("description") or parameter["schema"].get("description", "")
    return f"<tr><td><code>{escape(parameter['name'])}</code>{needed}</td><td>{parameter['in']}</td><td>{escape(told)}</td></tr>"


def _example(schema: dict[str, Any], described: dict[str, Any]) -> str:
    name = schema.get("$ref", "").rpartition("/")[2]
    examples = described["components"]["schemas"].get(name, {}).get("examples", ())
    text = "".join(json.dumps(example, ensure_ascii=False, indent=2) for example in examples)
    return f"<pre>{escape(text)}</pre>" if text else ""
