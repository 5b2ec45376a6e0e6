"""The sets that a run is over: the project's own by name, all of them together, or a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.errors import BadSetLine, NoFilings, UnknownSet
from eval.load import load_set
from eval.question import Question
from eval.settings import EvalSettings, set_names


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with the name they go by, the files they come from and the folder of their filings."""

    name: str
    files: tuple[Path, ...]
    filings: Path
    questions: tuple[Question, ...]

    def filing_names(self) -> tuple[str, ...]:
        """Every filing that a question is asked of, once."""
        return tuple(sorted({name for question in self.questions for name in question.filings}))


def open_set(name: str | None, settings: EvalSettings) -> QuestionSet:
    """The set of that name, or in that file; all of the project's own without a name. Raises UserError."""
    if not settings.filings.is_dir():
        raise NoFilings(settings.filings)
    known = set_names(settings)
    if name is None:
        title, files = "all", tuple(settings.sets / f"{each}.jsonl" for each in known)
    elif name in known:
        title, files = name, (settings.sets / f"{name}.jsonl",)
    elif Path(name).suffix == ".jsonl":
        title, files = Path(name).stem, (Path(name),)
    else:
        raise UnknownSet(name, known)
    return QuestionSet(title, files, settings.filings, _all_questions(files, settings.filings))


def _all_questions(files: tuple[Path, ...], filings: Path) -> tuple[Question, ...]:
    """The files' questions; an id that two files share would hide one of the two."""
    found: dict[str, Path] = {}
    questions: list[Question] = []
    for file in files:
        for place, question in enumerate(load_set(file, filings), start=1):
            if question.id in found:
                raise BadSetLine(file, place, f'the id "{question.id}" stands in {found[question.id].name} already')
            found[question.id] = file
            questions.append(question)
    return tuple(questions)
