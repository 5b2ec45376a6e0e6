"""What can be wrong with a set or a run: each class holds its own sentence."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserError


class BadSetLine(UserError):
    """A line of a set that is no question with gold."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}. Put the line right; nothing was asked.")
        self.line = line


class EmptySet(UserError):
    """A set without a single question."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} holds no questions: a run over nothing would look perfect. Add some, or name another set."
        )


class UnknownSet(UserError):
    """A set that is neither one of the project's nor a file."""

    def __init__(self, name: str, sets: list[str]) -> None:
        super().__init__(f"There is no set {name}: name one of {', '.join(sets)}, or a file of questions (.jsonl).")


class NoFilings(UserError):
    """The folder that the questions' filings are looked for in is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The filings' folder {folder} does not exist: name it with --filings DIR.")


class FilingTaken(UserError):
    """A filing to lay beside a set where another one of its name lies."""

    def __init__(self, there: Path, file: Path) -> None:
        super().__init__(f"{there} is another file than {file}: rename one of the two, then add the question again.")


class NoSuchFiling(UserError):
    """A filing that is neither in the set's folder nor a file."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(f"There is no filing {name}: name a file, or one of those in {folder}.")


class UnknownRun(UserError):
    """A run that is not stored."""

    def __init__(self, name: str, folder: Path, known: list[str]) -> None:
        some = ", ".join(known[-5:]) or "none yet"
        super().__init__(f"There is no run {name} in {folder}: it holds {some}. `wenzhang eval` makes one.")


class TwoRuns(UserError):
    """A name that fits several runs."""

    def __init__(self, name: str, fits: list[str]) -> None:
        super().__init__(f"{name} fits {len(fits)} runs ({', '.join(fits[:5])}): write more of the name.")


class BrokenRun(UserError):
    """A stored run that can't be read back."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"The run in {folder} can't be read ({reason}): remove the folder, or run the set again.")


class NothingToCompare(UserError):
    """Two runs without a question in common."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second} have no question in common: compare runs of the same set.")


class BadOutsideSet(UserError):
    """A file that is none of the outside set that it was named as."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}.")


class OneOutsideSet(UserError):
    """No outside set named, or several."""

    def __init__(self) -> None:
        super().__init__(
            "Name one outside set: --hitab FILE (dev_samples.jsonl) or --tatqa FILE (tatqa_dataset_dev.json)."
        )


class SameFilingName(UserError):
    """Two filings that plain retrieval could not tell apart."""

    def __init__(self, first: Path, second: Path) -> None:
        super().__init__(f"{first} and {second} have one name: rename one of them, or leave --baseline out.")


class NoModel(UserError):
    """A chat model that can't be had, or that fails."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"The chat model {name} can't be used ({reason}): set WENZHANG_EVAL_CHAT_MODEL to one as provider:model, "
            "install its package, or unset it to compare with the passages alone."
        )


class SecondAskingFailed(UserError):
    """The process that asks every question again ended before it answered."""

    def __init__(self, said: str) -> None:
        super().__init__(f"The questions could not be asked a second time ({said}): use --once to leave that out.")


class UnknownSweepFiling(UserError):
    """A filing that is to be swept whole and is not in the folder."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(f"There is no filing {name} in {folder}: name one of its files with --all.")


class NoCells(UserError):
    """A sweep over filings without one numeric cell."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"No filing in {folder} has a cell to ask for: name another folder with --filings DIR.")
