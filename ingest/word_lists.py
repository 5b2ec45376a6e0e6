"""The numbered lists of an old binary Word file: what each level of each list prints before its paragraphs."""

from __future__ import annotations

import struct
from typing import Final

from ingest.word_numbers import Level

# Where the file information block says where the lists and the uses of lists are.
_LISTS, _USES = 0x2E2, 0x2EA
_LIST: Final = 28
_LEVEL: Final = 28
_USE: Final = 16
_LEVELS: Final = 9
_SIMPLE: Final = 1
# Number forms by Word's own count of them.
_FORMS: Final = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    18: "decimalEnclosedCircle",
    22: "decimalZero",
    23: "bullet",
    30: "ideographTraditional",
    33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}


def table_to_lists(main: bytes, table: bytes) -> dict[str, dict[int, Level]]:
    """The levels of each list by the number that paragraphs name it by (from 1); empty where they can't be read."""
    try:
        lists = _lists(table, *struct.unpack_from("<II", main, _LISTS))
        start, size = struct.unpack_from("<II", main, _USES)
        count = struct.unpack_from("<I", table, start)[0] if size else 0
        if count * _USE > size:
            return {}
        uses = [struct.unpack_from("<i", table, start + 4 + _USE * at)[0] for at in range(count)]
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}
    return {str(at + 1): lists[use] for at, use in enumerate(uses) if use in lists}


def _lists(table: bytes, start: int, size: int) -> dict[int, dict[int, Level]]:
    """The levels of each list by its identity; they follow the table of lists itself."""
    count = struct.unpack_from("<H", table, start)[0] if size else 0
    at = start + 2 + _LIST * count
    lists: dict[int, dict[int, Level]] = {}
    for index in range(count):
        entry = start + 2 + _LIST * index
        levels = 1 if table[entry + 26] & _SIMPLE else _LEVELS
        made: dict[int, Level] = {}
        for level in range(levels):
            made[level], at = _level(table, at)
        lists[struct.unpack_from("<i", table, entry)[0]] = made
    return lists


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """The level at a place, and the place behind it."""
    first, form = struct.unpack_from("<iB", table, at)
    # Properties of the paragraph and of the number come before the text.
    behind = at + _LEVEL + table[at + 24] + table[at + 25]
    length = struct.unpack_from("<H", table, behind)[0]
    text = table[behind + 2 : behind + 2 + 2 * length].decode("utf-16-le")
    shown = "".join(f"%{ord(char) + 1}" if ord(char) < _LEVELS else char for char in text)
    return Level(first, _FORMS.get(form, "decimal"), shown), behind + 2 + 2 * length
