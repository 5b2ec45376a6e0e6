"""The measures agree with the scorer beside the repository, on its sets: on real answers, on right ones, on spoilt ones."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eval.asking import ask_all
from eval.load import load_set
from eval.measure import mark
from eval.question import GoldNumber, Place, Question
from eval.store import question_to_dict
from eval.tally import overall

pytestmark = pytest.mark.shared
COMPARED = ("status", "numbers", "headline", "phrases", "list", "evidence", "digits", "brief", "right")
SETS = ("kashgar", "mixed", "putuo", "talk")


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    """The scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def differences(scorer: ModuleType, raw: dict[str, Any], question: Question, answer: dict[str, Any]) -> list[str]:
    """The measures that the two see differently."""
    ours, theirs = mark(question, answer), scorer.score(raw, answer)
    return [f"{question.id}: {name}" for name in COMPARED if bool(getattr(ours, name)) != bool(theirs[name])]


def pairs(shared: Path, name: str) -> Iterator[tuple[dict[str, Any], Question]]:
    """Each question as its line says and as the loader reads it."""
    path = shared / "questions" / f"{name}.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return zip(lines, load_set(path), strict=True)


def model_answer(question: Question) -> dict[str, Any]:
    """An answer that says just what the gold wants."""
    numbers, quotes = question.numbers, (*question.phrases, *question.list)
    return {
        "id": question.id, "status": question.status,
        "text": " ; ".join(f"{number.value:f} {number.unit}" for number in numbers) + " " + " ".join(quotes),
        "figures": [_figure(number) for number in numbers],
        "citations": [_citation(place, i) for i, place in enumerate(question.evidence, start=1)]
        + [{"id": 99, "filing": "", "quote": " ".join(quotes)}],
        "caveats": [], "timings_ms": {"total": 1},
    }  # fmt: skip


def _figure(number: GoldNumber) -> dict[str, Any]:
    shown = f"{number.value:f}"
    return {
        "role": "result",
        "value": shown,
        "unit": number.unit,
        "display": f"{shown} {number.unit}",
        "citations": [1],
    }


def _citation(place: Place, id: int) -> dict[str, Any]:
    names = ("filing", "page", "table", "row", "column", "quote")
    return {"id": id, **{name: getattr(place, name) for name in names}}


def spoilt(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The answer with one thing wrong with it, in many ways."""
    figures = answer["figures"]
    yield {**answer, "text": answer["text"] + " 98765.43"}
    yield {**answer, "text": answer["text"] + " long" * 300}
    yield {**answer, "text": ""}
    yield {**answer, "status": "clarify"}
    yield {**answer, "figures": figures[1:]}
    yield {**answer, "figures": list(reversed(figures))}
    yield {**answer, "figures": [{"role": "result", "value": "7777.7", "unit": "万元"}, *figures]}
    yield {**answer, "figures": [{**figure, "role": "operand"} for figure in figures]}
    yield {**answer, "citations": []}
    yield {**answer, "citations": [{**one, "page": 9999} for one in answer["citations"]]}
    yield {**answer, "citations": [{**one, "filing": "other.pdf"} for one in answer["citations"]]}
    for change in ("0.004", "0.02", "1", "60"):
        yield {**answer, "figures": [_moved(figure, change) for figure in figures]}
    for unit in ("元", "万元", "亿元", "%", "人", "", "平方米", "元/人/月", "百分点"):
        yield {**answer, "figures": [{**figure, "unit": unit} for figure in figures]}


def _moved(figure: dict[str, Any], change: str) -> dict[str, Any]:
    from decimal import Decimal

    return {**figure, "value": format(Decimal(figure["value"]) + Decimal(change), "f")}


@pytest.mark.parametrize("name", SETS)
def test_right_and_spoilt_answers_are_marked_as_the_scorer_marks_them(
    shared: Path, scorer: ModuleType, name: str
) -> None:
    found, held = [], 0
    for raw, question in pairs(shared, name):
        model = model_answer(question)
        held += mark(question, model).right
        for answer in (model, *spoilt(model)):
            found += differences(scorer, raw, question, answer)
    assert found == []
    assert held > 0


def test_the_programs_own_answers_are_marked_as_the_scorer_marks_them(
    shared: Path, scorer: ModuleType, kept: Path
) -> None:
    asked = list(pairs(shared, "kashgar"))
    report = ask_all(tuple(question for _, question in asked), shared / "filings", kept, 2000, lambda name: None)
    found, marks = [], []
    for (raw, question), answer in zip(asked, report.answers, strict=True):
        found += differences(scorer, raw, question, answer)
        marks.append(mark(question, answer))
    assert found == []
    table = scorer.table(
        [scorer.score(raw, answer) for (raw, _), answer in zip(asked, report.answers, strict=True)], None
    )
    assert float(overall(marks).right) == pytest.approx(table[0][2], abs=0.06)


def test_the_projects_own_questions_are_marked_as_the_scorer_marks_them(
    scorer: ModuleType, questions: tuple[Question, ...], asked: Any
) -> None:
    found = []
    for question, answer in zip(questions, asked.answers, strict=True):
        found += differences(scorer, question_to_dict(question), question, answer)
    assert found == []


def test_a_missing_answer_is_wrong_for_both(shared: Path, scorer: ModuleType) -> None:
    for raw, question in pairs(shared, "kashgar"):
        assert not mark(question, None).right
        assert not scorer.score(raw, None)["right"]
