"""What a reader must know of the files behind an answer: figures read from a scan, another version of the filing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from budget.compute.outcome import Line, Outcome
from budget.compute.shelf import Shelf
from budget.fact import Fact

# The problems of pages whose text was recognised in an image.
_RECOGNISED: Final = ("ocr", "ocr_layer")


def with_provenance(outcome: Outcome, shelf: Shelf, older: Mapping[str, str]) -> Outcome:
    """The outcome with a caveat for each page that was read by OCR and for each filing of which there is another version.

    `older` maps the file of an older version to that of the newest.
    """
    facts = list(dict.fromkeys(fact for line in outcome.lines for fact in _facts_of(line)))
    caveats = (*_from_scans(facts, shelf), *_of_versions(facts, older))
    return replace(outcome, caveats=(*outcome.caveats, *caveats)) if caveats else outcome


def _facts_of(line: Line) -> list[Fact]:
    return [*(fact for fig in line.figures.values() for fact in fig.facts), *line.facts]


def _from_scans(facts: list[Fact], shelf: Shelf) -> list[Line]:
    recognised = {
        (problem.place.filing or filing.file, problem.place.page)
        for filing in shelf.filings.values()
        for problem in filing.problems
        if problem.code in _RECOGNISED
    }
    read: dict[int, Fact] = {}
    for fact in facts:
        page = fact.source.page
        if page is not None and (fact.source.filing or fact.filing, page) in recognised:
            read.setdefault(page, fact)
    pages = "、".join(str(page) for page in sorted(read))
    return [Line("caveat.ocr", {"pages": pages}, facts=tuple(read.values()))] if read else []


def _of_versions(facts: list[Fact], older: Mapping[str, str]) -> list[Line]:
    files = dict.fromkeys(fact.source.filing or fact.filing for fact in facts)
    asked_newer = [
        Line("caveat.newer", {"file": file, "older": "、".join(name for name, newer in older.items() if newer == file)})
        for file in files
        if file in older.values()
    ]
    return asked_newer + [Line("caveat.older", {"file": f, "newer": older[f]}) for f in files if f in older]
