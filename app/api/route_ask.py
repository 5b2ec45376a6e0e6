"""Asking: by POST or GET, the answer as one JSON object or as a stream of events."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Collection, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from app.access.roles import Role
from app.answering.intake import clean_question
from app.api.context import Caller, Context, Parts, find_files
from app.api.problems import Problem
from app.api.schemas import LONGEST_HISTORY, QUESTION, Answer, Question
from app.desk.desk import Desk
from app.errors import EmptyQuestion, QuestionTooLong, QuestionUnreadable
from app.views.answer import text_in_steps
from app.wire import answer_to_dict
from budget import answer as budget_answer

ROUTES: Final = APIRouter(tags=["ask"])
_STREAM: Final = "text/event-stream"
_STEPS: Final = 24
_FORMS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The answer; with `Accept: text/event-stream` as events: `figures`, then `text` in steps, then `answer`, "
        "which is the whole of it.",
        "model": Answer,
        "content": {_STREAM: {"schema": {"type": "string"}}},
    }
}


@ROUTES.post("/ask", responses=_FORMS, summary="Ask a question")
async def ask(question: Question, request: Request, parts: Parts, role: Caller) -> Response:
    """Answer one question, of all filings or of those named, in the light of what was asked before."""
    return await _answer(question, request, parts, role)


@ROUTES.get("/ask", responses=_FORMS, summary="Ask a question by its address")
async def ask_by_address(
    request: Request,
    parts: Parts,
    role: Caller,
    q: Annotated[str, Query(max_length=4000, description="The question.", examples=[QUESTION])],
    filing: Annotated[list[str], Query(max_length=50, description="An id or file name; may be repeated.")] = [],  # noqa: B006
    history: Annotated[list[str], Query(max_length=LONGEST_HISTORY, description="As in POST; may be repeated.")] = [],  # noqa: B006
) -> Response:
    """The same as POST, for a link."""
    return await _answer(Question.model_construct(question=q, filings=filing, history=history), request, parts, role)


async def _answer(asked: Question, request: Request, parts: Context, role: Role) -> Response:
    question = _clean(asked.question, parts.settings.question_limit)
    before = [
        budget_answer.Answer(said, "", budget_answer.Status.ANSWERED, "", plan={"asked": said})
        for said in asked.history
        if said.strip()
    ]
    answer = await parts.run(role, lambda desk: _counted(desk, question, find_files(desk, asked.filings), before))
    request.state.answer = answer.status.value
    if parts.settings.log_questions:
        request.state.question = question
    parts.metrics.answers.labels(answer.status.value).inc()
    body = answer_to_json(answer, role)
    if _STREAM in request.headers.get("accept", ""):
        return StreamingResponse(_events(body), media_type=_STREAM, headers={"Cache-Control": "no-store"})
    return JSONResponse(body)


def _counted(
    desk: Desk, question: str, files: Collection[str], before: Sequence[budget_answer.Answer]
) -> budget_answer.Answer:
    answer = desk.ask(question, files, before)
    if desk.counts is not None:
        desk.counts.note(answer, "api")
    return answer


def answer_to_json(answer: budget_answer.Answer, role: Role) -> dict[str, Any]:
    """The answer as the API gives it: how it was understood and what took how long is for staff alone."""
    whole = answer_to_dict(answer) | {"asked": str(answer.plan.get("asked") or answer.question)}
    return whole if role >= Role.STAFF else whole | {"plan": {}, "timings_ms": {}}


def _clean(text: str, limit: int) -> str:
    try:
        return clean_question(text, limit)
    except EmptyQuestion:
        raise Problem(422, "empty_question") from None
    except QuestionTooLong:
        raise Problem(422, "question_too_long", length=len(text), limit=limit) from None
    except QuestionUnreadable as error:
        raise Problem(422, "question_unreadable", position=error.position, character=error.character) from None


async def _events(body: dict[str, Any]) -> AsyncGenerator[str, None]:
    results = [figure for figure in body["figures"] if figure["role"] == "result"]
    yield _event("figures", {"status": body["status"], "figures": results})
    for text in text_in_steps(body["text"], _STEPS):
        yield _event("text", {"text": text})
    yield _event("answer", body)


def _event(name: str, data: dict[str, Any]) -> str:
    # JSON has no line breaks of its own, so an event is never torn.
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
