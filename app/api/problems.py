"""What goes wrong in a call: one JSON shape, one clear sentence, in the language that the caller prefers."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as PlainHTTPException
from starlette.types import Scope

from app.interface import LANGUAGES, Wording, load_wording

_FILE: Final = Path(__file__).with_name("messages.toml")
_CODES: Final = {404: "not_found", 405: "method_not_allowed"}


class Problem(HTTPException):
    """A call that can't be answered: the HTTP status, the sentence's key, headers, and what the sentence's braces hold."""

    def __init__(self, status: int, code: str, headers: dict[str, str] | None = None, /, **values: object) -> None:
        # FastAPI lets its own kind of error through wherever it is raised, while it reads a body too.
        super().__init__(status, code, headers or {})
        self.code, self.values = code, values


@cache
def messages() -> dict[str, Wording]:
    """The sentences in both languages."""
    return load_wording(_FILE)


def preferred_language(accepted: str) -> str:
    """The language of an Accept-Language header that we speak and the caller likes best; Chinese where it names none."""
    wanted = []
    for at, part in enumerate(accepted.split(",")):
        name, _, rest = part.strip().partition(";")
        wanted.append((-_weight(rest), at, name.lower().partition("-")[0]))
    return next((name for weight, _, name in sorted(wanted) if name in LANGUAGES and weight < 0), LANGUAGES[0])


def _weight(rest: str) -> float:
    name, _, value = rest.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


def scope_language(scope: Scope) -> str:
    """The language that the caller of this ASGI scope prefers."""
    headers = dict(scope["headers"])
    return preferred_language(headers.get(b"accept-language", b"").decode("latin-1"))


def problem_response(problem: Problem, language: str, request_id: str) -> JSONResponse:
    """The problem as an answer."""
    text = messages()[language].say(problem.code, **({"request_id": request_id} | problem.values))
    body = {"error": {"code": problem.code, "message": text, "request_id": request_id}}
    return JSONResponse(body, problem.status_code, {**(problem.headers or {}), "Content-Language": language})


def answer_problems(api: FastAPI) -> None:
    """Whatever goes wrong in the API is answered in that shape."""

    def answer(request: Request, problem: Problem) -> JSONResponse:
        return problem_response(problem, scope_language(request.scope), request_id(request.scope))

    def unfit(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        return answer(request, Problem(422, "bad_request", where=_place(first), reason=str(first["msg"]).rstrip(".")))

    def http(request: Request, error: PlainHTTPException) -> JSONResponse:
        headers = dict(error.headers or {})
        if code := _CODES.get(error.status_code):
            return answer(request, Problem(error.status_code, code, headers))
        return answer(request, Problem(error.status_code, "http", headers, status=HTTPStatus(error.status_code).value))

    for kind, handler in ((Problem, answer), (RequestValidationError, unfit), (PlainHTTPException, http)):
        api.add_exception_handler(kind, handler)  # type: ignore[arg-type]


def _place(error: dict[str, Any]) -> str:
    return ".".join(str(part) for part in error["loc"])


def request_id(scope: Scope) -> str:
    """The id that this request goes by in answers and logs."""
    return str(scope.get("state", {}).get("request_id", ""))
