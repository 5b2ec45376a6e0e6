"""Says whether a printed line goes on with the paragraph before it: by punctuation, marks and, in a PDF, geometry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from budget.source import Box
from ingest.headings import heading_rank, is_whole_title, split_mark

_TERMINAL: Final = tuple("。！？；;!?")
_OPEN_ENDS: Final = tuple("，、（(《“,")
_LABEL = re.compile(r"^[一-鿿（）()“”]{2,14}\s*[：:]")
_LABEL_END = re.compile(r"(?:[：:]|其中)\s*$")
# No paragraph begins with a particle, a closing mark, or a figure and its unit.
_NEVER_FIRST = re.compile(r"[的，。；、）)”%]|等[，。]|[\d,.]+\s*(?:万元|元|亿元|万|%|人|辆|台)")
_LATIN = re.compile(r"[A-Za-z0-9]")
# What can't be parted by the end of a line: a figure, a word, a character with the marks that cling to it.
_FIRST_WORD = re.compile(r"[（(《“]*(?:[\d,.%]+|[A-Za-z]+|.)[）)》”。，；：、]*")
_DEFAULT_SIZE: Final = 12.0
_INDENT: Final = 1.3  # in characters; a first line is indented by two
_SLACK: Final = 1.2  # in characters: closing punctuation may hang, justified lines may end short
_LONG_LINE: Final = 28  # characters; a shorter line without punctuation is a title or a signature
_SAME_SIZE: Final = 0.72  # characters of a title are wider than the text's by more than this
_NEAR_MARGIN: Final = 0.2  # of the column
_GAP: Final = 2.2  # in characters: a wider gap between lines parts paragraphs


def _width(char: str) -> float:
    """The width of a character against a Chinese one's."""
    return 0.53 if char.isascii() else 1.0


@dataclass(slots=True)
class Line:
    """One printed line: text, rank of its mark, and its place."""

    text: str
    rank: int | None = None
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    size: float | None = None
    after_grid: bool = False

    @property
    def character(self) -> float:
        """The width of a Chinese character on this line, in points; the height misleads where fonts mix."""
        if self.box is None or not self.text:
            return self.size or _DEFAULT_SIZE
        return (self.box[2] - self.box[0]) / sum(_width(char) for char in self.text)


@dataclass(slots=True)
class Margins:
    """Where the text of each page begins and ends, in points."""

    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Margins:
        """Measure the pages of these lines: the left-most and right-most edges, stray lines aside."""
        edges: dict[int, list[Box]] = defaultdict(list)
        for line in lines:
            if line.box and line.page is not None:
                edges[line.page].append(line.box)
        margins = cls()
        for page, boxes in edges.items():
            margins.left[page] = _low(sorted(box[0] for box in boxes))
            margins.right[page] = _low(sorted((box[2] for box in boxes), reverse=True))
        # A page of a few short lines says nothing about the column: the document's usual edge does.
        usual = _low(sorted(margins.right.values(), reverse=True)) if margins.right else 0.0
        for page, boxes in edges.items():
            if len(boxes) < 6:
                margins.right[page] = max(margins.right[page], usual)
        return margins


def _low(values: Sequence[float]) -> float:
    """The value near the start that most others agree with: the tenth in a hundred."""
    return values[min(len(values) - 1, len(values) // 10)]


def join_texts(texts: Iterable[str]) -> str:
    """Lines joined as Chinese is: without a space, except between Latin words or figures."""
    joined = ""
    for text in texts:
        between = joined and _LATIN.match(joined[-1]) and _LATIN.match(text[0])
        joined += f" {text}" if between else text
    return joined


def continues(run: Sequence[Line], line: Line, margins: Margins, sibling_is_sentence: bool) -> bool:
    """True where `line` goes on with the paragraph whose lines are `run`."""
    if run[-1].box and line.box:
        return _continues_on_page(run, line, margins)
    return _continues_in_text(run, line, sibling_is_sentence)


def _continues_on_page(run: Sequence[Line], line: Line, margins: Margins) -> bool:
    last = run[-1]
    if not _SAME_SIZE < last.character / line.character < 1 / _SAME_SIZE:
        return False
    ended = last.text.endswith(_TERMINAL)
    full = _is_full(last, line, margins) or _breaks_off(last, line, margins)
    indented = _is_indented(line, margins)
    if line.rank is not None and (ended or indented or not full):
        return False
    if _is_far_below(last, line):
        return False
    if last.text.endswith(_OPEN_ENDS) and not indented:
        return True
    if not full:
        return False
    return not (indented and (ended or _LABEL_END.search(last.text) or heading_rank(last.text) is not None))


def _is_full(last: Line, line: Line, margins: Margins) -> bool:
    """True where the next line's first word had no room on the last line: the line was wrapped, not ended."""
    assert last.box is not None
    room = margins.right.get(last.page or 0, last.box[2]) - last.box[2]
    word = _FIRST_WORD.match(line.text)
    size = last.character
    width = sum(size * _width(char) for char in word.group()) if word else size
    return room <= width + _SLACK * size


def _breaks_off(last: Line, line: Line, margins: Margins) -> bool:
    """True where a line stops in mid-sentence near the margin and the next one begins with neither mark nor label."""
    assert last.box is not None
    if (
        last.text.endswith(_TERMINAL)
        or line.rank is not None
        or _LABEL.match(line.text)
        or not _has_punctuation(last.text)
    ):
        return False
    left, right = margins.left.get(last.page or 0, 0.0), margins.right.get(last.page or 0, last.box[2])
    return right - last.box[2] < _NEAR_MARGIN * (right - left) and not _LABEL_END.search(last.text)


def _is_indented(line: Line, margins: Margins) -> bool:
    assert line.box is not None
    return line.box[0] - margins.left.get(line.page or 0, line.box[0]) > _INDENT * line.character


def _is_far_below(last: Line, line: Line) -> bool:
    if last.page != line.page or last.box is None or line.box is None:
        return False
    return line.box[1] - last.box[3] > _GAP * last.character


def _continues_in_text(run: Sequence[Line], line: Line, sibling_is_sentence: bool) -> bool:
    """In a dump without geometry a line is a paragraph, unless it breaks off in mid-sentence."""
    text = run[-1].text
    whole = join_texts(part.text for part in run)
    if text.endswith(_TERMINAL) or line.rank is not None or _LABEL.match(line.text):
        return False
    if _NEVER_FIRST.match(line.text):
        return True
    unfinished_title = run[0].rank is not None and not _has_punctuation(whole) and not is_whole_title(whole)
    if heading_rank(line.text) == 1:
        return unfinished_title and is_whole_title(line.text)
    adjacent = run[-1].line is not None and line.line == run[-1].line + 1
    if _LABEL_END.search(text):
        return adjacent
    if run[0].rank is not None and not _has_punctuation(whole):
        if is_whole_title(whole):
            return False
        return sibling_is_sentence or adjacent or is_whole_title(line.text)
    return (
        text.endswith(_OPEN_ENDS)
        or adjacent
        or (len(whole) >= _LONG_LINE and _has_punctuation(whole) and not _is_label(whole))
    )


def _has_punctuation(text: str) -> bool:
    return any(char in split_mark(text)[2] for char in "，；：。,;:")


def _is_label(text: str) -> bool:
    """True for a short labelled line (资金执行时间：2026年01月至2026年12月), which has no full stop of its own."""
    found = _LABEL.match(split_mark(text)[2])
    return found is not None and "，" not in text and "。" not in text and len(text) < 2 * _LONG_LINE
