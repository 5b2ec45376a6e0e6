"""The sets that a run is over: the project's own by name, all of them together, or a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.errors import BadSetLine, NoFilings, UnknownSet
from eval.load import load_set
from eval.paraphrases import load_paraphrases
from eval.question import Question
from eval.settings import EvalSettings, own_names, set_names

PARAPHRASES = "paraphrases"


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


def open_set(name: str | None, settings: EvalSettings, filings: Path | None = None) -> QuestionSet:
    """The set of that name, or in that file; all of the project's without a name. Raises UserError.

    "paraphrases" are other wordings of all of the project's questions. The filings are looked for in `filings`, or else
    beside the set, or else where the settings say.
    """
    if name == PARAPHRASES:
        return open_paraphrases(settings, filings)
    if name is None:
        title, files = "all", tuple(settings.sets / f"{each}.jsonl" for each in set_names(settings))
    else:
        file = set_file(name, settings)
        title, files = file.stem, (file,)
    folder = filings or filings_of(files[0], settings)
    if not folder.is_dir():
        raise NoFilings(folder)
    return QuestionSet(title, files, folder, _all_questions(files, folder))


def set_file(name: str, settings: EvalSettings) -> Path:
    """Where the set of that name lies, or the file that it names; raises UnknownSet."""
    for folder, known in ((settings.sets, set_names(settings)), (settings.own, own_names(settings))):
        if name in known:
            return folder / f"{name}.jsonl"
    if Path(name).suffix == ".jsonl":
        return Path(name)
    raise UnknownSet(name, [*set_names(settings), PARAPHRASES, *own_names(settings)])


def filings_of(file: Path, settings: EvalSettings) -> Path:
    """Where that set's filings lie: in the folder `filings` beside it, or else where the settings say."""
    beside = file.parent / "filings"
    return beside if beside.is_dir() else settings.filings


def open_paraphrases(settings: EvalSettings, filings: Path | None = None) -> QuestionSet:
    """Other wordings of every question of the project's sets. Raises UserError."""
    originals = open_set(None, settings, filings)
    questions = load_paraphrases(settings.paraphrases, originals.questions)
    return QuestionSet(PARAPHRASES, (*originals.files, settings.paraphrases), originals.filings, questions)


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
