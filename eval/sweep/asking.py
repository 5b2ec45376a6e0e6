"""The sweep itself: cells chosen, asked one filing after the other, and marked."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence

from app.answering.service import AnswerService
from budget.filing import Filing
from eval.sweep.marks import Mark, mark
from eval.sweep.names import NamedCell, name_cells
from eval.sweep.phrasing import ask_for
from index.memory import memory_library

Chosen = dict[str, list[NamedCell]]


def choose_cells(filings: Sequence[Filing], sample: int, seed: int, whole: Collection[str] = ()) -> Chosen:
    """The cells to ask for, by file: all of the filings named in `whole`, a sample over those of the others."""
    named = {filing.file: name_cells(filing) for filing in filings}
    rest = [(file, i) for file, cells in named.items() if file not in whole for i in range(len(cells))]
    drawn = sorted(random.Random(seed).sample(rest, min(sample, len(rest))))
    chosen: Chosen = {file: list(cells) for file, cells in named.items() if file in whole}
    for file, i in drawn:
        chosen.setdefault(file, []).append(named[file][i])
    return chosen


def sweep(filings: Sequence[Filing], chosen: Chosen, seed: int, step: Callable[[str], None]) -> Iterator[Mark]:
    """Ask for every chosen cell in a library of its filing alone."""
    for filing in filings:
        if cells := chosen.get(filing.file):
            step(filing.file)
            service = AnswerService(memory_library([filing]))
            for cell in cells:
                question = ask_for(cell, filing, seed)
                yield mark(filing.file, cell, question, service.ask(question))
