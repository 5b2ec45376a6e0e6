"""The bin: filings that were taken out and can be put back, each as the folder that it was."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from index.settings import LibraryError

FOLDER: Final = "bin"
_LABEL: Final = "bin.json"


@dataclass(frozen=True, slots=True)
class Binned:
    """A filing in the bin: what a list shows of it, and since when it lies there (an ISO time)."""

    id: str
    file: str
    title: str
    department: str
    year: int | None
    kind: str
    since: str


class Bin:
    """The folder `bin/` of a library. Writers must hold the library's lock; a rename moves a filing in or out whole."""

    def __init__(self, folder: Path) -> None:
        self._bin = folder / FOLDER

    def take(self, filing: Path, label: Binned) -> None:
        """Take in a filing's folder; what lay here of the same content gives way."""
        self._bin.mkdir(exist_ok=True)
        self.delete(label.id)
        text = json.dumps(asdict(label), ensure_ascii=False)
        (filing / _LABEL).write_text(text, encoding="utf-8")
        filing.rename(self._bin / label.id)

    def give(self, id: str, to: Path) -> None:
        """Put a filing back as the folder `to`; LibraryError where it is not here."""
        if id not in {one.id for one in self.all()}:
            raise LibraryError(f"{id}: the bin holds no filing of this id: list it for the ids")
        if to.exists():
            self.delete(id)  # it was added again in the meantime
            return
        (self._bin / id).rename(to)
        (to / _LABEL).unlink(missing_ok=True)

    def delete(self, id: str) -> None:
        """Throw one away for good; nothing happens where it is not here."""
        if id in {folder.name for folder in self._folders()}:
            shutil.rmtree(self._bin / id)

    def all(self) -> list[Binned]:
        """What lies here, the latest first; a folder whose label can't be read is passed over."""
        found = [label for folder in self._folders() if (label := _read(folder)) is not None]
        return sorted(found, key=lambda one: (one.since, one.id), reverse=True)

    def _folders(self) -> list[Path]:
        return [folder for folder in self._bin.iterdir() if folder.is_dir()] if self._bin.is_dir() else []


def _read(folder: Path) -> Binned | None:
    try:
        label = Binned(**json.loads((folder / _LABEL).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return label if label.id == folder.name else None
