"""The wordings of one language, as data: keys to templates, filled with words and figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.S)


class UnknownWording(KeyError):
    """A key that the wording file of a language lacks."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates of one language by dotted key ("change.full")."""

    language: str
    templates: Mapping[str, str]

    def template(self, key: str) -> str:
        """The template of that key; raises UnknownWording."""
        try:
            return self.templates[key]
        except KeyError:
            raise UnknownWording(f"prompts/wording_{self.language}.toml has no {key}") from None

    def say(self, key: str, words: Mapping[str, str] = {}) -> str:
        """The template filled in; an optional part [[…]] goes where one of its words is empty or missing."""

        def optional(match: re.Match[str]) -> str:
            inner = match.group(1)
            return inner if all(words.get(slot) for slot in _SLOT.findall(inner)) else ""

        text = _OPTIONAL.sub(optional, self.template(key))
        return _SLOT.sub(lambda match: words.get(match.group(1), ""), text)


@cache
def load_wording(language: str) -> Wording:
    """The wording of "zh" or "en"; every language has the same keys (a test holds them to it)."""
    path = Path(__file__).parent / f"wording_{language}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    templates = {f"{group}.{name}": text for group, entries in data.items() for name, text in entries.items()}
    return Wording(language, templates)
