"""A file becomes a Filing: the reader by the file's content, then tables, paragraphs, statements and metadata."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from budget.filing import Filing
from ingest.document import Document, UnreadableFile
from ingest.html import read_html
from ingest.metadata import document_to_metadata
from ingest.ocr import read_pdf_and_scans
from ingest.office import read_compound, read_zipped
from ingest.paragraphs import blocks_to_contents, blocks_to_paragraphs
from ingest.statements import read_definitions, read_projects, read_statements
from ingest.tables import document_to_tables
from ingest.text import read_text

Reader = Callable[[Path], Document]

READABLE = (
    "PDF (.pdf), Word (.docx, .doc), Excel (.xlsx, .xls), web pages (.html), plain text (.txt) and Markdown (.md)"
)
# The bytes at the very beginning that tell a format, whatever the file is called.
_READERS: tuple[tuple[bytes, Reader], ...] = (
    (b"%PDF", read_pdf_and_scans),
    (b"PK\x03\x04", read_zipped),
    (b"\xd0\xcf\x11\xe0", read_compound),
)
_NOT_READ: tuple[tuple[bytes, str], ...] = (
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"MIME-Version:", "a web archive (mht)"),
)
_HTML = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<meta", b"<body", b"<table", b"<div", b"<style")
_HEAD = 1024


def read_filing(path: Path) -> Filing:
    """Read one filing; raises UnreadableFile with one clear sentence where the file can't be read."""
    try:
        return document_to_filing(read_document(path))
    except UnreadableFile:
        raise
    except Exception as error:  # one file that breaks the program must not cost the other files of the run
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        raise UnreadableFile(
            f"{path.name} could not be read because of a defect of the program ({what}): please report it with the file"
        ) from error


def read_document(path: Path) -> Document:
    """The file's blocks by the reader for its content; raises UnreadableFile."""
    if not path.exists():
        raise UnreadableFile(f"{path} does not exist: check the path.")
    if not path.is_file():
        raise UnreadableFile(f"{path} is a folder, not a file: name the filing's file in it.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise UnreadableFile(f"{path.name} can't be opened ({error.strerror}): check that you may read it.") from error
    return _head_to_reader(head, path.name)(path)


def _head_to_reader(head: bytes, name: str) -> Reader:
    for mark, reader in _READERS:
        if mark in head if mark == b"%PDF" else head.startswith(mark):
            return reader
    for mark, what in _NOT_READ:
        if head.startswith(mark):
            raise UnreadableFile(f"{name} is {what}, which can't be read yet: the formats that can are {READABLE}.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        return read_html
    return read_text


def document_to_filing(document: Document) -> Filing:
    """Everything that is understood of a document."""
    tables, problems = document_to_tables(document)
    meta = document_to_metadata(document, tables)
    paragraphs = blocks_to_paragraphs(document.blocks, document.file)
    return Filing(
        document.file,
        meta.title,
        meta.department,
        meta.region,
        meta.year,
        meta.kind,
        document.pages,
        tables,
        paragraphs,
        read_statements(paragraphs, meta.year),
        read_projects(paragraphs),
        read_definitions(paragraphs),
        (*document.problems, *problems),
        blocks_to_contents(document.blocks, document.file),
        document.saved,
    )
