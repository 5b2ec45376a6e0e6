"""A PDF becomes a Document: grids and lines of text in reading order, page by page."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c

from budget.problem import Problem
from budget.source import Box, Source
from ingest.document import Document, Grid, TextBlock, UnreadableFile
from ingest.notes import with_notes_apart
from ingest.pdf_page import Page, read_page
from ingest.pdf_problems import page_problems
from ingest.pdf_settings import PdfSettings
from ingest.pdf_tables import page_to_grids
from ingest.pdf_words import glyphs_to_lines

_HEADER_WITHIN = 1024
# pdfium keeps global state: one thread at a time may call it.
_PDFIUM = threading.Lock()


def read_pdf(path: Path, settings: PdfSettings = PdfSettings()) -> Document:  # noqa: B008 (frozen)
    """Read a PDF; UnreadableFile where it is none, is damaged beyond reading, locked or has no pages."""
    blocks: list[Grid | TextBlock] = []
    problems: list[Problem] = []
    with open_pdf(path) as document:
        count = len(document)
        saved = _saved(document)
        if count == 0:
            raise UnreadableFile(f"{path.name} has no pages: save or download it again")
        for index in range(min(count, settings.max_pages)):
            page_blocks, page_problems = _read_page(document, index, path.name, settings)
            blocks += page_blocks
            problems += page_problems
    if count > settings.max_pages:
        text = (
            f"{path.name} has {count} pages and only the first {settings.max_pages} were read: "
            "split the file to have all of it read"
        )
        problems.append(Problem("page_limit", text, Source(path.name, page=settings.max_pages)))
    return Document(path.name, tuple(blocks), count, tuple(problems), saved)


def _saved(document: pypdfium2.PdfDocument) -> str:
    """When the file says it was last saved, in digits; the time zones that programs write are not to be trusted."""
    for key in ("ModDate", "CreationDate"):
        if match := re.match(r"(?:D:)?(\d{14})", document.get_metadata_value(key)):
            return match[1]
    return ""


@contextmanager
def open_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, for this thread alone until the block ends; UnreadableFile where it can't be opened."""
    with _PDFIUM, _opened(path) as document:
        yield document


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_WITHIN)
    except OSError as error:
        raise UnreadableFile(
            f"{path} can't be opened ({error.strerror}): check the path and its permissions"
        ) from error
    if b"%PDF" not in head:
        raise UnreadableFile(
            f"{path.name} is not a PDF, whatever its name says: open it with the program it was made "
            "with and save it as PDF"
        )
    # pdfium sets no error for a PDF without pages, and so shows that of the file before: a missing file's is known here.
    pdfium_c.FPDF_LoadDocument(b"", None)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(_why_not(path, error)) from error
    try:
        yield document
    finally:
        document.close()


def _why_not(path: Path, error: pypdfium2.PdfiumError) -> str:
    code = getattr(error, "err_code", None)
    if code == pdfium_c.FPDF_ERR_FILE:
        return f"{path.name} has no pages: save or download it again"
    if code == pdfium_c.FPDF_ERR_PASSWORD:
        return f"{path.name} is locked with a password: save a copy without one and read that"
    if code == pdfium_c.FPDF_ERR_SECURITY:
        return f"{path.name} is encrypted in a way that can't be read: save a copy without protection and read that"
    return f"{path.name} is damaged or cut short and can't be read as a PDF: download it again"


def _read_page(
    document: pypdfium2.PdfDocument, index: int, name: str, settings: PdfSettings
) -> tuple[list[Grid | TextBlock], list[Problem]]:
    handle = pdfium_c.FPDF_LoadPage(document.raw, index)
    if not handle:
        text = f"page {index + 1} is damaged and was left out: download the file again"
        return [], [Problem("damaged_page", text, Source(name, page=index + 1))]
    try:
        page = read_page(handle, index + 1, settings.thin)
    finally:
        pdfium_c.FPDF_ClosePage(handle)
    return page_to_blocks(page, settings), page_problems(page, name)


def page_to_blocks(page: Page, settings: PdfSettings) -> list[Grid | TextBlock]:
    """The grids and lines of a page, from the top down."""
    grids, outside = page_to_grids(page, settings)
    placed: list[tuple[Box, Grid | TextBlock]] = list(grids)
    for line in glyphs_to_lines(outside, settings):
        block = TextBlock(line.text, page.number, None, page.frame.as_shown(line.box), line.size, line.bold)
        placed.append((line.box, block))
    placed.sort(key=lambda item: (item[0][1], item[0][0]))
    return [part for _, block in placed for part in with_notes_apart(block)]
