"""Filings read once in a run, and once for all where a folder to keep what was read is given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from app.files import whole_file
from budget.filing import Filing


def _read_anew(path: Path) -> Filing:
    from ingest.read import read_filing

    return read_filing(path)


class Reader:
    """Reads filings by `anew`, each once; with `cache` what was read is kept there, named by the hashes of file and program."""

    def __init__(self, cache: Path | None = None, anew: Callable[[Path], Filing] = _read_anew) -> None:
        self._cache = cache
        self._anew = anew
        self._read: dict[Path, Filing] = {}

    def read(self, path: Path) -> Filing:
        """The filing at that path; raises ingest.document.UnreadableFile."""
        if path not in self._read:
            self._read[path] = self._from_cache(path) if self._cache else self._anew(path)
        return self._read[path]

    def _from_cache(self, path: Path) -> Filing:
        from budget.filing_json import FilingFormatError, filing_from_dict, filing_to_dict

        assert self._cache is not None
        kept = _kept(self._cache, path)
        if kept.is_file():
            try:
                return filing_from_dict(json.loads(kept.read_text(encoding="utf-8")))
            except (FilingFormatError, ValueError):
                kept.unlink()
        filing = self._anew(path)
        with whole_file(kept) as draft:
            draft.write_text(json.dumps(filing_to_dict(filing), ensure_ascii=False), encoding="utf-8")
        return filing


def not_kept(paths: Iterable[Path], cache: Path | None) -> list[Path]:
    """Those of the paths, each once, that a Reader with this cache will have to read."""
    once = list(dict.fromkeys(paths))
    return [path for path in once if not _kept(cache, path).is_file()] if cache else once


def _kept(cache: Path, path: Path) -> Path:
    return cache / f"{hashlib.sha256(path.read_bytes()).hexdigest()[:32]}-{reader_version()}.json"


@cache
def reader_version() -> str:
    """A hash of the code and data that read filings: what another version read is read anew."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for package in ("budget", "ingest"):
        for file in sorted((root / package).rglob("*")):
            if file.suffix in (".py", ".toml", ".tsv"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
