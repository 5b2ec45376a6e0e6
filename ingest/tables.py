"""From a document's grids to the filing's tables: captions, pages joined, rows understood, repairs proved."""

from __future__ import annotations

from budget.problem import Problem
from budget.table import Table
from ingest.captions import document_to_pieces
from ingest.document import Document
from ingest.draft import Draft, raw_to_drafts
from ingest.repair import repair_drafts
from ingest.stitch import pieces_to_tables


def document_to_tables(document: Document) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """Every table of the document in reading order, and what was torn or repaired."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for raw in pieces_to_tables(document_to_pieces(document)):
        made, told = raw_to_drafts(raw, len(drafts) + 1, document.file)
        drafts += made
        problems += told
    tables, repaired = repair_drafts(drafts, document.file)
    return tables, tuple(problems + repaired)
