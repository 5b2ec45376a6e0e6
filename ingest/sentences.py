"""Cuts a paragraph into sentences, as printed."""

from __future__ import annotations

from collections.abc import Iterator

_ENDS = "。！？!?"
_OPENING = "（(《【[「『"
_CLOSING = "）)》】]」』"
_TRAILING = '”’"」』）)'


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence of the text; a semicolon does not end one, nor a full stop in brackets."""
    start = depth = 0
    for at, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char == "\n" or (char in _ENDS and depth == 0):
            end = at + 1
            while end < len(text) and text[end] in _TRAILING:
                end += 1
            if start < end and text[start:end].strip():
                yield start, end
            start = end
            depth = 0
    if text[start:].strip():
        yield start, len(text)
