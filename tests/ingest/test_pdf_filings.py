"""Real filings: the amounts that plain pdfplumber finds alone in ruled cells stand alone in our grids too."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pdfplumber
import pytest

from ingest.document import Grid, TextBlock
from ingest.pdf import read_pdf
from ingest.pdf_settings import PdfSettings

ALONE = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d{1,6}|-?\d+\.\d{1,6}")
# Narrow type, pale rules, form objects, turned pages, filled bars: a few pages of each.
FILINGS = {
    "chongqing-weather-2026": range(6, 12),
    "beijing-audit-tables-2026": range(1, 5),
    "shenzhen-audit-2026": range(21, 26),
    "yantai-data-2026": range(6, 12),
    "swu-2021": range(6, 10),
}


def amounts(cells: Iterable[str | None]) -> Counter[str]:
    bare = (re.sub(r"\s", "", unicodedata.normalize("NFKC", cell or "")) for cell in cells)
    return Counter(text.replace(",", "") for text in bare if ALONE.fullmatch(text))


def printed(path: Path, numbers: range) -> Counter[str]:
    with pdfplumber.open(path) as pdf:
        pages = [pdf.pages[number - 1] for number in numbers]
        return amounts(cell for page in pages for table in page.extract_tables() for row in table for cell in row)


def ours(path: Path, numbers: range) -> Counter[str]:
    blocks = read_pdf(path, PdfSettings(max_pages=max(numbers))).blocks
    tables = [block for block in blocks if isinstance(block, Grid) and block.page in numbers]
    return amounts(cell.text for grid in tables for row in grid.rows for cell in row if cell is not None)


@pytest.mark.parametrize("name", FILINGS)
def test_amounts_alone_in_cells(shared: Path, name: str) -> None:
    path = shared / "filings" / f"{name}.pdf"
    expected, found = printed(path, FILINGS[name]), ours(path, FILINGS[name])
    assert sum(expected.values()) > 100
    assert not expected - found


def test_scan_without_text_is_said_page_by_page(shared: Path) -> None:
    document = read_pdf(shared / "filings" / "beijing-data-bureau-scan-2026.pdf")
    assert document.blocks == ()
    assert [p.place.page for p in document.problems if p.code == "scan"] == list(range(1, 9))


def test_every_box_lies_on_its_page(shared: Path) -> None:
    document = read_pdf(shared / "filings" / "yantai-data-2026.pdf")
    boxes = [block.box for block in document.blocks if block.page == 7 and block.box]
    assert boxes
    assert all(-1 <= x0 < x1 <= 843 and -1 <= top < bottom <= 596 for x0, top, x1, bottom in boxes)
    assert any(isinstance(block, TextBlock) and "收入总体情况表" in block.text for block in document.blocks)
