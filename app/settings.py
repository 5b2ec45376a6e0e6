"""The program's settings: named defaults, each overridden by an environment variable WENZHANG_…"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.answering.intake import LONGEST_QUESTION
from app.errors import BadSetting


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """Where the library is and how it is searched, where the chat listens, how long a question may be.

    `vectors` false searches by words alone: quicker to fill, a little less likely to find the right sentence.
    `review` false keeps nothing of what is asked in the chat: no thumbs, no list of what found nothing.
    `workers` is how many files are read at once: as many as there are cores.
    """

    model_config = SettingsConfigDict(env_prefix="WENZHANG_", frozen=True)

    library: Path = Path("library")
    vectors: bool = True
    review: bool = True
    workers: Annotated[int, Field(ge=1)] = Field(default_factory=_cores)
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8501
    question_limit: Annotated[int, Field(ge=1)] = LONGEST_QUESTION


def load_settings() -> Settings:
    """The settings of this run; raises BadSetting naming the variable that makes no sense."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "WENZHANG_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(name, f"{first['input']!r}: {first['msg'].lower()}") from None
