"""The vocabulary of budget filings, read from the TSV files beside this module.

A name may stand under several codes (行政运行 is an item of nearly every 款): its words are written once, and the rows
of that kind and name that have none of their own take them over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

FOLDER: Final = Path(__file__).parent
TERM_COLUMNS: Final = ("name", "kind", "code", "also", "english")
TERM_FILES: Final = ("functional.tsv", "economic.tsv", "revenue.tsv", "terms.tsv")
_SEPARATOR: Final = "|"


class BadTaxonomy(ValueError):
    """A vocabulary file that can't be used: which file, which line, what is wrong."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        super().__init__(f"{path.name}, line {line}: {what}")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the genre: official Chinese name, kind, code ("" where it has none), synonyms, English names."""

    name: str
    kind: str
    code: str = ""
    also: tuple[str, ...] = ()
    english: tuple[str, ...] = ()


@cache
def load_terms() -> tuple[Term, ...]:
    """All terms of the four vocabulary files, in file order."""
    return read_terms(FOLDER / name for name in TERM_FILES)


@cache
def load_english_words() -> Mapping[str, tuple[str, ...]]:
    """English words of questions (lower case), each with the Chinese words of filings that it may mean."""
    return read_lexicon(FOLDER / "lexicon_en.tsv", "english")


@cache
def load_everyday_words() -> Mapping[str, tuple[str, ...]]:
    """Colloquial Chinese words of questions, each with the words of filings that it may mean beside itself."""
    return read_lexicon(FOLDER / "everyday_zh.tsv", "everyday")


def read_terms(paths: Iterable[Path]) -> tuple[Term, ...]:
    """Read term files; raises BadTaxonomy for an unknown column, an empty name or kind, or a term given twice."""
    terms: list[Term] = []
    taken: dict[tuple[str, str, str], str] = {}
    for path in paths:
        for line, row in _rows(path, TERM_COLUMNS):
            term = _row_to_term(path, line, row)
            # A code is unique in its kind; without a code the name is.
            key = (term.kind, term.code, "" if term.code else term.name)
            if key in taken:
                raise BadTaxonomy(path, line, f"{term.code} {term.name} was given before, in {taken[key]}".lstrip())
            taken[key] = f"{path.name}, line {line}"
            terms.append(term)
    return tuple(_share_words(terms))


def read_lexicon(path: Path, key: str) -> Mapping[str, tuple[str, ...]]:
    """Read a two-column file from `key` to `chinese`; raises BadTaxonomy for a word given twice or left empty."""
    lexicon: dict[str, tuple[str, ...]] = {}
    for line, row in _rows(path, (key, "chinese")):
        word, meanings = row[key], _split(path, line, row["chinese"])
        if not word or not meanings:
            raise BadTaxonomy(path, line, f"both {key} and chinese must be filled in")
        if word in lexicon:
            raise BadTaxonomy(path, line, f"{word} was given before")
        lexicon[word] = meanings
    return MappingProxyType(lexicon)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = tuple(lines[0].split("\t")) if lines else ()
    if header != columns:
        raise BadTaxonomy(path, 1, f"the columns must be {', '.join(columns)}, but are {', '.join(header)}")
    for number, text in enumerate(lines[1:], start=2):
        cells = [cell.strip() for cell in text.split("\t")]
        if len(cells) != len(columns):
            raise BadTaxonomy(path, number, f"{len(columns)} cells expected, {len(cells)} found")
        yield number, dict(zip(columns, cells, strict=True))


def _row_to_term(path: Path, line: int, row: dict[str, str]) -> Term:
    for column in ("name", "kind"):
        if not row[column]:
            raise BadTaxonomy(path, line, f"the {column} is empty")
    if row["code"] and not row["code"].isdigit():
        raise BadTaxonomy(path, line, f"the code {row['code']} is not made of digits")
    also, english = _split(path, line, row["also"]), _split(path, line, row["english"])
    return Term(row["name"], row["kind"], row["code"], also, english)


def _split(path: Path, line: int, text: str) -> tuple[str, ...]:
    if not text:
        return ()
    words = tuple(word.strip() for word in text.split(_SEPARATOR))
    if "" in words or len(set(words)) < len(words):
        raise BadTaxonomy(path, line, f"an empty or repeated word in {text!r}")
    return words


def _share_words(terms: list[Term]) -> Iterator[Term]:
    also: dict[tuple[str, str], tuple[str, ...]] = {}
    english: dict[tuple[str, str], tuple[str, ...]] = {}
    for term in terms:
        if term.also:
            also.setdefault((term.kind, term.name), term.also)
        if term.english:
            english.setdefault((term.kind, term.name), term.english)
    for term in terms:
        key = (term.kind, term.name)
        yield replace(term, also=term.also or also.get(key, ()), english=term.english or english.get(key, ()))
