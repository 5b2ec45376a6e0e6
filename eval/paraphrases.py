"""Other wordings of the sets' questions, written by hand; each is marked with the gold of the question it rewords."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.files import one_file
from eval.errors import BadSetLine
from eval.question import Question

_KEYS = {"id", "wordings"}
# So many other wordings a question has at least.
LEAST = 3


def load_paraphrases(path: Path, originals: Sequence[Question]) -> tuple[Question, ...]:
    """Each wording as a question of its own: `develop-001.2` is the second other wording of `develop-001`.

    Raises BadSetLine for the first bad line.
    """
    by_id = {question.id: question for question in originals}
    found: dict[str, tuple[Question, ...]] = {}
    for number, line in enumerate(one_file(path).read_text(encoding="utf-8").splitlines(), start=1):
        try:
            data = json.loads(line)
            _check(data, by_id, found)
        except (json.JSONDecodeError, ValueError) as error:
            raise BadSetLine(path, number, str(error)) from None
        found[data["id"]] = tuple(
            replace(by_id[data["id"]], id=f"{data['id']}.{n}", question=wording)
            for n, wording in enumerate(data["wordings"], start=1)
        )
    return tuple(question for wordings in found.values() for question in wordings)


def original_id(id: str) -> str:
    """The id of the question that a paraphrase rewords."""
    return id.rsplit(".", 1)[0]


def _check(data: Any, by_id: dict[str, Question], found: dict[str, tuple[Question, ...]]) -> None:
    if not isinstance(data, dict) or set(data) != _KEYS:
        raise ValueError('it is not an object with just "id" and "wordings"')
    id, wordings = data["id"], data["wordings"]
    if id not in by_id:
        raise ValueError(f"{id!r} is no question of the sets")
    if id in found:
        raise ValueError(f'the id "{id}" stands in it twice')
    if not isinstance(wordings, list) or not all(isinstance(text, str) and text.strip() for text in wordings):
        raise ValueError(f'"wordings" of {id} is not a list of texts')
    if len({by_id[id].question, *wordings}) < LEAST + 1 or len(set(wordings)) < len(wordings):
        raise ValueError(f"{id} needs at least {LEAST} other wordings, all different")
