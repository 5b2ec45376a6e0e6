"""The questions asked: once here, and once more by another process, because the same question must get the same answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from app.batch import BatchReport, FilingGroups, answer_set, step_count
from app.commands.progress import Step
from app.question_set import SetQuestion
from app.reading import Reader
from eval.errors import SecondAskingFailed
from eval.question import Question

Answers = dict[str, dict[str, Any]]


def to_asked(questions: tuple[Question, ...]) -> list[SetQuestion]:
    """The questions as the program sees them: without their gold."""
    return [SetQuestion(one.id, one.filings, one.question, one.after) for one in questions]


def step_total(questions: tuple[Question, ...]) -> int:
    """How many steps `ask_all` reports."""
    return step_count(to_asked(questions))


def ask_all(questions: tuple[Question, ...], filings: Path, kept: Path | None, limit: int, step: Step) -> BatchReport:
    """Every question's answer; `kept` is where what was read of the filings is kept."""
    groups = FilingGroups(filings, Reader(kept))
    return answer_set(to_asked(questions), groups.open, limit, step)


def ask_again(questions: tuple[Question, ...], filings: Path, kept: Path) -> Answers:
    """The answers of a fresh process that hashes in another order: what hangs on chance differs. Raises SecondAskingFailed."""
    with tempfile.TemporaryDirectory() as folder:
        asked, out = Path(folder) / "questions.jsonl", Path(folder) / "answers.jsonl"
        asked.write_text("".join(_to_line(question) for question in to_asked(questions)), encoding="utf-8")
        command = [sys.executable, "-P", "-m", "app", "batch", "--filings", str(filings), "--questions", str(asked)]
        done = subprocess.run(
            [*command, "--out", str(out), "--cache", str(kept)],
            env={**os.environ, "PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not out.is_file():
            raise SecondAskingFailed(done.stderr.strip() or f"code {done.returncode}")
        lines = out.read_text(encoding="utf-8").splitlines()
        return {answer["id"]: answer for answer in map(json.loads, lines)}


def _to_line(question: SetQuestion) -> str:
    data = {"id": question.id, "filings": question.filings, "question": question.question, "after": question.after}
    return json.dumps(data, ensure_ascii=False) + "\n"
