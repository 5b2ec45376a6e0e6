"""Plain retrieval: the extracted text cut into chunks, the same embeddings, the chunks that fit a question best."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.reading import reader_version
from budget.filing import Filing, Paragraph
from budget.source import Source
from eval.errors import SameFilingName
from index.library import Library, open_library
from index.retriever import LibraryRetriever
from index.settings import LibrarySettings
from ingest.document import Document, Grid, UnreadableFile
from ingest.read import read_document

_ENDS = ["\n", "。", "；", "，", ". ", " ", ""]


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How long a chunk is and how far the next one reaches back (in characters), and how many are found for a question."""

    length: int = 400
    overlap: int = 60
    k: int = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was found, verbatim."""

    filing: str
    page: int | None
    text: str


class PlainRetrieval:
    """Finds chunks in filings of which nothing but the text is known. What was embedded is kept in `folder`."""

    def __init__(self, folder: Path, settings: RetrievalSettings) -> None:
        self.settings = settings
        self._library: Library = open_library(folder, LibrarySettings(passage_length=settings.length))
        self._pages: dict[tuple[str, int], int | None] = {}

    def close(self) -> None:
        """Let go of the library of chunks."""
        self._library.close()

    def take_in(self, files: Sequence[Path], progress: Callable[[int, int], None]) -> None:
        """Cuts and embeds the files, those that are new; one that can't be read has no chunks. Raises SameFilingName."""
        by_name: dict[str, Path] = {}
        for file in files:
            if by_name.setdefault(file.name, file) != file:
                raise SameFilingName(by_name[file.name], file)
        version = f"chunks-{reader_version()}-{self.settings}"
        for file in files:
            try:
                read = partial(file_to_chunks, settings=self.settings)
                filing = self._library.add(file, read, version).filing
            except UnreadableFile:
                continue
            self._pages |= {(file.name, at): chunk.source.page for at, chunk in enumerate(filing.paragraphs)}
        self._library.embed(progress)

    def find(self, question: str, filings: Collection[str]) -> list[Passage]:
        """The chunks of these filings that fit the question best, the best first."""
        names = [Path(name).name for name in filings]
        retriever = LibraryRetriever(library=self._library, k=self.settings.k, filings=names)
        found = ((document.metadata, document.page_content) for document in retriever.invoke(question))
        whole = dict(zip(names, filings, strict=True))
        return [
            Passage(whole[at["filing"]], self._pages.get((at["filing"], at["paragraph"])), text) for at, text in found
        ]


def file_to_chunks(file: Path, settings: RetrievalSettings) -> Filing:
    """The file as chunks of its text; nothing is known of tables, headings or units. Raises UnreadableFile."""
    document = read_document(file)
    chunks = tuple(_chunks(document, settings))
    paragraphs = (Paragraph(text, Source(document.file, page)) for page, text in chunks)
    return Filing(document.file, pages=document.pages, paragraphs=tuple(paragraphs))


def _chunks(document: Document, settings: RetrievalSettings) -> Iterator[tuple[int | None, str]]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        _ENDS, keep_separator="end", chunk_size=settings.length, chunk_overlap=settings.overlap, add_start_index=True
    )
    lines = list(_lines(document))
    begins: list[tuple[int, int | None]] = []
    at = 0
    for page, line in lines:
        begins.append((at, page))
        at += len(line) + 1
    for chunk in splitter.create_documents(["\n".join(line for _, line in lines)]):
        start = chunk.metadata["start_index"]
        yield [page for begin, page in begins if begin <= start][-1], chunk.page_content


def _lines(document: Document) -> Iterator[tuple[int | None, str]]:
    """Every printed line in reading order: a row of a table is its cells one after the other."""
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield block.page, " ".join(cell.text.strip() for cell in row if cell and cell.text.strip())
        else:
            yield block.page, block.text
