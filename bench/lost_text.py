"""What reading loses: every printed word of every page against what the filing keeps of that page.

    python bench/lost_text.py FILE_OR_FOLDER... [--show N]

The words of a PDF are its text as pdfium gives it, without any of the project's own reading; those of another format are its blocks.
A word is kept where it stands in a table (title, unit, header, label, cell, note), a paragraph or the contents of its page or the page
before. Page numbers, running heads, leaders, the small lines around a table's title (who made it, which form), the heads of its label
columns and the numbers of its columns are no loss. What is left is printed page by page, so that a person can see whether it matters.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2

from budget.filing import Filing
from budget.number import squeeze
from budget.table import Table
from ingest.caption_rules import caption_rules
from ingest.document import Document, Grid, UnreadableFile
from ingest.form import form_words
from ingest.header import header_words
from ingest.headings import heading_words, is_caption, is_page_number
from ingest.pdf_glyphs import code_to_text
from ingest.read import document_to_filing, read_document

_EDGE_LINES = 2
_REPEATS = 3
_BETWEEN = "\n"
_CODE_IN_FRONT = re.compile(r"\[?(?P<code>\d{3,9})\]?[-.]?")
_COLUMN_NUMBER = re.compile(r"\d{1,2}(?:=[\d+\-()]+)?")
_TELLS = re.compile(r"[^\W_]")
Words = dict[int, list[str]]


def printed_words(path: Path, document: Document) -> Words:
    """The words of each page, in the order of the file; a format without pages is one page."""
    if b"%PDF" not in path.read_bytes()[:1024]:
        words: Words = defaultdict(list)
        for page, text in _block_texts(document):
            words[page or 0] += text.split()
        return words
    with pypdfium2.PdfDocument(path) as pdf:
        texts = {number: _page_text(pdf, number) for number in range(1, len(pdf) + 1)}
    edges = _running_lines(texts.values())
    return {
        number: [word for line in text.splitlines() if squeeze(line) not in edges for word in _line_words(line)]
        for number, text in texts.items()
    }


def _page_text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    text = pdf[number - 1].get_textpage().get_text_range()
    return "".join(char if char in "\n\t \u3000" else code_to_text(ord(char)) for char in text)


def _running_lines(texts: Iterable[str]) -> set[str]:
    """The lines that stand first or last on several pages."""
    seen = Counter(
        squeeze(line)
        for text in texts
        for line in {*text.splitlines()[:_EDGE_LINES], *text.splitlines()[-_EDGE_LINES:]}
    )
    return {line for line, count in seen.items() if count >= _REPEATS}


def _line_words(line: str) -> list[str]:
    if is_page_number(line) or is_caption(line):
        return []
    return line.split()


def _block_texts(document: Document) -> Iterator[tuple[int | None, str]]:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from ((block.page, cell.text) for row in block.rows for cell in row if cell)
        else:
            yield block.page, block.text


def kept_texts(filing: Filing) -> dict[int, str]:
    """All that the filing keeps of each page, as one text without blanks."""
    kept: dict[int, list[str]] = defaultdict(list)
    for table in filing.tables:
        for page, text in _table_texts(table):
            kept[page or 0].append(squeeze(text))
    for paragraph in filing.paragraphs:
        kept[paragraph.source.page or 0].append(squeeze(paragraph.text))
    for entry in filing.contents:
        kept[entry.source.page or 0].append(squeeze(entry.text))
    return {page: _BETWEEN.join(texts) for page, texts in kept.items()}


def _table_texts(table: Table) -> Iterator[tuple[int | None, str]]:
    for page in table.pages or (None,):
        yield from ((page, text) for text in (table.title, table.unit, table.note, table.subject, *table.columns))
        yield from ((page, part) for column in table.columns for part in column.split(" / "))
    for row in table.rows:
        # A code may be printed in parts, and a label drawn down beside its rows.
        texts = [row.label, row.code or "", f"{row.code or ''}{row.label}", row.detail, *row.parents]
        yield from ((row.page, text) for text in (*texts, *(cell.text for cell in row.cells)))


def lost_words(words: Words, kept: dict[int, str]) -> Words:
    """The words that stand in nothing that is kept of their page or the two before."""
    lost = {}
    for page, printed in words.items():
        # A paragraph is kept on the page where it begins.
        pool = _BETWEEN.join(kept.get(number, "") for number in (page, page - 1, page - 2))
        bare = (squeeze(heading_words().leader.sub("", word)) for word in printed)
        lost[page] = [word for word in bare if _counts(word) and not _is_kept(word, pool)]
    return {page: found for page, found in lost.items() if found}


def _is_kept(word: str, pool: str) -> bool:
    code = _CODE_IN_FRONT.match(word)
    return word in pool or bool(code) and word[code.end() :] in pool and code["code"] in pool


def _counts(word: str) -> bool:
    """False for what is no text of the filing's own: what the layout of a table or of the contents needs."""
    rules, form = caption_rules(), form_words()
    if len(_TELLS.findall(word)) < 2 or _COLUMN_NUMBER.fullmatch(word) or is_page_number(word):
        return False
    if rules.skip.fullmatch(word) or rules.body.match(word) or rules.unit.search(word):
        return False
    known = header_words().knows(word) or form.indicator_level.fullmatch(word) or form.label.fullmatch(word.rstrip(":"))
    return not known and word not in heading_words().contents


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=12, help="print so many lost words a page")
    args = parser.parse_args()
    files = [file for path in args.paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    printed = gone = 0
    for file in files:
        try:
            document = read_document(file)
        except UnreadableFile as error:
            sys.stdout.write(f"left out: {error}\n")
            continue
        words = printed_words(file, document)
        lost = lost_words(words, kept_texts(document_to_filing(document)))
        count, missing = sum(map(len, words.values())), sum(map(len, lost.values()))
        printed, gone = printed + count, gone + missing
        sys.stdout.write(f"{file.name:44} words {count:6} lost {missing:5}\n")
        for page, found in lost.items():
            sys.stdout.write(f"    {page:3}: {' | '.join(found[: args.show])}\n")
    sys.stdout.write(f"all: words {printed} lost {gone} ({100 * gone / max(printed, 1):.2f}%)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
