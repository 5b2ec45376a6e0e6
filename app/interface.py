"""The words of the chat's interface, read from interface.toml, and the example questions of the samples."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("zh", "en")
_WORDS: Final = Path(__file__).with_name("interface.toml")
_SAMPLES: Final = Path(__file__).parent.parent / "samples"


class BadWording(ValueError):
    """A data file of the interface that can't be used; the message says which file and what is wrong."""


@dataclass(frozen=True)
class Wording:
    """The interface's words in one language; `say` fills in the braces."""

    language: str
    words: Mapping[str, str]
    starters: tuple[str, ...] = ()

    def say(self, key: str, **values: object) -> str:
        """The words of that key with the values filled in; KeyError for a key that does not exist."""
        return self.words[key].format(**values)

    def maybe(self, key: str, otherwise: str) -> str:
        """The words of that key, or of the other key where there are none."""
        return self.words.get(key) or self.words[otherwise]

    def name(self, group: str, value: str) -> str:
        """What people call a value of the program's own, by the key `group_value`; the value itself where there are no words for it."""
        return self.words.get(f"{group}_{value}", value)


def load_wording(path: Path = _WORDS) -> dict[str, Wording]:
    """Both languages of the file; BadWording where a language is missing or the two don't hold the same keys."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(tables) != set(LANGUAGES):
        raise BadWording(f"{path.name}: expected the tables {', '.join(LANGUAGES)}, found {', '.join(sorted(tables))}")
    uneven = set(tables["zh"]) ^ set(tables["en"])
    if uneven:
        raise BadWording(f"{path.name}: these keys are in one language only: {', '.join(sorted(uneven))}")
    return {language: _table_to_wording(language, dict(tables[language])) for language in LANGUAGES}


def _table_to_wording(language: str, table: dict[str, Any]) -> Wording:
    starters = tuple(table.pop("starters", ()))
    odd = sorted(key for key, words in table.items() if not isinstance(words, str))
    if odd:
        raise BadWording(f"interface wording [{language}]: these keys hold no text: {', '.join(odd)}")
    return Wording(language, table, starters)


@cache
def wording(language: str, path: Path = _WORDS) -> Wording:
    """The file's words in that language, Chinese where the language is not known; read once."""
    words = load_wording(path)
    return words.get(language, words["zh"])


def language_of_locale(locale: str | None) -> str:
    """The interface language for a browser's locale ("en-US"): English for English, Chinese for everything else."""
    return "en" if (locale or "").lower().startswith("en") else "zh"


def example_questions(language: str, files: Collection[str], samples: Path = _SAMPLES) -> tuple[str, ...]:
    """Questions to begin with: the samples' own where a sample is in the library, else such as fit any filing."""
    shelf = samples / "filings"
    if shelf.is_dir() and any((shelf / file).is_file() for file in files):
        asked = _sample_questions(samples / "questions.toml", language)
        if asked:
            return asked
    return wording(language).starters


def _sample_questions(path: Path, language: str) -> tuple[str, ...]:
    """The file's questions in that language; none where it is missing or of another shape: they are but an offer."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("question", [])
    except (OSError, tomllib.TOMLDecodeError):
        return ()
    return tuple(str(row[language]) for row in rows if isinstance(row, dict) and row.get(language))
