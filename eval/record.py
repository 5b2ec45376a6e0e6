"""A run: what was asked, of what, by which version, and what every answer was."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from eval.measure import Answer, Mark, kindly, mark
from eval.question import Question
from eval.sets import QuestionSet

_PACKAGES = ("budget", "ingest", "index", "prompts", "app")
_CODE = (".py", ".toml", ".tsv", ".txt")


@dataclass(frozen=True)
class Run:
    """One run, whole. `about` is what identifies it; `again` are the answers to the second asking, if there was one.

    `baselines` are what others answered to the same questions, by their names: "passages", "model".
    """

    name: str
    about: dict[str, Any]
    questions: tuple[Question, ...]
    answers: dict[str, Answer]
    again: dict[str, Answer] = field(default_factory=dict)
    baselines: dict[str, dict[str, Answer]] = field(default_factory=dict)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """A mark a question, in the set's order; a question without an answer has one too."""
        return tuple(
            mark(question, self.answers.get(question.id), self.again.get(question.id)) for question in self.questions
        )

    @cached_property
    def baseline_marks(self) -> dict[str, tuple[Mark, ...]]:
        """The marks of every baseline, by its name, in the set's order."""
        return {
            name: tuple(kindly(mark(question, answers.get(question.id))) for question in self.questions)
            for name, answers in self.baselines.items()
        }


def run_name(asked: QuestionSet, now: datetime) -> str:
    """The name that a run is kept and compared under: when it began, and the set."""
    return f"{now:%Y%m%d-%H%M%S}-{asked.name}"


def describe(
    asked: QuestionSet, began: datetime, seconds: float, settings: dict[str, str], program: str
) -> dict[str, Any]:
    """What identifies a run: the set, the filings and the program by their hashes, versions, time, settings.

    `program` is the program's hash when the run began: marks of a program that was changed meanwhile are of neither version.
    """
    return {
        "set": asked.name,
        "set_hash": hash_of(asked.files),
        "filings": {name: hash_of([asked.filings / name]) for name in asked.filing_names()},
        "program_hash": program,
        "changed_meanwhile": program != program_hash(),
        "version": _version(),
        "python": platform.python_version(),
        "began": began.astimezone(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "settings": settings,
    }


def hash_of(files: Iterable[Path]) -> str:
    """The hash of the files' bytes, one after the other."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def program_hash() -> str:
    """The hash of the code and data that answer: two runs with the same one asked the same program."""
    root = Path(__file__).resolve().parent.parent
    found = (file for package in _PACKAGES for file in sorted((root / package).rglob("*")))
    return hash_of(file for file in found if file.suffix in _CODE)


def _version() -> str:
    try:
        return metadata.version("wenzhang")
    except metadata.PackageNotFoundError:
        return "not installed"
