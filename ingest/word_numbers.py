"""The numbers that Word prints before paragraphs without writing them into the text (一、 （二） 3.)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """1 to 99 in Chinese; digit by digit above."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
    "chineseLegalSimplified": chinese,
    "taiwaneseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "decimalZero": lambda n: f"{n:02d}",
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if 0 < n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x245F + n) if 0 < n <= 20 else str(n),
    "lowerLetter": lambda n: chr(96 + (n - 1) % 26 + 1),
    "upperLetter": lambda n: chr(64 + (n - 1) % 26 + 1),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda n: "",
    "bullet": lambda n: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, the name of its form, its text with %1 to %9 where the numbers go."""

    start: int
    form: str
    text: str


class ListCounter:
    """Counts the paragraphs of lists in reading order; each list is known by a key."""

    def __init__(self, levels: dict[str, dict[int, Level]]) -> None:
        self._levels = levels
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def next_mark(self, key: str, level: int, restart: int | None = None) -> str:
        """The mark of the list's next paragraph at a level; "" for a bullet or a list that is not known."""
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts[key]
        if restart is not None:
            counts[level] = restart
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].form == "bullet":
            return ""
        return re.sub(r"%(\d)", lambda match: _shown(int(match[1]) - 1, counts, levels), levels[level].text)


def _shown(level: int, counts: dict[int, int], levels: dict[int, Level]) -> str:
    form = levels[level].form if level in levels else "decimal"
    return _FORMATS.get(form, str)(counts.get(level, 1))


class ListNumbers:
    """The numbers of a docx file's paragraphs, by its parts numbering and styles."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        kinds: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._styles = (
            {}
            if styles is None
            else {
                style.get(f"{_W}styleId"): found
                for style in styles.iter(f"{_W}style")
                if (found := style.find(f"{_W}pPr/{_W}numPr")) is not None
            }
        )
        for item in () if numbering is None else numbering:
            if item.tag == f"{_W}abstractNum":
                kinds[item.get(f"{_W}abstractNumId", "")] = {
                    _integer(level.get(f"{_W}ilvl"), 0): _to_level(level) for level in item.iter(f"{_W}lvl")
                }
            elif item.tag == f"{_W}num":
                self._read_list(item)
        self._counter = ListCounter(kinds)

    def _read_list(self, item: Any) -> None:
        number, kind = item.get(f"{_W}numId"), item.find(f"{_W}abstractNumId")
        if kind is not None:
            self._lists[number] = kind.get(f"{_W}val")
        for change in item.iter(f"{_W}lvlOverride"):
            start = change.find(f"{_W}startOverride")
            if start is not None:
                self._starts[number, _integer(change.get(f"{_W}ilvl"), 0)] = _integer(start.get(f"{_W}val"), 1)

    def next_mark(self, paragraph: Any) -> str:
        """The mark that Word prints before this paragraph; "" where there is none. To be asked once for each, in order."""
        found = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if found is None and style is not None:
            found = self._styles.get(style.get(f"{_W}val"))
        if found is None:
            return ""
        number, level = (_value(found, "numId") or "0"), _integer(_value(found, "ilvl"), 0)
        return self._counter.next_mark(self._lists.get(number, ""), level, self._starts.pop((number, level), None))


def _to_level(level: Any) -> Level:
    return Level(
        _integer(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
    )


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and len(text) < 6 and text.isascii() and text.isdigit() else default


def _value(element: Any, tag: str) -> str | None:
    child = element.find(f"{_W}{tag}")
    return None if child is None else child.get(f"{_W}val")
