"""The arguments that several commands take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Filings, or folders that hold some.")]
LibraryFolder = Annotated[
    Path | None, typer.Option("--library", metavar="DIR", help="The library's folder (WENZHANG_LIBRARY; ./library).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Language(StrEnum):
    """The languages of the consistency report."""

    CHINESE = "zh"
    ENGLISH = "en"
