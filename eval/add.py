"""`wenzhang eval add`: a question is asked and becomes a new line of a set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.answering.intake import clean_question
from app.batch import FilingGroups
from app.desk.reviews import Review
from app.reading import Reader
from app.settings import load_settings
from app.wire import answer_to_dict
from budget.answer import Answer
from eval.draft import answer_to_line, append_line, lay_filing, next_id
from eval.errors import NoSuchFiling
from eval.sets import filings_of, set_file
from eval.settings import EvalSettings, own_names, set_names

REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Added:
    """The new line: its set, its number, its id, and what the program answered."""

    file: Path
    line: int
    id: str
    answer: Answer


def target(name: str, settings: EvalSettings) -> Path:
    """The set that a new line goes to; a name that no set has yet begins one among the user's own."""
    known = {*set_names(settings), *own_names(settings)}
    return set_file(name, settings) if name in known or name.endswith(".jsonl") else settings.own / f"{name}.jsonl"


def add_question(
    question: str, filings: Sequence[str], after: Sequence[str], file: Path, settings: EvalSettings
) -> Added:
    """Asks the question of the filings and puts the new line at the end of the set; raises UserError."""
    folder = _folder_of(file, settings)
    names = tuple(_lay(name, folder) for name in filings)
    limit = load_settings().question_limit
    service = FilingGroups(folder, Reader(settings.reading)).open(names)
    history: list[Answer] = []
    for each in (*after, question):
        history.append(service.ask(clean_question(each, limit), history=tuple(history)))
    id = next_id(file)
    line = append_line(file, answer_to_line(id, answer_to_dict(history[-1]), names, after))
    return Added(file, line, id, history[-1])


def add_reviewed(review: Review, filings: Mapping[str, Path], file: Path) -> tuple[Path, int, str]:
    """Puts an answer of the review list at the end of the set, its filings beside it; gives the set, the line and the id."""
    for name, original in filings.items():
        lay_filing(original, file.parent / "filings", name)
    id = next_id(file)
    return file, append_line(file, answer_to_line(id, review.answer, filings, review.after)), id


def _folder_of(file: Path, settings: EvalSettings) -> Path:
    """Where the filings of a set lie that may just be begun."""
    return file.parent / "filings" if file.parent == settings.own else filings_of(file, settings)


def _lay(name: str, folder: Path) -> str:
    if not Path(name).is_absolute() and (folder / name).is_file():
        return name
    if Path(name).is_file():
        return lay_filing(Path(name), folder)
    raise NoSuchFiling(name, folder)
