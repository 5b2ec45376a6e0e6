"""The same questions to plain retrieval: the best passages as the answer, or what a chat model makes of them.

The rules are kind to it (docs/evaluation.md): it shows what computing and structure buy, so it must not lose by the rules.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from app.answering.intake import clean_question
from budget.question.reading import language_of
from eval.errors import NoModel
from eval.figures import fold, unit_names
from eval.measure import LONGEST_TEXT, Answer
from eval.passages import Passage
from eval.question import Question
from prompts.wording import load_wording

Find = Callable[[str, Sequence[str]], list[Passage]]
# What is said to a model, and what it says: any LangChain chat model.
Model = Callable[[str], str]

_NUMBER = re.compile(r"(?<![\w.])([-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([^\s\d,.;:()，。；：（）、]*)")
# Chinese prints no space before a number; the measures read a number where a word ends.
_GLUED = re.compile(r"(?<=[\u3400-\u9fff])(?=[-−]?\d)")
# Chunks of tables print no units: a bare number may be any of these.
_ANY_UNIT = ("", "万元", "元", "%", "人")


def passages_to_answer(question: Question, passages: Sequence[Passage], seconds: float) -> Answer:
    """The best passages, as many as an answer may be long, with every number in them as its figures."""
    shown: list[Passage] = []
    for passage in passages:
        if len(_legible("\n".join(each.text for each in (*shown, passage)))) <= LONGEST_TEXT:
            shown.append(passage)
    text = _legible("\n".join(passage.text for passage in shown))
    return _answer(question, "answered" if shown else "not_found", text, shown, seconds)


def model_to_answer(question: Question, passages: Sequence[Passage], model: Model, seconds: float) -> Answer:
    """What the model says when it is shown the passages; a reply that begins with the word for nothing found has found nothing."""
    began = time.perf_counter()
    wording = load_wording(language_of(question.question))
    nothing = wording.say("passages.nothing")
    listed = "\n\n".join(f"[{n}] {passage.text}" for n, passage in enumerate(passages, start=1))
    before = "\n".join(question.after)
    asked = {"passages": listed, "question": question.question, "nothing": nothing, "before": before}
    said = model(wording.say("passages.ask", asked)).strip()
    status = "not_found" if not said or fold(said).lower().startswith(fold(nothing).lower()) else "answered"
    return _answer(question, status, _legible(said), passages, seconds + time.perf_counter() - began)


def open_model(name: str) -> Model:
    """The chat model of that name ("provider:model"); raises NoModel."""
    from langchain.chat_models import init_chat_model

    try:
        model = init_chat_model(name, temperature=0)
    except Exception as error:  # noqa: BLE001 - each provider fails in its own way, and each way is a sentence here
        raise NoModel(name, str(error).strip().split("\n")[0]) from None

    def ask(prompt: str) -> str:
        try:
            return str(model.invoke(prompt).text)
        except Exception as error:  # noqa: BLE001 - as above
            raise NoModel(name, f"{type(error).__name__}: {error}".split("\n")[0]) from None

    return ask


def ask_passages(
    questions: Sequence[Question], find: Find, model: Model | None, limit: int, step: Callable[[str], None]
) -> dict[str, dict[str, Answer]]:
    """Every question's answer by name of the baseline: "passages", and "model" where there is one."""
    answers: dict[str, dict[str, Answer]] = {name: {} for name in ("passages", *(("model",) if model else ()))}
    for question in questions:
        step(question.id)
        began = time.perf_counter()
        # What was asked before is all that plain retrieval knows of a conversation.
        asked = " ".join(clean_question(each, limit) for each in (*question.after, question.question))
        found = find(asked, question.filings)
        seconds = time.perf_counter() - began
        answers["passages"][question.id] = passages_to_answer(question, found, seconds)
        if model:
            answers["model"][question.id] = model_to_answer(question, found, model, seconds)
    return answers


def _legible(text: str) -> str:
    return _GLUED.sub(" ", text)


def _answer(question: Question, status: str, text: str, passages: Sequence[Passage], seconds: float) -> Answer:
    return {
        "id": question.id, "question": question.question, "language": language_of(question.question),
        "status": status, "text": text, "figures": text_to_figures(text) if status == "answered" else [],
        "citations": [_citation(n, passage) for n, passage in enumerate(passages, start=1)],
        "caveats": [], "options": [], "plan": {}, "timings_ms": {"total": round(seconds * 1000, 2)},
    }  # fmt: skip


def text_to_figures(text: str) -> list[dict[str, Any]]:
    """Every number of the text as a figure: in the unit printed behind it, in any unit where none is."""
    figures: list[dict[str, Any]] = []
    for number, behind in _NUMBER.findall(fold(text)):
        printed = next((unit for unit in unit_names() if behind.startswith(unit)), None)
        figures += [_figure(number, unit) for unit in (_ANY_UNIT if printed is None else (printed,))]
    return figures


def _figure(number: str, unit: str) -> dict[str, Any]:
    value = Decimal(number.replace(",", "").replace("−", "-"))
    return {
        "role": "result", "label": "", "value": f"{value:f}", "unit": unit, "display": f"{number} {unit}",
        "formula": None, "citations": [],
    }  # fmt: skip


def _citation(id: int, passage: Passage) -> dict[str, Any]:
    return {
        "id": id, "kind": "text", "filing": passage.filing, "title": "", "page": passage.page, "line": None, "table": None,
        "row": None, "column": None, "code": None, "value": None, "unit": None, "quote": passage.text, "box": None,
    }  # fmt: skip
