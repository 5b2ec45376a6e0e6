"""Paragraphs become passages: pieces of text short enough to embed, to rank and to quote."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from budget.filing import Filing, Paragraph

# A sentence ends behind its mark and a closing quote or bracket; a clause end serves where a sentence is too long.
_SENTENCE = re.compile(r"[^。！？!?；;]*(?:[。！？!?；;]+[”’」』）)]*|$)", re.DOTALL)
_CLAUSE = re.compile(r"[^，,、：:]*(?:[，,、：:]+|$)", re.DOTALL)
_SPEAKING = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a piece of a long one: `text` is verbatim and begins at `start` in paragraph `paragraph`."""

    filing: str
    paragraph: int
    start: int
    text: str
    headings: tuple[str, ...] = ()

    @property
    def in_context(self) -> str:
        """The text under its headings: what is embedded and ranked, but never quoted."""
        return "\n".join((" / ".join(self.headings), self.text)) if self.headings else self.text

    @property
    def key(self) -> str:
        """A name for the passage that changes with its place and with what is embedded."""
        place = f"{self.filing}\n{self.paragraph}\n{self.start}\n{self.in_context}"
        return hashlib.sha256(place.encode()).hexdigest()[:32]


def filing_to_passages(filing: Filing, length: int = 400, name: str | None = None) -> tuple[Passage, ...]:
    """The passages of a filing's narrative in reading order; headings and lines without a word are left out.

    `name` is what the passages call their filing; its file name where none is given.
    """
    called = filing.file if name is None else name
    return tuple(
        Passage(called, index, start, text, paragraph.headings)
        for index, paragraph in enumerate(filing.paragraphs)
        if not paragraph.is_heading
        for start, text in _pieces_of(paragraph, length)
    )


def _pieces_of(paragraph: Paragraph, length: int) -> Iterator[tuple[int, str]]:
    for start, text in cut(paragraph.text, length):
        bare = text.strip()
        if _SPEAKING.search(bare):
            yield start + text.index(bare), bare


def cut(text: str, length: int) -> list[tuple[int, str]]:
    """Cut a text at its sentence ends into pieces of at most `length` characters; each piece with where it begins.

    The pieces join to the text again. A sentence that is too long is cut at clause ends, then anywhere.
    """
    if len(text) <= length:
        return [(0, text)]
    pieces: list[tuple[int, str]] = []
    start, piece = 0, ""
    for part in _parts(text, length):
        if piece and len(piece) + len(part) > length:
            pieces.append((start, piece))
            start, piece = start + len(piece), ""
        piece += part
    return [*pieces, (start, piece)]


def _parts(text: str, length: int) -> Iterator[str]:
    """Sentences, or where one is too long its clauses, or pieces of them: none longer than `length`."""
    for sentence in filter(None, _SENTENCE.findall(text)):
        if len(sentence) <= length:
            yield sentence
            continue
        for clause in filter(None, _CLAUSE.findall(sentence)):
            yield from (clause[at : at + length] for at in range(0, len(clause), length))
