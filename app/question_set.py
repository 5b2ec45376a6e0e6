"""A question set: JSON lines, each checked when it is read, its gold never passed on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import BadQuestionLine
from app.files import one_file


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """One question of a set: `after` was asked before it in the same conversation; `filings` are relative paths."""

    id: str
    filings: tuple[str, ...]
    question: str
    after: tuple[str, ...] = ()


def read_questions(path: Path, filings: Path) -> list[SetQuestion]:
    """The questions in the set's order; raises BadQuestionLine naming the first line that is wrong and why."""
    questions = []
    for number, line in enumerate(one_file(path).read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            questions.append(_to_question(json.loads(line.decode("utf-8")), filings))
        except UnicodeDecodeError:
            raise BadQuestionLine(path, number, "it is not UTF-8 text") from None
        except json.JSONDecodeError as error:
            raise BadQuestionLine(path, number, f"it is not JSON ({error.msg}, column {error.colno})") from None
        except (ValueError, RecursionError) as error:
            raise BadQuestionLine(path, number, str(error)) from None
    return questions


def _to_question(data: Any, folder: Path) -> SetQuestion:
    if not isinstance(data, dict):
        raise ValueError("it is not a JSON object in braces")
    question = SetQuestion(
        _text(data, "id"), _texts(data, "filings"), _text(data, "question"), _texts(data, "after", wanted=False)
    )
    for name in question.filings:
        if not (folder / name).is_file():
            raise ValueError(f"its filing {name} is not in {folder}")
    return question


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is missing' if value is None else f'"{key}" is not a text in quotes')
    return value


def _texts(data: dict[str, Any], key: str, wanted: bool = True) -> tuple[str, ...]:
    value = data.get(key)
    if value is None and not wanted:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value) or (wanted and not value):
        raise ValueError(f'"{key}" must be a list of texts' + (" with at least one" if wanted else ""))
    return tuple(value)
