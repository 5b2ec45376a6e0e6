"""A paragraph folded for reading: no white space, one form of each sign, and the way back to the printed text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNS = str.maketrans({
    ";": "；", ":": "：", "(": "（", ")": "）", "％": "%", "﹪": "%", "−": "-", "－": "-", "–": "-", "．": ".",
    '"': "“", "!": "！", "?": "？",
})  # fmt: skip
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_THOUSANDS = re.compile(r"\d(?=,\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """`text` is what patterns read; `places` says where each of its characters stands in `printed`."""

    text: str
    places: tuple[int, ...]
    printed: str

    def original(self, start: int, end: int) -> str:
        """The printed text of a folded span, trimmed."""
        if start >= end:
            return ""
        return self.printed[self.places[start] : self.places[end - 1] + 1].strip()


def fold_text(printed: str) -> FoldedText:
    """Drop white space and fold signs and digits one to one; a comma stays in a number and is Chinese elsewhere."""
    kept = [(char, place) for place, char in enumerate(printed) if not char.isspace()]
    plain = "".join(char for char, _ in kept).translate(_DIGITS)
    thousands = {found.end() for found in _THOUSANDS.finditer(plain.replace("，", ","))}
    folded = "".join("," if at in thousands else "，" if char == "," else char for at, char in enumerate(plain))
    return FoldedText(folded.translate(_SIGNS), tuple(place for _, place in kept), printed)
