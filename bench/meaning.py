"""How well words that no vocabulary has are taken for what they mean: a written list of such words, asked one by one.

    python bench/meaning.py [--half threshold|report] [--show]

`bench/meaning_words.tsv` has everyday words with the official names that would be right for them, and words that mean nothing a
filing holds. The threshold (budget/question/meaning.py) was chosen on the one half; the other half is for reporting.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import rjieba

from budget.question.meaning import NAMED, TAKEN, Meant, meant_by, runs
from budget.question.words import Vocabulary
from index.word_vectors import nearest_words

LIST = Path(__file__).with_name("meaning_words.tsv")
COLUMNS = ["word", "right", "half"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the names that are right for it (none: nothing is), its half, and what it was taken for."""

    word: str
    right: tuple[str, ...]
    half: str
    meant: Meant | None

    @property
    def is_right(self) -> bool:
        """True where one of the right names is among those that the word is taken for."""
        names = self.meant.names if self.meant else ()
        return any(right in name for right in self.right for name in names)


def words_of(path: Path, vocabulary: Vocabulary) -> list[Word]:
    """The words of the list of which the vocabulary still has nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if rows.fieldnames != COLUMNS:
            raise SystemExit(f"{path.name}: the columns must be {', '.join(COLUMNS)}")
        found = []
        for row in rows:
            text = row["word"]
            units = vocabulary.units(text)
            lacking = [] if any(unit.known for unit in units) else runs(units, text, lambda unit: True)
            meant = [one for run in lacking for one in meant_by(run, text, nearest_words, vocabulary, bool)]
            best = max(meant, key=lambda one: one.sureness, default=None)
            if lacking:
                right = tuple(name for name in row["right"].split("|") if name)
                found.append(Word(text, right, row["half"], best))
    return found


def told(words: Sequence[Word], least: float) -> str:
    """How many of these words are taken for something so surely, and how many rightly."""
    taken = [word for word in words if word.meant and word.meant.sureness >= least]
    right = sum(word.is_right for word in taken)
    return f"{len(taken)} of {len(words)} taken for something, {right} rightly"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("threshold", "report"), default="report")
    parser.add_argument("--show", action="store_true", help="print every word, the surest first")
    args = parser.parse_args()
    vocabulary = Vocabulary(segment=lambda text: [str(piece) for piece in rjieba.cut(text)])
    words = [word for word in words_of(LIST, vocabulary) if word.half == args.half]
    for least, what in ((TAKEN, "taken"), (NAMED, "named as the nearest")):
        for language, ascii in (("zh", False), ("en", True)):
            for kind, wanted in (("words that mean something", True), ("words that mean nothing there", False)):
                chosen = [word for word in words if word.word.isascii() is ascii and bool(word.right) is wanted]
                sys.stdout.write(f"{what}, {language}, {kind}: {told(chosen, least)}\n")
    for word in sorted(words, key=lambda w: -(w.meant.sureness if w.meant else 0)) if args.show else ():
        if word.meant:
            mark = "right" if word.is_right else "wrong" if word.right else "nothing"
            names = "/".join(word.meant.names[:4])
            sys.stdout.write(f"{word.meant.sureness:.2f}  {mark:8}{word.word} ({word.meant.word}) -> {names}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
