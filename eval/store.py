"""Runs kept: a folder each, found again by name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.files import whole_file
from eval.errors import BrokenRun, TwoRuns, UnknownRun
from eval.load import dict_to_question
from eval.measure import Answer
from eval.question import Question
from eval.record import Run

_ABOUT, _QUESTIONS, _ANSWERS, _AGAIN = "run.json", "questions.jsonl", "answers.jsonl", "again.jsonl"
_BASELINE = "baseline-"
_LAST = "last"


def save(run: Run, folder: Path) -> Path:
    """Keeps the run in a folder of its own under `folder`; the file that names it comes last, so half a run is none."""
    home = folder / run.name
    _write_lines(home / _QUESTIONS, (question_to_dict(question) for question in run.questions))
    _write_lines(home / _ANSWERS, run.answers.values())
    if run.again:
        _write_lines(home / _AGAIN, run.again.values())
    for name, answers in run.baselines.items():
        _write_lines(home / f"{_BASELINE}{name}.jsonl", answers.values())
    with whole_file(home / _ABOUT) as draft:
        draft.write_text(json.dumps(run.about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return home


def names(folder: Path) -> list[str]:
    """The names of the runs kept there, the oldest first."""
    return sorted(about.parent.name for about in folder.glob(f"*/{_ABOUT}"))


def find(name: str, folder: Path) -> Run:
    """The run of that name, of a part of it that fits one run, or the `last`; raises UnknownRun, TwoRuns, BrokenRun."""
    known = names(folder)
    fits = [name] if name in known else known[-1:] if name == _LAST else [each for each in known if name in each]
    if not fits:
        raise UnknownRun(name, folder, known)
    if len(fits) > 1:
        raise TwoRuns(name, fits)
    return load(folder / fits[0])


def last_two(folder: Path) -> tuple[str, str]:
    """The latest run and the one of the same set before it; raises UnknownRun where there are no two."""
    known = names(folder)
    of = {name: _read_about(folder / name).get("set") for name in known}
    earlier = [name for name in known[:-1] if of[name] == of[known[-1]]] if known else []
    if not earlier:
        raise UnknownRun("to compare the last one with", folder, known)
    return earlier[-1], known[-1]


def load(home: Path) -> Run:
    """The run kept in that folder; raises BrokenRun."""
    try:
        questions = tuple(dict_to_question(data) for data in _read_lines(home / _QUESTIONS))
        answers = _read_answers(home / _ANSWERS)
        again = _read_answers(home / _AGAIN) if (home / _AGAIN).is_file() else {}
        others = {
            file.stem.removeprefix(_BASELINE): _read_answers(file) for file in sorted(home.glob(f"{_BASELINE}*.jsonl"))
        }
    except (OSError, ValueError, KeyError) as error:
        raise BrokenRun(home, f"{type(error).__name__}: {error}") from None
    return Run(home.name, _read_about(home), questions, answers, again, others)


def question_to_dict(question: Question) -> dict[str, Any]:
    """The question as a line of a set."""
    data = asdict(question)
    for key in ("numbers", "also"):
        data[key] = [{"value": format(item["value"], "f"), "unit": item["unit"]} for item in data[key]]
    data["evidence"] = [{key: value for key, value in place.items() if value is not None} for place in data["evidence"]]
    for key in ("verdict", "scopes"):
        if not data[key]:
            del data[key]
    return data


def _read_about(home: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((home / _ABOUT).read_text(encoding="utf-8"), parse_float=Decimal))
    except (OSError, ValueError) as error:
        raise BrokenRun(home, f"{type(error).__name__}: {error}") from None


def _read_answers(path: Path) -> dict[str, Answer]:
    return {data["id"]: data for data in _read_lines(path)}


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
