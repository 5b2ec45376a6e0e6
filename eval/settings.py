"""Where the sets, the filings and the runs are: named defaults, each overridden by a variable WENZHANG_EVAL_…"""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

_HERE = Path(__file__).resolve().parent


class EvalSettings(BaseSettings):
    """`runs` keeps what every run found, `filings` is where the sets' filings lie, `sets` holds the project's own sets.

    `progress` is a file that tells how far a run is, for who started it.
    `chat_model` ("provider:model" of LangChain) answers from the passages of the baseline; none where it is empty.
    `own` holds the sets that users make: a file each, their filings in the folder `filings` beside them.
    `paraphrases` holds other wordings of the questions in `sets`.
    """

    model_config = SettingsConfigDict(env_prefix="WENZHANG_EVAL_", frozen=True)

    runs: Path = Path("runs")
    filings: Path = _HERE.parent / "samples" / "filings"
    sets: Path = _HERE / "sets"
    own: Path = Path("questions")
    paraphrases: Path = _HERE / "paraphrases.jsonl"
    chat_model: str = ""
    progress: Path | None = None

    @property
    def reading(self) -> Path:
        """What was read of the filings, kept for the next run."""
        return self.runs / ".read"

    @property
    def outside(self) -> Path:
        """The tables of outside sets, each as a page."""
        return self.runs / ".outside"

    @property
    def chunks(self) -> Path:
        """The chunks and vectors of the baseline, kept for the next run."""
        return self.runs / ".chunks"


def set_names(settings: EvalSettings) -> list[str]:
    """The project's sets."""
    return sorted(file.stem for file in settings.sets.glob("*.jsonl"))


def own_names(settings: EvalSettings) -> list[str]:
    """The user's sets, those that have a name of their own."""
    return sorted({file.stem for file in settings.own.glob("*.jsonl")} - set(set_names(settings)))
