"""Makes the vectors of words that the vocabulary has now and had not before: python scripts/word_vectors.py

A word takes some 20 ms; those that are there already stay as they are. Words that the file lacks are merely no help in finding others.
"""

from __future__ import annotations

import sys

from budget.question.words import Vocabulary
from index.word_vectors import KEPT, keep

if __name__ == "__main__":
    sys.stdout.write(f"{keep(Vocabulary().phrases, KEPT)} words are new in {KEPT.name}\n")
