"""What is known while a paragraph is read: its items so far, the one spoken of, the line that others are parts of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.statement_item import Item
from ingest.statement_subjects import Line, SubjectReader, Words, last_match
from ingest.statement_text import FoldedText
from ingest.statement_words import statement_words

_PAUSE = re.compile("[，。；：、（）]")
_WITHIN = re.compile(r"^[，。；]?([^，。；：]{4,24})中，")


@dataclass(slots=True)
class Reading:
    """The reading of one folded text.

    `walk` reads the items between two places of it; `topic` is the line that figures without a name of their own belong to,
    `outer` the item that the whole text speaks of the parts of. `is_inner` is true within a reason or a purpose.
    """

    text: FoldedText
    subjects: SubjectReader
    walk: Callable[[Reading, int, int], list[Item]]
    topic: Line | None = None
    parent: Item | None = None
    is_inner: bool = False
    outer: Item | None = field(init=False)
    items: list[Item] = field(default_factory=list)
    current: Item | None = None
    pending_purpose: str = ""
    names: list[str] = field(default_factory=list)
    sentence: tuple[int, int] = (0, 0)
    last_kind: str = ""

    def __post_init__(self) -> None:
        self.outer = self.parent

    def words(self, gap: str) -> Words:
        """Read the words before a figure, following 其中 down to the parts and a closing bracket up again."""
        joined = gap == "、" or (bool(gap) and not _PAUSE.search(gap))
        within = _WITHIN.match(gap)
        if within:
            self.parent = Item(self.subjects.read(within.group(1)).line, *self.sentence)
            gap = gap[within.end() :]
        found = last_match(statement_words().parts, gap)
        if found:
            if self.current is not None:
                self.parent = (
                    self.current if self.current.parent is not self.parent or self.parent is self.outer else self.parent
                )
            gap = gap[found.end() :]
        elif gap.startswith("）") and self.parent is not None and self.parent is not self.outer:
            self.parent = self.parent.parent
            gap = gap[1:]
        return replace(self.subjects.read(gap), joined=joined)

    def add(self, item: Item, follow: bool = True) -> None:
        """Keep an item; the words that follow speak of it unless told otherwise."""
        item.parent = item.parent or self.parent
        item.purpose, self.pending_purpose = item.purpose or self.pending_purpose, ""
        self.items.append(item)
        if follow:
            self.current = item
